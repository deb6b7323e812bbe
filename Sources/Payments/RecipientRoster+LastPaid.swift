package import Primitives

/// One row of the last paid roster: who was paid how much in which month.
package struct LastPaidRow: Hashable, Sendable {
    package let id: CitizenID
    package let month: CalendarMonth
    package let amount: Money

    /// A payment made to a person.
    package init(id: CitizenID, month: CalendarMonth, amount: Money) {
        self.id = id
        self.month = month
        self.amount = amount
    }
}

/// A recipient list compared with the last paid roster.
package struct RecipientComparison: Hashable, Sendable {
    package let month: CalendarMonth
    package let listTotal: Money
    package let paidTotal: Money
    package let familyCount: Int
    package let personCount: Int
    /// Every difference, by row; differences of persons who are on no row come last, with line 0.
    package let problems: [BankFileProblem]

    /// Whether the list may be taken in: it equals the roster to the fen, family by family.
    package var isEqual: Bool { problems.isEmpty && listTotal == paidTotal }
}

extension RecipientRoster {
    /// Compares the list with what was paid in a month (domain reference §9 note 13).
    ///
    /// A family's figure is the sum paid to all its members, since some rosters pay the household through one
    /// person and others each person. Rows of other months are left out.
    package func compared(with rows: [LastPaidRow], in month: CalendarMonth) -> RecipientComparison {
        var unclaimed: [CitizenID: Money] = [:]
        for row in rows where row.month == month { unclaimed[row.id, default: .zero] += row.amount }
        let paidTotal = unclaimed.values.reduce(Money.zero, +)
        var problems: [BankFileProblem] = []
        let column = Column.monthlyAmount.rawValue
        for entry in entries {
            if entry.fromMonth > month {
                let message = "起始月份\(entry.fromMonth.text)晚于末次发放的\(month.text)，尚不属于在保名单"
                problems.append(BankFileProblem(line: entry.row, column: Column.fromMonth.rawValue, message))
            }
            let found = entry.memberIDs.compactMap { unclaimed.removeValue(forKey: $0) }
            let paid = found.reduce(Money.zero, +)
            if found.isEmpty {
                let message = "名单\(entry.monthlyAmount.text)元，\(month.text)名册没有发放记录（0.00元）"
                problems.append(BankFileProblem(line: entry.row, column: column, message))
            } else if paid != entry.monthlyAmount {
                let message = "名单\(entry.monthlyAmount.text)元，\(month.text)名册\(paid.text)元，应当一致"
                problems.append(BankFileProblem(line: entry.row, column: column, message))
            }
        }
        for (id, amount) in unclaimed.sorted(by: { $0.key < $1.key }) {
            let message = "\(id.masked)在\(month.text)名册发放\(amount.text)元，名单没有此人（0.00元）"
            problems.append(BankFileProblem(line: 0, column: column, message))
        }
        return RecipientComparison(
            month: month, listTotal: monthlyTotal, paidTotal: paidTotal, familyCount: familyCount,
            personCount: personCount, problems: problems)
    }
}
