extension Parser {
    /// Reads `(a, b, c)` behind a function name.
    mutating func parseArguments() throws(Stop) -> [Expression] {
        var arguments: [Expression] = []
        try parseItems(until: .rightParenthesis, allowsTrailingComma: false) { parser throws(Stop) in
            arguments.append(try parser.parseExpression())
        }
        return arguments
    }

    mutating func parseList() throws(Stop) -> Expression {
        let lower = current.range.lower
        var elements: [ListElement] = []
        try parseItems(until: .rightBracket, allowsTrailingComma: true) { parser throws(Stop) in
            let isOptional = parser.take(.question)
            elements.append(ListElement(value: try parser.parseExpression(), isOptional: isOptional))
        }
        return try node(.list(elements), range(from: lower), over: elements.map(\.value.depth).max() ?? 0)
    }

    mutating func parseMap() throws(Stop) -> Expression {
        let lower = current.range.lower
        var entries: [MapEntry] = []
        try parseItems(until: .rightBrace, allowsTrailingComma: true) { parser throws(Stop) in
            let isOptional = parser.take(.question)
            let key = try parser.parseExpression()
            try parser.expect(.colon)
            entries.append(MapEntry(key: key, value: try parser.parseExpression(), isOptional: isOptional))
        }
        let depth = entries.map { max($0.key.depth, $0.value.depth) }.max() ?? 0
        return try node(.map(entries), range(from: lower), over: depth)
    }

    /// Reads `.name.name{…}` if that is what stands here; the first name was passed.
    mutating func parseMessage(from lower: Int, first: String, isAbsolute: Bool) throws(Stop) -> Expression? {
        var ahead = 0
        var name = isAbsolute ? "." + first : first
        while peek(ahead).kind == .mark(.dot), case .name(let word) = peek(ahead + 1).kind, !isConstant(word) {
            name += "." + word
            ahead += 2
        }
        guard peek(ahead).kind == .mark(.leftBrace) else { return nil }
        for _ in 0..<ahead { advance() }
        var fields: [FieldEntry] = []
        try parseItems(until: .rightBrace, allowsTrailingComma: true) { parser throws(Stop) in
            let isOptional = parser.take(.question)
            let field: String
            switch parser.current.kind {
            case .name(let word) where !parser.isConstant(word): field = word
            case .quotedName(let word): field = word
            default: throw parser.fail("the name of a field")
            }
            parser.advance()
            try parser.expect(.colon)
            fields.append(FieldEntry(field: field, value: try parser.parseExpression(), isOptional: isOptional))
        }
        return try node(.message(name, fields), range(from: lower), over: fields.map(\.value.depth).max() ?? 0)
    }

    /// Reads items between brackets, going on with the next item after a mistake in one.
    private mutating func parseItems(
        until close: Mark, allowsTrailingComma: Bool, _ item: (inout Parser) throws(Stop) -> Void
    ) throws(Stop) {
        let open = advance()
        if take(close) { return }
        if allowsTrailingComma, isAt(.comma), peek(1).kind == .mark(close) {
            advance()
            advance()
            return
        }
        while true {
            do {
                try item(&self)
                if take(close) { return }
                try expect(.comma, or: "\"\(close.rawValue)\"", opened: open)
            } catch {
                guard error == .recover, skip(to: close, stoppingAtCommas: true) else { throw error }
                if tokens[position - 1].kind == .mark(close) { return }
            }
            if allowsTrailingComma, take(close) { return }
        }
    }

    /// Goes behind the next comma or the closing bracket of this level; false if the level does not end there.
    mutating func skip(to close: Mark, stoppingAtCommas: Bool) -> Bool {
        var open: [Mark] = []
        while true {
            guard case .mark(let mark) = current.kind else {
                if current.kind == .end { return false }
                advance()
                continue
            }
            if let closing = mark.closing {
                open.append(closing)
            } else if mark.isClosing {
                if let last = open.last, last == mark {
                    open.removeLast()
                } else {
                    guard open.isEmpty, mark == close else { return false }
                    advance()
                    return true
                }
            } else if mark == .comma, stoppingAtCommas, open.isEmpty {
                advance()
                return true
            }
            advance()
        }
    }
}
