package import Primitives

/// What a family is granted when an award starts.
package struct AwardTerms: Hashable, Sendable, Codable {
    /// Code of the program, such as `dibao`.
    package let program: String
    package let family: FamilyID
    /// The case it was confirmed in; nil for an award taken over from an earlier list.
    package let caseID: CaseID?
    /// The persons the amount is for, ascending, without repeats.
    package let members: [PersonID]
    /// The family's class, such as `A`, as the policy pack of the region names it.
    package let classCode: String
    /// What is due each month.
    package let monthlyAmount: Money
    package let firstMonth: CalendarMonth
    /// The last month of a limited award; nil while it runs until stopped.
    package let lastMonth: CalendarMonth?
    /// Where the money goes; nil until the family has named an account, and nothing is paid before that.
    package let payee: PayeeAccount?

    /// Terms of an award; the order of the members and repeats among them do not matter.
    package init(
        program: String, family: FamilyID, caseID: CaseID?, members: [PersonID], classCode: String,
        monthlyAmount: Money, firstMonth: CalendarMonth, lastMonth: CalendarMonth? = nil, payee: PayeeAccount?
    ) {
        self.program = program
        self.family = family
        self.caseID = caseID
        self.members = Set(members).sorted()
        self.classCode = classCode
        self.monthlyAmount = monthlyAmount
        self.firstMonth = firstMonth
        self.lastMonth = lastMonth
        self.payee = payee
    }
}

/// Which month is the first to be paid, a parameter of the region.
///
/// The national rule is the month after confirmation (domain reference §1.2).
package enum FirstPayMonth: String, Hashable, Sendable, Codable, CaseIterable {
    case monthAfterConfirmation
    case monthOfConfirmation

    /// The first month due for a case confirmed on a day.
    package func month(confirmedOn day: CivilDate) -> CalendarMonth {
        switch self {
        case .monthAfterConfirmation: day.calendarMonth.adding(months: 1)
        case .monthOfConfirmation: day.calendarMonth
        }
    }
}

/// Why an award ends.
package enum StopReason: String, Hashable, Sendable, Codable, CaseIterable {
    case death
    case incomeAboveLine
    case gradualExitEnded
    case withdrawn
    case movedAway
    case nonCooperation
    case fraud
    case programChanged

    /// The reason in the words of a notice.
    package var chinese: String {
        switch self {
        case .death: "保障对象死亡"
        case .incomeAboveLine: "家庭经济状况不再符合条件"
        case .gradualExitEnded: "渐退期满"
        case .withdrawn: "本人申请退出"
        case .movedAway: "迁出本地"
        case .nonCooperation: "不配合定期核查"
        case .fraud: "骗取救助"
        case .programChanged: "转入其他救助项目"
        }
    }
}

/// One entry of an award's history: what changed, from which month, when it was decided and by whom.
package struct AwardChange: Hashable, Sendable, Codable {
    /// What an entry changes.
    ///
    /// An entry holds from its month on and outranks every earlier entry for those months.
    package enum Kind: Hashable, Sendable, Codable {
        case started(AwardTerms)
        /// Another amount, and the members it is for.
        case amountChanged(Money, members: [PersonID], from: CalendarMonth)
        case suspended(reason: String, from: CalendarMonth)
        /// Payment goes on from this month; an earlier month than the suspension's end pays that time back.
        case resumed(from: CalendarMonth)
        case stopped(StopReason, from: CalendarMonth)
        /// Another class, which decides how often the family is looked at again.
        case classChanged(String, from: CalendarMonth)
        /// Another account, entered by `recordedBy` and checked by a second person.
        case accountChanged(PayeeAccount, checkedBy: StaffID)
    }

    package let kind: Kind
    package let recordedAt: Instant
    package let recordedBy: StaffID

    /// An entry decided at an instant by a person.
    package init(_ kind: Kind, at recordedAt: Instant, by recordedBy: StaffID) {
        self.kind = kind
        self.recordedAt = recordedAt
        self.recordedBy = recordedBy
    }

    /// The first month the entry speaks about; nil for an account, which holds at once.
    package var firstMonth: CalendarMonth? {
        switch kind {
        case .started(let terms): terms.firstMonth
        case .amountChanged(_, _, let from), .suspended(_, let from), .resumed(let from), .stopped(_, let from),
            .classChanged(_, let from):
            from
        case .accountChanged: nil
        }
    }
}
