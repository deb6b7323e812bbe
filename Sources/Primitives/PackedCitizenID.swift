/// An ID key in eight bytes, right or wrong: what data of other departments holds, for joins over millions of rows.
///
/// Layout of `rawValue`, from the top:
///
///     bit  63      kind: 0 for an 18-character key, 1 for a 15-digit key of the time before 1999
///     bits 62…6    body: characters 1–17 as a number below 10^17; a 15-digit key has 19 put in for the century
///     bits  5…0    check: 0–9 for a digit, 10–35 for A–Z (X is 33), 63 where a 15-digit key has none
///
/// A wrong check character survives, because such a key must not be taken for the person it resembles.
package struct PackedCitizenID: Hashable, Sendable {
    /// The packed key; see the layout above.
    package let rawValue: UInt64

    static let legacyBit: UInt64 = 1 << 63
    static let noCheck: UInt64 = 63
    private static let letterX: UInt64 = 33

    /// Packs a checked citizen ID.
    package init(_ id: CitizenID) { self = id.packed }

    /// Packs body, check value and kind bit.
    init(body: UInt64, check: UInt64, kind: UInt64 = 0) { rawValue = kind | body << 6 | check }

    /// Packs the bytes of a key after trimming blanks and upper-casing; nil when it has no ID's shape.
    package init?(keyBytes bytes: Span<UInt8>) {
        var (start, end) = (0, bytes.count)
        while start < end, Self.isBlank(bytes[start]) { start += 1 }
        while end > start, Self.isBlank(bytes[end - 1]) { end -= 1 }
        let isLegacy = end - start == 15
        guard isLegacy || end - start == 18 else { return nil }
        var body: UInt64 = 0
        for position in start..<(isLegacy ? end : end - 1) {
            if isLegacy, position == start + 6 { body = body * 100 + 19 }
            guard DecimalText.isDigit(bytes[position]) else { return nil }
            body = body * 10 + UInt64(bytes[position] &- DecimalText.zero)
        }
        if isLegacy {
            self.init(body: body, check: Self.noCheck, kind: Self.legacyBit)
        } else {
            guard let check = Self.checkValue(of: bytes[end - 1]) else { return nil }
            self.init(body: body, check: check)
        }
    }

    /// Packs the bytes of a key held in any collection.
    package init?(keyBytes bytes: some Collection<UInt8>) {
        let contiguous = bytes.withContiguousStorageIfAvailable { buffer in Self(keyBytes: buffer.span) }
        guard let packed = contiguous ?? Self(keyBytes: Array(bytes).span) else { return nil }
        self = packed
    }

    /// Packs the text of a key.
    package init?(key text: some StringProtocol) { self.init(keyBytes: text.utf8) }

    /// Whether this is a 15-digit key.
    package var isLegacy: Bool { rawValue & Self.legacyBit != 0 }

    /// The 17-digit body; equal for a 15-digit key and the 18-character ID that it denotes.
    ///
    /// Equal match keys are a candidate only: `matches` settles keys that differ in the check character.
    package var matchKey: UInt64 { (rawValue & ~Self.legacyBit) >> 6 }

    /// Whether two keys denote one person: all 18 characters, or the body when either has only 15 digits.
    package func matches(_ other: PackedCitizenID) -> Bool {
        rawValue == other.rawValue || (matchKey == other.matchKey && (isLegacy || other.isLegacy))
    }

    /// The key as written, 15 or 18 characters, upper-case.
    package var text: String {
        let digits = DecimalText.padded(matchKey, width: 17)
        return isLegacy ? String(digits.prefix(6) + digits.suffix(9)) : digits + String(checkCharacter)
    }

    /// The value 0–10 that the check character of this body must have (GB 11643-1999).
    var expectedCheck: UInt64 {
        var (rest, sum) = (matchKey, UInt64(0))
        for weight in Self.weightsFromTheRight {
            sum += rest % 10 * weight
            rest /= 10
        }
        // (12 − sum mod 11) mod 11 is the standard's table 1 0 X 9 8 7 6 5 4 3 2.
        let value = (12 - sum % 11) % 11
        return value == 10 ? Self.letterX : value
    }

    /// Whether the check character is right; always so for a 15-digit key, which has none.
    package var hasRightCheck: Bool { isLegacy || rawValue & 63 == expectedCheck }

    private static let weightsFromTheRight: [UInt64] = [2, 4, 8, 5, 10, 9, 7, 3, 6, 1, 2, 4, 8, 5, 10, 9, 7]

    private var checkCharacter: Character { Self.character(ofCheck: rawValue & 63) }

    static func character(ofCheck value: UInt64) -> Character {
        let first = value < 10 ? DecimalText.zero : UInt8(ascii: "A") - 10
        return Character(UnicodeScalar(first + UInt8(value)))
    }

    private static func checkValue(of byte: UInt8) -> UInt64? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt64(byte - DecimalText.zero)
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt64(byte - UInt8(ascii: "A")) + 10
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt64(byte - UInt8(ascii: "a")) + 10
        default: nil
        }
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
}

extension PackedCitizenID: Comparable, CustomStringConvertible {
    /// Orders by body, then check character, 18-character keys before the 15-digit key of the same body.
    package static func < (left: PackedCitizenID, right: PackedCitizenID) -> Bool {
        let (leftKey, rightKey) = (left.rawValue & ~legacyBit, right.rawValue & ~legacyBit)
        return leftKey == rightKey ? left.rawValue < right.rawValue : leftKey < rightKey
    }

    /// The last four characters only, so that a log line never discloses a key.
    package var description: String { "****" + text.suffix(4) }
}
