/// Evaluates an expression by walking its tree, with types checked as values are met.
package struct DynamicEvaluator {
    /// A name of a macro or block and what it stands for; an error shows only when the name is used.
    struct Local {
        let name: String
        let value: Result<DynamicValue, DynamicError>
    }

    let bindings: [String: DynamicValue]
    /// Whether some variable has a name with a dot, so that `a.b` may be a name.
    let hasDottedNames: Bool
    /// What may stand unwritten before a global name, the longest first; the last is empty.
    let prefixes: [String]
    var locals: [Local] = []
    var budget: DynamicBudget

    /// An evaluation in which these variables have values; `x` within the container `a.b` is `a.b.x`, `a.x` or `x`.
    package init(bindings: [String: DynamicValue] = [:], container: String = "", limits: DynamicLimits = .init()) {
        self.bindings = bindings
        let words = container.split(separator: ".")
        prefixes = (0...words.count).reversed().map { count in words.prefix(count).map { "\($0)." }.joined() }
        hasDottedNames = bindings.keys.contains { $0.utf8.contains(UInt8(ascii: ".")) }
        budget = DynamicBudget(limits)
    }

    /// The value of an expression, or why it has none.
    package static func value(
        of expression: Expression, bindings: [String: DynamicValue] = [:], container: String = "",
        limits: DynamicLimits = .init()
    ) throws(DynamicError) -> DynamicValue {
        var evaluator = DynamicEvaluator(bindings: bindings, container: container, limits: limits)
        return try evaluator.evaluate(expression)
    }

    mutating func evaluate(_ expression: Expression) throws(DynamicError) -> DynamicValue {
        do throws(DynamicError) {
            try budget.spend(1)
            return try value(of: expression)
        } catch {
            throw error.located(at: expression.range)
        }
    }

    private mutating func value(of expression: Expression) throws(DynamicError) -> DynamicValue {
        switch expression.kind {
        case .literal(let literal): return DynamicValue(literal)
        case .name, .select: return try member(expression)
        case .presence(let operand, let field): return .bool(try isPresent(operand, field))
        case .index(let operand, let index, let isOptional):
            let operand = try evaluate(operand)
            return try element(of: operand, at: try evaluate(index), isOptional: isOptional)
        case .call(let name, let target, let arguments): return try call(name, target, arguments)
        case .unary(.not, let operand):
            let value = try evaluate(operand)
            guard case .bool(let flag) = value else { throw .noOverload("!", [value]) }
            return .bool(!flag)
        case .unary(.negate, let operand): return try DynamicArithmetic.negate(try evaluate(operand))
        case .binary(let operation, let left, let right):
            let left = try evaluate(left)
            return try binary(operation, left, try evaluate(right))
        case .logical(let operation, let operands): return try logical(operation, operands)
        case .conditional(let condition, let then, let otherwise):
            let value = try evaluate(condition)
            guard case .bool(let flag) = value else { throw .noOverload("? :", [value]) }
            return try evaluate(flag ? then : otherwise)
        case .list(let elements): return try list(elements)
        case .map(let entries): return try map(entries)
        case .message(let name, _): throw DynamicError("there is no message type \(name)")
        case .comprehension(let comprehension): return try comprehend(comprehension)
        case .binding(let name, let value, let body): return try bind([(name, value)], body)
        case .block(let values, let result):
            let named = values.enumerated().map { (GeneratedName.text("index", ["\($0.offset)"]), $0.element) }
            return try bind(named, result)
        }
    }

    private mutating func binary(
        _ operation: BinaryOperator, _ left: DynamicValue, _ right: DynamicValue
    ) throws(DynamicError) -> DynamicValue {
        switch operation {
        case .equal: return .bool(try left.isEqual(to: right, &budget))
        case .notEqual: return .bool(!(try left.isEqual(to: right, &budget)))
        case .less: return .bool(try left.order(to: right) == .before)
        case .greater: return .bool(try left.order(to: right) == .after)
        case .lessOrEqual:
            let order = try left.order(to: right)
            return .bool(order == .before || order == .same)
        case .greaterOrEqual:
            let order = try left.order(to: right)
            return .bool(order == .after || order == .same)
        case .isIn: return .bool(try isContained(left, in: right))
        default: return try DynamicArithmetic.apply(operation, left, right, &budget)
        }
    }

    private mutating func isContained(_ value: DynamicValue, in range: DynamicValue) throws(DynamicError) -> Bool {
        switch range {
        case .list(let list):
            for element in list.elements {
                try budget.spend(1)
                if try value.isEqual(to: element, &budget) { return true }
            }
            return false
        case .map(let map): return map[value] != nil
        default: throw .noOverload("in", [value, range])
        }
    }

    /// An operand that decides wins over an error in another one, wherever it stands.
    private mutating func logical(_ operation: LogicalOperator, _ operands: [Expression]) throws(DynamicError)
        -> DynamicValue
    {
        let decisive = operation == .or
        var failure: DynamicError?
        for operand in operands {
            do throws(DynamicError) {
                let value = try evaluate(operand)
                guard case .bool(let flag) = value else {
                    throw DynamicError.noOverload(operation.rawValue, [value]).located(at: operand.range)
                }
                if flag == decisive { return .bool(decisive) }
            } catch {
                if error.isLimit { throw error }
                failure = failure ?? error
            }
        }
        if let failure { throw failure }
        return .bool(!decisive)
    }

    /// Gives names to values, each of which sees the names before it, for a body.
    private mutating func bind(_ named: [(String, Expression)], _ body: Expression) throws(DynamicError) -> DynamicValue
    {
        let count = locals.count
        defer { locals.removeSubrange(count...) }
        for (name, expression) in named {
            do throws(DynamicError) {
                locals.append(Local(name: name, value: .success(try evaluate(expression))))
            } catch {
                if error.isLimit { throw error }
                locals.append(Local(name: name, value: .failure(error)))
            }
        }
        return try evaluate(body)
    }
}

extension DynamicValue {
    init(_ literal: Literal) {
        switch literal {
        case .null: self = .null
        case .bool(let value): self = .bool(value)
        case .int(let value): self = .int(value)
        case .uint(let value): self = .uint(value)
        case .double(let value, _): self = .double(value)
        case .string(let text): self = .string(text)
        case .bytes(let bytes): self = .bytes(bytes)
        }
    }
}
