extension CivilDate: CustomStringConvertible {
    /// Reads exactly YYYY-MM-DD.
    package init(parsing text: some StringProtocol) throws(CivilDateError) {
        let bytes = Array(text.utf8)
        let dash = UInt8(ascii: "-")
        guard bytes.count == 10, bytes[4] == dash, bytes[7] == dash,
            let year = DecimalText.value(of: bytes[..<4]), let month = DecimalText.value(of: bytes[5..<7]),
            let day = DecimalText.value(of: bytes[8...])
        else { throw .malformed(String(text)) }
        try self.init(year: Int(year), month: Int(month), day: Int(day))
    }

    /// The day as "2026-03-12" (GB/T 7408).
    package var text: String {
        let (year, month, day) = components
        return "\(year)-\(DecimalText.padded(month, width: 2))-\(DecimalText.padded(day, width: 2))"
    }

    /// The day as written in documents, "2026年3月12日".
    package var chineseText: String {
        let (year, month, day) = components
        return "\(year)年\(month)月\(day)日"
    }

    /// The same as `text`.
    package var description: String { text }
}

extension CivilDate: Codable {
    /// Reads a string YYYY-MM-DD.
    package init(from decoder: any Decoder) throws {
        self = try decoder.singleValueContainer().parsed { text in try CivilDate(parsing: text) }
    }

    /// Writes a string YYYY-MM-DD.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
