/// A moment, in nanoseconds since 1970-01-01T00:00:00Z; the years 1 to 9999.
package struct DynamicTimestamp: Hashable, Sendable {
    /// Nanoseconds since the start of 1970, UTC.
    package let nanoseconds: Int128

    /// The first and the last second of the range.
    static let seconds: ClosedRange<Int128> = -62_135_596_800...253_402_300_799

    /// Throws outside the years 1 to 9999.
    package init(nanoseconds: Int128) throws(DynamicError) {
        guard Self.seconds.contains(nanoseconds.floored(by: 1_000_000_000)) else {
            throw DynamicError("the timestamp is outside the years 1 to 9999")
        }
        self.nanoseconds = nanoseconds
    }

    /// Whole seconds since the start of 1970, rounded down.
    var seconds: Int64 { Int64(nanoseconds.floored(by: 1_000_000_000)) }

    /// Nanoseconds within the second.
    var fraction: Int64 { Int64(nanoseconds - Int128(seconds) * 1_000_000_000) }
}

/// A length of time in nanoseconds; about 292 years at most.
package struct DynamicDuration: Hashable, Sendable {
    /// Nanoseconds, negative for the past.
    package let nanoseconds: Int128

    /// Throws when 64 bits do not hold the nanoseconds.
    package init(nanoseconds: Int128) throws(DynamicError) {
        guard Int64(exactly: nanoseconds) != nil else {
            throw DynamicError("the duration is longer than 292 years")
        }
        self.nanoseconds = nanoseconds
    }
}

extension FixedWidthInteger {
    /// The quotient rounded towards negative infinity.
    func floored(by divisor: Self) -> Self {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}

/// A moment as a clock on a wall shows it.
struct WallClock: Hashable, Sendable {
    var year: Int
    var month: Int
    var day: Int
    /// Seconds since midnight.
    var secondOfDay: Int
    /// Days since 1970-01-01.
    var dayNumber: Int

    /// What a clock some seconds ahead of UTC shows.
    init(seconds: Int64, offset: Int) {
        let local = Int(seconds) + offset
        dayNumber = local.floored(by: 86_400)
        secondOfDay = local - dayNumber * 86_400
        (year, month, day) = Self.civil(dayNumber)
    }

    /// Nil when there is no such day.
    init?(year: Int, month: Int, day: Int) {
        guard (1...12).contains(month), day >= 1, day <= Self.dayCount(year, month) else { return nil }
        self.year = year
        self.month = month
        self.day = day
        secondOfDay = 0
        dayNumber = Self.number(year, month, day)
    }

    /// Days since the first of January of the year.
    var dayOfYear: Int { dayNumber - Self.number(year, 1, 1) }

    /// 0 for Sunday.
    var weekday: Int { (dayNumber % 7 + 11) % 7 }

    private static func dayCount(_ year: Int, _ month: Int) -> Int {
        switch month {
        case 4, 6, 9, 11: 30
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        default: 31
        }
    }

    /// Counts in years that begin in March, so that the leap day is the last of its year.
    private static func number(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let shifted = month > 2 ? year : year - 1
        let era = shifted.floored(by: 400)
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    private static func civil(_ dayNumber: Int) -> (Int, Int, Int) {
        let shifted = dayNumber + 719_468
        let era = shifted.floored(by: 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let march = (5 * dayOfYear + 2) / 153
        let month = march < 10 ? march + 3 : march - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * march + 2) / 5 + 1)
    }
}
