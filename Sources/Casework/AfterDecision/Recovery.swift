package import Primitives

/// Why money is asked back.
package enum RecoveryCause: String, CaseIterable, Codable, Hashable, Sendable {
    case fraud, death, lateReport, officeError

    /// The cause in words.
    package var chinese: String {
        switch self {
        case .fraud: "虚报隐瞒骗取"
        case .death: "死亡后多发"
        case .lateReport: "变化未及时报告多发"
        case .officeError: "工作失误多发"
        }
    }
}

/// Where a recovery stands.
package enum RecoveryState: String, ProcedureWord {
    case proposed, heard, ordered, inInstalments, settled, waived, referred

    /// The state in words.
    package var chinese: String {
        switch self {
        case .proposed: "拟追回已告知"
        case .heard: "已听取意见"
        case .ordered: "已决定追回"
        case .inInstalments: "分期退回中"
        case .settled: "已退清"
        case .waived: "免予追回"
        case .referred: "已移送"
        }
    }

    /// Whether nothing more is done about it.
    package var isOver: Bool { [.settled, .waived, .referred].contains(self) }
}

/// What is done to a recovery.
package enum RecoveryEvent: String, ProcedureWord {
    case hear, order, waive, agreeInstalments, recordPayment, settle, refer

    /// The event in words.
    package var chinese: String {
        switch self {
        case .hear: "听取意见"
        case .order: "决定追回"
        case .waive: "决定免予追回"
        case .agreeInstalments: "约定分期退回"
        case .recordPayment: "收到退款"
        case .settle: "退清办结"
        case .refer: "移送处理"
        }
    }
}

/// Why a step of a recovery may not be taken.
package enum RecoveryReason: String, RefusalReason {
    case proposerDecides, reasonMissing, amountUnsuitable, overDebt, debtRemains, fraudNotWaived, honestNotReferred
    case belowLivelihood

    /// The area of the codes.
    package static let area = "recovery"
    /// The sentences.
    package var wording: RefusalWording {
        switch self {
        case .proposerDecides: RefusalWording("提出追回的人不能作决定。请交由另一人。", "Whoever proposed it may not decide it.")
        case .reasonMissing: RefusalWording("没有写明理由。请写明。", "No reason is given. State it.")
        case .amountUnsuitable: RefusalWording("金额应大于零。请改正。", "The sum must be more than zero.")
        case .overDebt: RefusalWording("退款%元超过尚欠%元。请核对。", "More came back than is owed. Check it.")
        case .debtRemains: RefusalWording("还有%元没有退回。请退清后办结。", "Money is still owed. Settle it first.")
        case .fraudNotWaived: RefusalWording("骗取的资金应当退回，不能免予追回。", "What was got by fraud is not waived.")
        case .honestNotReferred:
            RefusalWording("不是骗取的，不移送处罚。请按追回或免予追回办理。", "Without fraud there is no referral for a penalty.")
        case .belowLivelihood:
            RefusalWording(
                "每期%元会使家庭低于基本生活（最多%元，%）。请延长期数。",
                "The instalment would leave too little to live on. Spread it over more months.")
        }
    }
}

/// Money paid without right and what came of it (社会救助暂行办法 article 68).
package struct Recovery: Codable, Hashable, Sendable {
    /// Why.
    package let cause: RecoveryCause
    /// What is asked back.
    package let amount: Money
    /// Who proposed it.
    package let proposedBy: StaffID
    /// What came back so far.
    package private(set) var returned = Money.zero
    /// The sum agreed for each month; nil when none is.
    package private(set) var instalment: Money?
    /// Where it stands.
    package private(set) var state = RecoveryState.proposed

    /// A recovery proposed.
    package init(cause: RecoveryCause, amount: Money, proposedBy: StaffID) {
        precondition(amount > .zero, "There is nothing to recover.")
        self.cause = cause
        self.amount = amount
        self.proposedBy = proposedBy
    }

    /// A recovery as it was kept.
    package init(
        cause: RecoveryCause, amount: Money, proposedBy: StaffID, returned: Money, instalment: Money?,
        state: RecoveryState
    ) {
        self.init(cause: cause, amount: amount, proposedBy: proposedBy)
        self.returned = returned
        self.instalment = instalment
        self.state = state
    }

    /// What is still owed.
    package var debt: Money { amount - returned }

    /// The table of its steps.
    package static let lines = ProcedureLines<RecoveryState, RecoveryEvent>([
        ProcedureLine(
            .proposed, .hear, .people(.townshipClerk, .townshipReviewer, .countyReviewer), .heard,
            documents: [.recoveryNotice]),
        ProcedureLine(
            .heard, .order, ProcedureTable.county, .ordered, decides: true,
            documents: [.recoveryNotice, .remedyNotice]),
        ProcedureLine(.heard, .waive, ProcedureTable.county, .waived, decides: true, documents: [.recoveryNotice]),
        ProcedureLine(.ordered, .agreeInstalments, ProcedureTable.county, .inInstalments),
        ProcedureLine(.ordered, .recordPayment, .peopleOrSystem(.payer, .payChecker), .ordered),
        ProcedureLine(.inInstalments, .recordPayment, .peopleOrSystem(.payer, .payChecker), .inInstalments),
        ProcedureLine(.ordered, .settle, .peopleOrSystem(.countyReviewer), .settled),
        ProcedureLine(.inInstalments, .settle, .peopleOrSystem(.countyReviewer), .settled),
        ProcedureLine(
            .ordered, .refer, ProcedureTable.county, .referred, decides: true, documents: [.penaltyReferral]),
        ProcedureLine(
            .inInstalments, .refer, ProcedureTable.county, .referred, decides: true, documents: [.penaltyReferral]),
    ])

    /// What a step says beside its name.
    package struct Note: Hashable, Sendable {
        /// The reason in words.
        package let reason: String
        /// The sum of a payment or an instalment.
        package let amount: Money
        /// The most a month may take from this family's means.
        package let instalmentMax: Cited<Money>

        /// What is said.
        package init(reason: String, amount: Money, instalmentMax: Cited<Money>) {
            self.reason = reason
            self.amount = amount
            self.instalmentMax = instalmentMax
        }
    }

    /// The recovery after a step, or every reason why not.
    package func applying(_ event: RecoveryEvent, by actor: CaseActor, note: Note) -> Ruling<Recovery> {
        switch Self.lines.step(event, from: state, by: actor, against: refusals(event, actor, note)) {
        case .refused(let refusals): return .refused(refusals)
        case .stands(let step):
            var after = self
            after.state = step.next
            if event == .recordPayment { after.returned += note.amount }
            if event == .agreeInstalments { after.instalment = note.amount }
            return .stands(after)
        }
    }

    private func refusals(_ event: RecoveryEvent, _ actor: CaseActor, _ note: Note) -> [StatedRefusal] {
        var found = Refusals<RecoveryReason>()
        switch event {
        case .order, .waive, .refer:
            found.refuse(when: actor.staffID == proposedBy, .proposerDecides)
            found.refuse(when: isBlank(note.reason), .reasonMissing)
            found.refuse(when: event == .waive && cause == .fraud, .fraudNotWaived)
            found.refuse(when: event == .refer && cause != .fraud, .honestNotReferred)
        case .recordPayment:
            found.refuse(when: note.amount <= .zero, .amountUnsuitable)
            found.refuse(when: note.amount > debt, .overDebt, note.amount.grouped, debt.grouped)
        case .agreeInstalments:
            found.refuse(when: note.amount <= .zero, .amountUnsuitable)
            let most = note.instalmentMax
            found.refuse(
                when: note.amount > most.value, .belowLivelihood, note.amount.grouped, most.value.grouped,
                most.citation)
        case .settle: found.refuse(when: debt > .zero, .debtRemains, debt.grouped)
        case .hear: break
        }
        return found.list
    }
}
