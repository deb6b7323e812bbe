/// Why a text is not a region code.
package enum RegionCodeError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Not 2, 4, 6, 9 or 12 characters.
    case wrongLength(String)
    /// Something other than the digits 0 to 9.
    case notDigits(String)
    /// Begins with 00, which is no province.
    case noProvince(String)

    /// A sentence for the person who wrote the code.
    package var description: String {
        switch self {
        case .wrongLength(let text): "区划代码“\(text)”的位数不对，应为2、4、6、9或12位。"
        case .notDigits(let text): "区划代码“\(text)”含有数字以外的字符，请更正。"
        case .noProvince(let text): "区划代码“\(text)”以00开头，没有这样的省份，请更正。"
        }
    }
}

/// A division of the country by its code: 2, 4, 6 (GB/T 2260), 9 or 12 digits (statistical codes).
///
/// Zeros that only fill up lower levels are dropped, so "371600", "371600000000" and "3716" are one code. Codes need
/// not be official: development zones without a code of their own use pseudo codes of the same shape.
package struct RegionCode: Hashable, Sendable {
    /// The code filled up to twelve digits, as a number; it alone tells the level.
    private let number: Int64

    /// What the digits of a level count in, from the village up to the province.
    private static let units: [(level: RegionLevel, unit: Int64, next: Int64)] = [
        (.village, 1, 1000), (.township, 1000, 1_000_000), (.county, 1_000_000, 100_000_000),
        (.city, 100_000_000, 10_000_000_000), (.province, 10_000_000_000, 1_000_000_000_000),
    ]

    /// Reads 2, 4, 6, 9 or 12 digits.
    package init(_ text: some StringProtocol) throws(RegionCodeError) {
        let bytes = Array(text.utf8)
        guard RegionLevel.allCases.contains(where: { $0.digits == bytes.count }) else {
            throw .wrongLength(String(text))
        }
        let filled = bytes + repeatElement(DecimalText.zero, count: 12 - bytes.count)
        guard let number = DecimalText.value(of: filled) else { throw .notDigits(String(text)) }
        guard number >= 10_000_000_000 else { throw .noProvince(String(text)) }
        self.number = number
    }

    private init(number: Int64) { self.number = number }

    /// The level of the last digits that are not zeros.
    package var level: RegionLevel {
        Self.units.first { entry in number % entry.next != 0 }?.level ?? .province
    }

    /// The digits up to the level.
    package var text: String { String(padded.prefix(level.digits)) }

    /// The code filled with zeros to twelve digits.
    package var padded: String { DecimalText.padded(number, width: 12) }

    /// The division one level up; skips a level that is all zeros, as above the towns of Dongguan; nil for a province.
    package var parent: RegionCode? {
        guard let entry = Self.units.first(where: { $0.level == level }), level != .province else { return nil }
        return RegionCode(number: number - number % entry.next)
    }

    /// This division or the one above it at a level; nil below this one, or where the level is skipped.
    package func ancestor(at wanted: RegionLevel) -> RegionCode? {
        guard let entry = Self.units.first(where: { $0.level == wanted }) else { return nil }
        let ancestor = RegionCode(number: number - number % entry.unit)
        return ancestor.level == wanted ? ancestor : nil
    }

    /// Whether the other division is this one or lies within it.
    package func contains(_ other: RegionCode) -> Bool { other.ancestor(at: level) == self }
}

extension RegionCode: Comparable, CustomStringConvertible {
    /// Orders as the bytes of `text` do: a division comes before everything within it.
    package static func < (left: RegionCode, right: RegionCode) -> Bool { left.number < right.number }

    /// The same as `text`.
    package var description: String { text }
}

extension RegionCode: Codable {
    /// Reads a string of digits.
    package init(from decoder: any Decoder) throws {
        self = try decoder.singleValueContainer().parsed { text in try RegionCode(text) }
    }

    /// Writes the digits up to the level.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
