extension FunctionLibrary {
    static let optionals: [String: DynamicFunction] = [
        "optional.of": one("optional.of") { .optional($0) },
        "optional.ofNonZeroValue": one("optional.ofNonZeroValue") { .optional($0.isZero ? nil : $0) },
        "optional.none": { arguments, _ throws(DynamicError) in
            guard arguments.isEmpty else { throw .noOverload("optional.none", arguments) }
            return .optional(nil)
        },
    ]

    /// `or` and `orValue` are the evaluator's, for they do not always look at their argument.
    static let optionalMethods: [String: DynamicFunction] = [
        "hasValue": one("hasValue") { value throws(DynamicError) in
            guard case .optional(let inner) = value else { throw .noOverload("hasValue", [value]) }
            return .bool(inner != nil)
        },
        "value": one("value") { value throws(DynamicError) in
            guard case .optional(let inner) = value else { throw .noOverload("value", [value]) }
            guard let inner else { throw DynamicError("the optional has no value") }
            return inner
        },
    ]
}
