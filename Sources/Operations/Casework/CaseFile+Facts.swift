package import Casework
import Payments
package import Primitives
package import Storage

/// What stands beside a case and guards its rarer steps: the award, the fast paths, the proceedings around it.
///
/// Each part is read only in the states in which a step can need it, so that the case page keeps its bounded number
/// of queries.
package struct CaseSideFacts: Hashable, Sendable {
    /// The monthly sum in force; nil when none is.
    package var awardAmount: Money?
    /// The ruling a provisional approval rests on; nil when none stands.
    package var provisional: ProvisionalPlan?
    /// The register entry aid is given first on; nil when none stands.
    package var aidFirst: AidFirstPlan?
    /// Papers of aid given first that have come in.
    package var aidFirstPapers: Set<AidFirstPaper> = []
    /// Proceedings beside the case that are not closed.
    package var openProceedings: Set<SideProceeding> = []
    /// Who decides, in whose name, and by which order; nil once the case has ended.
    package var competence: Competence?
    /// Whether a township decides by the vote of its meeting.
    package var isMeetingNeeded = false
    /// The vote that stands on the present facts.
    package var meeting: MeetingFact?

    /// The request to approve before the check is back, at whatever stage; nil when none was made.
    package var provisionalRow: ProvisionalRow?
    /// The register entry of aid given first; nil when none was.
    package var aidFirstRow: AidFirstRow?

    /// Calls of the hotline that touch the case.
    package var complaints: [CaseComplaintRow] = []

    /// Reads what the state of the case can need; `amount` is what was computed for it.
    init(_ row: CaseRow, amount: Money? = nil, in context: CommandContext) throws {
        try readCompetence(row, amount: amount, in: context)
        if row.state.isInForce, row.program.payment == .monthly {
            awardAmount = try context.store.awardRow(ofCase: row.id, in: context.scope)?.award.monthlyAmount
        }
        try readFastPaths(row, in: context)
        try readComplaints(row, in: context)
        if row.state.isEnded {
            openProceedings.formUnion(try context.store.openRemedies(of: row.id, in: context.scope))
        }
    }

    /// Puts what was read into what the machine sees.
    func fill(_ snapshot: inout CaseSnapshot) {
        snapshot.awardAmount = awardAmount
        snapshot.provisional = provisional
        snapshot.aidFirst = aidFirst
        snapshot.aidFirstPapers = aidFirstPapers
        snapshot.openProceedings = openProceedings
        snapshot.isMeetingNeeded = isMeetingNeeded
        snapshot.meeting = meeting
        fillComplaints(&snapshot)
    }
}
