/// A strict parser for canonical JSON, bounded in depth.
struct CanonicalParser {
    private let bytes: [UInt8]
    private(set) var position = 0
    private static let limitDepth = 64

    init(bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { position == bytes.count }

    mutating func value(depth: Int) throws(RecordError) -> CanonicalJSON {
        guard depth < Self.limitDepth else { throw failure("nested deeper than \(Self.limitDepth)") }
        switch peek {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try list(depth: depth)
        case UInt8(ascii: "\""): return .text(try string())
        case UInt8(ascii: "n"): return try word("null", .null)
        case UInt8(ascii: "t"): return try word("true", .flag(true))
        case UInt8(ascii: "f"): return try word("false", .flag(false))
        default: return try number()
        }
    }

    private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

    private func failure(_ what: String) -> RecordError {
        RecordError("the record is damaged at byte \(position): \(what)")
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard peek == byte else { return false }
        position += 1
        return true
    }

    private mutating func expect(_ byte: UInt8) throws(RecordError) {
        guard take(byte) else { throw failure("'\(Character(Unicode.Scalar(byte)))' expected") }
    }

    private mutating func word(_ word: String, _ value: CanonicalJSON) throws(RecordError) -> CanonicalJSON {
        for byte in word.utf8 { try expect(byte) }
        return value
    }

    private mutating func number() throws(RecordError) -> CanonicalJSON {
        let start = position
        _ = take(UInt8(ascii: "-"))
        while let byte = peek, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { position += 1 }
        guard let text = String(validating: bytes[start..<position], as: UTF8.self), let value = Int64(text) else {
            throw failure("a whole number expected")
        }
        return .integer(value)
    }

    private mutating func list(depth: Int) throws(RecordError) -> CanonicalJSON {
        try expect(UInt8(ascii: "["))
        var values: [CanonicalJSON] = []
        guard !take(UInt8(ascii: "]")) else { return .list(values) }
        repeat { values.append(try value(depth: depth + 1)) } while take(UInt8(ascii: ","))
        try expect(UInt8(ascii: "]"))
        return .list(values)
    }

    private mutating func object(depth: Int) throws(RecordError) -> CanonicalJSON {
        try expect(UInt8(ascii: "{"))
        var fields: [String: CanonicalJSON] = [:]
        guard !take(UInt8(ascii: "}")) else { return .object(fields) }
        repeat {
            let name = try string()
            try expect(UInt8(ascii: ":"))
            let old = fields.updateValue(try value(depth: depth + 1), forKey: name)
            guard old == nil else { throw failure("the field '\(name)' is written twice") }
        } while take(UInt8(ascii: ","))
        try expect(UInt8(ascii: "}"))
        return .object(fields)
    }

    private mutating func string() throws(RecordError) -> String {
        try expect(UInt8(ascii: "\""))
        var content: [UInt8] = []
        while let byte = peek, byte != UInt8(ascii: "\"") {
            position += 1
            content.append(byte == UInt8(ascii: "\\") ? try escaped() : byte)
        }
        try expect(UInt8(ascii: "\""))
        guard let text = String(validating: content, as: UTF8.self) else { throw failure("the text is not UTF-8") }
        return text
    }

    private mutating func escaped() throws(RecordError) -> UInt8 {
        if take(UInt8(ascii: "\"")) { return UInt8(ascii: "\"") }
        if take(UInt8(ascii: "\\")) { return UInt8(ascii: "\\") }
        try expect(UInt8(ascii: "u"))
        guard position + 4 <= bytes.count,
            let digits = String(validating: bytes[position..<position + 4], as: UTF8.self),
            let value = UInt8(digits, radix: 16)
        else { throw failure("an escaped control character expected") }
        position += 4
        return value
    }
}
