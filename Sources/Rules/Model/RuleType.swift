/// How often an amount comes; amounts of different periods never mix without a conversion that is written.
package enum MoneyPeriod: String, Hashable, Sendable, CaseIterable {
    case once, month, year
}

/// What a value of the strict language is; while rules run, each is held in 64-bit integers.
package indirect enum RuleType: Hashable, Sendable {
    /// True or false, as 1 or 0.
    case flag
    /// A whole number: a count, years of age, square metres.
    case integer
    /// A word; only equality, membership and use as a key of a table are defined.
    case text
    /// Days since 1970-01-01.
    case date
    /// Twelve times the year plus the month counted from zero.
    case month
    /// Whole fen in a period.
    case money(MoneyPeriod)
    /// An exact quotient of two integers.
    case ratio
    /// Fen before rounding, as an exact quotient of two integers.
    case exactMoney(MoneyPeriod)
    /// Several values of one type; only parameters are lists.
    case list(RuleType)
    /// Values of one type by word; only parameters are tables, and a table may hold tables.
    case table(RuleType)
    /// One row of an entity, as a comprehension names it.
    case row(EntityID)
    /// The rows of an entity below the present row.
    case rows(EntityID)

    /// Whether values are a quotient of two numbers rather than one number.
    package var isQuotient: Bool {
        switch self {
        case .ratio, .exactMoney: true
        default: false
        }
    }
}
