extension Parser {
    /// Reads a constant, a name, a call, or something in brackets.
    mutating func parsePrimary() throws(Stop) -> Expression {
        let token = current
        switch token.kind {
        case .integer(let magnitude):
            advance()
            guard magnitude <= UInt64(Int64.max) else { throw tooLarge(token) }
            return try node(.literal(.int(Int64(magnitude))), token.range)
        case .unsigned(let value): return try constant(.uint(value))
        case .double(let value): return try constant(.double(value, digits: source.slice(token.range)))
        case .string(let text): return try constant(.string(text))
        case .bytes(let bytes): return try constant(.bytes(bytes))
        case .name("true"): return try constant(.bool(true))
        case .name("false"): return try constant(.bool(false))
        case .name("null"): return try constant(.null)
        case .name(let word) where !ReservedWords.all.contains(word): return try parseName(from: token.range.lower)
        case .mark(.dot):
            advance()
            guard case .name(let word) = current.kind, !ReservedWords.all.contains(word), !isConstant(word) else {
                throw fail("a name")
            }
            return try parseName(from: token.range.lower)
        case .mark(.leftParenthesis): return try parseGroup()
        case .mark(.leftBracket): return try parseList()
        case .mark(.leftBrace): return try parseMap()
        default: throw fail("a value")
        }
    }

    func isConstant(_ word: String) -> Bool { word == "true" || word == "false" || word == "null" }

    private mutating func constant(_ literal: Literal) throws(Stop) -> Expression {
        try node(.literal(literal), advance().range)
    }

    /// A variable, a call or a message; a leading dot, if any, was passed.
    private mutating func parseName(from lower: Int) throws(Stop) -> Expression {
        guard case .name(let word) = advance().kind else { throw fail("a name") }
        let isAbsolute = source.bytes[lower] == UInt8(ascii: ".")
        if isAt(.leftParenthesis) {
            let arguments = try parseArguments()
            if let macro = try expandMacro(word, target: nil, arguments, range(from: lower)) { return macro }
            return try node(
                .call(word, target: nil, arguments: arguments), range(from: lower),
                over: arguments.map(\.depth).max() ?? 0)
        }
        if let message = try parseMessage(from: lower, first: word, isAbsolute: isAbsolute) { return message }
        return try node(.name(word, isAbsolute: isAbsolute), range(from: lower))
    }

    private mutating func parseGroup() throws(Stop) -> Expression {
        let open = advance()
        let lower = open.range.lower
        var inner: Expression
        do {
            inner = try parseExpression()
            try expect(.rightParenthesis, opened: open)
        } catch {
            guard error == .recover, skip(to: .rightParenthesis, stoppingAtCommas: false) else { throw error }
            inner = try node(.literal(.null), range(from: lower))
        }
        return Expression(kind: inner.kind, range: range(from: lower), number: inner.number, depth: inner.depth)
    }

    // MARK: Members

    /// Reads `.field`, `.call()`, `[index]` and their optional forms behind a value.
    mutating func parseMembers(of first: Expression) throws(Stop) -> Expression {
        var operand = first
        while true {
            if take(.dot) {
                operand = try parseSelection(of: operand)
            } else if isAt(.leftBracket) {
                operand = try parseIndex(of: operand)
            } else {
                return operand
            }
        }
    }

    private mutating func parseSelection(of operand: Expression) throws(Stop) -> Expression {
        let lower = operand.range.lower
        let isOptional = take(.question)
        let field: String
        var mayCall = !isOptional
        switch current.kind {
        case .name(let word) where !isConstant(word): field = word
        case .quotedName(let word):
            field = word
            mayCall = false
        default: throw fail("the name of a field or function")
        }
        advance()
        guard mayCall, isAt(.leftParenthesis) else {
            return try node(
                .select(operand, field: field, isOptional: isOptional), range(from: lower), over: operand.depth)
        }
        let arguments = try parseArguments()
        if let macro = try expandMacro(field, target: operand, arguments, range(from: lower)) { return macro }
        let depth = arguments.map(\.depth).max() ?? 0
        if case .name(let space, _) = operand.kind, FunctionNames.spaces[space]?.contains(field) == true {
            return try node(
                .call("\(space).\(field)", target: nil, arguments: arguments), range(from: lower), over: depth)
        }
        return try node(
            .call(field, target: operand, arguments: arguments), range(from: lower), over: max(operand.depth, depth))
    }

    private mutating func parseIndex(of operand: Expression) throws(Stop) -> Expression {
        let open = advance()
        var isOptional = false
        var index: Expression
        do {
            isOptional = take(.question)
            index = try parseExpression()
            try expect(.rightBracket, opened: open)
        } catch {
            guard error == .recover, skip(to: .rightBracket, stoppingAtCommas: false) else { throw error }
            index = try node(.literal(.null), range(from: operand.range.lower))
        }
        return try node(
            .index(operand, index, isOptional: isOptional), range(from: operand.range.lower),
            over: max(operand.depth, index.depth))
    }
}
