package import Casework
package import Policies
package import Primitives
import Storage

/// What else may be open to a family (C12): every program with yes, perhaps or no, for the own account.
///
/// It is what the clerk's sorting says, or while there is none what follows from the declaration alone; a pointer and
/// never a decision. At most thirty statements.
package struct CitizenSorting: Sendable {
    /// The case.
    package let caseID: CaseID
    /// The program the case is dealt with under.
    package let program: Program
    /// The day it is about.
    package let day: CivilDate
    /// Whether verification or visit is still awaited.
    package let isAwaiting: Bool
    /// The programs a family may get, in the sorter's order; those that only change an award are left out.
    package let entries: [SortedProgram]

    /// What is open to the family of a case of the asker's own account; nil for ended cases and other people's.
    package static func load(_ caseID: CaseID, in context: CommandContext) throws -> CitizenSorting? {
        guard context.actor.account != nil, let row = try context.store.caseRow(caseID, in: context.scope),
            row.state.isBeforeDecision || row.state.isInForce || row.state == .refused
        else { return nil }
        let record = try record(of: row, in: context)
        return CitizenSorting(
            caseID: caseID, program: row.program, day: record.facts.decisionDay,
            isAwaiting: record.circumstances.isAwaiting,
            entries: record.sorting.entries.filter { $0.group != .change && $0.program != "provisionalApproval" })
    }

    /// The clerk's sorting while it holds; otherwise what follows from the facts, and the answers given to them, now.
    private static func record(of row: CaseRow, in context: CommandContext) throws -> SortingRecord {
        let stored = try context.store.sortings(of: row.id, last: 1, in: context.scope).first
        guard let stored, stored.entry.factsVersion == row.factsVersion else {
            return try CaseSorting(try CaseFile(row, in: context), answers: [], in: context).record
        }
        let record = try SortingRecord(bytes: stored.entry.record)
        // What was decided stays as it was decided; a case that is open follows the policy of the day.
        let standing = try SortingStanding(stored, record, of: row, in: context)
        if !row.state.isBeforeDecision || standing.holdsPolicies { return record }
        let answers: [SortingAnswer] = try StoreTransaction.fromJSON(stored.entry.answers)
        return try CaseSorting(try CaseFile(row, in: context), answers: answers, in: context).record
    }
}
