/// Small foldings of characters that people type in more than one form.
enum CharacterFolding {
    /// The ASCII form of a full-width form (U+FF01…U+FF5E) or of the ideographic space; others as they are.
    static func halfWidth(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar.value {
        case 0xFF01...0xFF5E: Unicode.Scalar(UInt8(scalar.value - 0xFEE0))
        case 0x3000: " "
        default: scalar
        }
    }

    /// Whether a scalar is a blank or an invisible mark that copying from web pages leaves behind.
    static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isWhitespace || scalar.value == 0x200B || scalar.value == 0xFEFF
    }

    /// One byte per scalar, without blanks at the ends, half-width, upper case; 255 stands for all beyond ASCII.
    static func trimmedUpperCase(_ text: some StringProtocol) -> [UInt8] {
        let scalars = Array(text.unicodeScalars)
        guard let first = scalars.firstIndex(where: { !isBlank($0) }),
            let last = scalars.lastIndex(where: { !isBlank($0) })
        else { return [] }
        return scalars[first...last].map { scalar in
            let folded = halfWidth(scalar)
            guard folded.isASCII else { return .max }
            let byte = UInt8(folded.value)
            return (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) ? byte - 32 : byte
        }
    }

    /// Whether a scalar is a Han character; private-use glyphs of old name systems count as such.
    static func isHan(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x3007, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xE000...0xFAFF, 0x20000...0x3FFFF: true
        default: false
        }
    }
}
