package import Primitives
import Rules

/// An amount or number between two bounds, exact; an open upper bound stands for a silence that nothing limits.
package struct MeasuredRange: Hashable, Sendable {
    /// The least it can be: fen for money.
    package let low: Ratio
    /// The most it can be; `nil` without a bound.
    package let high: Ratio?
    /// What it is.
    let type: RuleType

    /// A value from the facts' bound on is no bound that anybody knows.
    private static let limit = HouseholdFacts.limitFen

    init(low: Ratio, high: Ratio?, type: RuleType) {
        self.low = low
        self.high = high
        self.type = type
    }

    /// The range of a computed value; `nil` when it failed or is a word.
    init?(_ value: RuleValue?, type: RuleType) {
        switch value {
        case .number(let number): self.init(low: Ratio(whole: number), high: Ratio(whole: number), type: type)
        case .quotient(let ratio): self.init(low: ratio, high: ratio, type: type)
        case .open(let open):
            switch open.bounds {
            case .numbers(let bounds):
                let isBound = !type.isMoney || bounds.upperBound < Self.limit
                self.init(
                    low: Ratio(whole: bounds.lowerBound), high: isBound ? Ratio(whole: bounds.upperBound) : nil,
                    type: type)
            case .quotients(let low, let high):
                let isBound = !type.isMoney || high < Ratio(whole: Self.limit)
                self.init(low: low, high: isBound ? high : nil, type: type)
            case .words: return nil
            }
        case .word, .failed, nil: return nil
        }
    }

    /// The amount, when nothing is open about it.
    package var exact: Ratio? { low == high ? low : nil }

    /// The range in its written form: `24000.00`, `0.00~1200.00` or `≥24000.00`.
    package var text: String {
        if let exact { return ValueText.text(exact, type) }
        return high.map { "\(ValueText.text(low, type))~\(ValueText.text($0, type))" }
            ?? "≥\(ValueText.text(low, type))"
    }
}

extension Ratio {
    init(whole number: Int64) {
        // A whole number is always a ratio.
        self = (try? Ratio(number, 1)) ?? .zero
    }

    /// The whole number not above.
    var roundedDown: Int64 {
        let (quotient, remainder) = numerator.quotientAndRemainder(dividingBy: denominator)
        return remainder < 0 ? quotient - 1 : quotient
    }

    /// The whole number not below.
    var roundedUp: Int64 {
        let (quotient, remainder) = numerator.quotientAndRemainder(dividingBy: denominator)
        return remainder > 0 ? quotient + 1 : quotient
    }
}

extension RuleType {
    var isMoney: Bool {
        switch self {
        case .money, .exactMoney: true
        default: false
        }
    }
}

/// Values in their written form: yuan with at least two decimals, shares in percent, days as YYYY-MM-DD.
enum ValueText {
    /// The digits behind the point that an exact value is written with at most; the last one is rounded.
    private static let digits = 8

    static func text(_ value: Ratio, _ type: RuleType) -> String {
        switch type {
        case .money, .exactMoney: decimal(value.numerator, value.denominator, scale: 100, least: 2)
        case .ratio: decimal(Int128(value.numerator) * 100, Int128(value.denominator)) + "%"
        case .flag: value == .zero ? "false" : "true"
        case .date:
            Int32(exactly: value.numerator).map { CivilDate(dayNumber: $0).text } ?? "\(value.numerator)"
        case .month:
            Int32(exactly: value.numerator).map { CalendarMonth(index: $0).text } ?? "\(value.numerator)"
        default: value.denominator == 1 ? "\(value.numerator)" : decimal(value.numerator, value.denominator)
        }
    }

    private static func decimal(_ above: Int64, _ below: Int64, scale: Int64 = 1, least: Int = 0) -> String {
        decimal(Int128(above), Int128(below) * Int128(scale), least: least)
    }

    private static func decimal(_ above: Int128, _ below: Int128, least: Int = 0) -> String {
        if below == 100, least == 2, let fen = Int64(exactly: above) { return Money(fen: fen).text }
        var unit: Int128 = 1
        for _ in 0..<digits { unit *= 10 }
        let (whole, rest) = above.magnitude.quotientAndRemainder(dividingBy: below.magnitude)
        // Rounded half up in the last digit; a carry goes into the whole.
        let part = (rest * unit.magnitude * 2 + below.magnitude) / (below.magnitude * 2)
        let carried = whole + part / unit.magnitude
        var text = String(part % unit.magnitude)
        text = String(repeating: "0", count: digits - text.count) + text
        while text.count > least, text.hasSuffix("0") { text.removeLast() }
        let sign = above < 0 && (carried > 0 || text.contains { $0 != "0" }) ? "-" : ""
        return text.isEmpty ? "\(sign)\(carried)" : "\(sign)\(carried).\(text)"
    }

    /// So many thousandths, in percent.
    static func percent(permille: Int64) -> String { text(Ratio(permille: permille), .ratio) }

    /// A computed value as cases write it, words as `words` has them; failures give their sentences.
    static func text(_ value: RuleValue?, _ type: RuleType, _ words: [String: String] = [:]) -> String {
        switch value {
        case nil: "not computed"
        case .word(let word): words[word] ?? word
        case .failed(let failures): "failed: " + failures.map(\.sentence).joined(separator: " ")
        case .open(let open) where type == .flag && open.mayFail: "open"
        case .open(let open):
            if case .words(let few) = open.bounds {
                few?.map { words[$0] ?? $0 }.joined(separator: "|") ?? "open"
            } else if type == .flag {
                "open"
            } else {
                MeasuredRange(value, type: type)?.text ?? "open"
            }
        case .number, .quotient: MeasuredRange(value, type: type)?.text ?? "?"
        }
    }

    /// An amount with groups of three digits, as people read them; the rest stays as it is.
    private static func grouped(_ text: String) -> String {
        var result = ""
        for run in text.split(separator: "~", omittingEmptySubsequences: false) {
            if !result.isEmpty { result += "~" }
            let digits = run.drop { !$0.isNumber }.prefix(while: \.isNumber)
            result += run[..<digits.startIndex]
            for (index, digit) in digits.enumerated() {
                if index > 0, (digits.count - index) % 3 == 0 { result += "," }
                result.append(digit)
            }
            result += run[digits.endIndex...]
        }
        return result
    }

    /// A computed value as a citizen reads it, with its unit, words as `words` has them.
    static func chinese(_ value: RuleValue?, _ type: RuleType, _ words: [String: String] = [:]) -> String {
        if type.isMoney {
            // Whole fen, as nearly all sums are, need no division.
            if case .number(let fen)? = value { return Money(fen: fen).grouped + "元" }
            if case .quotient(let ratio)? = value, ratio.denominator == 1 {
                return Money(fen: ratio.numerator).grouped + "元"
            }
        }
        let text = text(value, type, words)
        switch type {
        case .flag: return ["true": "是", "false": "否"][text] ?? "未知"
        case .money, .exactMoney: return grouped(text) + "元"
        default: return text
        }
    }
}
