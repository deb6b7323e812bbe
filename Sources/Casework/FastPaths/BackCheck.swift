package import Primitives

/// What the check that came back after a provisional approval says.
package enum BackCheckOutcome: String, CaseIterable, Codable, Hashable, Sendable {
    case passes, failsHonestly, failsFalsely

    /// The outcome in words.
    package var chinese: String {
        switch self {
        case .passes: "符合条件"
        case .failsHonestly: "不符合条件，没有虚报隐瞒"
        case .failsFalsely: "不符合条件，虚报隐瞒"
        }
    }
}

/// Why the outcome of a back-check may not be recorded.
package enum BackCheckReason: String, RefusalReason {
    case reportMissing, notSigned, reasonsMissing, falsityUnfounded, familyNotHeard

    /// The area of the codes.
    package static let area = "backCheck"
    /// The sentences.
    package var wording: RefusalWording {
        switch self {
        case .reportMissing:
            RefusalWording("核对报告还没有返回，不能作出结论。请催办。", "The report is not back. Ask for it.")
        case .notSigned:
            RefusalWording(
                "对家庭不利的结论必须由工作人员本人作出并署名。",
                "An outcome against the family is taken and signed by a person.")
        case .reasonsMissing:
            RefusalWording("没有写明不符合哪一条。请选择理由。", "No reason is chosen. Choose which rule is not met.")
        case .falsityUnfounded:
            RefusalWording(
                "认定虚报隐瞒要写明申报与查实哪里不同，不能只凭不符合条件。请补充。",
                "Not meeting the conditions is not falsity. State what was declared and what was found.")
        case .familyNotHeard:
            RefusalWording(
                "还没有听取家庭的陈述申辩，不能认定虚报隐瞒。请先告知并听取。",
                "The family was not heard. Tell it and hear it before finding falsity.")
        }
    }
}

/// A back-check as recorded.
package struct BackCheck: Codable, Hashable, Sendable {
    /// What it says.
    package var outcome: BackCheckOutcome
    /// Whether the report is there.
    package var reportBack: Bool
    /// Who signs it; nil for the platform, which may only record that it passes.
    package var signedBy: StaffID?
    /// The rules not met.
    package var reasonCodes: [ReasonCode]
    /// What was declared against what was found, for falsity.
    package var contradictions: [String]
    /// The day the family was heard; nil when not.
    package var heardOn: CivilDate?

    /// A back-check as recorded.
    package init(
        outcome: BackCheckOutcome, reportBack: Bool, signedBy: StaffID?, reasonCodes: [ReasonCode],
        contradictions: [String], heardOn: CivilDate?
    ) {
        self.outcome = outcome
        self.reportBack = reportBack
        self.signedBy = signedBy
        self.reasonCodes = reasonCodes
        self.contradictions = contradictions
        self.heardOn = heardOn
    }

    /// What follows for the family, or every reason why the outcome may not be recorded.
    ///
    /// Honest families keep what they got and stop with this month; false ones repay everything (`domain.md` §4.4).
    package func assess(paid: Money, on today: CivilDate) -> Ruling<BackCheckConsequence> {
        var found = Refusals<BackCheckReason>()
        found.refuse(when: !reportBack, .reportMissing)
        if outcome != .passes {
            found.refuse(when: signedBy == nil, .notSigned)
            found.refuse(when: reasonCodes.isEmpty, .reasonsMissing)
        }
        if outcome == .failsFalsely {
            found.refuse(when: contradictions.allSatisfy(isBlank), .falsityUnfounded)
            found.refuse(when: heardOn == nil, .familyNotHeard)
        }
        return found.ruling(consequence(paid, today))
    }

    private func consequence(_ paid: Money, _ today: CivilDate) -> BackCheckConsequence {
        switch outcome {
        case .passes: BackCheckConsequence(event: nil, lastMonth: nil, recover: .zero, opensCreditEntry: false)
        case .failsHonestly:
            BackCheckConsequence(
                event: .terminate(reasonCodes: reasonCodes), lastMonth: today.calendarMonth, recover: .zero,
                opensCreditEntry: false)
        case .failsFalsely:
            BackCheckConsequence(
                event: .revoke(reasonCodes: reasonCodes), lastMonth: today.calendarMonth, recover: paid,
                opensCreditEntry: true)
        }
    }
}

/// What follows from a back-check.
package struct BackCheckConsequence: Hashable, Sendable {
    /// The event the case goes on with; nil when it stays and the owed steps go on.
    package let event: CaseEvent?
    /// The last month paid; nil when payment goes on.
    package let lastMonth: CalendarMonth?
    /// What is asked back.
    package let recover: Money
    /// Whether the entry of a broken promise is begun, with its own notice and defence.
    package let opensCreditEntry: Bool
}
