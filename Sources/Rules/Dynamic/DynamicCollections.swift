/// Values in order, with their weight counted once.
package struct DynamicList: Sendable {
    /// The values.
    package let elements: [DynamicValue]
    let weight: Int

    /// A list of these values.
    package init(_ elements: [DynamicValue]) {
        self.elements = elements
        weight = elements.reduce(1) { Saturating.add($0, $1.weight) }
    }
}

/// Values by key, in the order in which the keys were put in.
package struct DynamicMap: Sendable {
    /// The keys as written, with their values.
    package private(set) var entries: [(key: DynamicValue, value: DynamicValue)] = []
    private var places: [DynamicKey: Int] = [:]
    private(set) var weight = 1

    /// A map without keys.
    package init() {}

    /// The value of an equal key; 1, 1u and 1.0 are equal.
    package subscript(key: DynamicValue) -> DynamicValue? {
        guard let key = DynamicKey(looking: key), let place = places[key] else { return nil }
        return entries[place].value
    }

    /// The value of a string key.
    subscript(field field: String) -> DynamicValue? {
        places[.string(StringKey(text: field))].map { entries[$0].value }
    }

    /// Adds an entry; throws when the key is of a kind that cannot be one, or is there already.
    package mutating func insert(_ key: DynamicValue, _ value: DynamicValue) throws(DynamicError) {
        guard let found = DynamicKey(storing: key) else {
            throw DynamicError("a value of type \(key.typeName) cannot be the key of a map")
        }
        guard places.updateValue(entries.count, forKey: found) == nil else {
            throw DynamicError("the key \(key.plainText) is in the map twice")
        }
        entries.append((key, value))
        weight = Saturating.add(weight, Saturating.add(key.weight, value.weight))
    }
}

/// Sums of weights, which can be astronomical for shared values.
enum Saturating {
    static func add(_ left: Int, _ right: Int) -> Int {
        let (sum, overflow) = left.addingReportingOverflow(right)
        return overflow ? .max : sum
    }
}

/// A key such that equal numbers of different types are one key.
private enum DynamicKey: Hashable, Sendable {
    case bool(Bool)
    case int(Int64)
    /// Beyond the range of `int`.
    case large(UInt64)
    case string(StringKey)

    init?(storing value: DynamicValue) {
        if case .double = value { return nil }
        self.init(looking: value)
    }

    init?(looking value: DynamicValue) {
        switch value {
        case .bool(let value): self = .bool(value)
        case .int(let value): self = .int(value)
        case .uint(let value): self = Int64(exactly: value).map(Self.int) ?? .large(value)
        case .double(let value):
            if let exact = Int64(exactly: value) {
                self = .int(exact)
            } else if let exact = UInt64(exactly: value) {
                self = .large(exact)
            } else {
                return nil
            }
        case .string(let text): self = .string(StringKey(text: text))
        default: return nil
        }
    }
}

/// A string compared by its code points: Swift's own equality takes composed and decomposed letters for the same.
private struct StringKey: Hashable, Sendable {
    let text: String

    static func == (left: StringKey, right: StringKey) -> Bool { left.text.utf8.elementsEqual(right.text.utf8) }

    func hash(into hasher: inout Hasher) {
        for byte in text.utf8 { hasher.combine(byte) }
    }
}
