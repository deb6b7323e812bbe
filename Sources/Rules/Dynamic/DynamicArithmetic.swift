/// The arithmetic operators: numbers of one type, text, lists, times; nothing is rounded or wrapped silently.
enum DynamicArithmetic {
    static func apply(
        _ operation: BinaryOperator, _ left: DynamicValue, _ right: DynamicValue, _ budget: inout DynamicBudget
    ) throws(DynamicError) -> DynamicValue {
        switch (left, right) {
        case (.int(let left), .int(let right)): return .int(try whole(operation, left, right))
        case (.uint(let left), .uint(let right)): return .uint(try whole(operation, left, right))
        case (.double(let left), .double(let right)): return .double(try binary(operation, left, right))
        default: break
        }
        switch (operation, left, right) {
        case (.add, .string(let left), .string(let right)):
            guard left.utf8.count + right.utf8.count <= budget.limits.weight * 64 else { throw tooLarge }
            return try budget.admit(.string(left + right))
        case (.add, .bytes(let left), .bytes(let right)): return try budget.admit(.bytes(left + right))
        case (.add, .list(let left), .list(let right)):
            guard left.elements.count + right.elements.count <= budget.limits.weight else { throw tooLarge }
            return try budget.admit(.list(left.elements + right.elements))
        default: return try times(operation, left, right)
        }
    }

    static func negate(_ value: DynamicValue) throws(DynamicError) -> DynamicValue {
        switch value {
        case .int(let value):
            guard value != .min else { throw overflow }
            return .int(-value)
        case .double(let value): return .double(-value)
        default: throw .noOverload("-", [value])
        }
    }

    static let overflow = DynamicError("the result is beyond the range of 64 bits")
    private static let tooLarge = DynamicError("the value is too large", isLimit: true)

    private static func whole<Number: FixedWidthInteger>(
        _ operation: BinaryOperator, _ left: Number, _ right: Number
    ) throws(DynamicError) -> Number {
        let result: (partialValue: Number, overflow: Bool)
        switch operation {
        case .add: result = left.addingReportingOverflow(right)
        case .subtract: result = left.subtractingReportingOverflow(right)
        case .multiply: result = left.multipliedReportingOverflow(by: right)
        case .divide, .remainder:
            guard right != 0 else { throw DynamicError("division by zero") }
            result =
                operation == .divide
                ? left.dividedReportingOverflow(by: right) : left.remainderReportingOverflow(dividingBy: right)
        default: throw DynamicError("\(operation.rawValue) is not arithmetic")
        }
        guard !result.overflow else { throw overflow }
        return result.partialValue
    }

    private static func binary(
        _ operation: BinaryOperator, _ left: Double, _ right: Double
    ) throws(DynamicError) -> Double {
        switch operation {
        case .add: return left + right
        case .subtract: return left - right
        case .multiply: return left * right
        case .divide: return left / right
        default: throw .noOverload(operation.rawValue, [.double(left), .double(right)])
        }
    }

    private static func times(
        _ operation: BinaryOperator, _ left: DynamicValue, _ right: DynamicValue
    ) throws(DynamicError) -> DynamicValue {
        switch (operation, left, right) {
        case (.add, .timestamp(let time), .duration(let span)), (.add, .duration(let span), .timestamp(let time)):
            return .timestamp(try DynamicTimestamp(nanoseconds: time.nanoseconds + span.nanoseconds))
        case (.subtract, .timestamp(let time), .duration(let span)):
            return .timestamp(try DynamicTimestamp(nanoseconds: time.nanoseconds - span.nanoseconds))
        case (.subtract, .timestamp(let left), .timestamp(let right)):
            return .duration(try DynamicDuration(nanoseconds: left.nanoseconds - right.nanoseconds))
        case (.add, .duration(let left), .duration(let right)):
            return .duration(try DynamicDuration(nanoseconds: left.nanoseconds + right.nanoseconds))
        case (.subtract, .duration(let left), .duration(let right)):
            return .duration(try DynamicDuration(nanoseconds: left.nanoseconds - right.nanoseconds))
        default: throw .noOverload(operation.rawValue, [left, right])
        }
    }
}
