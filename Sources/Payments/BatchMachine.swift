package import Primitives

/// Where a batch stands and who took the steps that duties hang on.
package struct BatchStanding: Hashable, Sendable, Codable {
    package let state: BatchState
    /// Who locked the roster and answers for it.
    package let maker: StaffID?
    package let checker: StaffID?
    package let approver: StaffID?
    /// Why the batch was last sent back; nil once it is locked again.
    package let returnReason: String?

    /// A standing read from a store.
    package init(
        state: BatchState, maker: StaffID? = nil, checker: StaffID? = nil, approver: StaffID? = nil,
        returnReason: String? = nil
    ) {
        self.state = state
        self.maker = maker
        self.checker = checker
        self.approver = approver
        self.returnReason = returnReason
    }

    /// A batch that was just computed.
    package static let draft = BatchStanding(state: .draft)
}

/// The person who takes a step, in one role.
package struct BatchActor: Hashable, Sendable {
    package let staff: StaffID
    package let role: PayRole

    /// A person acting in a role.
    package init(_ staff: StaffID, as role: PayRole) {
        self.staff = staff
        self.role = role
    }
}

/// The answer to a step.
package enum BatchDecision: Hashable, Sendable {
    /// The batch moves on to this standing.
    case moved(BatchStanding)
    /// The step was taken before; nothing changes, and it is no mistake to ask twice.
    case alreadyDone
    case refused(BatchRefusal)
}

/// Why a step is refused.
package enum BatchRefusal: Hashable, Sendable {
    case wrongRole(BatchEvent, allowed: [PayRole])
    case wrongState(BatchEvent, BatchState)
    /// The checker made the roster, or the approver made or checked it.
    case samePerson(BatchEvent)
    case missingReason

    /// A stable word for logs and interfaces.
    package var code: String {
        switch self {
        case .wrongRole: "batch.wrongRole"
        case .wrongState: "batch.wrongState"
        case .samePerson: "batch.samePerson"
        case .missingReason: "batch.missingReason"
        }
    }

    /// What the clerk reads.
    package var sentence: String {
        switch self {
        case .wrongRole(let event, let allowed):
            "“\(event.chinese)”应由\(allowed.map(\.chinese).joined(separator: "或"))办理，请转交相应岗位"
        case .wrongState(let event, let state): "批次现为“\(state.chinese)”，不能\(event.chinese)"
        case .samePerson(.approveFunds): "财政审核人不能是本批次的经办人或复核人，请由另一名工作人员审核"
        case .samePerson(let event): "\(event.chinese)人不能是本批次的经办人，请由另一名工作人员办理"
        case .missingReason: "退回须写明理由，经办人据此更正"
        }
    }
}

/// The life of a payment batch: state × step × role, four eyes, and refusals in words (domain reference §9 note 1).
package enum BatchMachine {
    /// Decides a step; the caller stores the standing it gets back.
    package static func decide(_ event: BatchEvent, on batch: BatchStanding, by actor: BatchActor) -> BatchDecision {
        if case .returnToDraft(let reason) = event { return decideReturn(reason, on: batch, by: actor) }
        guard let rule = rules.first(where: { $0.event == event }) else {
            return refuse(.wrongState(event, batch.state))
        }
        guard rule.role == actor.role else { return refuse(.wrongRole(event, allowed: [rule.role])) }
        if order(batch.state) > order(rule.from) { return .alreadyDone }
        guard batch.state == rule.from else { return refuse(.wrongState(event, batch.state)) }
        if [batch.maker, batch.checker].contains(actor.staff), event == .approveFunds {
            return refuse(.samePerson(event))
        }
        if batch.maker == actor.staff, event == .check { return refuse(.samePerson(event)) }
        return .moved(
            BatchStanding(
                state: event.target,
                maker: event == .lock ? actor.staff : batch.maker,
                checker: event == .check ? actor.staff : batch.checker,
                approver: event == .approveFunds ? actor.staff : batch.approver))
    }

    private static func decideReturn(
        _ reason: String, on batch: BatchStanding, by actor: BatchActor
    ) -> BatchDecision {
        let event = BatchEvent.returnToDraft(reason: reason)
        guard actor.role != .payrollClerk else {
            return refuse(.wrongRole(event, allowed: [.payrollReviewer, .financeOfficer]))
        }
        if batch.state == .draft, batch.returnReason != nil { return .alreadyDone }
        switch (batch.state, actor.role) {
        case (.locked, .payrollReviewer), (.fundsRequested, .financeOfficer): break
        case (.locked, _): return refuse(.wrongRole(event, allowed: [.payrollReviewer]))
        case (.fundsRequested, _): return refuse(.wrongRole(event, allowed: [.financeOfficer]))
        default: return refuse(.wrongState(event, batch.state))
        }
        guard reason.contains(where: { !$0.isWhitespace }) else { return refuse(.missingReason) }
        return .moved(BatchStanding(state: .draft, returnReason: reason))
    }

    private static func refuse(_ refusal: BatchRefusal) -> BatchDecision { .refused(refusal) }

    private static func order(_ state: BatchState) -> Int {
        BatchState.allCases.firstIndex(of: state) ?? 0
    }

    /// Each step with the state it starts from and the role that takes it.
    private static let rules: [(event: BatchEvent, from: BatchState, role: PayRole)] = [
        (.lock, .draft, .payrollClerk),
        (.check, .locked, .payrollReviewer),
        (.requestFunds, .checked, .payrollClerk),
        (.approveFunds, .fundsRequested, .financeOfficer),
        (.instruct, .fundsApproved, .payrollClerk),
        (.recordAnswer, .instructed, .payrollClerk),
        (.close, .answered, .payrollReviewer),
    ]
}
