extension Parser {
    /// Reads a whole expression: a conditional or anything that binds tighter.
    mutating func parseExpression() throws(Stop) -> Expression {
        try enter()
        defer { nesting -= 1 }
        let condition = try parseLogical(.or)
        guard take(.question) else { return condition }
        let then = try parseLogical(.or)
        try expect(.colon)
        let otherwise = try parseExpression()
        return try node(
            .conditional(condition, then: then, otherwise: otherwise), condition.range.union(otherwise.range),
            over: max(condition.depth, then.depth, otherwise.depth))
    }

    private mutating func parseLogical(_ operation: LogicalOperator) throws(Stop) -> Expression {
        let mark: Mark = operation == .or ? .or : .and
        var operands = [try parseLogicalOperand(of: operation)]
        while take(mark) { operands.append(try parseLogicalOperand(of: operation)) }
        guard operands.count > 1 else { return operands[0] }
        return try node(
            .logical(operation, operands), operands[0].range.union(operands[operands.count - 1].range),
            over: operands.map(\.depth).max() ?? 0)
    }

    private mutating func parseLogicalOperand(of operation: LogicalOperator) throws(Stop) -> Expression {
        operation == .or ? try parseLogical(.and) : try parseBinary(above: Rank.and)
    }

    /// Reads operators that bind tighter than a rank, grouping equal ranks from the left.
    private mutating func parseBinary(above rank: Int) throws(Stop) -> Expression {
        var left = try parseUnary()
        while case .mark(let mark) = current.kind, let operation = mark.binary, operation.rank > rank {
            advance()
            let right = try parseBinary(above: operation.rank)
            left = try node(
                .binary(operation, left, right), left.range.union(right.range), over: max(left.depth, right.depth))
        }
        return left
    }

    private mutating func parseUnary() throws(Stop) -> Expression {
        var operators: [(UnaryOperator, Int)] = []
        while true {
            if isAt(.not) {
                operators.append((.not, advance().range.lower))
            } else if isAt(.minus) {
                operators.append((.negate, advance().range.lower))
            } else {
                break
            }
        }
        var operand: Expression
        if let (operation, lower) = operators.last, operation == .negate, let literal = try parseNegative(from: lower) {
            operators.removeLast()
            operand = try parseMembers(of: literal)
        } else {
            operand = try parseMembers(of: try parsePrimary())
        }
        for (operation, lower) in operators.reversed() {
            operand = try node(
                .unary(operation, operand), SourceRange(lower, operand.range.upper), over: operand.depth)
        }
        return operand
    }

    /// A number directly behind a minus sign, which alone can write the least `int`.
    private mutating func parseNegative(from lower: Int) throws(Stop) -> Expression? {
        let token = current
        switch token.kind {
        case .integer(let magnitude):
            advance()
            guard magnitude <= UInt64(Int64.max) + 1 else { throw tooLarge(token) }
            return try node(.literal(.int(Int64(truncatingIfNeeded: 0 &- magnitude))), range(from: lower))
        case .double(let value):
            advance()
            return try node(
                .literal(.double(-value, digits: "-" + source.slice(token.range))), range(from: lower))
        default: return nil
        }
    }

    mutating func tooLarge(_ token: Token) -> Stop {
        fail(
            "\(source.slice(token.range)) is beyond the range of int; write a \"u\" behind it for an uint",
            at: token.range)
    }
}
