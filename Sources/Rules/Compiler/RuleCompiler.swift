/// Everything that is wrong with the texts of a policy, in the order of the texts.
package struct RuleErrors: Error, Hashable, Sendable, CustomStringConvertible {
    /// At least one mistake.
    package let diagnostics: [Diagnostic]

    /// Every mistake with its line and caret.
    package var description: String { diagnostics.map(\.text).joined(separator: "\n") }
}

/// How large a policy may be; one beyond a limit is refused, never cut.
package struct RuleLimits: Hashable, Sendable {
    /// The limits of each text.
    package var syntax: SyntaxLimits
    /// The most derived values.
    package var values: Int
    /// The most nodes of the program.
    package var nodes: Int

    /// Limits that no law meets.
    package init(
        syntax: SyntaxLimits = SyntaxLimits(sourceBytes: 20_000, depth: 100, nodes: 5_000), values: Int = 10_000,
        nodes: Int = 200_000
    ) {
        self.syntax = syntax
        self.values = values
        self.nodes = nodes
    }
}

/// Turns the texts of derived values into a program, or names every mistake in every text.
///
/// Types, units and ranges are checked before any family is touched; a program that comes out runs on any facts
/// inside their declared ranges, and says of each step whether it may fail.
package enum RuleCompiler {
    /// Compiles texts against the facts there can be and the parameters of a day.
    package static func compile(
        schema: FactSchema, parameters: [RuleParameter], texts: [RuleText], limits: RuleLimits = RuleLimits()
    ) -> Result<RuleProgram, RuleErrors> {
        guard texts.count <= limits.values else {
            let source = SourceText(texts[0].expression, file: texts[0].file, line: texts[0].line)
            let message = "there are \(texts.count) derived values; the limit is \(limits.values)"
            return .failure(RuleErrors(diagnostics: [Diagnostic(message, at: SourceRange(0, 0), in: source)]))
        }
        let compilation = Compilation(schema: schema, parameters: parameters, texts: texts, limits: limits)
        compilation.run()
        return compilation.outcome
    }
}
