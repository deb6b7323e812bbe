/// The forms of codes and names in a catalogue.
///
/// Bytes are looked at as they are: thousands of names are read at every start, and for each a pattern would be
/// compiled anew.
enum NameForm {
    /// A letter, then letters and digits.
    static func isCheckCode(_ text: String) -> Bool { matches(text, isLetter) { isLetter($0) || isDigit($0) } }

    /// A letter, then letters, digits and dots.
    static func isItemCode(_ text: String) -> Bool {
        matches(text, isLetter) { isLetter($0) || isDigit($0) || $0 == UInt8(ascii: ".") }
    }

    /// A small letter, then letters, digits and underscores.
    static func isName(_ text: String) -> Bool {
        matches(text, isSmall) { isLetter($0) || isDigit($0) || $0 == UInt8(ascii: "_") }
    }

    /// A small letter, then small letters, digits and underscores: what a folder may be called.
    static func isDatasetCode(_ text: String) -> Bool {
        matches(text, isSmall) { isSmall($0) || isDigit($0) || $0 == UInt8(ascii: "_") }
    }

    /// V or L and two digits.
    static func isItemNumber(_ text: String) -> Bool {
        text.utf8.count == 3
            && matches(text, { $0 == UInt8(ascii: "V") || $0 == UInt8(ascii: "L") }) { isDigit($0) }
    }

    private static func matches(_ text: String, _ first: (UInt8) -> Bool, _ others: (UInt8) -> Bool) -> Bool {
        guard let beginning = text.utf8.first, first(beginning) else { return false }
        return text.utf8.dropFirst().allSatisfy(others)
    }

    private static func isSmall(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z") }
    private static func isLetter(_ byte: UInt8) -> Bool { isSmall(byte | 0x20) }
    private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
}
