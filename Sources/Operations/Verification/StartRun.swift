import Casework
import Columns
import Policies
package import Primitives
import Sealing
package import Storage
import Verification

/// A run that was asked for: a fresh one, or the one that is the same.
package struct StartedRun: Codable, Hashable, Sendable {
    /// The run.
    package let id: RunID
    /// Whether the very same run waits, works or is done already.
    package let isRepeated: Bool
}

/// Asks for a run: freezes whom it compares, writes its purpose to the audit log, and adds the job that does it.
///
/// The same checks over the same data, families and authorisations on one day are one run, however often it is asked
/// for; a run that was cancelled or has failed does not count.
struct StartRun: Command {
    static let name = "verification.startRun"
    let kind: RunKind
    let purpose: String
    let familyID: FamilyID?
    let data: RunData

    func run(in context: CommandContext) throws -> Outcome<StartedRun> {
        guard let staff = context.actor.staff, RunAuthority.keepers.contains(staff.role) else {
            return .refused([.notAllowed])
        }
        guard let book = context.bureau.checks else { return .refused([.noChecks]) }
        let purpose = purpose.trimmed
        var reasons: [Reason] = purpose.isEmpty || purpose.count > 200 ? [.purposeMissing] : []
        if let familyID, try context.store.family(familyID, in: context.scope) == nil { reasons.append(.notFound) }
        let base =
            kind == .incremental
            ? try context.store.lastWholeRun(of: staff.region, in: context.scope) : nil
        if kind == .incremental, base == nil { reasons.append(.noBaseRun) }
        guard reasons.isEmpty else { return .refused(reasons) }
        let families = try context.store.watchedFamilies(
            helped: kind.comparesHelped, applying: kind.comparesApplicants, only: familyID,
            over: CaseState.allCases.filter { !$0.isBeforeDecision }.map(\.rawValue), in: context.scope)
        guard !families.isEmpty else {
            return .refused([kind == .household ? .familyNotWatched : .nobodyWatched])
        }
        let print = try RunStandards.print(book, RunStandards.lines(in: staff.region, context))
        let key = try dedupeKey(staff.region, families, print, base?.id, in: context)
        if let same = try context.store.run(dedupeKey: key, in: context.scope) {
            return .done(StartedRun(id: same.id, isRepeated: true))
        }
        // An increment over an increment in which nothing has moved since is that increment.
        if let base, base.kind == .incremental,
            base.dedupeKey == (try dedupeKey(staff.region, families, print, base.baseID, in: context))
        {
            return .done(StartedRun(id: base.id, isRepeated: true))
        }
        let run = RunRow(
            id: context.store.ids.next(RunSubject.self), kind: kind, purpose: purpose, legalBasis: kind.legalBasis,
            region: staff.region, asOf: context.today, requestedByID: staff.staffID, requestedBy: staff.name,
            cataloguePrint: print, data: try data.text(), dedupeKey: key, baseID: base?.id, createdAt: context.now)
        try context.store.insertRun(run)
        try context.store.insertRunFamilies(families, of: run.id, each: Self.familiesAPart(families.count))
        try context.audit(
            Self.name, "verificationRun", run.id.rawValue, region: staff.region, reason: purpose,
            payload: String(
                decoding: try StoreTransaction.json(
                    RunNote(
                        kind: kind.rawValue, legalBasis: run.legalBasis, families: families.count,
                        datasets: data.marks.keys.sorted())), as: UTF8.self))
        try context.enqueueRun(run.id, start: 1)
        return .done(StartedRun(id: run.id, isRepeated: false))
    }

    /// What the audit entry holds beside the purpose.
    private struct RunNote: Encodable {
        let kind: String
        let legalBasis: String
        let families: Int
        let datasets: [String]
    }

    /// So many families that a large run has about sixteen parts, and a small one is done in one or a few.
    static func familiesAPart(_ count: Int) -> Int { max(25, min(8_000, (count + 15) / 16)) }

    private func dedupeKey(
        _ region: RegionCode, _ families: [WatchedFamily], _ print: String, _ base: RunID?, in context: CommandContext
    ) throws -> String {
        let watched = families.map {
            "\($0.familyID.text).\($0.version).\($0.caseID?.text ?? "")\($0.isHelped ? "+" : "")"
        }
        let parts = [
            kind.rawValue, region.text, context.today.text, print, try data.text(), base?.text ?? "",
            try context.store.authorizationMark(on: context.today), try context.store.suppressionMark(),
            watched.joined(separator: " "),
        ]
        return Digest.hex(Digest.sha256(Array(parts.joined(separator: "\n").utf8)))
    }
}

extension Bureau {
    /// Asks for a run over the department data that are in force now.
    package func startRun(
        _ kind: RunKind, purpose: String, family: FamilyID? = nil, as actor: Actor, key: String
    ) async throws -> Outcome<StartedRun> {
        guard let snapshots, checks != nil else { return .refused([.noChecks]) }
        let data = RunData(try snapshots.open())
        return try await perform(
            StartRun(kind: kind, purpose: purpose, familyID: family, data: data), as: actor, key: key)
    }
}

extension Bureau {
    /// Asks that one family is compared now, by the number of its register entry or of its case.
    package func startRun(
        familyNumbered number: String, purpose: String, as actor: Actor, key: String
    ) async throws -> Outcome<StartedRun> {
        guard RunAuthority.allows(RunAuthority.keepers, actor) else { return .refused([.notAllowed]) }
        let family = try await view(as: actor) { try $0.store.family(numbered: number, in: $0.scope) }
        guard let family else { return .refused([.familyUnknown]) }
        return try await startRun(.household, purpose: purpose, family: family, as: actor, key: key)
    }
}

extension CommandContext {
    /// Adds the job that does a run, or goes on with it.
    func enqueueRun(_ id: RunID, start: Int) throws {
        try store.enqueueJob(
            kind: JobKind.verificationRun.rawValue, dedupeKey: "\(id.text)/\(start)",
            payload: "{\"run\":\"\(id.text)\"}", runAt: now, at: now)
    }
}

extension String {
    /// The text without blanks and line breaks at its ends.
    fileprivate var trimmed: String {
        String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }
}
