/// Decimal digits to and from bytes, written by hand because this target does without Foundation.
enum DecimalText {
    static let zero = UInt8(ascii: "0")

    /// The value of a run of ASCII digits; nil when it is empty, holds anything else or does not fit.
    static func value(of bytes: some Collection<UInt8>) -> Int64? {
        guard !bytes.isEmpty else { return nil }
        var value: Int64 = 0
        for byte in bytes {
            guard isDigit(byte) else { return nil }
            let (tenfold, tooLarge) = value.multipliedReportingOverflow(by: 10)
            let (sum, overflow) = tenfold.addingReportingOverflow(Int64(byte &- zero))
            if tooLarge || overflow { return nil }
            value = sum
        }
        return value
    }

    static func isDigit(_ byte: UInt8) -> Bool { byte &- zero < 10 }

    /// A value of zero or more, filled with leading zeros to a width.
    static func padded(_ value: some BinaryInteger, width: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
}

extension SingleValueDecodingContainer {
    /// Decodes a string and turns a refusal of the parser into a decoding error that says why.
    func parsed<Value>(_ parse: (String) throws -> Value) throws -> Value {
        let text = try decode(String.self)
        do {
            return try parse(text)
        } catch {
            throw DecodingError.dataCorruptedError(in: self, debugDescription: String(describing: error))
        }
    }
}
