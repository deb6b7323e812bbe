package import Casework
package import Primitives
import Storage

extension Competence {
    /// Who decides an application of a program from a place, were it accepted today.
    package static func today(
        _ program: Program, at region: RegionCode, in context: CommandContext
    ) throws -> Competence {
        try of(program, at: region, acceptedOn: nil, amount: nil, in: context)
    }

    /// Who decides a case: the body of its acceptance, unless the order was revoked or the sum lies above its ceiling.
    static func of(_ row: CaseRow, amount: Money?, in context: CommandContext) throws -> Competence {
        try of(row.program, at: row.region, acceptedOn: row.acceptedDay, amount: amount, in: context)
    }

    private static func of(
        _ program: Program, at region: RegionCode, acceptedOn: CivilDate?, amount: Money?, in context: CommandContext
    ) throws -> Competence {
        guard let township = region.ancestor(at: .township), ProgramProcedure.of(program).isDelegable else {
            return .county
        }
        return of(
            program, township: township, acceptedOn: acceptedOn ?? context.today, on: context.today, amount: amount,
            orders: try context.store.delegations(of: program, to: township).map(\.order))
    }
}

extension CaseSideFacts {
    /// Reads who decides, and the vote that a township's decision rests on.
    mutating func readCompetence(_ row: CaseRow, amount: Money?, in context: CommandContext) throws {
        guard !row.state.isEnded else { return }
        let competence = try Competence.of(row, amount: amount, in: context)
        self.competence = competence
        guard competence.body == .township, [.confirming, .provisionalActive].contains(row.state) else { return }
        isMeetingNeeded = try MeetingTerms(
            context.policies(on: context.today), region: row.region, on: context.today
        ).isNeeded.value
        meeting = try context.store.standingVote(of: row, in: context.scope)
    }
}
