/// Why an expression has no value.
package struct DynamicError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What went wrong, one sentence without a full stop.
    package let message: String
    /// The part of the source whose value could not be computed.
    package private(set) var range: SourceRange?
    /// A limit was passed: no `||` or `exists` may answer in spite of it.
    package let isLimit: Bool

    /// An error of a value.
    package init(_ message: String, isLimit: Bool = false) {
        self.message = message
        self.isLimit = isLimit
    }

    /// No form of a function or an operator takes these values.
    static func noOverload(_ name: String, _ arguments: [DynamicValue]) -> DynamicError {
        let types = arguments.map(\.typeName).joined(separator: ", ")
        return DynamicError("\(name) cannot take (\(types))")
    }

    /// The same error with its place, unless a part of that place is known already.
    func located(at range: SourceRange) -> DynamicError {
        guard self.range == nil else { return self }
        var located = self
        located.range = range
        return located
    }

    /// The message alone.
    package var description: String { message }
}

/// How much work and how large a value an evaluation may need.
package struct DynamicLimits: Hashable, Sendable {
    /// Steps: about one for each node evaluated, element visited and 16 bytes of text produced.
    package var steps: Int
    /// The largest value, in values it is made of; 64 bytes of text count as one.
    package var weight: Int

    /// Limits that a formula about one family never meets.
    package init(steps: Int = 10_000_000, weight: Int = 1_000_000) {
        self.steps = steps
        self.weight = weight
    }
}

/// What is left of the limits.
package struct DynamicBudget: Sendable {
    let limits: DynamicLimits
    private var stepsLeft: Int

    init(_ limits: DynamicLimits) {
        self.limits = limits
        stepsLeft = limits.steps
    }

    /// Takes steps away.
    mutating func spend(_ steps: Int) throws(DynamicError) {
        stepsLeft -= steps
        guard stepsLeft >= 0 else {
            throw DynamicError("the computation needs more than \(limits.steps) steps", isLimit: true)
        }
    }

    /// Takes the steps of making a text or a list, and refuses one that is too large.
    mutating func admit(_ value: DynamicValue) throws(DynamicError) -> DynamicValue {
        let weight = value.weight
        guard weight <= limits.weight else {
            throw DynamicError("the value has more than \(limits.weight) parts", isLimit: true)
        }
        switch value {
        case .string(let text): try spend(text.utf8.count / 16)
        case .bytes(let bytes): try spend(bytes.count / 16)
        case .list(let list): try spend(list.elements.count)
        case .map(let map): try spend(map.entries.count)
        default: break
        }
        return value
    }
}
