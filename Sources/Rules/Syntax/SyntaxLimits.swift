/// How large a text and its tree may be; a text beyond a limit is refused, never cut.
package struct SyntaxLimits: Hashable, Sendable {
    /// The longest text, in bytes of UTF-8.
    package var sourceBytes: Int
    /// The deepest tree; a chain of operators of one rank counts one level for each, `&&` and `||` count once.
    package var depth: Int
    /// The most nodes.
    package var nodes: Int
    /// The most mistakes reported for one text.
    package var diagnostics: Int

    /// Limits that no rule written by a person meets.
    package init(sourceBytes: Int = 100_000, depth: Int = 250, nodes: Int = 50_000, diagnostics: Int = 20) {
        self.sourceBytes = sourceBytes
        self.depth = depth
        self.nodes = nodes
        self.diagnostics = diagnostics
    }
}
