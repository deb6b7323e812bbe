package import Primitives

/// The dated terms of reconsideration and suit (行政复议法 2023 article 20; 行政诉讼法 2017 article 46).
package struct RemedyTerms: Hashable, Sendable {
    /// Time for reconsideration, in cd from the day the decision was served.
    package var reconsiderationDays: Cited<Int>
    /// Time for a direct suit, in months from the same day.
    package var suitMonths: Cited<Int>
    /// Time for a suit after a reconsideration, in cd from its decision.
    package var suitAfterDays: Cited<Int>
    /// Longest time where the family was not told of its remedies, in months from the day it knew of the decision.
    package var untoldMonths: Cited<Int>

    /// The terms on one day.
    package init(
        reconsiderationDays: Cited<Int>, suitMonths: Cited<Int>, suitAfterDays: Cited<Int>, untoldMonths: Cited<Int>
    ) {
        self.reconsiderationDays = reconsiderationDays
        self.suitMonths = suitMonths
        self.suitAfterDays = suitAfterDays
        self.untoldMonths = untoldMonths
    }
}

/// Where and until when a decision can be contested.
package struct RemedyDates: Codable, Hashable, Sendable {
    /// The body that reconsiders: the county government, whoever decided (`domain.md` §9.4).
    package let reconsiderationBody: String
    /// Against whom: the county's bureau, also where a township decided in its name.
    package let respondent: String
    /// The last day for reconsideration.
    package let reconsiderBy: Deadline
    /// The last day for a suit.
    package let suitBy: Deadline

    /// The dates for a decision served on a day; a family that was not told of its remedies has the longer time.
    package init(
        servedOn: CivilDate, wasTold: Bool, competence: Competence, countyName: String, townshipName: String,
        terms: RemedyTerms, count: DeadlineCount
    ) {
        reconsiderationBody = countyName + "人民政府"
        respondent = competence.inCountyName ? countyName + "民政局" : townshipName + "人民政府（街道办事处）"
        let untold = servedOn.addingMonths(terms.untoldMonths.value)
        reconsiderBy = count.rolling(
            wasTold ? servedOn.adding(days: terms.reconsiderationDays.value) : untold,
            wasTold ? terms.reconsiderationDays.citation : terms.untoldMonths.citation)
        suitBy = count.rolling(
            wasTold ? servedOn.addingMonths(terms.suitMonths.value) : untold,
            wasTold ? terms.suitMonths.citation : terms.untoldMonths.citation)
    }

    /// The paragraph printed on every adverse document.
    package var chinese: String {
        "不服本决定的，可以在\(reconsiderBy.chineseText)前向\(reconsiderationBody)申请行政复议，"
            + "也可以在\(suitBy.chineseText)前以\(respondent)为被告向人民法院提起行政诉讼。"
    }
}

extension RemedyTerms {
    /// The last day for a suit after the decision on a reconsideration was served.
    package func suitAfter(reconsideredOn day: CivilDate, count: DeadlineCount) -> Deadline {
        count.rolling(day.adding(days: suitAfterDays.value), suitAfterDays.citation)
    }
}

extension DeadlineCount {
    /// A last day rolled to a working day, marked where the calendar is not known.
    package func rolling(_ day: CivilDate, _ citation: String) -> Deadline {
        noticeClose(Cited(0, citation), posted: day)
    }
}

/// Where a reconsideration or a suit stands.
package enum RemedyState: String, ProcedureWord {
    case filed, admitted, answered, upheld, changed, annulled, withdrawn, notAdmitted

    /// The state in words.
    package var chinese: String {
        switch self {
        case .filed: "已提出"
        case .admitted: "已受理（立案）"
        case .answered: "已答复（答辩）"
        case .upheld: "维持"
        case .changed: "变更"
        case .annulled: "撤销并责令重作"
        case .withdrawn: "撤回"
        case .notAdmitted: "不予受理（立案）"
        }
    }

    /// Whether the proceeding is over.
    package var isOver: Bool { ![.filed, .admitted, .answered].contains(self) }
}

/// What happens in a reconsideration or a suit; the county records it.
package enum RemedyEvent: String, ProcedureWord {
    case admit, decline, answer, uphold, change, annul, withdraw

    /// The event in words.
    package var chinese: String {
        switch self {
        case .admit: "受理（立案）"
        case .decline: "不予受理（立案）"
        case .answer: "答复（答辩）并提交证据"
        case .uphold: "维持原决定"
        case .change: "变更原决定"
        case .annul: "撤销原决定"
        case .withdraw: "申请人撤回"
        }
    }
}

/// Why a step of a remedy may not be recorded.
package enum RemedyReason: String, RefusalReason {
    case filedTooLate, answerLate, deciderAnswersAlone, evidenceMissing, outcomeMissing

    /// The area of the codes.
    package static let area = "remedy"
    /// The sentences.
    package var wording: RefusalWording {
        switch self {
        case .filedTooLate:
            RefusalWording(
                "已过申请期限（%），是否受理由受理机关决定，不能由原机关拒收。请转交并注明。",
                "The time has passed; whether it is admitted is for the other body to say. Pass it on.")
        case .answerLate: RefusalWording("答复期限%已过。请写明原因后提交。", "The time to answer has passed. State why.")
        case .deciderAnswersAlone:
            RefusalWording("答复材料须由另一人核对，不能由原决定人独自提交。", "The answer is checked by a second person.")
        case .evidenceMissing: RefusalWording("没有附上原决定的封存记录。请附上。", "The sealed record of the decision is missing.")
        case .outcomeMissing: RefusalWording("没有上传复议决定（判决）文书。请上传。", "The decision's text is missing. Upload it.")
        }
    }
}

/// A reconsideration 复议 or suit 诉讼 against a decision; the decision stands meanwhile.
package struct RemedyProceeding: Codable, Hashable, Sendable {
    /// Before whom.
    package enum Forum: String, CaseIterable, Codable, Hashable, Sendable {
        case reconsideration, court

        /// The forum in words.
        package var chinese: String { self == .reconsideration ? "行政复议" : "行政诉讼" }
    }

    /// Before whom.
    package let forum: Forum
    /// The day it was filed.
    package let filedOn: CivilDate
    /// Who took the decision.
    package let decidedBy: StaffID
    /// The last day for the answer; nil until it is admitted.
    package private(set) var answerBy: Deadline?
    /// Where it stands.
    package private(set) var state = RemedyState.filed

    /// A proceeding as it came in.
    package init(forum: Forum, filedOn: CivilDate, decidedBy: StaffID) {
        self.forum = forum
        self.filedOn = filedOn
        self.decidedBy = decidedBy
    }

    /// A proceeding as it was kept.
    package init(forum: Forum, filedOn: CivilDate, decidedBy: StaffID, answerBy: Deadline?, state: RemedyState) {
        self.init(forum: forum, filedOn: filedOn, decidedBy: decidedBy)
        self.answerBy = answerBy
        self.state = state
    }

    /// The table of its steps.
    package static let lines = ProcedureLines<RemedyState, RemedyEvent>(
        [
            ProcedureLine(.filed, .admit, ProcedureTable.county, .admitted),
            ProcedureLine(.filed, .decline, ProcedureTable.county, .notAdmitted),
            ProcedureLine(.admitted, .answer, ProcedureTable.county, .answered),
            ProcedureLine(.answered, .uphold, ProcedureTable.county, .upheld),
            ProcedureLine(.answered, .change, ProcedureTable.county, .changed),
            ProcedureLine(.answered, .annul, ProcedureTable.county, .annulled),
        ]
            + [RemedyState.filed, .admitted, .answered].map {
                ProcedureLine($0, .withdraw, ProcedureTable.county, .withdrawn)
            })

    /// Whether it came in time; a late one is passed on all the same, with the reason as a note.
    package func lateNote(_ dates: RemedyDates) -> [StatedRefusal] {
        var found = Refusals<RemedyReason>()
        let due = forum == .reconsideration ? dates.reconsiderBy : dates.suitBy
        found.refuse(when: due.isOverdue(on: filedOn), .filedTooLate, due.chineseText)
        return found.list
    }

    /// The proceeding after a step; `evidenceCount` are sealed records or decisions attached.
    package func applying(
        _ event: RemedyEvent, by actor: CaseActor, on today: CivilDate, evidenceCount: Int, lateReason: String,
        answerDays: Cited<Int>, count: DeadlineCount
    ) -> Ruling<RemedyProceeding> {
        var found = Refusals<RemedyReason>()
        switch event {
        case .answer:
            if let answerBy, answerBy.isOverdue(on: today) {
                found.refuse(when: isBlank(lateReason), .answerLate, answerBy.chineseText)
            }
            found.refuse(when: actor.staffID == decidedBy, .deciderAnswersAlone)
            found.refuse(when: evidenceCount < 1, .evidenceMissing)
        case .uphold, .change, .annul: found.refuse(when: evidenceCount < 1, .outcomeMissing)
        case .admit, .decline, .withdraw: break
        }
        switch Self.lines.step(event, from: state, by: actor, against: found.list) {
        case .refused(let refusals): return .refused(refusals)
        case .stands(let step):
            var after = self
            after.state = step.next
            if event == .admit {
                after.answerBy = count.rolling(today.adding(days: answerDays.value), answerDays.citation)
            }
            return .stands(after)
        }
    }
}
