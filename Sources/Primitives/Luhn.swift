/// The check digit of bank cards (ISO/IEC 7812-1).
///
/// Accounts of old passbooks may fail it: a failure is a reason to ask again, never to refuse.
package enum Luhn {
    /// Whether a text of two digits or more ends in its right check digit.
    package static func isValid(_ text: some StringProtocol) -> Bool {
        let bytes = Array(text.utf8)
        guard bytes.count >= 2, bytes.allSatisfy(DecimalText.isDigit) else { return false }
        return checkValue(of: bytes.dropLast()) == bytes[bytes.count - 1] - DecimalText.zero
    }

    /// Whether a text has the 16 to 19 digits and the check digit of a bank card.
    package static func isBankCardNumber(_ text: some StringProtocol) -> Bool {
        (16...19).contains(text.utf8.count) && isValid(text)
    }

    /// The check digit to be put behind one digit or more; nil when the text is not digits.
    package static func checkDigit(_ text: some StringProtocol) -> Character? {
        let bytes = Array(text.utf8)
        guard !bytes.isEmpty, bytes.allSatisfy(DecimalText.isDigit) else { return nil }
        return Character(UnicodeScalar(DecimalText.zero + checkValue(of: bytes[...])))
    }

    private static func checkValue(of digits: ArraySlice<UInt8>) -> UInt8 {
        var sum = 0
        for (position, byte) in digits.reversed().enumerated() {
            let digit = Int(byte - DecimalText.zero)
            let doubled = position.isMultiple(of: 2) ? digit * 2 : digit
            sum += doubled > 9 ? doubled - 9 : doubled
        }
        return UInt8((10 - sum % 10) % 10)
    }
}
