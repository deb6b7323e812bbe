/// An exact quotient in 128 bits, for the oracle alone; fails loudly instead of losing digits.
struct Rational: Hashable, Sendable {
    struct TooLarge: Error {}

    let numerator: Int128
    let denominator: Int128

    init(_ whole: Int64) { (numerator, denominator) = (Int128(whole), 1) }

    init(_ above: Int128, over below: Int128) throws {
        precondition(below != 0, "The oracle asks before it divides.")
        guard above != .min, below != .min else { throw TooLarge() }
        var (left, right) = (above.magnitude, below.magnitude)
        while right != 0 { (left, right) = (right, left % right) }
        let common = Int128(max(left, 1)) * (below < 0 ? -1 : 1)
        (numerator, denominator) = (above / common, below / common)
    }

    private static func product(_ left: Int128, _ right: Int128) throws -> Int128 {
        let (product, overflow) = left.multipliedReportingOverflow(by: right)
        guard !overflow else { throw TooLarge() }
        return product
    }

    func adding(_ other: Rational) throws -> Rational {
        let (sum, overflow) = try Self.product(numerator, other.denominator)
            .addingReportingOverflow(Self.product(other.numerator, denominator))
        guard !overflow else { throw TooLarge() }
        return try Rational(sum, over: Self.product(denominator, other.denominator))
    }

    func multiplied(_ other: Rational) throws -> Rational {
        try Rational(
            Self.product(numerator, other.numerator), over: Self.product(denominator, other.denominator))
    }

    var negated: Rational { get throws { try multiplied(Rational(-1)) } }

    var isZero: Bool { numerator == 0 }

    func divided(_ other: Rational) throws -> Rational {
        try multiplied(Rational(other.denominator, over: other.numerator))
    }

    /// The greatest whole number not above.
    var floor: Rational {
        get throws {
            let cut = numerator / denominator
            return try Rational(numerator < 0 && cut * denominator != numerator ? cut - 1 : cut, over: 1)
        }
    }

    var ceiling: Rational { get throws { try negated.floor.negated } }

    /// The nearest whole number; halves away from zero.
    var rounded: Rational {
        get throws {
            let half = try Rational(1, over: 2)
            return numerator < 0 ? try negated.adding(half).floor.negated : try adding(half).floor
        }
    }

    /// Whether this lies before another; compares whole parts first, so that products stay small.
    func precedes(_ other: Rational) throws -> Bool {
        let (first, second) = (wholeAndRest, other.wholeAndRest)
        if first.whole != second.whole { return first.whole < second.whole }
        return try Self.product(first.rest, other.denominator) < Self.product(second.rest, denominator)
    }

    private var wholeAndRest: (whole: Int128, rest: Int128) {
        let cut = numerator / denominator
        let rest = numerator - cut * denominator
        return rest < 0 ? (cut - 1, rest + denominator) : (cut, rest)
    }
}
