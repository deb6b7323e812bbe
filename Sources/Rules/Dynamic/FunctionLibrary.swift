/// A function over evaluated arguments; the value before the dot, if any, is the first.
typealias DynamicFunction = @Sendable ([DynamicValue], inout DynamicBudget) throws(DynamicError) -> DynamicValue

/// Every function by name.
enum FunctionLibrary {
    /// Functions written `f(x)`.
    static let functions: [String: DynamicFunction] = merged([
        conversions, sizes, ["matches": matches, "strings.quote": quote], mathematics, bits, encoders, sets,
        ["lists.range": listRange], optionals, addresses,
    ])

    /// Functions written `x.f()`.
    static let methods: [String: DynamicFunction] = merged([
        sizes, textTests, textParts, textChanges, lists, clocks, optionalMethods, addressMethods,
    ])

    private static func merged(_ tables: [[String: DynamicFunction]]) -> [String: DynamicFunction] {
        var all: [String: DynamicFunction] = [:]
        for (name, function) in tables.joined() {
            precondition(all.updateValue(function, forKey: name) == nil, "\(name) is in two tables of functions.")
        }
        return all
    }

    private static let sizes: [String: DynamicFunction] = [
        "size": { arguments, _ throws(DynamicError) in
            guard arguments.count == 1 else { throw .noOverload("size", arguments) }
            switch arguments[0] {
            case .string(let text): return .int(Int64(text.unicodeScalars.count))
            case .bytes(let bytes): return .int(Int64(bytes.count))
            case .list(let list): return .int(Int64(list.elements.count))
            case .map(let map): return .int(Int64(map.entries.count))
            default: throw .noOverload("size", arguments)
            }
        }
    ]
}
