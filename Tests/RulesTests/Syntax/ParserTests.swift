import Rules
import Testing

@Suite struct ParserTests {
    @Test(
        arguments: [
            ("a || b && c", "a || b && c"),
            ("a < b == c", "a < b == c"),
            ("a in b in c", "a in b in c"),
            ("(a < b) < c", "a < b < c"),
            ("a < (b < c)", "a < (b < c)"),
            ("a * b / c % d", "a * b / c % d"),
            ("a / (b * c)", "a / (b * c)"),
            ("-a.b", "-a.b"),
            ("(-a).b", "(-a).b"),
            ("!a == b", "!a == b"),
            ("a ? b : c || d", "a ? b : c || d"),
            ("(a ? b : c) || d", "(a ? b : c) || d"),
            ("a // the rest is a comment\n + b", "a + b"),
            ("\t a\r\n.b\u{0C}", "a.b"),
            ("a.in_b", "a.in_b"),
            ("a.for", "a.for"),
            ("a.package()", "a.package()"),
        ])
    func `operators bind as the grammar says`(text: String, canonical: String) throws {
        #expect(try Parser.parse(text).root.canonicalText == canonical)
    }

    @Test func `nodes are numbered without gaps, children first`() throws {
        let parsed = try Parser.parse("a.b + [1, 2].map(x, x * 2)[0]")
        guard case .binary(.add, let left, let right) = parsed.root.kind else {
            Issue.record("the root is no sum")
            return
        }
        #expect(parsed.root.number == parsed.nodeCount - 1)
        #expect(left.number < right.number)
        #expect(right.number < parsed.root.number)
    }

    @Test func `a range covers the text of its node`() throws {
        let parsed = try Parser.parse("  size( a.b ) >= 10 ")
        guard case .binary(_, let left, let right) = parsed.root.kind else {
            Issue.record("the root is no comparison")
            return
        }
        #expect(parsed.source.slice(left.range) == "size( a.b )")
        #expect(parsed.source.slice(right.range) == "10")
        #expect(parsed.source.slice(parsed.root.range) == "size( a.b ) >= 10")
    }

    @Test func `chains of and are one node`() throws {
        let parsed = try Parser.parse(Array(repeating: "a", count: 5_000).joined(separator: " && "))
        #expect(parsed.root.depth == 2)
    }

    @Test(
        arguments: [
            ("10,000 brackets", String(repeating: "(", count: 10_000) + "1" + String(repeating: ")", count: 10_000)),
            ("10,000 lists", String(repeating: "[", count: 10_000)),
            ("10,000 maps", String(repeating: "{1:", count: 10_000)),
            ("10,000 calls", String(repeating: "f(", count: 10_000)),
            ("10,000 indices", String(repeating: "a[", count: 10_000)),
            ("10,000 conditionals", String(repeating: "a ? b : ", count: 10_000) + "c"),
            ("10,000 signs", String(repeating: "!", count: 10_000) + "a"),
            ("10,000 sums", String(repeating: "a + ", count: 10_000) + "a"),
            ("10,000 fields", "a" + String(repeating: ".a", count: 10_000)),
        ])
    func `depth is limited and never overflows the stack`(name: String, text: String) {
        let error = #expect(throws: SyntaxErrors.self) { try Parser.parse(text) }
        #expect(error?.diagnostics.contains { $0.message.contains("250") } == true, "\(name)")
    }

    @Test func `249 levels are within the limit`() throws {
        let brackets = String(repeating: "(", count: 249) + "1" + String(repeating: ")", count: 249)
        #expect(try Parser.parse(brackets).root.canonicalText == "1")
        let sums = Array(repeating: "1", count: 250).joined(separator: " + ")
        #expect(try Parser.parse(sums).root.depth == 250)
    }

    @Test func `size and nodes are limited`() {
        let long = #expect(throws: SyntaxErrors.self) { try Parser.parse(String(repeating: " ", count: 100_001)) }
        #expect(long?.diagnostics.first?.message == "the text has 100001 bytes; the limit is 100000")
        let many = #expect(throws: SyntaxErrors.self) {
            try Parser.parse(SourceText("[1, 2, 3]"), limits: SyntaxLimits(nodes: 3))
        }
        #expect(many?.diagnostics.first?.message.contains("more than 3 parts") == true)
    }

    @Test(arguments: 0..<20)
    func `no text crashes the parser`(batch: UInt64) {
        var random = RandomExpression(seed: 1_000 + batch)
        for round in 0..<200 {
            let text =
                switch round % 3 {
                case 0: random.bytes(1 + round)
                case 1: random.tokens(1 + round / 4)
                default: random.mutated(random.text(3))
                }
            _ = try? Parser.parse(text)
        }
    }
}
