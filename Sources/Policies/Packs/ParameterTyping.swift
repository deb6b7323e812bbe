import Primitives

extension Parameter {
    /// Whether a person can type its value into one field; tables are edited in the text.
    package var isTyped: Bool { keys.isEmpty }

    /// A value as a person types it: money in yuan, lists with `、` between; `nil` for a table.
    package func typed(_ value: ParameterValue) -> String? {
        switch value {
        case .integer(let number) where unit.isMoney: Money(fen: number).text
        case .integer(let number): "\(number)"
        case .ratio(let ratio): "\(ratio.numerator)/\(ratio.denominator)"
        case .flag(let flag): flag ? "true" : "false"
        case .text(let text): text
        case .integers(let numbers): numbers.map { "\($0)" }.joined(separator: "、")
        case .texts(let texts): texts.joined(separator: "、")
        case .table: nil
        }
    }

    /// What a person typed as the file writes it; `nil` when it is no value of this parameter.
    package func written(_ typed: String) -> String? {
        guard isTyped else { return nil }
        switch unit {
        case .fen, .fenPerMonth, .fenPerYear:
            let plain = typed.filter { $0 != "," && $0 != "，" && $0 != "元" && $0 != " " }
            guard let money = try? Money(parsing: plain), money >= .zero else { return nil }
            return "\(money.fen)"
        case .months, .permille, .count, .calendarDays, .workingDays, .years, .squareMetres:
            guard let number = Int64(typed), number >= 0 else { return nil }
            return "\(number)"
        case .permilleList:
            let numbers = Self.parts(typed).map { Int64($0) }
            return numbers.contains(nil)
                ? nil : "[\(numbers.compactMap { $0 }.map(String.init).joined(separator: ", "))]"
        case .ratio: return (try? Ratio(parsing: typed)).map { "\($0.numerator)/\($0.denominator)" }
        case .flag: return ["true", "false"].contains(typed) ? typed : nil
        case .choice: return choices.contains(typed) ? PackValueEdit.quoted(typed) : nil
        case .text: return PackValueEdit.quoted(typed)
        case .textList: return "[\(Self.parts(typed).map(PackValueEdit.quoted).joined(separator: ", "))]"
        }
    }

    private static func parts(_ typed: String) -> [String] {
        typed.split { "、,，;；\n".contains($0) }.map { part in
            var text = part
            while text.first == " " { text = text.dropFirst() }
            while text.last == " " { text = text.dropLast() }
            return String(text)
        }.filter { !$0.isEmpty }
    }
}
