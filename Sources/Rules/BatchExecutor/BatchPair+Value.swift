import Primitives

extension BatchPair {
    /// The value for two numbers: what the kernels do for each lane, here for what is certain beforehand.
    func value(_ a: Int64, _ b: Int64, list: [Int64]) -> Int64 {
        switch self {
        case .add: a &+ b
        case .subtract: a &- b
        case .multiply: a &* b
        case .minimum: min(a, b)
        case .maximum: max(a, b)
        case .equal: a == b ? 1 : 0
        case .notEqual: a != b ? 1 : 0
        case .less: a < b ? 1 : 0
        case .lessOrEqual: a <= b ? 1 : 0
        case .and: a & b
        case .andNot: a & ~b
        case .or: a | b
        case .exclusiveOr: a ^ b
        case .quotientDown: Interval.quotient(a, max(b, 1), .down)
        case .quotientUp: Interval.quotient(a, max(b, 1), .up)
        case .quotientHalfUp: Interval.quotient(a, max(b, 1), .halfUp)
        case .remainder: Interval.modulus(a, max(b, 1))
        case .addOverflows: a.addingReportingOverflow(b).overflow ? 1 : 0
        case .subtractOverflows: a.subtractingReportingOverflow(b).overflow ? 1 : 0
        case .multiplyOverflows: a.multipliedReportingOverflow(by: b).overflow ? 1 : 0
        case .among: Self.isAmong(a, list) ? 1 : 0
        case .calendar(let function): Self.isKnown(function, a, b) ? Interval.calendarValue(function, a, b) : 0
        case .calendarFails(let function): Self.isKnown(function, a, b) ? 0 : 1
        }
    }

    /// Whether sorted values hold a number.
    static func isAmong(_ number: Int64, _ sorted: [Int64]) -> Bool {
        var (low, high) = (0, sorted.count)
        while low < high {
            let middle = (low + high) / 2
            if sorted[middle] < number { low = middle + 1 } else { high = middle }
        }
        return low < sorted.count && sorted[low] == number
    }

    /// Whether the calendar knows the days or months asked about.
    private static func isKnown(_ function: CalendarFunction, _ a: Int64, _ b: Int64) -> Bool {
        switch function {
        case .fullYears: Interval.supportedDays.contains(a) && Interval.supportedDays.contains(b)
        case .monthOfDate: Interval.supportedDays.contains(a)
        case .yearOfMonth, .firstDay, .lastDay: Interval.supportedMonths.contains(a)
        }
    }
}

/// Division by one positive constant as a multiplication: what compilers do for a divisor they know.
///
/// For n below 2⁶³ and s the least with 2ˢ ≥ d, ⌊n / d⌋ = ⌊n · m / 2^(63+s)⌋ where m = ⌊2^(63+s) / d⌋ + 1: m · d
/// exceeds 2^(63+s) by at most d ≤ 2ˢ, so the product is too great by less than 1 / d.
struct ConstantDivisor {
    let divisor: Int64
    private let multiplier: UInt64
    private let shift: UInt64

    /// A divisor above one.
    init(_ divisor: Int64) {
        precondition(divisor > 1, "Division by one is no step.")
        self.divisor = divisor
        let bits = 64 - (divisor - 1).leadingZeroBitCount
        shift = UInt64(bits - 1)
        let whole = UInt64(divisor).dividingFullWidth((high: 1 << shift, low: 0))
        multiplier = whole.quotient &+ 1
    }

    /// The quotient of a magnitude.
    @inline(__always)
    func magnitude(_ number: UInt64) -> UInt64 { number.multipliedFullWidth(by: multiplier).high &>> shift }

    @inline(__always)
    func down(_ number: Int64) -> Int64 {
        // For negative numbers ⌊n / d⌋ = ~⌊~n / d⌋, and ~ is an exclusive or with the sign.
        let sign = number &>> 63
        return Int64(bitPattern: magnitude(UInt64(bitPattern: number ^ sign))) ^ sign
    }

    @inline(__always)
    func up(_ number: Int64) -> Int64 { 0 &- down(0 &- number) }

    @inline(__always)
    func halfUp(_ number: Int64) -> Int64 {
        let sign = number &>> 63
        let size = UInt64(bitPattern: (number ^ sign) &- sign)
        let quotient = magnitude(size)
        let rest = Int64(bitPattern: size &- quotient &* UInt64(bitPattern: divisor))
        let rounded = Int64(bitPattern: quotient) &+ (rest >= divisor &- rest ? 1 : 0)
        return (rounded ^ sign) &- sign
    }

    @inline(__always)
    func remainder(_ number: Int64) -> Int64 { number &- down(number) &* divisor }
}
