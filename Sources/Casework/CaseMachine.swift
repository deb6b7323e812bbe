package import Primitives

/// The application machine of `domain.md` §4.2: pure, told everything, returning what to do.
package struct CaseMachine: Sendable {
    /// The working-day calendar deadlines are counted on.
    package let calendar: WorkingDayCalendar
    /// The limits of the case's region on its day.
    package let limits: ProcedureLimits

    /// A machine for one region and day.
    package init(calendar: WorkingDayCalendar, limits: ProcedureLimits) {
        self.calendar = calendar
        self.limits = limits
    }

    /// Decides whether the actor may do this to the case today, and what follows.
    ///
    /// All reasons why not come back at once. `seenVersion` is the version the person had on the screen.
    package func apply(
        _ event: CaseEvent, to snapshot: CaseSnapshot, by actor: CaseActor, on today: CivilDate,
        seenVersion: Int64? = nil
    ) -> Decision {
        guard let rule = ProcedureTable.rule(from: snapshot.state, event: event.kind, of: snapshot.program) else {
            return .refused([Refusal(.eventNotInState, event.kind.chinese, snapshot.state.chinese)])
        }
        let request = CaseRequest(
            event: event, snapshot: snapshot, actor: actor, today: today, seenVersion: seenVersion, rule: rule,
            limits: limits, count: DeadlineCount(calendar: calendar))
        let refusals = DutyRules.refusals(of: request) + request.guardRefusals()
        return refusals.isEmpty ? .allowed(request.transition()) : .refused(refusals)
    }
}

/// One question to the machine with all it rests on.
struct CaseRequest {
    let event: CaseEvent
    let snapshot: CaseSnapshot
    let actor: CaseActor
    let today: CivilDate
    let seenVersion: Int64?
    let rule: ProcedureRule
    let limits: ProcedureLimits
    let count: DeadlineCount
}
