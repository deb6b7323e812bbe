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
    /// The questions still open, with the kind of answer each takes.
    package let questions: [QuestionLine]
    /// Whether the questions are answered where the case is sorted over all programs.
    package let isSorted: Bool
    /// The one-page explanation, computed again from the sealed record.
    package let sheet: DeterminationSheet
    /// The SHA-256 of the record, in hexadecimal.
    package let hash: String

    /// Reads the latest determination; nil when there is none within the scope.
    package static func load(_ caseID: CaseID, in context: CommandContext) throws -> DeterminationView? {
        guard let row = try context.store.caseRow(caseID, in: context.scope),
            let stored = try context.store.latestDetermination(of: caseID, in: context.scope)
        else { return nil }
        let record = try DeterminationRecord(bytes: stored.entry.record)
        let sheet = try record.sheet(remedy: try WhySheet.Remedy(of: row, in: context), in: context)
        return DeterminationView(
            id: stored.id, version: stored.version, day: stored.entry.day, outcome: stored.entry.outcome,
            amount: stored.entry.amount, isPresent: stored.entry.factsVersion == row.factsVersion,
            isPolicyChanged: try row.state.isBeforeDecision && !record.holdsPolicy(of: row, in: context),
            questions: sheet.questions.map(QuestionLine.init), isSorted: row.program.isSorted, sheet: sheet,
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

extension DeterminationRecord {
    /// The explanation, computed again.
    func sheet(remedy: WhySheet.Remedy, in context: CommandContext) throws -> DeterminationSheet {
        switch self {
        case .household(let record):
            let result = try Determination.decide(record.facts, record.policy)
            return .household(WhySheet(result, facts: record.facts, policy: record.policy, remedy: remedy))
        case .program(let record):
            return .program(ProgramSheet(record, by: try record.sorting.sorter(in: context), remedy: remedy))
        }
    }

    /// Whether the policy that decided it is still the one of today, its day aside.
    func holdsPolicy(of row: CaseRow, in context: CommandContext) throws -> Bool {
        let policies = try context.policies(on: context.today)
        switch self {
        case .household(let record):
            let policy = try? policies.dibaoPolicy(for: row.region, on: context.today)
            return policy?.undatedHash == record.policy.undatedHash
        case .program(let record):
            let policy = try? policies.policy(record.program, for: row.region, on: context.today)
            return policy?.undatedHash == record.sorting.policyHashes[record.program]
        }
    }
}
