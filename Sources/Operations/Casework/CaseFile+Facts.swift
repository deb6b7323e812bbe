package import Casework
import Payments
package import Primitives
import Storage

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

    /// Reads what the state of the case can need.
    init(_ row: CaseRow, in context: CommandContext) throws {
        if row.state.isInForce, row.program.payment == .monthly {
            awardAmount = try context.store.awardRow(ofCase: row.id, in: context.scope)?.award.terms.monthlyAmount
        }
    }

    /// Puts what was read into what the machine sees.
    func fill(_ snapshot: inout CaseSnapshot) {
        snapshot.awardAmount = awardAmount
        snapshot.provisional = provisional
        snapshot.aidFirst = aidFirst
        snapshot.aidFirstPapers = aidFirstPapers
        snapshot.openProceedings = openProceedings
    }
}
