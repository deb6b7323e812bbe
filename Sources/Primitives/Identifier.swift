/// The key of one stored thing; the subject keeps a person's key from being used for a case.
///
/// 63 bits: 42 of milliseconds since 2020-01-01T00:00Z, 9 of node, 12 of counter; so keys sort by time of making.
package struct Identifier<Subject>: Hashable, Comparable, Sendable {
    /// The key as stored.
    package let rawValue: Int64

    /// Wraps a stored key.
    package init(_ rawValue: Int64) { self.rawValue = rawValue }

    /// Reads decimal digits without leading zeros; nil for anything else, zero included.
    package init?(text: some StringProtocol) {
        guard text.utf8.first != DecimalText.zero, let value = DecimalText.value(of: text.utf8) else { return nil }
        rawValue = value
    }

    /// The key in decimal digits, as in addresses of pages.
    package var text: String { String(rawValue) }

    /// Orders by key, hence by time of making.
    package static func < (left: Identifier, right: Identifier) -> Bool { left.rawValue < right.rawValue }
}

extension Identifier: CustomStringConvertible, Codable {
    /// The same as `text`.
    package var description: String { text }

    /// Reads a string: numbers of this size lose digits in many JSON readers.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let identifier = Identifier(text: try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "An identifier is decimal digits.")
        }
        self = identifier
    }

    /// Writes a string of decimal digits.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
