import Policies
import Storage

/// Whether a stored sorting still rests on what holds today: the facts of its case, and the policies.
struct SortingStanding {
    /// Whether the declaration, the latest report and the latest visit are those it was made from.
    let holdsFacts: Bool
    /// Whether every program still has the policy it was decided by.
    let holdsPolicies: Bool

    var isPresent: Bool { holdsFacts && holdsPolicies }

    /// Compares a sorting of a case with today; two statements beside the policies.
    init(_ sorting: SortingRow, _ record: SortingRecord, of row: CaseRow, in context: CommandContext) throws {
        let (store, scope, entry) = (context.store, context.scope, sorting.entry)
        let report = try store.reports(of: row.id, in: scope).first { $0.entry.factsVersion == row.factsVersion }
        let visit = try store.visits(of: row.id, in: scope).last { $0.purpose != .county }
        holdsFacts =
            entry.factsVersion == row.factsVersion && entry.reportID == report?.id && entry.visitID == visit?.id
        let policies = try context.policies(on: context.today)
        holdsPolicies = SortingPlan.places.allSatisfy { place in
            let now = try? policies.policy(place.program, for: row.region, on: context.today)
            return now?.undatedHash == record.policyHashes[place.program]
        }
    }
}
