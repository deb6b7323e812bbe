/// The one written form of a record: JSON without floats, keys sorted by their UTF-8 bytes, no spaces.
///
/// Text is kept scalar for scalar; only quotes, backslashes and control characters are escaped.
package indirect enum CanonicalJSON: Hashable, Sendable {
    case null
    case flag(Bool)
    case integer(Int64)
    case text(String)
    case list([CanonicalJSON])
    case object([String: CanonicalJSON])
    /// Bytes that were written in this form before.
    case canonical([UInt8])

    /// The bytes.
    package var bytes: [UInt8] {
        var output: [UInt8] = []
        write(to: &output)
        return output
    }

    func write(to output: inout [UInt8]) {
        switch self {
        case .null: output += "null".utf8
        case .flag(let value): output += (value ? "true" : "false").utf8
        case .integer(let value): output += String(value).utf8
        case .text(let value): Self.write(value, to: &output)
        case .list(let values):
            output.append(UInt8(ascii: "["))
            for (index, value) in values.enumerated() {
                if index > 0 { output.append(UInt8(ascii: ",")) }
                value.write(to: &output)
            }
            output.append(UInt8(ascii: "]"))
        case .object(let fields):
            output.append(UInt8(ascii: "{"))
            let sorted = fields.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
            for (index, field) in sorted.enumerated() {
                if index > 0 { output.append(UInt8(ascii: ",")) }
                Self.write(field.key, to: &output)
                output.append(UInt8(ascii: ":"))
                field.value.write(to: &output)
            }
            output.append(UInt8(ascii: "}"))
        case .canonical(let bytes): output += bytes
        }
    }

    static func write(_ text: String, to output: inout [UInt8]) {
        output.append(UInt8(ascii: "\""))
        // Most texts hold nothing that is escaped; they go in one piece.
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }) {
            output.append(contentsOf: text.utf8)
            output.append(UInt8(ascii: "\""))
            return
        }
        let hex = Array("0123456789abcdef".utf8)
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): output += [UInt8(ascii: "\\"), byte]
            case 0..<0x20: output += Array("\\u00".utf8) + [hex[Int(byte >> 4)], hex[Int(byte & 15)]]
            default: output.append(byte)
            }
        }
        output.append(UInt8(ascii: "\""))
    }
}

/// Why bytes are not a record.
package struct RecordError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What was found and what was expected.
    package let description: String

    init(_ description: String) { self.description = description }
}

extension CanonicalJSON {
    /// Reads canonical bytes back; anything else, such as a float or a space, is refused.
    package init(bytes: [UInt8]) throws(RecordError) {
        var parser = CanonicalParser(bytes: bytes)
        self = try parser.value(depth: 0)
        guard parser.isAtEnd else { throw RecordError("the record goes on after its end at byte \(parser.position)") }
        guard self.bytes == bytes else { throw RecordError("the record is JSON but not in its canonical form") }
    }

    func field(_ name: String) throws(RecordError) -> CanonicalJSON {
        guard case .object(let fields) = self, let value = fields[name] else {
            throw RecordError("the record lacks the field '\(name)'")
        }
        return value
    }

    func text(_ name: String) throws(RecordError) -> String {
        guard case .text(let value) = try field(name) else { throw RecordError("'\(name)' must be a text") }
        return value
    }

    func optionalText(_ name: String) throws(RecordError) -> String? {
        if case .null = try field(name) { return nil }
        return try text(name)
    }

    func integer(_ name: String) throws(RecordError) -> Int64 {
        guard case .integer(let value) = try field(name) else { throw RecordError("'\(name)' must be a number") }
        return value
    }

    func flag(_ name: String) throws(RecordError) -> Bool {
        guard case .flag(let value) = try field(name) else { throw RecordError("'\(name)' must be true or false") }
        return value
    }

    func list(_ name: String) throws(RecordError) -> [CanonicalJSON] {
        guard case .list(let values) = try field(name) else { throw RecordError("'\(name)' must be a list") }
        return values
    }

    func choice<Choice: RawRepresentable>(_ name: String) throws(RecordError) -> Choice
    where Choice.RawValue == String {
        let word = try text(name)
        guard let choice = Choice(rawValue: word) else { throw RecordError("'\(name)' cannot be '\(word)'") }
        return choice
    }

    static func optional(_ text: String?) -> CanonicalJSON { text.map(CanonicalJSON.text) ?? .null }
}
