package import Primitives

/// A benefit granted to a family over time: a list of changes that is only ever appended to.
///
/// What is due in a month is read off the list. For each month the later entry outranks the earlier one, so a
/// correction for past months is one more entry, and the next roster pays or nets the difference.
package struct Award: Hashable, Sendable, Identifiable {
    package let id: AwardID
    /// The terms the award started with.
    package let terms: AwardTerms
    /// The whole history, oldest first; the first entry is the start.
    package private(set) var changes: [AwardChange]

    /// Starts an award.
    package init(id: AwardID, start terms: AwardTerms, at instant: Instant, by staff: StaffID) throws(AwardError) {
        try self.init(id: id, replaying: [AwardChange(.started(terms), at: instant, by: staff)])
    }

    /// Rebuilds an award from its stored history, with the same checks as when it was written.
    package init(id: AwardID, replaying history: [AwardChange]) throws(AwardError) {
        guard let first = history.first, case .started(let terms) = first.kind else { throw .historyWithoutStart }
        guard !terms.members.isEmpty else { throw .noMembers }
        guard terms.monthlyAmount > .zero else { throw .amountNotPositive(terms.monthlyAmount) }
        if let last = terms.lastMonth, last < terms.firstMonth { throw .endsBeforeStart(last) }
        self.id = id
        self.terms = terms
        changes = [first]
        for change in history.dropFirst() { try append(change) }
    }

    /// Adds one entry, or says why it may not stand.
    package mutating func append(_ change: AwardChange) throws(AwardError) {
        if let month = change.firstMonth, month < terms.firstMonth { throw .beforeStart(month) }
        switch change.kind {
        case .started:
            throw .alreadyStarted
        case .amountChanged(let amount, let members, let from):
            guard amount > .zero else { throw .amountNotPositive(amount) }
            guard !members.isEmpty else { throw .noMembers }
            try requireRunning(in: from)
        case .suspended(_, let from), .resumed(let from), .classChanged(_, let from):
            try requireRunning(in: from)
        case .stopped:
            break  // an earlier death may become known later: a second stop moves the end forward
        case .accountChanged(_, let checker):
            guard checker != change.recordedBy else { throw .sameSecondPerson(checker) }
        }
        changes.append(change)
    }

    private func requireRunning(in month: CalendarMonth) throws(AwardError) {
        if case .stopped(let reason) = standing(in: month) { throw .alreadyStopped(reason, month) }
    }

    /// The account that holds now; nil while the family has named none.
    package var payee: PayeeAccount? {
        for change in changes.reversed() {
            if case .accountChanged(let account, _) = change.kind { return account }
        }
        return terms.payee
    }

    /// The sum of a month after all entries known now, whether or not the award is being paid.
    package var monthlyAmount: Money { lastAmount?.amount ?? terms.monthlyAmount }

    /// The members the sum is for after all entries known now, ascending.
    package var members: [PersonID] { lastAmount?.members ?? terms.members }

    /// The class after all entries known now; empty where the award was started without one.
    package var classCode: String {
        for change in changes.reversed() {
            if case .classChanged(let code, _) = change.kind { return code }
        }
        return terms.classCode
    }

    private var lastAmount: (amount: Money, members: [PersonID])? {
        for change in changes.reversed() {
            if case .amountChanged(let amount, let members, _) = change.kind { return (amount, Set(members).sorted()) }
        }
        return nil
    }

    /// The money due for a month: zero before the start, while suspended and after the end.
    package func amountDue(in month: CalendarMonth) -> Money {
        guard case .running(let amount, _) = standing(in: month) else { return .zero }
        return amount
    }

    /// How the award stands in a month, after all entries known now.
    package func standing(in month: CalendarMonth) -> AwardStanding {
        guard month >= terms.firstMonth else { return .notStarted }
        var amount = terms.monthlyAmount
        var members = terms.members
        var suspension: String?
        var stop: StopReason?
        for change in changes {
            guard let from = change.firstMonth, from <= month else { continue }
            switch change.kind {
            case .started, .accountChanged, .classChanged: break
            case .amountChanged(let changed, let persons, _):
                amount = changed
                members = Set(persons).sorted()
            case .suspended(let reason, _): suspension = reason
            case .resumed: suspension = nil
            case .stopped(let reason, _): stop = reason
            }
        }
        if let stop { return .stopped(stop) }
        if let last = terms.lastMonth, month > last { return .ended }
        if let suspension { return .suspended(reason: suspension) }
        return .running(amount, members: members)
    }
}

/// How an award stands in one month.
package enum AwardStanding: Hashable, Sendable {
    case notStarted
    case running(Money, members: [PersonID])
    case suspended(reason: String)
    case stopped(StopReason)
    /// Past the last month of a limited award.
    case ended
}

/// Why an award, or an entry in its history, may not stand.
package enum AwardError: Error, Hashable, Sendable, CustomStringConvertible {
    case historyWithoutStart
    case alreadyStarted
    case noMembers
    case amountNotPositive(Money)
    case endsBeforeStart(CalendarMonth)
    case beforeStart(CalendarMonth)
    case alreadyStopped(StopReason, CalendarMonth)
    case sameSecondPerson(StaffID)

    package var description: String {
        switch self {
        case .historyWithoutStart: "待遇记录缺少开始的一条，不能据此发放，请联系系统管理员核对数据"
        case .alreadyStarted: "待遇已经开始，不能再次开始；需要调整时请登记金额变更"
        case .noMembers: "没有填写保障成员，请至少选择一人"
        case .amountNotPositive(let amount): "月保障金额应大于零，现为\(amount.text)元；不再发放时请登记停发"
        case .endsBeforeStart(let month): "截止月份\(month.chineseText)早于起始月份，请更正"
        case .beforeStart(let month): "\(month.chineseText)早于待遇开始的月份，请更正变更的起始月份"
        case .alreadyStopped(let reason, let month):
            "待遇在\(month.chineseText)已因“\(reason.chinese)”停发，不能再变更；恢复保障需重新确认"
        case .sameSecondPerson: "变更账户须由另一名工作人员复核，登记人不能复核自己的变更"
        }
    }
}
