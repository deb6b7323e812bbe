/// How personal data looks to those who need to recognise it but not to know it.
package enum Masking {
    /// A name with its first and last character and the points of ethnic names: 赵*龙, 王*, 阿***·**提.
    package static func name(_ name: String) -> String {
        let characters = Array(name)
        let keepsLast = characters.count > 2
        let masked = characters.enumerated().map { position, character -> Character in
            let kept = position == 0 && characters.count > 1 || keepsLast && position == characters.count - 1
            return kept || character == "·" ? character : "*"
        }
        return String(masked)
    }

    /// A telephone number: 138****5678 for mobiles, the last four digits for others, nothing of very short ones.
    package static func phone(_ phone: String) -> String {
        let digits = phone.filter { $0.isASCII && $0.isNumber }
        if digits.count == 11, digits.hasPrefix("1") { return digits.prefix(3) + "****" + digits.suffix(4) }
        return lastFour(digits)
    }

    /// A bank account by its last four digits: ****0128.
    package static func account(_ account: String) -> String { lastFour(account) }

    /// A citizen ID by its last four characters: ****002X.
    package static func citizenID(_ id: CitizenID) -> String { "****" + id.lastFour }

    /// Four characters of a text shorter than eight would be half of it, so they stay hidden.
    private static func lastFour(_ text: String) -> String {
        text.count < 8 ? "****" : "****" + text.suffix(4)
    }
}
