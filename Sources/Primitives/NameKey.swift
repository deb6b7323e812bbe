/// Brings the spellings of one name in different registers together; the name itself is stored as given.
package enum NameKey {
    /// The key by which names are compared, as bytes; a difference is a question for a person, never a refusal.
    ///
    /// Trims; turns the separators • ・ ． . ‧ ∙ into · and full-width ASCII into half-width; takes blanks out of names
    /// with Han characters and runs of blanks in others down to one. Canonical composition (NFC) is left out because it
    /// needs Foundation: Han names have no decomposed forms. Traditional characters are left to a second pass.
    package static func matchKey(_ name: String) -> String {
        let removesBlanks = name.unicodeScalars.contains(where: CharacterFolding.isHan)
        var key = String.UnicodeScalarView()
        var pendingBlank = false
        for scalar in name.unicodeScalars {
            if CharacterFolding.isBlank(scalar) {
                pendingBlank = !removesBlanks && !key.isEmpty
                continue
            }
            if pendingBlank { key.append(" ") }
            pendingBlank = false
            key.append(separators.contains(scalar) ? "·" : CharacterFolding.halfWidth(scalar))
        }
        return String(key)
    }

    private static let separators: Set<Unicode.Scalar> = ["•", "・", "．", ".", "‧", "∙", "·"]
}
