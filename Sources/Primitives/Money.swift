/// An amount of renminbi in whole fen; there is no floating point anywhere.
package struct Money: Hashable, Sendable {
    /// The amount in fen, a hundredth of a yuan; may be negative.
    package let fen: Int64

    /// An amount of so many fen.
    package init(fen: Int64) { self.fen = fen }

    /// An amount of whole yuan.
    package init(yuan: Int64) {
        let (fen, overflow) = yuan.multipliedReportingOverflow(by: 100)
        precondition(!overflow, "An amount of \(yuan) yuan is beyond what 64 bits of fen can hold.")
        self.fen = fen
    }

    /// No money.
    package static let zero = Money(fen: 0)

    /// Divides once by a count above zero and rounds once, to whole fen.
    package func share(of count: Int64, rounding: Rounding) -> Money {
        precondition(count > 0, "A share needs at least one sharer.")
        return Money(fen: Int64(rounding.divide(Int128(fen), by: Int128(count))))
    }

    /// Multiplies by a ratio without rounding; fails when even the exact value is out of range.
    package func multiplied(by ratio: Ratio) throws(MoneyError) -> ExactMoney {
        let exact = ExactMoney(Int128(fen) * Int128(ratio.numerator), Int128(ratio.denominator))
        guard exact.magnitudeFits else { throw .outOfRange }
        return exact
    }

    /// Rounds to a multiple of so many fen, for example 100 for whole yuan.
    package func rounded(to unitFen: Int64, rounding: Rounding) throws(MoneyError) -> Money {
        try ExactMoney(Int128(fen), 1).rounded(to: unitFen, rounding: rounding)
    }
}

extension Money: Comparable, AdditiveArithmetic {
    /// Orders amounts by value.
    package static func < (left: Money, right: Money) -> Bool { left.fen < right.fen }

    /// The sum; traps when it is beyond 64 bits of fen.
    package static func + (left: Money, right: Money) -> Money {
        let (fen, overflow) = left.fen.addingReportingOverflow(right.fen)
        precondition(!overflow, "A sum of money is beyond what 64 bits of fen can hold.")
        return Money(fen: fen)
    }

    /// The difference; traps when it is beyond 64 bits of fen.
    package static func - (left: Money, right: Money) -> Money {
        let (fen, overflow) = left.fen.subtractingReportingOverflow(right.fen)
        precondition(!overflow, "A difference of money is beyond what 64 bits of fen can hold.")
        return Money(fen: fen)
    }

    /// The same amount with the other sign.
    package static prefix func - (money: Money) -> Money { .zero - money }

    /// So many times the amount; traps when it is beyond 64 bits of fen.
    package static func * (money: Money, count: Int64) -> Money {
        let (fen, overflow) = money.fen.multipliedReportingOverflow(by: count)
        precondition(!overflow, "A product of money is beyond what 64 bits of fen can hold.")
        return Money(fen: fen)
    }

    /// Adds in place.
    package static func += (left: inout Money, right: Money) { left = left + right }

    /// Subtracts in place.
    package static func -= (left: inout Money, right: Money) { left = left - right }
}

extension Sequence where Element == Money {
    /// The sum of the amounts; zero when there are none.
    package func total() -> Money { reduce(.zero, +) }
}

extension Money: Codable {
    /// Reads a single integer of fen.
    package init(from decoder: any Decoder) throws {
        fen = try decoder.singleValueContainer().decode(Int64.self)
    }

    /// Writes a single integer of fen.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(fen)
    }
}
