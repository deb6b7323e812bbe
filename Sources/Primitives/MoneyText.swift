/// Why a text or a product is not an amount.
package enum MoneyError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Not digits with an optional sign in front and an optional point inside; separators are refused too.
    case notAnAmount(String)
    /// Parts of a fen cannot be paid.
    case tooManyDecimals(String)
    /// Beyond 64 bits of fen.
    case outOfRange

    /// A sentence for the person who typed the amount.
    package var description: String {
        switch self {
        case .notAnAmount(let text): "“\(text)”不是金额，请只填数字和小数点，例如 1234.50（不要千位分隔符）。"
        case .tooManyDecimals(let text): "“\(text)”的小数超过两位，金额只能精确到分，请改为两位小数。"
        case .outOfRange: "金额超出可以记录的范围，请检查是否多输了数字。"
        }
    }
}

extension Money: CustomStringConvertible {
    /// Reads "1234", "1234.5" or "-1234.50"; group separators, blanks, a plus sign and a bare point are refused.
    package init(parsing text: some StringProtocol) throws(MoneyError) {
        var digits = Array(text.utf8)[...]
        let negative = digits.first == UInt8(ascii: "-")
        if negative { digits.removeFirst() }
        let point = digits.firstIndex(of: UInt8(ascii: ".")) ?? digits.endIndex
        let whole = digits[..<point]
        let hasPoint = point < digits.endIndex
        let decimals = hasPoint ? digits[(point + 1)...] : []
        let wellFormed = !whole.isEmpty && whole.allSatisfy(DecimalText.isDigit) && hasPoint != decimals.isEmpty
        guard wellFormed, decimals.allSatisfy(DecimalText.isDigit) else { throw .notAnAmount(String(text)) }
        guard decimals.count <= 2 else { throw .tooManyDecimals(String(text)) }
        let padding = repeatElement(DecimalText.zero, count: 2 - decimals.count)
        guard let fen = DecimalText.value(of: Array(whole) + decimals + padding) else { throw .outOfRange }
        self.init(fen: negative ? -fen : fen)
    }

    /// The amount in yuan with two decimals, for example "1234.50".
    package var text: String { signed(String(fen.magnitude / 100)) }

    /// The amount in yuan with groups of three, for example "1,234.50".
    package var grouped: String {
        let digits = Array(String(fen.magnitude / 100).utf8)
        var grouped: [UInt8] = []
        for (position, digit) in digits.enumerated() {
            if position > 0, (digits.count - position).isMultiple(of: 3) { grouped.append(UInt8(ascii: ",")) }
            grouped.append(digit)
        }
        return signed(String(decoding: grouped, as: UTF8.self))
    }

    /// The same as `text`.
    package var description: String { text }

    private func signed(_ yuan: String) -> String {
        (fen < 0 ? "-" : "") + yuan + "." + DecimalText.padded(fen.magnitude % 100, width: 2)
    }
}
