import Primitives

/// The yes-or-no conditions that rules ask of a member on the decision day.
struct MemberConditions {
    let member: MemberFacts
    let day: CivilDate

    var age: Fact<Int> { member.birthDate.map { $0.fullYears(until: day) } }

    /// Minor until the month of the eighteenth birthday is over.
    var isMinor: Answer {
        answer(member.birthDate.map { months(since: $0) <= 18 * 12 }, "出生日期")
    }

    /// Elderly from the month of the birthday on.
    func isElderly(from years: Int64) -> Answer {
        answer(member.birthDate.map { months(since: $0) >= Int(years) * 12 }, "出生日期")
    }

    var isOfWorkingAge: Answer { answer(age.map { (18...59).contains($0) }, "出生日期") }
    var isAdult: Answer { answer(age.map { $0 >= 18 }, "出生日期") }
    var isStudent: Answer { answer(member.student, "是否在校") }
    var isCarer: Answer { answer(member.carer, "是否需照料家人") }
    var isAble: Answer { answer(member.ableToWork, "有无劳动能力") }
    var isIll: Answer { answer(member.seriousIllness, "是否患重病") }
    var isDisabled: Answer { answer(member.disability.map { $0 != .none }, "残疾情况") }

    func isDisabled(gradeAtMost limit: Int64, kinds: Set<Disability.Kind>? = nil) -> Answer {
        answer(
            member.disability.map { disability in
                guard case .certified(let kind, let grade) = disability else { return false }
                return Int64(grade) <= limit && (kinds?.contains(kind) ?? true)
            }, "残疾情况")
    }

    func isEmployment(_ employment: Employment) -> Answer {
        answer(member.employment.map { $0 == employment }, "就业情况")
    }

    private func answer(_ fact: Fact<Bool>, _ question: String) -> Answer {
        Answer(fact, subject: member.key, question: "\(member.name)的\(question)")
    }

    private func months(since born: CivilDate) -> Int {
        born.calendarMonth.months(until: day.calendarMonth)
    }
}
