import FoundationEssentials
package import Policies
package import Primitives
import Sealing
import Storage

/// A stored determination for staff (S13): tests, items, explanation tree, open questions.
///
/// Three queries.
package struct DeterminationView: Sendable {
    /// The determination's id.
    package let id: DeterminationID
    /// Counts from 1 within the case.
    package let version: Int64
    /// The day decided on.
    package let day: CivilDate
    /// `eligible`, `marginal`, `notEligible` or `undetermined`, as the case's program takes it.
    package let outcome: String
    /// The sum a month.
    package let amount: Money
    /// Whether it rests on the facts as declared now.
    package let isPresent: Bool
    /// The result, computed again from the sealed record.
    package let result: DeterminationResult
    /// The facts decided on.
    package let facts: HouseholdFacts
    /// The questions still open, with the kind of answer each takes.
    package let questions: [QuestionLine]
    /// The one-page explanation.
    package let whySheet: WhySheet
    /// The SHA-256 of the record, in hexadecimal.
    package let hash: String

    /// Reads the latest determination; nil when there is none within the scope.
    package static func load(_ caseID: CaseID, in context: CommandContext) throws -> DeterminationView? {
        guard let row = try context.store.caseRow(caseID, in: context.scope),
            let stored = try context.store.latestDetermination(of: caseID, in: context.scope)
        else { return nil }
        let record = try CanonicalRecord(bytes: stored.entry.record)
        let result = try Determination.decide(record.facts, record.policy)
        let sheet = WhySheet(
            result, facts: record.facts, policy: record.policy, remedy: try WhySheet.Remedy(of: row, in: context))
        return DeterminationView(
            id: stored.id, version: stored.version, day: stored.entry.day, outcome: stored.entry.outcome,
            amount: stored.entry.amount, isPresent: stored.entry.factsVersion == row.factsVersion, result: result,
            facts: record.facts, questions: sheet.questions.map(QuestionLine.init), whySheet: sheet,
            hash: Digest.hex(stored.recordHash))
    }
}

/// The why-sheet (明白纸) of a case as it was written, for staff and for the family.
///
/// One query.
package struct WhySheetView: Sendable {
    /// One part of the sheet.
    package struct Section: Hashable, Sendable {
        /// The heading; empty above the first one.
        package let heading: String
        /// Its sentences.
        package let lines: [String]
    }

    /// The determination it explains.
    package let determinationID: DeterminationID
    /// The text as stored.
    package let text: String
    /// The text by its headings.
    package let sections: [Section]

    /// Reads the sheet of the latest determination; nil when there is none within the scope.
    package static func load(_ caseID: CaseID, in context: CommandContext) throws -> WhySheetView? {
        guard let row = try context.store.latestDetermination(of: caseID, in: context.scope) else { return nil }
        var sections: [Section] = []
        var heading = ""
        var lines: [String] = []
        for line in row.entry.whySheet.split(separator: "\n") {
            if line.hasPrefix("【"), line.hasSuffix("】") {
                if !lines.isEmpty { sections.append(Section(heading: heading, lines: lines)) }
                heading = String(line.dropFirst().dropLast())
                lines = []
            } else {
                lines.append(String(line))
            }
        }
        if !lines.isEmpty { sections.append(Section(heading: heading, lines: lines)) }
        return WhySheetView(determinationID: row.id, text: row.entry.whySheet, sections: sections)
    }
}

/// Whether a stored determination still follows from its own record.
package struct Replay: Hashable, Sendable {
    /// Whether the recomputed bytes equal the stored ones, and these their hash.
    package let matches: Bool
    /// The SHA-256 stored with the record, in hexadecimal.
    package let storedHash: String
    /// The SHA-256 of the recomputed record, in hexadecimal.
    package let replayedHash: String
}

extension Bureau {
    /// Computes a determination again from its sealed facts and policy and compares the bytes; nil outside the scope.
    package func replay(_ id: DeterminationID, as actor: Actor) async throws -> Replay? {
        let row = try await view(as: actor) { try $0.store.determination(id, in: $0.scope) }
        guard let row else { return nil }
        let replayed = try CanonicalRecord.replay(row.entry.record)
        return Replay(
            matches: replayed == row.entry.record && Digest.sha256(row.entry.record) == row.recordHash,
            storedHash: Digest.hex(row.recordHash), replayedHash: Digest.hex(Digest.sha256(replayed)))
    }
}
