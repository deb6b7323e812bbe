private import Primitives

/// The whole numbers between two numbers, and whether some operands had no result at all.
///
/// Each function returns the hull of the results for operands taken independently from two intervals, exactly unless
/// its comment says otherwise; `nil` when no operands have a result.
struct Interval {
    var low: Int64
    var high: Int64
    var risky = false

    init(_ low: Int64, _ high: Int64, risky: Bool = false) {
        (self.low, self.high, self.risky) = (low, high, risky)
    }

    init(_ cell: Cell) { self.init(cell.low, cell.high, risky: cell.isRisky) }

    /// The same interval, where operands may fail.
    func with(risk: Bool) -> Interval { Interval(low, high, risky: risky || risk) }

    /// The part of an interval of wider numbers that fits 64 bits.
    static func fitting(_ low: Int128, _ high: Int128) -> Interval? {
        let (least, greatest) = (Int128(Int64.min), Int128(Int64.max))
        if low > greatest || high < least { return nil }
        return Interval(
            Int64(max(low, least)), Int64(min(high, greatest)), risky: low < least || high > greatest)
    }

    static func add(_ a: Interval, _ b: Interval) -> Interval? {
        fitting(Int128(a.low) + Int128(b.low), Int128(a.high) + Int128(b.high))
    }

    static func subtract(_ a: Interval, _ b: Interval) -> Interval? {
        fitting(Int128(a.low) - Int128(b.high), Int128(a.high) - Int128(b.low))
    }

    static func multiply(_ a: Interval, _ b: Interval) -> Interval? {
        let (aLow, aHigh, bLow, bHigh) = (Int128(a.low), Int128(a.high), Int128(b.low), Int128(b.high))
        let corners = (aLow * bLow, aLow * bHigh, aHigh * bLow, aHigh * bHigh)
        return fitting(
            min(corners.0, corners.1, corners.2, corners.3), max(corners.0, corners.1, corners.2, corners.3))
    }

    /// Rounding never turns an order around, so the extremes are at the corners of the divisors above zero.
    static func divide(_ a: Interval, _ b: Interval, _ rounding: QuotientRounding) -> Interval? {
        guard b.high > 0 else { return nil }
        let least = max(b.low, 1)
        let low = min(quotient(a.low, least, rounding), quotient(a.low, b.high, rounding))
        let high = max(quotient(a.high, least, rounding), quotient(a.high, b.high, rounding))
        return Interval(low, high, risky: b.low <= 0)
    }

    /// Exact for one divisor; for several it may be wider than the hull.
    static func remainder(_ a: Interval, _ b: Interval) -> Interval? {
        guard b.high > 0 else { return nil }
        let least = max(b.low, 1)
        let risky = b.low <= 0
        if least == b.high, Int128(a.high) - Int128(a.low) < Int128(least) {
            let (low, high) = (modulus(a.low, least), modulus(a.high, least))
            return low <= high ? Interval(low, high, risky: risky) : Interval(0, least - 1, risky: risky)
        }
        if a.low >= 0 {
            if a.high < least { return Interval(a.low, a.high, risky: risky) }
            return Interval(0, min(a.high, b.high - 1), risky: risky)
        }
        return Interval(0, b.high - 1, risky: risky)
    }

    static func minimum(_ a: Interval, _ b: Interval) -> Interval { Interval(min(a.low, b.low), min(a.high, b.high)) }

    static func maximum(_ a: Interval, _ b: Interval) -> Interval { Interval(max(a.low, b.low), max(a.high, b.high)) }

    static func less(_ a: Interval, _ b: Interval) -> Interval {
        Interval(a.high < b.low ? 1 : 0, a.low < b.high ? 1 : 0)
    }

    static func lessOrEqual(_ a: Interval, _ b: Interval) -> Interval {
        Interval(a.high <= b.low ? 1 : 0, a.low <= b.high ? 1 : 0)
    }

    static func equal(_ a: Interval, _ b: Interval) -> Interval {
        let certain = a.low == a.high && b.low == b.high && a.low == b.low
        return Interval(certain ? 1 : 0, a.low <= b.high && b.low <= a.high ? 1 : 0)
    }

    /// Every function of the calendar rises or falls with each operand.
    static func calendar(_ function: CalendarFunction, _ a: Interval, _ b: Interval) -> Interval? {
        let months = function == .yearOfMonth || function == .firstDay || function == .lastDay
        guard let a = a.clipped(to: months ? supportedMonths : supportedDays) else { return nil }
        guard function == .fullYears else {
            return Interval(
                calendarValue(function, a.low, 0), calendarValue(function, a.high, 0), risky: a.risky)
        }
        guard let b = b.clipped(to: supportedDays) else { return nil }
        return Interval(
            calendarValue(function, a.high, b.low), calendarValue(function, a.low, b.high),
            risky: a.risky || b.risky)
    }

    private func clipped(to range: ClosedRange<Int64>) -> Interval? {
        guard high >= range.lowerBound, low <= range.upperBound else { return nil }
        return Interval(
            max(low, range.lowerBound), min(high, range.upperBound),
            risky: low < range.lowerBound || high > range.upperBound)
    }

    static let supportedDays = Int64(CivilDate.first.dayNumber)...Int64(CivilDate.last.dayNumber)
    static let supportedMonths =
        Int64(CivilDate.first.calendarMonth.index)...Int64(CivilDate.last.calendarMonth.index)

    /// A whole quotient; the divisor is above zero.
    @inline(__always)
    static func quotient(_ a: Int64, _ divisor: Int64, _ rounding: QuotientRounding) -> Int64 {
        let (quotient, rest) = a.quotientAndRemainder(dividingBy: divisor)
        if rest == 0 { return quotient }
        switch rounding {
        case .down: return rest < 0 ? quotient - 1 : quotient
        case .up: return rest > 0 ? quotient + 1 : quotient
        case .halfUp:
            let reaches = rest.magnitude >= divisor.magnitude - rest.magnitude
            return reaches ? quotient + a.signum() : quotient
        }
    }

    /// What floor division by a divisor above zero leaves.
    @inline(__always)
    static func modulus(_ a: Int64, _ divisor: Int64) -> Int64 {
        let rest = a % divisor
        return rest < 0 ? rest + divisor : rest
    }

    /// A function of the calendar of days or months that it supports.
    static func calendarValue(_ function: CalendarFunction, _ a: Int64, _ b: Int64) -> Int64 {
        switch function {
        case .fullYears:
            Int64(CivilDate(dayNumber: Int32(a)).fullYears(until: CivilDate(dayNumber: Int32(b))))
        case .monthOfDate: Int64(CivilDate(dayNumber: Int32(a)).calendarMonth.index)
        case .yearOfMonth: a / 12
        case .firstDay: Int64(CalendarMonth(index: Int32(a)).firstDay.dayNumber)
        case .lastDay: Int64(CalendarMonth(index: Int32(a)).lastDay.dayNumber)
        }
    }
}
