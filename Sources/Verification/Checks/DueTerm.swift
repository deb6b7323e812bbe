/// When the value of an expression next changes though no row and no fact does, as its text says.
indirect enum DueTerm: Hashable, Sendable {
    /// Not by the calendar alone.
    case never
    /// On the next day, as far as the text tells.
    case tomorrow
    /// On the first day of the next month.
    case nextMonth
    /// On the next New Year's Day.
    case nextYear
    /// On the next birthday of the day in an output.
    case birthday(Int)
    /// Two outputs, the first less than the second (or equal), draw together or apart by a day each day.
    ///
    /// `rises` says that the second less the first grows.
    case comparison(Int, Int, allowsEqual: Bool, rises: Bool)
    /// The same where one side is the full years since a birth, given as an output, and moves on birthdays only.
    case years(Int, Int, allowsEqual: Bool, rises: Bool, birth: Int)
    /// Outputs that are equal on one day.
    case equality(Int, Int, rises: Bool)
    /// The branch that a flag in an output chooses, and the flag itself.
    case choice(condition: Int, flag: DueTerm, DueTerm, DueTerm)
    /// Whichever comes first.
    case earliest([DueTerm])

    var isNever: Bool { self == .never }

    /// Whether it depends on a row or a subject, not on the month or the year alone.
    var isDaily: Bool {
        switch self {
        case .never, .nextMonth, .nextYear: false
        case .tomorrow, .birthday, .comparison, .years, .equality: true
        case .choice(_, let flag, let first, let second): flag.isDaily || first.isDaily || second.isDaily
        case .earliest(let terms): terms.contains { $0.isDaily }
        }
    }

    /// Whether it may change with the month, and with the year.
    var turns: (month: Bool, year: Bool) {
        switch self {
        case .nextMonth: return (true, false)
        case .nextYear: return (false, true)
        case .choice(_, let flag, let first, let second): return DueTerm.earliest([flag, first, second]).turns
        case .earliest(let terms):
            let all = terms.map(\.turns)
            return (all.contains { $0.month }, all.contains { $0.year })
        case .never, .tomorrow, .birthday, .comparison, .years, .equality: return (false, false)
        }
    }
}
