import Casework
package import Policies
import Primitives
package import Storage

/// Hands a draft to the second person.
///
/// A page calls `Bureau.submitPack`, which tries the texts first.
package struct SubmitPack: Command {
    package static let name = "policy.submit"
    /// The version.
    package let id: PackVersionID
    /// The version number the person looked at.
    package let seen: Int64
    /// The hash of the texts that were found without a problem.
    package let checkedHash: String

    /// Takes the inputs.
    package init(id: PackVersionID, seen: Int64, checkedHash: String) {
        self.id = id
        self.seen = seen
        self.checkedHash = checkedHash
    }

    /// Checks who asks and what stands, then stores, or gives every reason why not.
    package func run(in context: CommandContext) throws -> Outcome<PackReceipt> {
        let opened = try PackWork.open(id, seen: seen, at: [.draft], by: PolicyAuthority.drafters, in: context)
        guard let work = opened.value else { return .refused(opened.reasons) }
        guard work.row.textHash == checkedHash else { return .refused([.changedMeanwhile]) }
        let baseHash = work.base?.hash ?? ""
        if baseHash == work.row.textHash { return .refused([.policyNothingChanged]) }
        if baseHash != work.row.baseHash { return .refused([.policyBaseChanged]) }
        return .done(try work.move(to: .submitted, "submit", verb: Self.name, in: context))
    }
}

extension Bureau {
    /// A version laid over what is in force on its day; a published one over what was in force before it.
    ///
    /// Computed outside any transaction.
    package func tried(_ row: PackVersionRow, in timeline: PolicyTimeline) throws -> PublishedPolicies.Tried {
        try publications.trying(row.text, from: row.inForceFrom, in: timeline.before(row.publication))
    }

    /// Checks a draft's texts and hands it to the second person; every problem is a reason.
    package func submitPack(
        _ id: PackVersionID, seen: Int64, as actor: Actor, key: String
    ) async throws -> Outcome<PackReceipt> {
        let found = try await view(as: actor) { context -> (row: PackVersionRow, timeline: PolicyTimeline)? in
            try context.store.packVersion(id).map { ($0, try context.timeline) }
        }
        guard let found else { return .refused([.notFound]) }
        if found.row.state == .draft, found.row.version == seen {
            let tried = try tried(found.row, in: found.timeline)
            var refusals = tried.problems.map(Reason.policyProblem)
            if let packs = tried.packs, !packs.decides(found.row.text) { refusals.append(.policyNotInForce) }
            guard refusals.isEmpty else { return .refused(refusals) }
        }
        return try await perform(
            SubmitPack(id: id, seen: seen, checkedHash: found.row.textHash), as: actor, key: key)
    }
}

extension PolicySet {
    /// Whether the files of a version that was laid over them say of themselves that they are in force.
    func decides(_ text: PackText) -> Bool {
        folders(of: text.program).first { $0.folder == text.region.text }?.status == .inForce
    }
}
