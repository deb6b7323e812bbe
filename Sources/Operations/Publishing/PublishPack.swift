import Casework
import Policies
import Primitives
package import Storage

/// What a publication answers.
package struct PublishedPack: Codable, Hashable, Sendable {
    /// The version.
    package let id: PackVersionID
    /// The number of the publication.
    package let publication: Int64
}

/// Puts an approved version in force from its day, for every node at once; decisions already made keep theirs.
///
/// It rests on a trial of exactly these texts and of what is in force now: the page asks for one first, and
/// `Bureau.publishPack` makes it.
package struct PublishPack: Command {
    package static let name = "policy.publish"
    /// The version.
    package let id: PackVersionID
    /// The version number the person looked at.
    package let seen: Int64
    /// Whether the person says that it changes the past.
    package let forThePast: Bool

    /// Takes the inputs.
    package init(id: PackVersionID, seen: Int64, forThePast: Bool = false) {
        self.id = id
        self.seen = seen
        self.forThePast = forThePast
    }

    /// Checks who asks and what stands, then stores, or gives every reason why not.
    package func run(in context: CommandContext) throws -> Outcome<PublishedPack> {
        let opened = try PackWork.open(id, seen: seen, at: [.approved], by: PolicyAuthority.publishers, in: context)
        guard let work = opened.value else { return .refused(opened.reasons) }
        let row = work.row
        guard let trial = try context.store.latestPackTrial(of: id), trial.textHash == row.textHash,
            trial.inForceFrom == row.inForceFrom, trial.day == context.today,
            trial.publication == work.timeline.publications.last?.number ?? 0,
            trial.paid == (try RetroactiveEffect.paidSum(row, timeline: work.timeline, in: context))
        else { return .refused([.policyNotTried]) }
        var refusals = try PackTrialResult(json: trial.result).reasons
        if row.baseHash != work.base?.hash ?? "" { refusals.append(.policyBaseChanged) }
        if !forThePast {
            if row.inForceFrom < context.today { refusals.append(.policyPastDay(row.inForceFrom)) }
            if trial.paid.count > 0 { refusals.append(.policyAlreadyPaid) }
        }
        guard refusals.isEmpty else { return .refused(refusals) }
        let isPast = row.inForceFrom < context.today || trial.paid.count > 0
        let number = try context.store.publishPackVersion(
            row, trial: trial.id, forThePast: isPast, by: work.staff.staffID, at: context.now, on: context.today)
        try work.record("publish", verb: Self.name, reason: row.note, in: context)
        return .done(PublishedPack(id: id, publication: number))
    }
}

extension Bureau {
    /// Tries a version and publishes it: every worked case, the living families, and the months already paid.
    package func publishPack(
        _ id: PackVersionID, seen: Int64, forThePast: Bool, as actor: Actor, key: String,
        progress: @escaping ProgressReport = { _ in }
    ) async throws -> Outcome<PublishedPack> {
        // A repeated request finds its own publication; trying it again would compare it with itself.
        let state = try await view(as: actor) { try $0.store.packVersion(id)?.state }
        if state == .approved {
            let tried = try await tryPack(id, as: actor, progress: progress)
            guard tried.value != nil else { return .refused(tried.reasons) }
        }
        return try await perform(PublishPack(id: id, seen: seen, forThePast: forThePast), as: actor, key: key)
    }
}
