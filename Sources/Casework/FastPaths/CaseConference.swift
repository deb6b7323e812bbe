package import Primitives

/// The dated terms of a case conference 个案会商.
package struct ConferenceTerms: Hashable, Sendable {
    /// Fewest departments at the table.
    package var departmentsMin: Cited<Int>
    /// Longest time an outcome may bind, in months.
    package var validMonthsMax: Cited<Int>

    /// The terms of one region on one day.
    package init(departmentsMin: Cited<Int>, validMonthsMax: Cited<Int>) {
        self.departmentsMin = departmentsMin
        self.validMonthsMax = validMonthsMax
    }
}

/// Somebody at the table, for a department.
package struct ConferenceParticipant: Codable, Hashable, Sendable {
    /// The department spoken for.
    package let department: String
    /// The name.
    package let name: String
    /// Whether the minutes are signed.
    package let hasSigned: Bool

    /// A participant.
    package init(department: String, name: String, hasSigned: Bool) {
        self.department = department
        self.name = name
        self.hasSigned = hasSigned
    }
}

/// What one department undertook.
package struct ConferenceUndertaking: Codable, Hashable, Sendable {
    /// The department bound.
    package let department: String
    /// What it does.
    package let act: String
    /// Until when.
    package let due: CivilDate

    /// An undertaking.
    package init(department: String, act: String, due: CivilDate) {
        self.department = department
        self.act = act
        self.due = due
    }
}

/// Why the outcome of a conference does not bind.
package enum ConferenceReason: String, RefusalReason {
    case groundMissing, chairMissing, departmentsTooFew, minutesMissing, signatureMissing, outcomeEmpty, absentBound
    case actMissing, dueBeforeMeeting, validityWrong, dayImpossible

    /// The area of the codes.
    package static let area = "conference"
    /// The sentences.
    package var wording: RefusalWording {
        switch self {
        case .groundMissing:
            RefusalWording(
                "没有写明为什么要会商（没有对应规定、非本地户籍、涉及多个部门）。请写明。",
                "It is not said why a conference is needed. State it.")
        case .chairMissing: RefusalWording("没有县级主持人。请写明。", "Nobody of the county presided. Name who did.")
        case .departmentsTooFew:
            RefusalWording("参加的部门少于%个（%）。请补充参加部门。", "Too few departments took part. Bring in more.")
        case .minutesMissing: RefusalWording("没有会议纪要。请填写纪要。", "There are no minutes. Write them.")
        case .signatureMissing: RefusalWording("%没有在纪要上签字。请补签。", "Somebody has not signed the minutes.")
        case .outcomeEmpty:
            RefusalWording("纪要没有写明由谁办什么。请逐项写明。", "The outcome names nothing to do. Name each item.")
        case .absentBound:
            RefusalWording(
                "%没有参加会商，不能由纪要确定其办理事项。请征得同意或重新会商。",
                "A department that was not there cannot be bound. Ask it, or meet again.")
        case .actMissing: RefusalWording("%的办理事项是空的。请写明办什么。", "An undertaking says nothing. Say what is done.")
        case .dueBeforeMeeting: RefusalWording("%的办理期限早于会商当日。请改正。", "An undertaking is due before the meeting.")
        case .validityWrong:
            RefusalWording(
                "有效期到%不合规定：应在会商之后，最长%个月。请改正。",
                "The outcome's last day is outside what may be set. Correct it.")
        case .dayImpossible: RefusalWording("会商日期%在今天之后。请核对。", "The meeting lies in the future. Correct the day.")
        }
    }
}

/// A case conference as held: one case, one decision 一事一议 (E03).
package struct CaseConference: Codable, Hashable, Sendable {
    /// Why no rule carries the case.
    package var ground: String
    /// The day.
    package var on: CivilDate
    /// The county's chair; nil when none.
    package var chair: StaffID?
    /// Who took part.
    package var participants: [ConferenceParticipant]
    /// The minutes.
    package var minutes: String
    /// What was undertaken.
    package var undertakings: [ConferenceUndertaking]
    /// The last day the outcome binds.
    package var validThrough: CivilDate

    /// A conference as recorded.
    package init(
        ground: String, on day: CivilDate, chair: StaffID?, participants: [ConferenceParticipant], minutes: String,
        undertakings: [ConferenceUndertaking], validThrough: CivilDate
    ) {
        self.ground = ground
        self.on = day
        self.chair = chair
        self.participants = participants
        self.minutes = minutes
        self.undertakings = undertakings
        self.validThrough = validThrough
    }

    /// Everything that keeps the outcome from binding; empty when it binds those who took part.
    package func refusals(on today: CivilDate, terms: ConferenceTerms) -> [StatedRefusal] {
        var found = Refusals<ConferenceReason>()
        let present = Set(participants.map(\.department))
        found.refuse(when: isBlank(ground), .groundMissing)
        found.refuse(when: chair == nil, .chairMissing)
        let least = terms.departmentsMin
        found.refuse(when: present.count < least.value, .departmentsTooFew, String(least.value), least.citation)
        found.refuse(when: isBlank(minutes), .minutesMissing)
        let unsigned = participants.filter { !$0.hasSigned }.map(\.name)
        found.refuse(when: !unsigned.isEmpty, .signatureMissing, unsigned.joined(separator: "、"))
        found.refuse(when: undertakings.isEmpty, .outcomeEmpty)
        for item in undertakings {
            found.refuse(when: !present.contains(item.department), .absentBound, item.department)
            found.refuse(when: isBlank(item.act), .actMissing, item.department)
            found.refuse(when: item.due < on, .dueBeforeMeeting, item.department)
        }
        let longest = on.addingMonths(terms.validMonthsMax.value)
        found.refuse(
            when: validThrough <= on || validThrough > longest, .validityWrong, validThrough.chineseText,
            String(terms.validMonthsMax.value))
        found.refuse(when: on > today, .dayImpossible, on.chineseText)
        return found.list
    }

    /// Whether the outcome still binds on a day.
    package func binds(on today: CivilDate) -> Bool { on <= today && today <= validThrough }

    /// Undertakings past their day, of those not reported done.
    package func late(done: Set<ConferenceUndertaking>, on today: CivilDate) -> [ConferenceUndertaking] {
        undertakings.filter { !done.contains($0) && today > $0.due }
    }
}

extension CivilDate {
    /// The same day so many months later, or that month's last day where there is none (Civil Code article 202).
    package func addingMonths(_ months: Int) -> CivilDate {
        let month = calendarMonth.adding(months: months)
        return month.firstDay.adding(days: min(day, month.dayCount) - 1)
    }
}
