import Primitives
import Rules

extension CheckParameter {
    /// A value with its unit, as the reference prints it.
    func text(of value: Value) -> String {
        switch (value.content, unit) {
        case (.number(let number), "fen"): "\(Money(fen: number).grouped) 元"
        case (.number(let number), "hundredths"): Money(fen: number).text
        case (.number(let number), "days"): "\(number) 天"
        case (.number(let number), "months"): "\(number) 个月"
        case (.number(let number), "years"): "\(number) 周岁"
        case (.number(let number), _): "\(number)"
        case (.ratio(let ratio), _): "\(ratio.numerator)/\(ratio.denominator)"
        case (.word(let word), _): word
        default: ""
        }
    }
}
