import Columns
import Primitives
import Storage
import Verification

/// How a run was planned: what it computes again, and why.
package struct RunPlan: Codable, Hashable, Sendable {
    /// Why everybody is compared although an increment was asked for; nil when it was not, or was done.
    package var wholeBecause: String?
    /// Datasets whose data are not those of the run before.
    package var changedDatasets: [String] = []
    /// Families compared again because rows of theirs, or rows they had read, changed.
    package var byRows = 0
    /// Families compared again because the calendar says so.
    package var byCalendar = 0
    /// Families compared again because they, their declaration or their authorisations changed.
    package var byFacts = 0
    /// Families whose answers are taken over.
    package var carried = 0

    /// Starts empty.
    package init() {}
}

/// Finds out which families of an incremental run must be compared again.
struct RunPlanner {
    let work: RunWork
    let base: RunRow
    /// The facts of everybody in the run.
    let facts: RunFacts
    /// The families as the base run left them.
    let known: [FamilyID: RunFamily]

    /// The plan, and the rows of the families whose answers are taken over.
    func plan() throws -> (plan: RunPlan, carried: [Int64]) {
        var plan = RunPlan()
        if base.cataloguePrint != work.run.cataloguePrint {
            plan.wholeBecause = "核对规则或保障标准已改，全部重算"
            return (plan, [])
        }
        let old = try StoreTransaction.fromJSON(Array(base.data.utf8), as: RunData.self)
        let changed = work.prepared.datasets.filter { old.marks[$0] != work.data.marks[$0] }
        plan.changedDatasets = changed.sorted()
        guard let before = try source(of: changed, old) else {
            plan.wholeBecause = "上一次用的快照已不在，或有部门由未答复变为已答复（或相反），全部重算"
            return (plan, [])
        }
        let trails = known.mapValues { HouseholdTrail(bytes: $0.trail) }
        let difference = try RowDifference(
            work.prepared, of: changed, from: before, to: StoreRowSource(work.view),
            people: facts.families.flatMap(\.people).map { PackedCitizenID($0.id).rawValue },
            reads: trails.values.reduce(into: []) { $0.formUnion($1?.reads ?? []) })
        var carried: [Int64] = []
        for family in facts.families {
            guard let row = known[family.row.familyID], let trail = trails[family.row.familyID] ?? nil,
                row.factsPrint == family.print, row.caseID == family.row.caseID
            else {
                plan.byFacts += 1
                continue
            }
            let isTouched = family.people.contains { difference.people.contains(PackedCitizenID($0.id).rawValue) }
            if isTouched || !difference.reads.isDisjoint(with: trail.reads) {
                plan.byRows += 1
            } else if let due = trail.dueDay, due <= work.run.asOf {
                plan.byCalendar += 1
            } else {
                carried.append(family.row.id)
            }
        }
        plan.carried = carried.count
        return (plan, carried)
    }

    /// The changed datasets as the base run read them; nil when one cannot be compared.
    private func source(of changed: Set<String>, _ old: RunData) throws -> (any RowSource)? {
        var days: [String: StoreRowSource] = [:]
        var views: [CivilDate: SnapshotView] = [:]
        for dataset in changed {
            guard let mark = old.marks[dataset], work.data.marks[dataset] != nil else { return nil }
            let view = try views[mark.asOf] ?? work.snapshots.open(asOf: mark.asOf)
            views[mark.asOf] = view
            guard let held = view.current(dataset), RunData.Mark(held) == mark else { return nil }
            days[dataset] = StoreRowSource(view)
        }
        return DayedSource(days: days)
    }
}

/// Datasets each as of a day of its own.
private struct DayedSource: RowSource {
    let days: [String: StoreRowSource]

    func hasAnswer(_ dataset: String) -> Bool { days[dataset]?.hasAnswer(dataset) == true }

    func scan(_ request: RowRequest, _ body: (MatchedRows) throws -> Void) throws {
        try days[request.schema.name]?.scan(request, body)
    }
}
