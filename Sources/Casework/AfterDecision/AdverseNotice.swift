package import Primitives

/// Why an act against the family may not be taken.
package enum AdverseReason: String, RefusalReason {
    case reasonsMissing, reasonUnsuitable, wordsMissing, notSigned, remediesMissing, familyNotHeard, latenessIsNoGround
    case lastMonthPast, suspensionTooLong, backdated

    /// The area of the codes.
    package static let area = "adverse"
    /// The sentences.
    package var wording: RefusalWording {
        switch self {
        case .reasonsMissing: RefusalWording("没有选择理由。减少、停止救助必须书面说明理由。", "No reason is chosen.")
        case .reasonUnsuitable: RefusalWording("理由“%”不适用于本决定。请更换。", "A reason does not suit this act.")
        case .wordsMissing: RefusalWording("没有用家庭看得懂的话写明事实。请写明查到了什么。", "The facts are not said in plain words.")
        case .notSigned: RefusalWording("不利决定须由工作人员本人署名，系统不能代替。", "A person signs an adverse act.")
        case .remediesMissing: RefusalWording("没有写明复议机关、法院和期限。请补充。", "The remedies are not stated.")
        case .familyNotHeard: RefusalWording("还没有告知家庭并听取意见（%）。请先听取。", "The family was not heard first.")
        case .latenessIsNoGround:
            RefusalWording(
                "复核没有按时完成不是停发的理由。请完成复核，按复核结果办理。",
                "That a review is late never stops a payment. Finish the review and act on what it finds.")
        case .lastMonthPast:
            RefusalWording("停发月份%早于本月，已经发放的不能靠停发收回。请按追回办理。", "Months already paid are not undone by an end.")
        case .suspensionTooLong:
            RefusalWording("暂停最长%个月（%），到期须恢复或作出决定。请改正。", "A suspension may not last so long.")
        case .backdated: RefusalWording("生效日期%早于决定之日。请改正。", "The act cannot take effect before it is taken.")
        }
    }
}

/// The dated terms of acts against a family.
package struct AdverseTerms: Hashable, Sendable {
    /// Acts before which the family is heard.
    package var hearingBefore: Cited<Set<AdverseAct>>
    /// Longest suspension, in months.
    package var suspensionMonthsMax: Cited<Int>
    /// Length of the public notice of an end, in cd; 0 where there is none (特困认定办法 2021 article 25: 7).
    package var terminationNoticeDays: [Program: Cited<Int>]

    /// The terms of one region on one day.
    package init(
        hearingBefore: Cited<Set<AdverseAct>>, suspensionMonthsMax: Cited<Int>,
        terminationNoticeDays: [Program: Cited<Int>]
    ) {
        self.hearingBefore = hearingBefore
        self.suspensionMonthsMax = suspensionMonthsMax
        self.terminationNoticeDays = terminationNoticeDays
    }
}

extension AdverseTerms {
    /// The last day of the public notice of an end; nil where the program has none.
    package func terminationNotice(
        of program: Program, postedOn: CivilDate, exemption: NoticeExemption?, count: DeadlineCount
    ) -> Deadline? {
        guard exemption == nil, let days = terminationNoticeDays[program], days.value > 0 else { return nil }
        return count.noticeClose(days, posted: postedOn)
    }
}

/// An act against a family before it is taken: refusal, suspension, end, revocation, with its written reasons.
package struct AdverseNotice: Codable, Hashable, Sendable {
    /// The act.
    package var act: AdverseAct
    /// The reasons.
    package var reasonCodes: [ReasonCode]
    /// What was found, in words the family understands.
    package var words: String
    /// Who signs; nil for the platform.
    package var signedBy: StaffID?
    /// Whether reconsideration, suit and their dates stand on it.
    package var namesRemedies: Bool
    /// The day the family was heard; nil when not.
    package var heardOn: CivilDate?
    /// Whether all that speaks against the family is a review that was not done in time.
    package var restsOnLateReview: Bool
    /// The day it takes effect.
    package var effectiveOn: CivilDate
    /// The last month paid, for an end.
    package var lastMonth: CalendarMonth?
    /// The last month of a suspension.
    package var suspendedThrough: CalendarMonth?

    /// A notice.
    package init(
        act: AdverseAct, reasonCodes: [ReasonCode], words: String, signedBy: StaffID?, namesRemedies: Bool,
        heardOn: CivilDate?, restsOnLateReview: Bool, effectiveOn: CivilDate, lastMonth: CalendarMonth? = nil,
        suspendedThrough: CalendarMonth? = nil
    ) {
        self.act = act
        self.reasonCodes = reasonCodes
        self.words = words
        self.signedBy = signedBy
        self.namesRemedies = namesRemedies
        self.heardOn = heardOn
        self.restsOnLateReview = restsOnLateReview
        self.effectiveOn = effectiveOn
        self.lastMonth = lastMonth
        self.suspendedThrough = suspendedThrough
    }

    /// Everything that keeps the act from being taken today.
    package func refusals(on today: CivilDate, terms: AdverseTerms) -> [StatedRefusal] {
        var found = Refusals<AdverseReason>()
        found.refuse(when: reasonCodes.isEmpty, .reasonsMissing)
        let unsuitable = reasonCodes.filter { !$0.acts.contains(act) }.map(\.chinese)
        found.refuse(when: !unsuitable.isEmpty, .reasonUnsuitable, unsuitable.joined(separator: "、"))
        found.refuse(when: isBlank(words), .wordsMissing)
        found.refuse(when: signedBy == nil, .notSigned)
        found.refuse(when: !namesRemedies && act != .negativeOpinion, .remediesMissing)
        found.refuse(
            when: terms.hearingBefore.value.contains(act) && heardOn == nil, .familyNotHeard,
            terms.hearingBefore.citation)
        found.refuse(when: restsOnLateReview, .latenessIsNoGround)
        found.refuse(when: effectiveOn < today, .backdated, effectiveOn.chineseText)
        if let lastMonth {
            found.refuse(when: lastMonth < today.calendarMonth, .lastMonthPast, lastMonth.chineseText)
        }
        if let suspendedThrough {
            let most = terms.suspensionMonthsMax
            found.refuse(
                when: suspendedThrough > today.calendarMonth.adding(months: most.value), .suspensionTooLong,
                String(most.value), most.citation)
        }
        return found.list
    }
}
