/// A citizen's identity number of 18 characters whose check character and birth date are right (GB 11643-1999).
///
/// The first six digits are those at first assignment and may be abolished since, so they are never checked.
package struct CitizenID: Hashable, Sendable {
    let packed: PackedCitizenID
    /// The day of birth that the number carries.
    package let birthDate: CivilDate

    /// Reads 18 characters or 15 digits, which are upgraded; blanks at the ends, x and full-width forms are accepted.
    package init(_ text: some StringProtocol) throws(CitizenIDError) {
        let bytes = CharacterFolding.trimmedUpperCase(text)
        guard bytes.count == 18 || bytes.count == 15 else { throw .wrongLength(bytes.count) }
        if let wrong = bytes.prefix(17).firstIndex(where: { !DecimalText.isDigit($0) }) {
            throw .wrongCharacter(position: wrong + 1)
        }
        guard let packed = PackedCitizenID(keyBytes: bytes) else { throw .wrongCharacter(position: 18) }
        try self.init(packed)
    }

    /// Checks a packed key, upgrading one of 15 digits.
    package init(_ key: PackedCitizenID) throws(CitizenIDError) {
        let birth = Int(key.matchKey / 1000 % 100_000_000)
        do throws(CivilDateError) {
            birthDate = try CivilDate(year: birth / 10_000, month: birth / 100 % 100, day: birth % 100)
        } catch {
            throw .impossibleBirthDate
        }
        guard key.hasRightCheck else { throw .wrongCheckCharacter }
        packed = PackedCitizenID(body: key.matchKey, check: key.expectedCheck)
    }

    /// All 18 characters, with an upper-case X.
    package var text: String { packed.text }

    /// The sex: the seventeenth digit is odd for men, even for women.
    package var sex: Sex { packed.matchKey.isMultiple(of: 2) ? .female : .male }

    /// The first six digits: the county at first assignment of the number.
    package var divisionCode: String { String(text.prefix(6)) }

    /// The last four characters, which people recognise and which disclose little.
    package var lastFour: String { String(text.suffix(4)) }

    /// The number as shown on screens, "3716**********1234".
    package var masked: String { text.prefix(4) + "**********" + lastFour }

    /// Full years of age on a day.
    package func age(on date: CivilDate) -> Int { birthDate.fullYears(until: date) }

    /// Refuses a birth after the day and an age above 130 on it.
    package func checkAge(on date: CivilDate) throws(CitizenIDError) {
        guard birthDate <= date else { throw .bornInFuture }
        guard age(on: date) <= 130 else { throw .tooOld }
    }

    /// The check character that belongs to 17 digits (weights 7 9 10 5 8 4 2 1 6 3 7 9 10 5 8 4 2, modulus 11).
    package static func checkCharacter(forFirst17 digits: some StringProtocol) -> Character {
        guard digits.utf8.count == 17, let body = DecimalText.value(of: digits.utf8) else {
            preconditionFailure("The check character of a citizen ID is computed from exactly 17 digits.")
        }
        let key = PackedCitizenID(body: UInt64(body), check: 0)
        return PackedCitizenID.character(ofCheck: key.expectedCheck)
    }
}

extension CitizenID: Comparable, CustomStringConvertible {
    /// Orders as the bytes of `text` do.
    package static func < (left: CitizenID, right: CitizenID) -> Bool { left.packed < right.packed }

    /// The masked number, so that a log line never discloses it.
    package var description: String { masked }
}

extension CitizenID: Codable {
    /// Reads a string and checks it.
    package init(from decoder: any Decoder) throws {
        self = try decoder.singleValueContainer().parsed { text in try CitizenID(text) }
    }

    /// Writes all 18 characters.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
