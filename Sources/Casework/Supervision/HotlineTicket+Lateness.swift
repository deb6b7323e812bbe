package import Primitives

extension HotlineState {
    /// Whether the ticket still waits for somebody here.
    package var isOpen: Bool { self != .returned && self != .closed }

    /// What the ticket waits for, as the work table names it; nil when nothing is left to do.
    package var task: TaskKind? {
        switch self {
        case .received: .signInTicket
        case .signedIn: .replyTicket
        case .replied: .callBackTicket
        case .calledBack: .closeTicket
        case .returned, .closed: nil
        }
    }
}

extension HotlineTicket {
    /// What is late about a ticket today; nil when nothing is.
    ///
    /// It waits for the office that deals with it: the county where `isCountys`, else the township.
    package func lateness(on today: CivilDate, isCountys: Bool, count: DeadlineCount) -> Lateness? {
        guard let task = state.task else { return nil }
        return Lateness.make(
            task, isCountys ? .county : .township, due, isTotal: false, on: today, count)
    }

    /// The reminder or escalation owed on a day; nil when none is.
    package func reminder(on today: CivilDate, terms: ReminderTerms, count: DeadlineCount) -> ReminderPlan.Step? {
        guard state.isOpen else { return nil }
        return ReminderPlan(due, setOn: handedOn, terms: terms, count: count)
            .due(on: today, sent: [], isStopped: false).last
    }
}
