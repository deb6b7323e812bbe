extension RuleType {
    /// The type in words a policy author understands.
    func words(in schema: FactSchema) -> String {
        switch self {
        case .flag: "true or false"
        case .integer: "a whole number"
        case .text: "a word"
        case .date: "a date"
        case .month: "a month"
        case .money(let period): period.words
        case .ratio: "a ratio"
        case .exactMoney(let period): "unrounded \(period.words)"
        case .list(let item): "a list, each \(item.words(in: schema))"
        case .table(let item): "a table, each entry \(item.words(in: schema))"
        case .row(let entity): "one \(schema.entities[entity.index].name)"
        case .rows(let entity): "the \(schema.entities[entity.index].rowsName)"
        }
    }

    /// The period of money, whole or exact.
    var period: MoneyPeriod? {
        switch self {
        case .money(let period), .exactMoney(let period): period
        default: nil
        }
    }

    /// Whether values add, subtract and multiply: numbers, ratios and money.
    var isAmount: Bool { self == .integer || self == .ratio || period != nil }

    /// Whether values stand before or behind each other.
    var isOrdered: Bool { isAmount || self == .date || self == .month }

    /// The type that holds values of both exactly; `nil` when they do not go together.
    func joined(_ other: RuleType) -> RuleType? {
        if self == other { return self }
        switch (self, other) {
        case (.integer, .ratio), (.ratio, .integer): return .ratio
        default:
            guard let period, period == other.period else { return nil }
            return .exactMoney(period)
        }
    }
}

extension MoneyPeriod {
    /// Money of the period in words.
    var words: String {
        switch self {
        case .once: "money (once)"
        case .month: "money per month"
        case .year: "money per year"
        }
    }
}

extension Compilation {
    /// What to write when only the periods of two amounts differ.
    func periodAdvice(_ left: RuleType, _ right: RuleType) -> String {
        guard let first = left.period, let second = right.period, first != second else {
            if left == .ratio && right == .integer || left.period != nil && left.period == right.period {
                return "; round it with round(…), floor(…) or ceil(…)"
            }
            return ""
        }
        switch (first, second) {
        case (.month, .year), (.year, .month): return "; convert one with perYear(…) or perMonth(…)"
        case (.once, .month), (.month, .once): return "; forMonths(…, n) makes money (once) of money per month"
        default: return "; periods do not mix"
        }
    }

    /// The same value as a wider type, or `nil`.
    func convert(_ value: Scalar, to type: RuleType) -> Scalar? {
        guard value.type.joined(type) == type else { return nil }
        var converted = value
        converted.type = type
        return converted
    }
}
