import Casework
package import Primitives

extension ApplicationForm {
    /// Declared income a person and month, halves up; nil while any income is not known or nobody is entered.
    package var declaredPerCapita: Money? {
        guard !members.isEmpty else { return nil }
        var year = Money.zero
        for income in incomes {
            guard let sum = income.amount.perYear else { return nil }
            year += sum
        }
        return year.share(of: Int64(members.count) * 12, rounding: .halfUp)
    }
}

extension CaseRow {
    /// Whether the family or an objection is waited for, so that no day counts.
    var isClockStopped: Bool { state == .supplement || clock?.openStop != nil }
}
