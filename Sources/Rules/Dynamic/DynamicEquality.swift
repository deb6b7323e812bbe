extension DynamicValue {
    /// Whether two values are equal; numbers of different types compare by value, other different types are unequal.
    package func isEqual(to other: DynamicValue, _ budget: inout DynamicBudget) throws(DynamicError) -> Bool {
        switch (self, other) {
        case (.null, .null): return true
        case (.bool(let left), .bool(let right)): return left == right
        case (.string(let left), .string(let right)):
            try budget.spend(left.utf8.count / 64)
            return left.utf8.elementsEqual(right.utf8)
        case (.bytes(let left), .bytes(let right)): return left == right
        case (.type(let left), .type(let right)): return left == right
        case (.timestamp(let left), .timestamp(let right)): return left == right
        case (.duration(let left), .duration(let right)): return left == right
        case (.address(let left), .address(let right)): return left == right
        case (.network(let left), .network(let right)): return left == right
        case (.optional(let left), .optional(let right)):
            guard let left, let right else { return left == nil && right == nil }
            return try left.isEqual(to: right, &budget)
        case (.list(let left), .list(let right)):
            guard left.elements.count == right.elements.count else { return false }
            for (one, another) in zip(left.elements, right.elements) {
                try budget.spend(1)
                guard try one.isEqual(to: another, &budget) else { return false }
            }
            return true
        case (.map(let left), .map(let right)):
            guard left.entries.count == right.entries.count else { return false }
            for entry in left.entries {
                try budget.spend(1)
                guard let another = right[entry.key] else { return false }
                guard try entry.value.isEqual(to: another, &budget) else { return false }
            }
            return true
        default: return numericOrder(self, other) == .same
        }
    }

    /// Where this value stands to another; throws when the two have no order, nil when one is not a number.
    package func order(to other: DynamicValue) throws(DynamicError) -> Order? {
        switch (self, other) {
        case (.bool(let left), .bool(let right)): return Order(left ? 1 : 0, right ? 1 : 0)
        case (.string(let left), .string(let right)): return Order(bytes: left.utf8, right.utf8)
        case (.bytes(let left), .bytes(let right)): return Order(bytes: left, right)
        case (.timestamp(let left), .timestamp(let right)): return Order(left.nanoseconds, right.nanoseconds)
        case (.duration(let left), .duration(let right)): return Order(left.nanoseconds, right.nanoseconds)
        case (.double(let left), _) where left.isNaN && other.isNumber: return nil
        case (_, .double(let right)) where right.isNaN && isNumber: return nil
        default:
            guard let order = numericOrder(self, other) else { throw .noOverload("an order", [self, other]) }
            return order
        }
    }

    /// Whether it is of one of the three types of numbers.
    var isNumber: Bool {
        switch self {
        case .int, .uint, .double: true
        default: false
        }
    }
}

/// Where one value stands to another.
package enum Order: Sendable {
    case before
    case same
    case after

    init<Number: Comparable>(_ left: Number, _ right: Number) {
        self = left < right ? .before : left == right ? .same : .after
    }

    init(bytes left: some Collection<UInt8>, _ right: some Collection<UInt8>) {
        self = left.elementsEqual(right) ? .same : left.lexicographicallyPrecedes(right) ? .before : .after
    }
}

/// Compares numbers of any two types; nil for anything else and for NaN.
private func numericOrder(_ left: DynamicValue, _ right: DynamicValue) -> Order? {
    switch (left, right) {
    case (.int(let left), .int(let right)): return Order(left, right)
    case (.uint(let left), .uint(let right)): return Order(left, right)
    case (.double(let left), .double(let right)): return left.isNaN || right.isNaN ? nil : Order(left, right)
    case (.int(let left), .uint(let right)): return Order(Int128(left), Int128(right))
    case (.uint(let left), .int(let right)): return Order(Int128(left), Int128(right))
    case (.int(let left), .double(let right)): return rounded(Double(left), right)
    case (.uint(let left), .double(let right)): return rounded(Double(left), right)
    case (.double(let left), .int(let right)): return rounded(left, Double(right))
    case (.double(let left), .uint(let right)): return rounded(left, Double(right))
    default: return nil
    }
}

/// CEL compares a whole number with a double as doubles, although the nearest double of a large one is another number.
private func rounded(_ left: Double, _ right: Double) -> Order? {
    left.isNaN || right.isNaN ? nil : Order(left, right)
}
