import Primitives
import Rules

/// Evaluates texts as docs/rules.md reads, straight from their trees, over exact quotients, without ranges or nodes.
final class Oracle {
    /// A value: money, dates and months are numbers here.
    enum Value: Hashable {
        case flag(Bool)
        case number(Rational)
        case word(String)
    }

    /// The value fails, as docs/rules.md says under Failure.
    struct Failure: Error {}

    /// A row of an entity.
    struct Row: Hashable {
        let entity: Int
        let index: Int
    }

    /// What names mean at a place.
    struct Place {
        let row: Row
        var variables: [String: Row] = [:]
    }

    let policy: DrawnPolicy
    let facts: FactTable
    private let trees: [String: (tree: Expression, entity: Int)]
    private var known: [String: [Row: Result<Value, any Error>]] = [:]

    init(_ policy: DrawnPolicy, _ facts: FactTable) throws {
        (self.policy, self.facts) = (policy, facts)
        trees = try Dictionary(
            uniqueKeysWithValues: policy.texts.map { text in
                (text.name, (try Parser.parse(text.expression).root, text.entity.index))
            })
    }

    /// The derived value at the root; throws `Failure`, or `Rational.TooLarge` when the oracle itself gives up.
    func value(_ name: String) throws -> Value { try derived(name, Row(entity: 0, index: 0)) }

    private func derived(_ name: String, _ row: Row) throws -> Value {
        if let result = known[name]?[row] { return try result.get() }
        guard let text = trees[name] else { preconditionFailure("No text is called \(name).") }
        let result = Result<Value, any Error> { try evaluate(text.tree, Place(row: row)) }
        known[name, default: [:]][row] = result
        return try result.get()
    }

    func evaluate(_ expression: Expression, _ place: Place) throws -> Value {
        switch expression.kind {
        case .literal(.bool(let flag)): return .flag(flag)
        case .literal(.int(let number)): return .number(Rational(number))
        case .literal(.string(let word)): return .word(word)
        case .name(let name, _): return try read(name, from: place.row)
        case .select(let operand, let field, _):
            if case .name("p", _) = operand.kind {
                let value = try plain(parameter(field))
                return field == "flag" ? .flag(value == .number(Rational(1))) : value
            }
            if case .call("yuan", _, _) = operand.kind { return try evaluate(operand, place) }
            guard case .name(let variable, _) = operand.kind, let row = place.variables[variable] else {
                preconditionFailure("Only rows have parts.")
            }
            return try read(field, from: row)
        case .index: return try plain(entry(expression, place))
        case .unary(.not, let operand): return .flag(try !flag(operand, place))
        case .unary(.negate, let operand): return .number(try number(operand, place).negated)
        case .binary(.isIn, let left, let right): return .flag(try isIn(left, right, place))
        case .binary(let operation, let left, let right): return try binary(operation, left, right, place)
        case .logical(let operation, let operands):
            return .flag(
                try decide(operands.map { operand in Result { try flag(operand, place) } }, by: operation == .or))
        case .conditional(let condition, let first, let second):
            return try evaluate(flag(condition, place) ? first : second, place)
        case .comprehension(let walk): return try .flag(quantified(walk, place))
        case .call(let function, let target, let arguments):
            if let target { return try aggregate(function, target, place) }
            return try call(function, arguments, place)
        default: preconditionFailure("The drawn texts do not write this.")
        }
    }

    /// What decides wins over failure.
    func decide(_ flags: [Result<Bool, any Error>], by deciding: Bool) throws -> Bool {
        if flags.contains(where: { (try? $0.get()) == deciding }) { return deciding }
        for flag in flags { _ = try flag.get() }
        return !deciding
    }

    func flag(_ expression: Expression, _ place: Place) throws -> Bool {
        guard case .flag(let flag) = try evaluate(expression, place) else { preconditionFailure("Not a flag.") }
        return flag
    }

    func number(_ expression: Expression, _ place: Place) throws -> Rational {
        guard case .number(let number) = try evaluate(expression, place) else { preconditionFailure("Not a number.") }
        return number
    }

    /// A fact or derived value of a row or of one above.
    private func read(_ name: String, from row: Row) throws -> Value {
        let field = policy.schema.fields.firstIndex { $0.name == name }
        let owner = field.map { policy.schema.fields[$0].entity.index } ?? trees[name]?.entity ?? 0
        var row = row
        while row.entity > owner {
            row = Row(entity: row.entity - 1, index: facts.rows[row.entity][row.index].parent ?? 0)
        }
        guard let field else { return try derived(name, row) }
        switch facts.rows[row.entity][row.index].values[FieldID(index: field)] {
        case .number(let number):
            return policy.schema.fields[field].type == .flag ? .flag(number == 1) : .number(Rational(number))
        case .word(let word): return .word(word)
        default: throw Failure()
        }
    }

    private func binary(
        _ operation: BinaryOperator, _ first: Expression, _ second: Expression, _ place: Place
    ) throws -> Value {
        let (left, right) = (try evaluate(first, place), try evaluate(second, place))
        switch operation {
        case .equal: return .flag(left == right)
        case .notEqual: return .flag(left != right)
        default: break
        }
        guard case .number(let one) = left, case .number(let two) = right else { preconditionFailure("Not numbers.") }
        switch operation {
        case .add: return .number(try one.adding(two))
        case .subtract: return .number(try one.adding(two.negated))
        case .multiply: return .number(try one.multiplied(two))
        case .divide:
            guard !two.isZero else { throw Failure() }
            return .number(try one.divided(two))
        case .less: return .flag(try one.precedes(two))
        case .lessOrEqual: return .flag(try !two.precedes(one))
        case .greater: return .flag(try two.precedes(one))
        default: return .flag(try !one.precedes(two))
        }
    }

    // MARK: Parameters

    func parameter(_ name: String) throws -> ParameterContent {
        guard let parameter = policy.parameters.first(where: { $0.name == name }) else {
            preconditionFailure("No parameter is called \(name).")
        }
        guard case .success(let content) = parameter.content else { throw Failure() }
        return content
    }

    private func plain(_ content: ParameterContent) throws -> Value {
        switch content {
        case .number(let number): return .number(Rational(number))
        case .ratio(let ratio): return .number(try Rational(Int128(ratio.numerator), over: Int128(ratio.denominator)))
        case .word(let word): return .word(word)
        case .list, .table: preconditionFailure("A list or table is no value.")
        }
    }

    /// `p.name` or `p.name[word]`.
    private func entry(_ expression: Expression, _ place: Place) throws -> ParameterContent {
        switch expression.kind {
        case .select(_, let name, _): return try parameter(name)
        case .index(let operand, let key, _):
            guard case .table(let entries) = try entry(operand, place) else { preconditionFailure("Not a table.") }
            guard case .word(let word) = try evaluate(key, place) else { preconditionFailure("Not a word.") }
            guard let entry = entries[word] else { throw Failure() }
            return entry
        default: preconditionFailure("Not an entry.")
        }
    }

    private func isIn(_ left: Expression, _ right: Expression, _ place: Place) throws -> Bool {
        let value = try evaluate(left, place)
        if case .list(let items) = right.kind {
            return try items.contains { try evaluate($0.value, place) == value }
        }
        switch try entry(right, place) {
        case .list(let items): return try items.contains { try plain($0) == value }
        case .table(let entries):
            guard case .word(let word) = value else { preconditionFailure("Not a word.") }
            return entries[word] != nil
        default: preconditionFailure("Neither a list nor a table.")
        }
    }
}
