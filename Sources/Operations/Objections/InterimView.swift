package import Casework
import FoundationEssentials
package import Policies
package import Primitives
import Storage
import Verification

/// What can be said of a case while departments are silent (部门未答复时的判断), for staff.
///
/// Two queries; the search itself takes no more than some milliseconds a source.
package struct InterimView: Sendable {
    /// What follows for the case.
    package enum Verdict: String, CaseIterable, Sendable {
        /// Whatever the departments answer, the outcome and the amount stay: the case need not wait.
        case needNotWait
        /// As far as is known the family qualifies: it may be aided provisionally while the named sources are asked.
        case provisional
        /// As far as is known the family does not qualify or questions are open: the named sources are waited for.
        case wait
    }

    /// What follows.
    package let verdict: Verdict
    /// The decision with every silent source.
    package let interim: InterimDecision
    /// Titles of the sources whose answers change nothing, each once.
    package let idleTitles: [String]
    /// What the case comes to, in Chinese: in any event, or as far as is known; nil while even that is open.
    package let standing: String?
    /// The program with it: `dibao`, `marginal` or empty for none.
    package let standingProgram: String?
    /// The amount with it, where there is one.
    package let amount: Money?

    /// Looks at the silent sources of a report; nil where none is, for other programs, and once the case is decided.
    static func load(
        _ file: CaseFile, _ standing: StandingReport, in context: CommandContext
    ) throws -> InterimView? {
        guard file.row.state.isBeforeDecision, !standing.report.silentAnswers.isEmpty else { return nil }
        return try outlook(file, standing.report, in: context)
    }

    /// The same for a report whatever the state, for a decision before the check is back and for its back-check.
    ///
    /// Nil for programs that are not computed, and where the facts contradict themselves. What a promise rests on
    /// proves the illness that it is about.
    static func outlook(
        _ file: CaseFile, _ report: VerificationReport, promise: ProvisionalRow? = nil, in context: CommandContext
    ) throws -> InterimView? {
        let row = file.row
        guard row.program == .dibao || row.program == .marginalHousehold else { return nil }
        let visit = try context.store.visits(of: row.id, in: context.scope).last { $0.purpose != .county }?
            .ifReadable
        let known = CaseKnowledge(
            form: row.form, submittedOn: row.submittedDay, report: report,
            visit: try visit.map { try VisitFindings.of($0) } ?? VisitFindings(livingConditions: ""),
            visitedOn: visit?.visitedOn ?? context.today, area: try context.residenceArea(of: row),
            illnessPaper: promise.flatMap(\.illnessPaper))
        let policy = try context.policies(on: context.today).dibaoPolicy(for: row.region, on: context.today)
        // Facts that contradict themselves are said where the case is computed.
        return try? InterimView(known, policy, program: row.program, region: row.region, on: context.today)
    }

    /// Decides on what is known; facts that contradict themselves are an error.
    package init(
        _ known: CaseKnowledge, _ policy: ResolvedPolicy, program: Program, region: RegionCode, on day: CivilDate
    ) throws(DeterminationError) {
        guard let report = known.report else { throw .facts([]) }
        let facts = InterimFacts(HouseholdFacts(known, region: region, on: day), report, policy.facts)
        interim = try InterimDecision(facts.sheet, policy, silent: facts.silent)
        let awaited = Set(interim.awaited.map(\.source.title))
        idleTitles = Set(interim.lines.map(\.source.title)).subtracting(awaited).sorted()
        let wanted = program == .marginalHousehold ? "marginal" : "dibao"
        let found = interim.certain ?? interim.ifNothing
        if interim.awaited.isEmpty {
            verdict = .needNotWait
        } else {
            verdict = interim.ifNothing == wanted && interim.questions.isEmpty ? .provisional : .wait
        }
        standingProgram = found
        standing = found.map { name in
            switch name {
            case "dibao": "符合低保条件"
            case "marginal": "符合低保边缘家庭条件，不符合低保条件"
            default: "低保和低保边缘家庭的条件都不符合"
            }
        }
        amount = program == .dibao && found == "dibao" ? interim.amountIfNothing : nil
    }
}

extension ProvisionalRow {
    /// The paper of a sudden illness that was registered with the promise; nil for other causes.
    fileprivate var illnessPaper: FactSource? {
        cause == "medical" ? FactSource(kind: .document, name: "容缺审批登记的医疗费用证明", asOf: askedOn) : nil
    }
}
