import Casework
package import Primitives
import Storage

/// Strikes an entry of the ledger that was wrong or has ended; by the county, and never by who it is about.
package struct StrikeRelative: Command {
    package static let name = "supervision.strikeRelative"
    /// The entry.
    package var entryID: RelativeEntryID
    /// The version the reviewer looked at.
    package var seenVersion: Int64
    /// Which paper shows it, and what it shows.
    package var evidence: String

    /// Takes the inputs.
    package init(entryID: RelativeEntryID, seenVersion: Int64, evidence: String) {
        self.entryID = entryID
        self.seenVersion = seenVersion
        self.evidence = evidence
    }

    /// Answers the entry's version afterwards.
    package func run(in context: CommandContext) throws -> Outcome<Int64> {
        guard let staff = context.staff(as: .countyReviewer) else { return .refused([.notAllowed]) }
        guard let row = try context.store.relative(entryID, in: context.scope) else { return .refused([.notFound]) }
        let hasEvidence = !evidence.allSatisfy(\.isWhitespace)
        let ruling = RelativeRegister([row.entry]).striking(
            row.entry, by: staff.staffID, evidenceCount: hasEvidence ? 1 : 0, on: context.today)
        var reasons = ruling.refusals.map { Reason($0, field: "evidence") }
        if evidence.count > 500 { reasons.append(.textTooLong("evidence", 500)) }
        if reasons.isEmpty, row.version != seenVersion { reasons.append(.changedMeanwhile) }
        guard reasons.isEmpty else { return .refused(reasons) }
        try context.store.strikeRelative(row, on: context.today, by: staff.staffID, reason: evidence)
        try context.audit(Self.name, "relativeEntry", entryID.rawValue, region: row.official.region, reason: evidence)
        return .done(row.version + 1)
    }
}
