/// A step of a procedure beside the case: what follows by the table, or every reason why not.
package struct SideStep<State: ProcedureWord>: Hashable, Sendable {
    /// The state entered.
    package let next: State
    /// Documents issued.
    package let documents: [DocumentKind]
}

extension ProcedureLines {
    /// Whether the actor may take this step now, by state and role; what the papers say is judged beside it.
    package func step(
        _ event: Event, from state: State, by actor: CaseActor, body: CompetentBody = .county,
        choosing next: State? = nil, against further: [StatedRefusal] = []
    ) -> Ruling<SideStep<State>> {
        guard let line = line(from: state, event: event) else {
            return .refused([StatedRefusal(Refusal(.eventNotInState, event.chinese, state.chinese))])
        }
        let roles = DutyRules.roleRefusals(line.performer, act: event.chinese, body: body, actor: actor)
        let refusals = roles.map { StatedRefusal($0) } + further
        guard refusals.isEmpty else { return .refused(refusals) }
        let chosen = next ?? line.next[0]
        precondition(line.next.contains(chosen), "The table does not lead from \(state) to \(chosen).")
        return .stands(SideStep(next: chosen, documents: line.documents))
    }
}
