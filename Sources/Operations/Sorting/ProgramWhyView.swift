package import Policies
package import Primitives
package import Storage

/// Why one program came to yes or no for a case: its conditions with what was measured, and every step of the sum.
///
/// At most eight statements.
package struct ProgramWhyView: Sendable {
    /// A step with its place in the tree.
    package struct Step: Sendable {
        /// How deep it stands, from 0.
        package let depth: Int
        /// The step.
        package let step: Explanation
    }

    /// The case.
    package let row: CaseRow
    /// The entry of the sorting.
    package let entry: SortedProgram
    /// The day decided on.
    package let day: CivilDate
    /// The conditions.
    package let tests: [TestOutcome]
    /// The tree, every step after the one that rests on it.
    package let steps: [Step]
    /// The policy that was applied; nil where the region has none.
    package let policy: ResolvedPolicy?

    /// Explains a program of the latest sorting; nil when there is none within the scope.
    ///
    /// It is computed again from the record's own facts and policies.
    package static func load(
        _ caseID: CaseID, program: String, member: String?, in context: CommandContext
    ) throws -> ProgramWhyView? {
        let (store, scope) = (context.store, context.scope)
        guard let row = try store.caseRow(caseID, in: scope),
            let latest = try store.sortings(of: caseID, last: 1, in: scope).first
        else { return nil }
        let record = try SortingRecord(bytes: latest.entry.record)
        guard let entry = record.sorting.entries.first(where: { $0.program == program && $0.member == member }) else {
            return nil
        }
        let sorter = try record.sorter(in: context)
        let decision = sorter.decision(
            behind: entry, of: record.facts.sheet(sorter.facts), record.circumstances)
        return ProgramWhyView(
            row: row, entry: entry, day: record.facts.decisionDay, tests: entry.tests(of: decision),
            steps: decision.map { $0.explanation.children.flatMap { steps($0, 0) } } ?? [],
            policy: sorter.policies[program])
    }

    private static func steps(_ step: Explanation, _ depth: Int) -> [Step] {
        [Step(depth: depth, step: step)] + step.children.flatMap { steps($0, depth + 1) }
    }
}
