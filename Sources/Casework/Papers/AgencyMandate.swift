package import Primitives

/// How somebody helps a family with its filing 导办、帮办、代办.
package enum AgencyKind: String, CaseIterable, Codable, Hashable, Sendable {
    /// Shows the way; nothing is done for the family.
    case guide
    /// Fills in with the family beside.
    case assist
    /// Files for the family.
    case act

    /// The kind in words.
    package var chinese: String {
        switch self {
        case .guide: "导办"
        case .assist: "帮办"
        case .act: "代办"
        }
    }
}

/// Why an agent may not act.
package enum AgencyReason: String, RefusalReason {
    case notInForce, outOfScope, unsigned, daysWrong, tooLong, staffActsAlone

    /// The area of the codes.
    package static let area = "agency"
    /// The sentences.
    package var wording: RefusalWording {
        switch self {
        case .notInForce: RefusalWording("委托不在有效期内（%至%）。请重新办理委托。", "The mandate is not in force. Make another.")
        case .outOfScope: RefusalWording("委托没有包括“%”。请补充委托事项。", "The mandate does not cover this. Extend it.")
        case .unsigned: RefusalWording("代办要有家庭签字的委托书。请先签委托书。", "Acting for a family needs its signed mandate.")
        case .daysWrong: RefusalWording("委托的终止日早于起始日。请改正。", "The mandate ends before it begins. Correct it.")
        case .tooLong: RefusalWording("委托最长%个月（%）。请缩短。", "The mandate is too long. Shorten it.")
        case .staffActsAlone: RefusalWording("代办人就是本案的经办人，不能既代办又受理。请换人。", "Whoever files may not accept the same case.")
        }
    }
}

/// A family's mandate for somebody to act, with what it covers and its end date.
package struct AgencyMandate: Codable, Hashable, Sendable {
    /// How much is done for the family.
    package var kind: AgencyKind
    /// What may be done.
    package var events: Set<CaseEventKind>
    /// The first day.
    package var from: CivilDate
    /// The last day.
    package var through: CivilDate
    /// Whether the family signed it.
    package var isSigned: Bool
    /// The agent's account where it is staff.
    package var agent: StaffID?

    /// A mandate.
    package init(
        kind: AgencyKind, events: Set<CaseEventKind>, from: CivilDate, through: CivilDate, isSigned: Bool,
        agent: StaffID?
    ) {
        self.kind = kind
        self.events = events
        self.from = from
        self.through = through
        self.isSigned = isSigned
        self.agent = agent
    }

    /// Everything that keeps the agent from doing this on a day.
    package func refusals(
        of event: CaseEventKind, handler: StaffID?, monthsMax: Cited<Int>, on today: CivilDate
    ) -> [StatedRefusal] {
        var found = Refusals<AgencyReason>()
        found.refuse(when: kind == .act && !isSigned, .unsigned)
        found.refuse(when: through < from, .daysWrong)
        found.refuse(
            when: through > from.addingMonths(monthsMax.value), .tooLong, String(monthsMax.value), monthsMax.citation)
        let isRunning = from <= today && today <= through
        found.refuse(when: through >= from && !isRunning, .notInForce, from.chineseText, through.chineseText)
        found.refuse(when: kind != .act || !events.contains(event), .outOfScope, event.chinese)
        found.refuse(when: agent != nil && agent == handler, .staffActsAlone)
        return found.list
    }
}
