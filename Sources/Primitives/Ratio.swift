/// Why two numbers or a text are not a ratio.
package enum RatioError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Nothing can be divided by zero.
    case zeroDenominator
    /// The reduced numbers do not fit 64 bits.
    case outOfRange
    /// Not "n/d" or "n" in digits.
    case malformed(String)

    /// A sentence for the person who wrote the parameter.
    package var description: String {
        switch self {
        case .zeroDenominator: "比例的分母不能是零，请更正。"
        case .outOfRange: "比例的分子或分母过大，无法精确计算，请约分后再填。"
        case .malformed(let text): "“\(text)”不是比例，请写成分数，例如 3/5。"
        }
    }
}

/// An exact ratio such as a multiple of the standard, reduced, with a denominator above zero.
package struct Ratio: Hashable, Sendable {
    /// The number above the line; carries the sign.
    package let numerator: Int64
    /// The number below the line, always above zero.
    package let denominator: Int64

    /// A ratio of two integers, reduced.
    package init(_ numerator: Int64, _ denominator: Int64) throws(RatioError) {
        guard denominator != 0 else { throw .zeroDenominator }
        let divisor = greatestCommonDivisor(numerator.magnitude, denominator.magnitude)
        let sign: Int128 = denominator < 0 ? -1 : 1
        guard let above = Int64(exactly: sign * Int128(numerator) / Int128(divisor)),
            let below = Int64(exactly: sign * Int128(denominator) / Int128(divisor))
        else { throw .outOfRange }
        (self.numerator, self.denominator) = (above, below)
    }

    /// So many thousandths.
    package init(permille: Int64) { self.init(permille, dividedBy: 1000) }

    /// So many hundredths.
    package init(percent: Int64) { self.init(percent, dividedBy: 100) }

    private init(_ count: Int64, dividedBy parts: Int64) {
        let divisor = Int64(greatestCommonDivisor(count.magnitude, parts.magnitude))
        (numerator, denominator) = (count / divisor, parts / divisor)
    }

    /// Nothing of it.
    package static let zero = Ratio(percent: 0)
    /// The whole.
    package static let one = Ratio(percent: 100)

    /// Multiplies an amount and rounds once, to a multiple of so many fen.
    package func scale(_ money: Money, to unitFen: Int64, rounding: Rounding) throws(MoneyError) -> Money {
        try money.multiplied(by: self).rounded(to: unitFen, rounding: rounding)
    }
}

extension Ratio: Comparable, CustomStringConvertible {
    /// Orders ratios by value, by cross-multiplication in 128 bits.
    package static func < (left: Ratio, right: Ratio) -> Bool {
        Int128(left.numerator) * Int128(right.denominator) < Int128(right.numerator) * Int128(left.denominator)
    }

    /// Reads "3/5" or a whole number.
    package init(parsing text: some StringProtocol) throws(RatioError) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count <= 2, let above = Int64(parts[0]), let below = parts.count == 2 ? Int64(parts[1]) : 1 else {
            throw .malformed(String(text))
        }
        try self.init(above, below)
    }

    /// The ratio as "3/5".
    package var text: String { "\(numerator)/\(denominator)" }

    /// The same as `text`.
    package var description: String { text }
}

extension Ratio: Codable {
    /// Reads a string such as "3/5".
    package init(from decoder: any Decoder) throws {
        self = try decoder.singleValueContainer().parsed { text in try Ratio(parsing: text) }
    }

    /// Writes a string such as "3/5".
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
