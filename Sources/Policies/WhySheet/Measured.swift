import Primitives
import Rules

/// A number that a test measures, as it can be varied and as people read it.
struct Measured {
    let varied: Varied
    let label: String
    /// The label of the test, which names the thing without what is counted about it.
    let shortLabel: String
    let type: RuleType
    /// What pieces are counted in; empty for money.
    private let counter: String
    /// The number now, exact.
    let low: Ratio

    /// What a test measures; `nil` where that is no certain number of the subject.
    init?(_ test: PreparedRule, _ run: PolicyRun) {
        guard let mention = test.measured, let (value, type) = run.value(of: mention),
            let exact = MeasuredRange(value, type: type)?.exact
        else { return nil }
        switch mention {
        case .value(let definition, .root, _, _):
            varied = .value(definition)
            label = run.prepared.rules[definition.index]?.rule.label ?? test.rule.label
        case .fact(let field, .root, _):
            varied = .fact(field, row: 0)
            label = run.schema.fields[field.index].label
        default: return nil
        }
        shortLabel = test.rule.label
        counter = test.counter
        self.type = type
        low = exact
    }

    /// A known sum of an item.
    init(_ field: FieldID, row: Int, label: String, type: RuleType, fen: Int64) {
        varied = .fact(field, row: row)
        (self.label, shortLabel, self.type, counter, low) = (label, label, type, "", Ratio(whole: fen))
    }

    /// How often the sum is counted in what people think in: a year has twelve months.
    private var parts: Int64 {
        if case .money(.year) = type { 12 } else if case .exactMoney(.year) = type { 12 } else { 1 }
    }

    /// The number now as it is shown: fen of a month for sums of a year; what is below a fen is left out.
    private var shown: Int64 {
        let (quotient, remainder) = low.roundedDown.quotientAndRemainder(dividingBy: parts)
        return remainder < 0 ? quotient - 1 : quotient
    }

    /// How many fen a month, fen or pieces there are between now and a number, so that adding them reaches it.
    func gap(to turn: Int64) -> Int64 {
        let (above, below) = (Int128(low.numerator), Int128(low.denominator))
        let distance = abs(Int128(turn) * below - above)
        let part = below * Int128(parts)
        return Int64(clamping: (distance + part - 1) / part)
    }

    /// The sentence for a turn: what there is now, how much more or less, and what comes of it.
    func sentence(_ turn: Int64, upwards: Bool, isFirst: Bool, _ result: String) -> String {
        let gap = gap(to: turn)
        let there = upwards ? shown + gap : shown - gap
        guard isFirst else { return "\(monthly)\(upwards ? "多" : "少")到\(text(there))，\(result)。" }
        return upwards
            ? "\(monthly)现在是\(text(shown))。再多\(text(gap))，到\(text(there))，\(result)。"
            : "\(monthly)现在是\(text(shown))。真的少了\(text(gap))，到\(text(max(there, 0)))，\(result)。"
    }

    private var monthly: String { parts == 12 ? label.replacing("全年", with: "每月") : label }

    private func text(_ number: Int64) -> String {
        switch type {
        case .money, .exactMoney: "\(Money(fen: number).grouped)元"
        default: ValueText.text(Ratio(whole: number), type) + counter
        }
    }
}
