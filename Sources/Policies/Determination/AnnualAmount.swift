package import Primitives

/// An exact amount of a year, in millionths of a fen: fine enough for two shares in permille, so nothing rounds early.
package struct AnnualAmount: Hashable, Comparable, Sendable {
    let microfen: Int128

    static let zero = AnnualAmount(microfen: 0)
    private static let scale: Int128 = 1_000_000

    init(microfen: Int128) { self.microfen = microfen }

    /// An amount that comes so many times a year.
    package init(_ money: Money, times: Int64 = 1) {
        microfen = Int128(money.fen) * Int128(times) * Self.scale
    }

    /// A share in permille; exact for the first two shares taken of an amount.
    func share(permille: Int64) -> AnnualAmount {
        let (quotient, remainder) = (microfen * Int128(permille)).quotientAndRemainder(dividingBy: 1000)
        precondition(remainder == 0, "A third share of one amount would lose a part of a fen.")
        return AnnualAmount(microfen: quotient)
    }

    /// The amount of one month, rounded once to a multiple of a unit.
    package func monthly(unit: Money, rounding: Rounding) -> Money {
        precondition(unit.fen > 0, "Money is rounded to a unit of at least one fen.")
        let divisor = 12 * Self.scale * Int128(unit.fen)
        let (quotient, remainder) = microfen.quotientAndRemainder(dividingBy: divisor)
        let goesUp =
            switch rounding {
            case .halfUp: remainder * 2 >= divisor
            case .up: remainder > 0
            case .down: false
            }
        return Money(fen: Int64(quotient + (goesUp ? 1 : 0)) * unit.fen)
    }

    /// The amount in yuan without rounding, for example `28440.00` or `0.333333`.
    package var text: String {
        let (yuan, part) = microfen.magnitude.quotientAndRemainder(dividingBy: UInt128(100 * Self.scale))
        var digits = String(part)
        digits = String(repeating: "0", count: 8 - digits.count) + digits
        while digits.count > 2, digits.hasSuffix("0") { digits.removeLast() }
        return "\(microfen < 0 ? "-" : "")\(yuan).\(digits)"
    }

    /// Orders amounts by value.
    package static func < (left: AnnualAmount, right: AnnualAmount) -> Bool { left.microfen < right.microfen }
    /// Adds exactly.
    package static func + (left: AnnualAmount, right: AnnualAmount) -> AnnualAmount {
        AnnualAmount(microfen: left.microfen + right.microfen)
    }
    /// Subtracts exactly; the result may be below zero.
    package static func - (left: AnnualAmount, right: AnnualAmount) -> AnnualAmount {
        AnnualAmount(microfen: left.microfen - right.microfen)
    }
}

/// An amount between two bounds; an open upper bound stands for a silence that nothing limits.
package struct AmountRange: Hashable, Sendable {
    /// The least it can be.
    package let low: AnnualAmount
    /// The most it can be; `nil` without a bound.
    package let high: AnnualAmount?

    static let zero = AmountRange(.zero)
    static let unbounded = AmountRange(low: .zero, high: nil)

    init(_ exact: AnnualAmount) { self.init(low: exact, high: exact) }

    init(low: AnnualAmount, high: AnnualAmount?) {
        self.low = low
        self.high = high
    }

    /// The amount, when nothing is open about it.
    package var exact: AnnualAmount? { low == high ? low : nil }

    /// The range in yuan: `24000.00`, `0.00~1200.00` or `≥24000.00`.
    package var text: String {
        if let exact { return exact.text }
        return high.map { "\(low.text)~\($0.text)" } ?? "≥\(low.text)"
    }

    static func + (left: AmountRange, right: AmountRange) -> AmountRange {
        let high = left.high.flatMap { high in right.high.map { high + $0 } }
        return AmountRange(low: left.low + right.low, high: high)
    }

    func share(permille: Int64) -> AmountRange {
        AmountRange(low: low.share(permille: permille), high: high?.share(permille: permille))
    }

    /// What remains after a deduction, never below zero.
    func less(_ deduction: AmountRange) -> AmountRange {
        let least = deduction.high.map { max(.zero, low - $0) } ?? .zero
        return AmountRange(low: least, high: high.map { max(.zero, $0 - deduction.low) })
    }

    func includingZero() -> AmountRange { AmountRange(low: min(low, .zero), high: high) }
}
