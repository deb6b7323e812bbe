/// A value as `{"type": "int", "value": "1"}`: whole numbers and doubles as text, bytes as Base64, a map as pairs.
extension DynamicValue: Codable {
    private enum Key: String, CodingKey {
        case type
        case value
    }

    /// Reads a typed value; text that is no value of its type is an error.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        let type = try container.decode(String.self, forKey: .type)
        func text() throws -> String { try container.decode(String.self, forKey: .value) }
        func wrong() -> DecodingError {
            .dataCorruptedError(forKey: .value, in: container, debugDescription: "not a value of type \(type)")
        }
        func parsed<Number>(_ parse: (String) -> Number?) throws -> Number {
            guard let number = parse(try text()) else { throw wrong() }
            return number
        }
        switch type {
        case "null": self = .null
        case "bool": self = .bool(try container.decode(Bool.self, forKey: .value))
        case "int": self = .int(try parsed { Int64($0) })
        case "uint": self = .uint(try parsed { UInt64($0) })
        case "double": self = .double(try parsed { Double($0) })
        case "string": self = .string(try text())
        case "bytes": self = .bytes(try parsed(Base64.bytes))
        case "type": self = .type(try text())
        case "timestamp": self = .timestamp(try DynamicTimestamp(parsing: try text()))
        case "duration": self = .duration(try DynamicDuration(parsing: try text()))
        case "list": self = .list(try container.decode([DynamicValue].self, forKey: .value))
        case "map":
            var map = DynamicMap()
            for pair in try container.decode([[DynamicValue]].self, forKey: .value) {
                guard pair.count == 2 else { throw wrong() }
                try map.insert(pair[0], pair[1])
            }
            self = .map(map)
        case "optional":
            self = .optional(try container.decodeIfPresent(DynamicValue.self, forKey: .value))
        default:
            throw DecodingError.dataCorruptedError(
                forKey: .type, in: container, debugDescription: "there is no type \(type)")
        }
    }

    /// Writes a typed value.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        func write(_ type: String, _ value: some Encodable) throws {
            try container.encode(type, forKey: .type)
            try container.encode(value, forKey: .value)
        }
        switch self {
        case .null: try container.encode("null", forKey: .type)
        case .bool(let value): try write("bool", value)
        case .int(let value): try write("int", "\(value)")
        case .uint(let value): try write("uint", "\(value)")
        case .double(let value): try write("double", "\(value)")
        case .string(let text): try write("string", text)
        case .bytes(let bytes): try write("bytes", Base64.text(bytes))
        case .type(let name): try write("type", name)
        case .timestamp(let time): try write("timestamp", time.text)
        case .duration(let duration): try write("duration", duration.text)
        case .list(let list): try write("list", list.elements)
        case .map(let map): try write("map", map.entries.map { [$0.key, $0.value] })
        case .optional(.none): try container.encode("optional", forKey: .type)
        case .optional(.some(let value)): try write("optional", value)
        case .address(let address): try write("ip", address.text)
        case .network(let network): try write("cidr", network.text)
        }
    }
}
