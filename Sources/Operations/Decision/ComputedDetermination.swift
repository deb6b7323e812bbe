import Casework
import Policies
import Primitives
import Storage

/// What a determination of a case came to, before it is written: outcome, sum, sealed record and explanation.
struct ComputedDetermination {
    /// `eligible` when the condition of the case's program is met, otherwise the determination's own word.
    let outcome: String
    /// The sum, a month or once as the program pays; zero where there is none.
    let amount: Money
    /// The canonical bytes.
    let record: [UInt8]
    /// The explanation.
    let sheet: DeterminationSheet

    /// Computes dibao and marginal households, where the one falls back to the other; or why the facts allow no sum.
    static func household(
        _ facts: HouseholdFacts, _ policy: ResolvedPolicy, of row: CaseRow, in context: CommandContext
    ) throws -> Outcome<ComputedDetermination> {
        let decided: (result: DeterminationResult, record: CanonicalRecord)
        do {
            decided = try CanonicalRecord.deciding(facts, policy)
        } catch {
            return .refused([.factsContradict("\(error)")])
        }
        let standing = CaseDetermination.standing(decided.result.outcome, for: row.program)
        let sheet = WhySheet(
            decided.result, facts: facts, policy: policy, remedy: try WhySheet.Remedy(of: row, in: context))
        return .done(
            ComputedDetermination(
                outcome: standing.word, amount: standing.amount, record: decided.record.bytes,
                sheet: .household(sheet)))
    }

    /// Takes the case's program out of a sorting, and keeps the texts of the policies that a replay needs.
    static func program(
        _ sorting: SortingRecord, by sorter: Sorter, of row: CaseRow, in context: CommandContext
    ) throws -> Outcome<ComputedDetermination> {
        let record = try ProgramRecord(row.program.pack, of: sorting, by: sorter)
        if record.entry.outcome == .unavailable {
            return .refused([.programUnavailable(record.entry.reasons.map(\.sentence))])
        }
        try context.store.keepTexts(of: sorting, sorter)
        let determined = record.entry.determined
        let sheet = ProgramSheet(record, by: sorter, remedy: try WhySheet.Remedy(of: row, in: context))
        return .done(
            ComputedDetermination(
                outcome: determined.word, amount: row.program.payment == .none ? .zero : determined.amount,
                record: record.bytes, sheet: .program(sheet)))
    }
}

extension Program {
    /// Whether it is decided together with the others, by their order, and not by dibao's own computation.
    var isSorted: Bool {
        switch self {
        case .dibao, .marginalHousehold: false
        case .rigidExpenseHousehold, .destituteSupport, .temporaryRelief: true
        }
    }
}

extension StoreTransaction {
    /// Keeps the policies' texts that no record before has kept.
    func keepTexts(of record: SortingRecord, _ sorter: Sorter) throws {
        let kept = try keptPolicyTexts(Array(record.policyHashes.values))
        for (program, hash) in record.policyHashes.sorted(by: { $0.key < $1.key }) where !kept.contains(hash) {
            guard let policy = sorter.policies[program] else { continue }
            try keepPolicyText(policy.undatedBytes, hash: hash)
        }
    }
}

extension SortingRecord {
    /// The sorter that made the record: today's packs for its day where they still read the same, otherwise its texts.
    func sorter(in context: CommandContext) throws -> Sorter {
        let day = facts.decisionDay
        let sorter = Sorter(try context.policies(on: day), for: facts.region, on: day)
        if sorter.policies.mapValues(\.undatedHash) == policyHashes { return sorter }
        return try self.sorter(texts: context.store.policyTexts(Array(policyHashes.values)))
    }
}
