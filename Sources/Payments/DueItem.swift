package import Primitives

/// What names one payment for good: an award is paid at most once for each key.
package struct DueKey: Hashable, Sendable, Codable, Comparable {
    /// Whether the payment carries the month's own money or only differences of other months.
    package enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        case regular
        case arrears
    }

    package let award: AwardID
    /// The month of the roster, which for arrears is not the month the money is for.
    package let rosterMonth: CalendarMonth
    package let kind: Kind

    /// The key of an award's payment on a roster.
    package init(award: AwardID, rosterMonth: CalendarMonth, kind: Kind) {
        self.award = award
        self.rosterMonth = rosterMonth
        self.kind = kind
    }

    package static func < (left: DueKey, right: DueKey) -> Bool {
        if left.rosterMonth != right.rosterMonth { return left.rosterMonth < right.rosterMonth }
        if left.award != right.award { return left.award < right.award }
        return left.kind.rawValue.utf8.lexicographicallyPrecedes(right.kind.rawValue.utf8)
    }
}

/// The share of a payment that belongs to one month; negative when it takes back what was overpaid for it.
package struct DuePart: Hashable, Sendable, Codable {
    package let month: CalendarMonth
    package let amount: Money

    /// So much for a month.
    package init(month: CalendarMonth, amount: Money) {
        self.month = month
        self.amount = amount
    }
}

/// One payment of a roster: the net sum one family gets into one account.
package struct DueItem: Hashable, Sendable, Codable {
    package let key: DueKey
    package let program: String
    package let family: FamilyID
    package let caseID: CaseID?
    /// The persons the roster's own month is for; for arrears after the end, those of the last month with money.
    package let members: [PersonID]
    package let payee: PayeeAccount
    /// What the sum is made of, by month ascending.
    package let parts: [DuePart]

    /// A payment made of parts whose sum is above zero.
    package init(
        key: DueKey, program: String, family: FamilyID, caseID: CaseID?, members: [PersonID], payee: PayeeAccount,
        parts: [DuePart]
    ) {
        self.key = key
        self.program = program
        self.family = family
        self.caseID = caseID
        self.members = members
        self.payee = payee
        self.parts = parts
    }

    /// The net sum to pay.
    package var amount: Money { parts.reduce(.zero) { $0 + $1.amount } }
}

/// A payment that counts as made when a roster is computed.
///
/// Rows of every batch from draft on count, unless the batch was given up or the bank refused the row: what is
/// under way must not be paid again, and what came back becomes due once more.
package struct PaidRow: Hashable, Sendable {
    package let key: DueKey
    package let parts: [DuePart]

    /// A payment under its key, with the months it was for.
    package init(key: DueKey, parts: [DuePart]) {
        self.key = key
        self.parts = parts
    }

    /// The payment that a roster's item becomes.
    package init(_ item: DueItem) {
        self.init(key: item.key, parts: item.parts)
    }
}

/// Something outside the award that forbids paying it.
package enum PayBlocker: Hashable, Sendable {
    /// A person died on a day. Months after that of the death are not paid until the award is amended.
    case dead(PersonID, on: CivilDate)
    /// A person ordered the award to wait, and why.
    case held(AwardID, reason: String)
}

/// Why an award is left out of a roster.
package enum ExclusionReason: Hashable, Sendable {
    case dead(PersonID, on: CivilDate)
    case held(reason: String)
    case suspended(reason: String)
    case stopped(StopReason)
    case missingAccount
    /// The whole sum was taken to net an overpayment.
    case nettedToZero
    /// Differences of this award were already paid on this month's roster; the rest waits for the next.
    case waitsForNextRoster

    /// The reason in words for the clerk.
    package var chinese: String {
        switch self {
        case .dead(_, let day): "成员或收款人已于\(day.chineseText)死亡，请先办理待遇变更"
        case .held(let reason): "人工暂缓：\(reason)"
        case .suspended(let reason): "待遇暂停：\(reason)"
        case .stopped(let reason): "待遇已停发：\(reason.chinese)"
        case .missingAccount: "缺少收款账户，请登记并复核账户后补发"
        case .nettedToZero: "本月金额全部用于抵扣多发款项"
        case .waitsForNextRoster: "本月已补发过差额，其余差额列入下月名册"
        }
    }
}

/// An award left out of a roster, and what it would have had.
package struct RosterExclusion: Hashable, Sendable {
    package let award: AwardID
    package let family: FamilyID
    package let reason: ExclusionReason
    /// The sum that is not paid now; zero when nothing is due at all.
    package let withheld: Money
}

/// Money paid beyond what was due, as far as it is not netted on this roster.
package struct Overpayment: Hashable, Sendable {
    package let award: AwardID
    package let family: FamilyID
    /// What was paid too much, by month ascending, as positive amounts.
    package let parts: [DuePart]

    /// The sum still to recover.
    package var amount: Money { parts.reduce(.zero) { $0 + $1.amount } }
}
