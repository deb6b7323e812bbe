/// Why a text is not a unified social credit code.
package enum UnifiedSocialCreditCodeError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Not 18 characters.
    case wrongLength(Int)
    /// A character, counted from 1, outside the alphabet (digits and letters without I, O, S, V, Z).
    case wrongCharacter(position: Int)
    /// The last character does not follow from the 17 before it.
    case wrongCheckCharacter

    /// A sentence for the person who typed the code.
    package var description: String {
        switch self {
        case .wrongLength(let count): "统一社会信用代码应为18位，现在是\(count)位，请对照证照更正。"
        case .wrongCharacter(let position): "统一社会信用代码第\(position)位不是允许的字符（不用字母I、O、S、V、Z），请更正。"
        case .wrongCheckCharacter: "统一社会信用代码校验不通过，很可能有一位填错，请对照证照核对。"
        }
    }
}

/// The 18 characters that identify an organisation (GB 32100-2015), with the check character verified.
package struct UnifiedSocialCreditCode: Hashable, Sendable {
    /// All 18 characters, upper-case.
    package let text: String

    private static let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY".utf8)
    private static let weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]

    /// Reads a code; blanks at the ends and lower case are accepted.
    package init(_ text: some StringProtocol) throws(UnifiedSocialCreditCodeError) {
        let bytes = CharacterFolding.trimmedUpperCase(text)
        guard bytes.count == 18 else { throw .wrongLength(bytes.count) }
        var values: [Int] = []
        for (position, byte) in bytes.enumerated() {
            guard let value = Self.alphabet.firstIndex(of: byte) else { throw .wrongCharacter(position: position + 1) }
            values.append(value)
        }
        let sum = zip(values, Self.weights).reduce(0) { sum, pair in sum + pair.0 * pair.1 }
        guard values[17] == (31 - sum % 31) % 31 else { throw .wrongCheckCharacter }
        self.text = String(decoding: bytes, as: UTF8.self)
    }

    /// The registering authority, first character: 1 organs, 5 civil affairs, 9 market regulation and so on.
    package var authority: Character { text[text.startIndex] }

    /// The six digits of the registering authority's division.
    package var divisionCode: String { String(text.dropFirst(2).prefix(6)) }

    /// The nine characters of the organisation code inside (GB 11714).
    package var organizationCode: String { String(text.dropFirst(8).prefix(9)) }

    /// Whether the organisation code inside carries its right check character; a few registers got it wrong.
    package var hasRightOrganizationCode: Bool {
        organizationCode.last == Self.organizationCheckCharacter(forFirst8: organizationCode.dropLast())
    }

    /// The check character of the first eight characters of an organisation code; nil when they are not such.
    package static func organizationCheckCharacter(forFirst8 text: some StringProtocol) -> Character? {
        let weights = [3, 7, 9, 10, 5, 8, 4, 2]
        var values: [Int] = []
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): values.append(Int(byte - UInt8(ascii: "0")))
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): values.append(Int(byte - UInt8(ascii: "A")) + 10)
            default: return nil
            }
        }
        guard values.count == weights.count else { return nil }
        let check = 11 - zip(values, weights).reduce(0) { sum, pair in sum + pair.0 * pair.1 } % 11
        return check == 10 ? "X" : Character(String(check % 11))
    }
}

extension UnifiedSocialCreditCode: Comparable, CustomStringConvertible, Codable {
    /// Orders as the bytes of `text` do.
    package static func < (left: UnifiedSocialCreditCode, right: UnifiedSocialCreditCode) -> Bool {
        left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
    }

    /// The same as `text`.
    package var description: String { text }

    /// Reads a string and checks it.
    package init(from decoder: any Decoder) throws {
        self = try decoder.singleValueContainer().parsed { text in try UnifiedSocialCreditCode(text) }
    }

    /// Writes all 18 characters.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
