/// An amount before rounding: a reduced fraction of fen, so that rounding happens once and last.
package struct ExactMoney: Hashable, Comparable, Sendable {
    private let numerator: Int128
    private let denominator: Int128

    init(_ numerator: Int128, _ denominator: Int128) {
        let divisor = Int128(greatestCommonDivisor(numerator.magnitude, denominator.magnitude))
        self.numerator = numerator / divisor
        self.denominator = denominator / divisor
    }

    /// Whether rounding to fen could still be written in 64 bits.
    var magnitudeFits: Bool { (numerator / denominator).magnitude <= UInt128(Int64.max) }

    /// Rounds to a multiple of so many fen, 1 unless said otherwise.
    package func rounded(to unitFen: Int64 = 1, rounding: Rounding) throws(MoneyError) -> Money {
        precondition(unitFen > 0, "Money is rounded to a unit of at least one fen.")
        let units = rounding.divide(numerator, by: denominator * Int128(unitFen))
        guard let fen = Int64(exactly: units * Int128(unitFen)) else { throw .outOfRange }
        return Money(fen: fen)
    }

    /// Orders exact amounts by value; whole parts first, so that no product can overflow.
    package static func < (left: ExactMoney, right: ExactMoney) -> Bool {
        let (leftWhole, rightWhole) = (left.floor, right.floor)
        guard leftWhole == rightWhole else { return leftWhole < rightWhole }
        let leftPart = left.numerator - leftWhole * left.denominator
        let rightPart = right.numerator - rightWhole * right.denominator
        return leftPart * right.denominator < rightPart * left.denominator
    }

    private var floor: Int128 {
        let (quotient, remainder) = numerator.quotientAndRemainder(dividingBy: denominator)
        return remainder < 0 ? quotient - 1 : quotient
    }
}

/// Euclid's algorithm; at least one of the two must not be zero.
func greatestCommonDivisor<Value: UnsignedInteger>(_ first: Value, _ second: Value) -> Value {
    var (larger, smaller) = (first, second)
    while smaller != 0 { (larger, smaller) = (smaller, larger % smaller) }
    return larger
}
