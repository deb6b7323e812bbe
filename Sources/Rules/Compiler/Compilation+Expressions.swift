extension Compilation {
    /// The value of an expression; reports what has none.
    func scalar(_ expression: Expression, in scope: Scope) -> Scalar? {
        switch meaning(expression, in: scope) {
        case .scalar(let scalar): return scalar
        case .wrong: return nil
        case .rows(let stream):
            let rows = schema.entities[stream.entity.index].rowsName
            report(
                "\"\(rows)\" are several rows; make one value of them, as in \(rows).size() or \(rows).exists(r, …)",
                at: expression.range)
        case .values:
            report(
                "this is one value for each row; make one of them with .sum(), .min(), .max() or .distinct().size()",
                at: expression.range)
        case .row(let entity):
            let name = source.slice(expression.range)
            let row = schema.entities[entity.index].name
            report(
                "\"\(name)\" is one \(row); write which of its values is meant, as in \(name).name",
                at: expression.range)
        case .list: report("a list can only stand right of \"in\"", at: expression.range)
        case .table:
            report(
                "this is a table; say which entry is meant by words in brackets, as in p.table[word]",
                at: expression.range)
        }
        return nil
    }

    /// What an expression means at a place.
    func meaning(_ expression: Expression, in scope: Scope) -> Meaning {
        let outer = nodes.place
        nodes.place = NodePlace(definition: outer.definition, range: expression.range)
        defer { nodes.place = outer }
        switch expression.kind {
        case .literal(let literal): return constant(literal, expression.range, scope)
        case .name(let name, _): return self.name(name, expression.range, scope)
        case .select(let operand, let field, let isOptional):
            if isOptional { return wrong("\".?\" has no place here: no fact is optional", at: expression.range) }
            return select(field, of: operand, expression.range, scope)
        case .presence:
            return wrong(
                "has(…) has no place here: a fact that nobody gave is unknown, never absent", at: expression.range)
        case .index(let operand, let key, let isOptional):
            if isOptional { return wrong("\"[?\" has no place here: ask with \"in\" first", at: expression.range) }
            return index(operand, key, expression.range, scope)
        case .call(let function, let target, let arguments):
            return call(function, target, arguments, expression.range, scope)
        case .unary(let operation, let operand): return unary(operation, operand, scope)
        case .binary(.isIn, let left, let right): return membership(left, right, scope)
        case .binary(let operation, let left, let right):
            return binary(operation, left, right, expression.range, scope)
        case .logical(let operation, let operands): return logical(operation, operands, scope)
        case .conditional(let condition, let first, let second):
            return conditional(condition, first, second, expression.range, scope)
        case .list(let items): return list(items, expression.range, scope)
        case .comprehension(let walk): return comprehension(walk, expression.range, scope)
        case .map: return wrong("a table has no place in a formula: make it a parameter", at: expression.range)
        case .message(let name, _): return wrong("there is no type \"\(name)\" to make here", at: expression.range)
        case .binding, .block:
            return wrong("make this a derived value of its own, with a name", at: expression.range)
        }
    }

    func constant(_ literal: Literal, _ range: SourceRange, _ scope: Scope) -> Meaning {
        switch literal {
        case .bool(let flag): return .scalar(constant(flag ? 1 : 0, .flag, scope))
        case .int(let number): return .scalar(constant(number, .integer, scope))
        case .string(let word):
            let number = words.number(word)
            var value = constant(number, .text, scope)
            value.words = [number]
            return .scalar(value)
        case .uint(let number): return wrong("write \(number) without \"u\"", at: range)
        case .double(_, let digits):
            return wrong(
                "\(digits) has a decimal point; write money as yuan(\"\(digits)\"), a share as permille(…) or a "
                    + "quotient such as 3 / 5",
                at: range)
        case .bytes: return wrong("b\"…\" has no place here; a word is written \"…\"", at: range)
        case .null:
            return wrong(
                "\"null\" has no place here: a fact is a value or unknown, and unknown needs no test", at: range)
        }
    }

    func constant(_ number: Int64, _ type: RuleType, _ scope: Scope) -> Scalar {
        Scalar(type: type, value: nodes.constant(number, in: scope.entity))
    }

    /// The node of a denominator.
    func node(_ denominator: Denominator, in entity: EntityID) -> NodeID {
        switch denominator {
        case .constant(let number): nodes.constant(number, in: entity)
        case .node(let node): node
        }
    }

    func make(_ operation: Operation, _ scope: Scope) -> NodeID { nodes.make(operation, in: scope.entity) }

    /// The same value for the rows of the scope's entity.
    func lift(_ scalar: Scalar, to scope: Scope) -> Scalar {
        var lifted = scalar
        lifted.value = nodes.lift(scalar.value, to: scope.entity)
        if case .node(let node) = scalar.denominator {
            lifted.denominator = .node(nodes.lift(node, to: scope.entity))
        }
        return lifted
    }

    func logical(_ operation: LogicalOperator, _ operands: [Expression], _ scope: Scope) -> Meaning {
        let flags = operands.map { flag($0, scope, what: "each side of \"\(operation.rawValue)\"") }
        guard var result = flags[0] else { return .wrong }
        for flag in flags.dropFirst() {
            guard let flag else { return .wrong }
            result = make(operation == .and ? .and(result, flag) : .or(result, flag), scope)
        }
        return .scalar(Scalar(type: .flag, value: result))
    }

    /// The node of an expression that must be true or false.
    func flag(_ expression: Expression, _ scope: Scope, what: String) -> NodeID? {
        guard let value = scalar(expression, in: scope) else { return nil }
        guard value.type == .flag else {
            report("\(what) must be true or false; this is \(words(value))", at: expression.range)
            return nil
        }
        return value.value
    }

    func words(_ value: Scalar) -> String { value.type.words(in: schema) }

    func conditional(
        _ condition: Expression, _ first: Expression, _ second: Expression, _ range: SourceRange, _ scope: Scope
    ) -> Meaning {
        let open = flag(condition, scope, what: "what stands before \"?\"")
        let (left, right) = (scalar(first, in: scope), scalar(second, in: scope))
        guard let open, let left, let right else { return .wrong }
        guard let type = left.type.joined(right.type) else {
            return wrong(
                "both sides of \":\" must be of one kind; found \(words(left)) and \(words(right))"
                    + periodAdvice(left.type, right.type), at: range)
        }
        return .scalar(choose(open, left, right, type, scope))
    }

    func choose(_ condition: NodeID, _ left: Scalar, _ right: Scalar, _ type: RuleType, _ scope: Scope) -> Scalar {
        let (first, second, denominator) = overOne(left, right, scope)
        var result = Scalar(type: type, value: make(.choose(condition, first, second), scope))
        if let denominator {
            result.denominator = .constant(denominator)
        } else {
            let below = (node(left.denominator, in: scope.entity), node(right.denominator, in: scope.entity))
            result.denominator = .node(make(.choose(condition, below.0, below.1), scope))
        }
        if let these = left.words, let those = right.words { result.words = these.union(those) }
        return result
    }
}
