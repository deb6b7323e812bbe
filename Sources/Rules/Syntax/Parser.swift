/// An expression that was read without a mistake.
package struct ParsedExpression: Sendable {
    /// The tree.
    package let root: Expression
    /// How many nodes it has; their numbers are below this.
    package let nodeCount: Int
    /// The text it was read from.
    package let source: SourceText
}

/// Reads the text of one expression into a tree; recovers at commas and closing brackets to report several mistakes.
package struct Parser {
    let source: SourceText
    let limits: SyntaxLimits
    let tokens: [Token]
    var mistakes: [Diagnostic]
    var position = 0
    var nesting = 0
    var nodeCount = 0

    /// How reading goes on after a mistake that was written down.
    enum Stop: Error {
        /// From the next comma or closing bracket.
        case recover
        /// Not at all: a limit was passed.
        case abandon
    }

    /// Reads a text; throws everything that is wrong with it.
    package static func parse(_ source: SourceText, limits: SyntaxLimits = .init()) throws(SyntaxErrors)
        -> ParsedExpression
    {
        guard source.bytes.count <= limits.sourceBytes else {
            let message = "the text has \(source.bytes.count) bytes; the limit is \(limits.sourceBytes)"
            throw SyntaxErrors(diagnostics: [Diagnostic(message, at: SourceRange(0, 0), in: source)])
        }
        var parser = Parser(source, limits: limits)
        let root = parser.parseWhole()
        guard parser.mistakes.isEmpty, let root else {
            let sorted = parser.mistakes.sorted { $0.range.lower < $1.range.lower }
            throw SyntaxErrors(diagnostics: Array(sorted.prefix(limits.diagnostics)))
        }
        return ParsedExpression(root: root, nodeCount: parser.nodeCount, source: source)
    }

    /// Reads a text that came from no file.
    package static func parse(_ text: String) throws(SyntaxErrors) -> ParsedExpression {
        try parse(SourceText(text))
    }

    private init(_ source: SourceText, limits: SyntaxLimits) {
        self.source = source
        self.limits = limits
        (tokens, mistakes) = Lexer.run(source)
    }

    private mutating func parseWhole() -> Expression? {
        do {
            let root = try parseExpression()
            if current.kind != .end { fail("an operator or the end") }
            return root
        } catch {
            return nil
        }
    }

    // MARK: Tokens

    var current: Token { tokens[position] }

    /// The token some places ahead; the end stays the end.
    func peek(_ ahead: Int) -> Token { tokens[min(position + ahead, tokens.count - 1)] }

    func isAt(_ mark: Mark) -> Bool { current.kind == .mark(mark) }

    @discardableResult
    mutating func advance() -> Token {
        let token = current
        if position < tokens.count - 1 { position += 1 }
        return token
    }

    /// Passes a mark if it stands here.
    mutating func take(_ mark: Mark) -> Bool {
        guard isAt(mark) else { return false }
        advance()
        return true
    }

    mutating func expect(_ mark: Mark, or other: String = "", opened: Token? = nil) throws(Stop) {
        guard !take(mark) else { return }
        var expected = "\"\(mark.rawValue)\"\(other.isEmpty ? "" : " or \(other)")"
        if let opened, current.kind == .end {
            expected += " for the \"\(source.slice(opened.range))\" at \(source.position(of: opened.range.lower))"
        }
        throw fail(expected)
    }

    // MARK: Mistakes

    /// Writes down that something else was expected here.
    @discardableResult
    mutating func fail(_ expected: String) -> Stop {
        let found: String
        switch current.kind {
        case .end: found = "the end"
        case .name(let word) where ReservedWords.all.contains(word): found = "the reserved word \"\(word)\""
        default: found = "\"\(source.slice(current.range))\""
        }
        return fail("expected \(expected), found \(found)", at: current.range)
    }

    /// Writes down a mistake; a second one at the same place would only repeat the first.
    @discardableResult
    mutating func fail(_ message: String, at range: SourceRange) -> Stop {
        if !mistakes.contains(where: { $0.range.lower == range.lower }) {
            mistakes.append(Diagnostic(message, at: range, in: source))
        }
        return mistakes.count >= limits.diagnostics ? .abandon : .recover
    }

    // MARK: Nodes

    mutating func node(_ kind: Expression.Kind, _ range: SourceRange, over children: Int = 0) throws(Stop) -> Expression
    {
        guard nodeCount < limits.nodes else {
            fail("the formula has more than \(limits.nodes) parts: cut it into derived values", at: range)
            throw .abandon
        }
        guard children < limits.depth else {
            fail("the formula is more than \(limits.depth) levels deep: cut it into derived values", at: range)
            throw .abandon
        }
        defer { nodeCount += 1 }
        return Expression(kind: kind, range: range, number: nodeCount, depth: children + 1)
    }

    /// From a place up to the last token passed.
    func range(from lower: Int) -> SourceRange {
        SourceRange(lower, max(lower, position > 0 ? tokens[position - 1].range.upper : lower))
    }

    /// Opens a level of brackets or operands; the caller closes it by `nesting -= 1`.
    mutating func enter() throws(Stop) {
        guard nesting < limits.depth else {
            fail("brackets are nested more than \(limits.depth) deep", at: current.range)
            throw .abandon
        }
        nesting += 1
    }
}
