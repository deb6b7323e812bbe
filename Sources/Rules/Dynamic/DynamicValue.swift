/// A value of dynamic CEL: its type is known only when it is there.
package enum DynamicValue: Sendable {
    case null
    case bool(Bool)
    case int(Int64)
    case uint(UInt64)
    case double(Double)
    case string(String)
    case bytes([UInt8])
    case list(DynamicList)
    indirect case map(DynamicMap)
    /// The name of a type, which is a value too.
    case type(String)
    indirect case timestamp(DynamicTimestamp)
    indirect case duration(DynamicDuration)
    /// A value that may be missing.
    indirect case optional(DynamicValue?)
    indirect case address(IPAddress)
    indirect case network(IPNetwork)

    /// The name of the type, as `type(x)` gives it.
    package var typeName: String {
        switch self {
        case .null: "null_type"
        case .bool: "bool"
        case .int: "int"
        case .uint: "uint"
        case .double: "double"
        case .string: "string"
        case .bytes: "bytes"
        case .list: "list"
        case .map: "map"
        case .type: "type"
        case .timestamp: "google.protobuf.Timestamp"
        case .duration: "google.protobuf.Duration"
        case .optional: "optional_type"
        case .address: "net.IP"
        case .network: "net.CIDR"
        }
    }

    /// Names that stand for types where no variable has them.
    static let typeNames: Set<String> = [
        "null_type", "bool", "int", "uint", "double", "string", "bytes", "list", "map", "type", "optional_type",
        "google.protobuf.Timestamp", "google.protobuf.Duration", "net.IP", "net.CIDR",
    ]

    /// A list of values.
    static func list(_ elements: [DynamicValue]) -> DynamicValue { .list(DynamicList(elements)) }

    /// How many values it is made of, counting a value as often as it appears; 64 bytes of text count as one.
    var weight: Int {
        switch self {
        case .string(let text): 1 + text.utf8.count / 64
        case .bytes(let bytes): 1 + bytes.count / 64
        case .list(let list): list.weight
        case .map(let map): map.weight
        case .optional(.some(let value)): 1 + value.weight
        default: 1
        }
    }

    /// False, 0, empty or null: what `optional.ofNonZeroValue` takes for nothing.
    var isZero: Bool {
        switch self {
        case .null: true
        case .bool(let value): !value
        case .int(let value): value == 0
        case .uint(let value): value == 0
        case .double(let value): value == 0
        case .string(let text): text.utf8.isEmpty
        case .bytes(let bytes): bytes.isEmpty
        case .list(let list): list.elements.isEmpty
        case .map(let map): map.entries.isEmpty
        case .duration(let duration): duration.nanoseconds == 0
        case .timestamp(let time): time.nanoseconds == 0
        case .optional(let value): value == nil
        case .type, .address, .network: false
        }
    }
}
