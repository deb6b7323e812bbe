extension FunctionLibrary {
    static let conversions: [String: DynamicFunction] = [
        "type": one("type") { .type($0.typeName) },
        "dyn": one("dyn") { $0 },
        "int": one("int", toInt),
        "uint": one("uint", toUInt),
        "double": one("double", toDouble),
        "string": one("string", toString),
        "bytes": one("bytes") { value throws(DynamicError) in
            switch value {
            case .bytes: return value
            case .string(let text): return .bytes(Array(text.utf8))
            default: throw .noOverload("bytes", [value])
            }
        },
        "bool": one("bool") { value throws(DynamicError) in
            switch value {
            case .bool: return value
            case .string("1"), .string("t"), .string("T"), .string("true"), .string("TRUE"), .string("True"):
                return .bool(true)
            case .string("0"), .string("f"), .string("F"), .string("false"), .string("FALSE"), .string("False"):
                return .bool(false)
            default: throw .noOverload("bool", [value])
            }
        },
        "duration": one("duration") { value throws(DynamicError) in
            switch value {
            case .duration: return value
            case .string(let text): return .duration(try DynamicDuration(parsing: text))
            case .int(let seconds): return .duration(try DynamicDuration(nanoseconds: Int128(seconds) * 1_000_000_000))
            default: throw .noOverload("duration", [value])
            }
        },
        "timestamp": one("timestamp") { value throws(DynamicError) in
            switch value {
            case .timestamp: return value
            case .string(let text): return .timestamp(try DynamicTimestamp(parsing: text))
            case .int(let seconds):
                return .timestamp(try DynamicTimestamp(nanoseconds: Int128(seconds) * 1_000_000_000))
            default: throw .noOverload("timestamp", [value])
            }
        },
    ]

    /// A function of one argument.
    static func one(
        _ name: String, _ body: @escaping @Sendable (DynamicValue) throws(DynamicError) -> DynamicValue
    ) -> DynamicFunction {
        { arguments, _ throws(DynamicError) in
            guard arguments.count == 1 else { throw .noOverload(name, arguments) }
            return try body(arguments[0])
        }
    }

    private static func toInt(_ value: DynamicValue) throws(DynamicError) -> DynamicValue {
        switch value {
        case .int: return value
        case .uint(let number):
            guard let number = Int64(exactly: number) else { throw DynamicArithmetic.overflow }
            return .int(number)
        case .double(let number):
            guard number > -0x1p63, number < 0x1p63 else { throw DynamicArithmetic.overflow }
            return .int(Int64(number))
        case .string(let text):
            guard let number = Int64(text) else { throw DynamicError("\(QuotedText.string(text)) is no int") }
            return .int(number)
        case .timestamp(let time): return .int(time.seconds)
        case .duration(let duration): return .int(Int64(duration.nanoseconds / 1_000_000_000))
        default: throw .noOverload("int", [value])
        }
    }

    private static func toUInt(_ value: DynamicValue) throws(DynamicError) -> DynamicValue {
        switch value {
        case .uint: return value
        case .int(let number):
            guard let number = UInt64(exactly: number) else { throw DynamicArithmetic.overflow }
            return .uint(number)
        case .double(let number):
            guard number >= 0, number < 0x1p64 else { throw DynamicArithmetic.overflow }
            return .uint(UInt64(number))
        case .string(let text):
            guard let number = UInt64(text) else { throw DynamicError("\(QuotedText.string(text)) is no uint") }
            return .uint(number)
        default: throw .noOverload("uint", [value])
        }
    }

    private static func toDouble(_ value: DynamicValue) throws(DynamicError) -> DynamicValue {
        switch value {
        case .double: return value
        case .int(let number): return .double(Double(number))
        case .uint(let number): return .double(Double(number))
        case .string(let text):
            guard let number = Double(text) else { throw DynamicError("\(QuotedText.string(text)) is no double") }
            return .double(number)
        default: throw .noOverload("double", [value])
        }
    }

    private static func toString(_ value: DynamicValue) throws(DynamicError) -> DynamicValue {
        switch value {
        case .string: return value
        case .bytes(let bytes):
            guard let text = String(validating: bytes, as: UTF8.self) else {
                throw DynamicError("the bytes are no UTF-8")
            }
            return .string(text)
        case .bool, .int, .uint, .timestamp, .duration, .address, .network: return .string(value.plainText)
        case .double(let number): return .string(DoubleText.shortest(number))
        default: throw .noOverload("string", [value])
        }
    }
}
