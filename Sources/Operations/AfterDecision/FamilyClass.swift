import Casework
import Policies
import Primitives
import Storage

/// How often a family is looked at again, and why: by the packs and the facts of its latest determination.
struct FamilyClass: Sendable {
    /// The class.
    let reviewClass: ReviewClass
    /// The reason in words, for the family and the file.
    let basis: String
    /// Whether the family lives in a town.
    let settlement: Settlement
    /// The terms of the region and day.
    let terms: ReviewTerms

    /// The class of a case's family today.
    ///
    /// Where facts are missing that the class rests on, the family has the most frequent class that is still possible:
    /// it is looked at sooner, and no payment changes by it.
    init(_ file: CaseFile, in context: CommandContext) throws {
        let policies = try context.policies(on: context.today)
        terms = try ReviewTerms(policies, region: file.row.region, on: context.today)
        settlement = try context.residenceArea(of: file.row) == .urban ? .urban : .rural
        guard let last = try context.store.latestDetermination(of: file.row.id, in: context.scope) else {
            (reviewClass, basis) = (.c, "核对结果还没有返回，先按C类。")
            return
        }
        let facts = try DeterminationRecord(bytes: last.entry.record).facts
        let policy = try policies.policy(Self.program, for: file.row.region, on: context.today)
        let tests = try Determination.decide(facts, policy).tests
        let open = Self.byFrequency.compactMap { word in
            tests.first { $0.key == "\(Self.program)\(word.rawValue)" && $0.verdict != .fail }.map { (word, $0) }
        }
        guard let first = open.first else {
            throw StoreError(.damaged, "The pack \(Self.program) finds no class for case \(file.row.number).")
        }
        reviewClass = first.0
        basis = first.1.verdict == .pass ? first.1.sentence : "有的情况还不清楚，先按\(first.0.rawValue)类。"
    }

    /// The month after which the family is due again.
    func due(after month: CalendarMonth) throws -> CalendarMonth {
        guard let due = terms.nextDue(after: month, reviewClass, settlement) else {
            throw StoreError(
                .damaged, "The table of intervals has no cell for class \(reviewClass.rawValue). Add it to the pack.")
        }
        return due
    }

    private static let program = "reviewClass"
    /// The class with the shortest interval first.
    private static let byFrequency: [ReviewClass] = [.c, .b, .a]
}
