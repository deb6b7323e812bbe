extension Compilation {
    func unary(_ operation: UnaryOperator, _ operand: Expression, _ scope: Scope) -> Meaning {
        switch operation {
        case .not:
            guard let flag = flag(operand, scope, what: "what stands behind \"!\"") else { return .wrong }
            return .scalar(Scalar(type: .flag, value: make(.not(flag), scope)))
        case .negate:
            guard let value = amount(operand, scope, what: "what stands behind \"-\"") else { return .wrong }
            return .scalar(negated(value, scope))
        }
    }

    func negated(_ value: Scalar, _ scope: Scope) -> Scalar {
        var negated = value
        negated.value = make(.subtract(nodes.constant(0, in: scope.entity), value.value), scope)
        return negated
    }

    /// The value of an expression that must be a number, a ratio or money.
    func amount(_ expression: Expression, _ scope: Scope, what: String) -> Scalar? {
        guard let value = scalar(expression, in: scope) else { return nil }
        guard value.type.isAmount else {
            report("\(what) must be a number, a ratio or money; this is \(words(value))", at: expression.range)
            return nil
        }
        return value
    }

    func binary(
        _ operation: BinaryOperator, _ first: Expression, _ second: Expression, _ range: SourceRange, _ scope: Scope
    ) -> Meaning {
        let (left, right) = (scalar(first, in: scope), scalar(second, in: scope))
        guard let left, let right else { return .wrong }
        let result: Scalar? =
            switch operation {
            case .add, .subtract: sum(left, right, minus: operation == .subtract, range, scope)
            case .multiply: product(left, right, range, scope)
            case .divide: quotient(left, right, range, scope)
            case .equal, .notEqual: equality(left, right, negated: operation == .notEqual, range, scope)
            case .less, .lessOrEqual, .greater, .greaterOrEqual: comparison(operation, left, right, range, scope)
            case .remainder, .isIn: nil
            }
        if operation == .remainder {
            report(
                "\"%\" has no place here; write mod(a, b) for what floor division leaves, percent(…) for a share",
                at: range)
        }
        return result.map { .scalar($0) } ?? .wrong
    }

    private func sum(_ left: Scalar, _ right: Scalar, minus: Bool, _ range: SourceRange, _ scope: Scope) -> Scalar? {
        if left.type.isAmount, let type = left.type.joined(right.type) {
            return added(left, right, type, minus: minus, scope)
        }
        switch (left.type, right.type) {
        case (.date, .date) where minus, (.month, .month) where minus:
            return added(left, right, .integer, minus: true, scope)
        case (.date, .integer), (.month, .integer): return added(left, right, left.type, minus: minus, scope)
        case (.integer, .date) where !minus, (.integer, .month) where !minus:
            return added(left, right, right.type, minus: false, scope)
        default:
            let advice =
                left.type.period != nil || right.type.period != nil ? periodAdvice(left.type, right.type) : ""
            report(
                "\(words(left)) and \(words(right)) cannot be \(minus ? "subtracted" : "added")\(advice)", at: range)
            return nil
        }
    }

    private func product(_ left: Scalar, _ right: Scalar, _ range: SourceRange, _ scope: Scope) -> Scalar? {
        let type: RuleType?
        switch (left.type, right.type) {
        case (.integer, .integer): type = .integer
        case (.integer, .ratio), (.ratio, .integer), (.ratio, .ratio): type = .ratio
        case (.money, .integer), (.exactMoney, .integer): type = left.type
        case (.integer, .money), (.integer, .exactMoney): type = right.type
        case (.money(let period), .ratio), (.exactMoney(let period), .ratio), (.ratio, .money(let period)),
            (.ratio, .exactMoney(let period)):
            type = .exactMoney(period)
        default: type = nil
        }
        guard let type else {
            report("\(words(left)) and \(words(right)) cannot be multiplied", at: range)
            return nil
        }
        return multiplied(left, right, type, scope)
    }

    private func quotient(_ left: Scalar, _ right: Scalar, _ range: SourceRange, _ scope: Scope) -> Scalar? {
        let type: RuleType?
        switch (left.type, right.type) {
        case (.integer, .integer), (.integer, .ratio), (.ratio, .integer), (.ratio, .ratio): type = .ratio
        case (.money(let period), .integer), (.exactMoney(let period), .integer), (.money(let period), .ratio),
            (.exactMoney(let period), .ratio):
            type = .exactMoney(period)
        default: type = left.type.period != nil && left.type.period == right.type.period ? .ratio : nil
        }
        guard let type else {
            report(
                "\(words(left)) cannot be divided by \(words(right))" + periodAdvice(left.type, right.type), at: range)
            return nil
        }
        return divided(left, right, type, range, scope)
    }

    func equality(_ left: Scalar, _ right: Scalar, negated: Bool, _ range: SourceRange, _ scope: Scope) -> Scalar? {
        guard left.type.joined(right.type) != nil else {
            report(
                "\(words(left)) and \(words(right)) cannot be compared" + periodAdvice(left.type, right.type), at: range
            )
            return nil
        }
        if left.type == .text, !checkWords(left, right, range) { return nil }
        let (first, second, _) = compared(left, right, scope)
        let equal = make(.equal(first, second), scope)
        return Scalar(type: .flag, value: negated ? make(.not(equal), scope) : equal)
    }

    /// Whether a word that is written here may be what the other side is; reports one that never can.
    func checkWords(_ left: Scalar, _ right: Scalar, _ range: SourceRange) -> Bool {
        for (one, other) in [(left, right), (right, left)] {
            guard nodes.constant(one.value) != nil, one.words?.count == 1, let word = one.words?.first,
                let choices = other.words, !choices.contains(word)
            else { continue }
            let known = choices.sorted().map { words.words[Int($0)] }
            let name = words.words[Int(word)]
            report(
                "\"\(name)\" is none of the words this can be: \(known.joined(separator: ", "))"
                    + Suggestion.text(for: name, among: known), at: range)
            return false
        }
        return true
    }

    private func comparison(
        _ operation: BinaryOperator, _ left: Scalar, _ right: Scalar, _ range: SourceRange, _ scope: Scope
    ) -> Scalar? {
        guard left.type.isOrdered, left.type.joined(right.type) != nil else {
            let advice = left.type.isOrdered && right.type.isOrdered ? periodAdvice(left.type, right.type) : ""
            report(
                "\(words(left)) and \(words(right)) do not stand before or behind each other, so "
                    + "\"\(operation.rawValue)\" cannot compare them\(advice)",
                at: range)
            return nil
        }
        let (first, second, _) = compared(left, right, scope)
        let node: NodeID =
            switch operation {
            case .less: make(.less(first, second), scope)
            case .lessOrEqual: make(.lessOrEqual(first, second), scope)
            case .greater: make(.less(second, first), scope)
            default: make(.lessOrEqual(second, first), scope)
            }
        return Scalar(type: .flag, value: node)
    }
}
