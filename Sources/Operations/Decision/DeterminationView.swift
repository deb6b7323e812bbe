import Casework
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
    /// Whether the case is still open and its policy is another one today, so that another sum may be due.
    package let isPolicyChanged: Bool
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
        let policy = try? context.policies(on: context.today).dibaoPolicy(for: row.region, on: context.today)
        return DeterminationView(
            id: stored.id, version: stored.version, day: stored.entry.day, outcome: stored.entry.outcome,
            amount: stored.entry.amount, isPresent: stored.entry.factsVersion == row.factsVersion,
            isPolicyChanged: row.state.isBeforeDecision && policy?.undatedHash != record.policy.undatedHash,
            result: result,
            facts: record.facts, questions: sheet.questions.map(QuestionLine.init), whySheet: sheet,
            hash: Digest.hex(stored.recordHash))
    }
}

/// The why-sheet (明白纸) of a determination as it was written, for staff and for the family.
///
/// One query.
package struct WhySheetView: Sendable {
    /// One part of the sheet.
    package struct Section: Hashable, Sendable {
        /// The heading.
        package let heading: String
        /// Its sentences.
        package let lines: [String]
    }

    /// The heading under which the result stands.
    package static let resultHeading = "结果"

    /// The determination it explains.
    package let determinationID: DeterminationID
    /// The case.
    package let caseID: CaseID
    /// The day decided on.
    package let day: CivilDate
    /// The text as stored.
    package let text: String
    /// The first line.
    package let title: String
    /// What stands between the title and the first heading.
    package let intro: [String]
    /// The text by its headings.
    package let sections: [Section]

    /// Reads the sheet of the latest determination; nil when there is none within the scope.
    package static func load(_ caseID: CaseID, in context: CommandContext) throws -> WhySheetView? {
        try context.store.latestDetermination(of: caseID, in: context.scope).map(WhySheetView.init)
    }

    /// The sheet of a determination; nil when there is none within the scope.
    package static func load(_ id: DeterminationID, in context: CommandContext) throws -> WhySheetView? {
        try context.store.determination(id, in: context.scope).map(WhySheetView.init)
    }

    private init(_ row: DeterminationRow) {
        var sections: [Section] = []
        var top: [String] = []
        for line in row.entry.whySheet.split(separator: "\n").map(String.init) {
            if line.hasPrefix("【"), line.hasSuffix("】") {
                sections.append(Section(heading: String(line.dropFirst().dropLast()), lines: []))
            } else if let last = sections.popLast() {
                sections.append(Section(heading: last.heading, lines: last.lines + [line]))
            } else {
                top.append(line)
            }
        }
        (determinationID, caseID, day, text) = (row.id, row.entry.caseID, row.entry.day, row.entry.whySheet)
        title = top.first ?? ""
        intro = Array(top.dropFirst())
        self.sections = sections
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
        return try row.map(Replay.init)
    }
}

extension Replay {
    /// Computes a stored determination again.
    init(_ row: DeterminationRow) throws {
        let replayed = try CanonicalRecord.replay(row.entry.record)
        self.init(
            matches: replayed == row.entry.record && Digest.sha256(row.entry.record) == row.recordHash,
            storedHash: Digest.hex(row.recordHash), replayedHash: Digest.hex(Digest.sha256(replayed)))
    }
}
