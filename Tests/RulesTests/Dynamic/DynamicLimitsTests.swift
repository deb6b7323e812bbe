import Rules
import Testing

/// Limits and hostile input, in the file of `DynamicLimits`.
@Suite struct DynamicLimitsTests {
    @Test(
        .timeLimit(.minutes(1)),
        arguments: [
            ("doubling a text", Self.doubled("'0123456789abcdef'", "+")),
            ("doubling a list", Self.doubled("[1]", "+")),
            ("lists of lists", Self.nested("[x, x]")),
            ("maps of maps", Self.nested("{1: x, 2: x}")),
            ("comparing what is shared", Self.nested("[x, x, x]") + " == 1"),
            ("walks in walks", "lists.range(1000).all(a, lists.range(1000).all(b, lists.range(1000).all(c, true)))"),
            ("a long range", "lists.range(9223372036854775807).size()"),
            ("an absorbed limit", "lists.range(9223372036854775807).size() == 1 || true"),
            (
                "replacing with much",
                "'\(String(repeating: "a", count: 9_000))'.replace('', '\(String(repeating: "b", count: 9_000))')"
            ),
        ])
    func `a formula that grows without bound is stopped`(name: String, text: String) {
        let answer = Dynamic.answer(text)
        #expect(
            answer.hasPrefix("error: the ") || answer.hasPrefix("error: lists.range"), "\(name): \(answer.prefix(80))")
    }

    /// Fifty bindings, each of which doubles the value before it.
    private static func doubled(_ first: String, _ operation: String) -> String {
        (0..<50).reversed().reduce("x50.size()") { "cel.bind(x\($1 + 1), x\($1) \(operation) x\($1), \($0))" }
            .wrapped("cel.bind(x0, \(first), ")
    }

    private static func nested(_ step: String) -> String {
        (0..<50).reduce("x") { text, _ in "cel.bind(x, \(step), \(text))" }.wrapped("cel.bind(x, 1, ")
    }

    @Test func `steps are limited`() {
        #expect(
            Dynamic.answer("1 + 1", limits: DynamicLimits(steps: 2)) == "error: the computation needs more than 2 steps"
        )
        #expect(Dynamic.answer("1 + 1", limits: DynamicLimits(steps: 3)) == "int 2")
    }

    @Test(arguments: 0..<20)
    func `no expression crashes the evaluator`(batch: UInt64) {
        var random = RandomExpression(seed: 5_000 + batch)
        let limits = DynamicLimits(steps: 20_000, weight: 10_000)
        for round in 0..<200 {
            let text = round % 2 == 0 ? random.text(4) : random.mutated(random.text(4))
            _ = Dynamic.answer(text, limits: limits)
        }
    }

    @Test(arguments: 0..<10)
    func `no regular expression crashes the matcher`(batch: UInt64) {
        var random = RandomExpression(seed: 9_000 + batch)
        let pieces = [
            "(", ")", "[", "]", "a", "b", "-", "^", "$", "*", "+", "?", "{2}", "{1,3}", "|", ".", "\\", "\\d", "\\pL",
            "中", "(?i)", ":", "&&",
        ]
        for _ in 0..<200 {
            let pattern = (0..<8).map { _ in random.pick(pieces) }.joined()
            _ = Dynamic.answer("'aab中'.matches(\(Literal.string(pattern).text))")
        }
    }
}

extension String {
    fileprivate func wrapped(_ head: String) -> String { head + self + ")" }
}
