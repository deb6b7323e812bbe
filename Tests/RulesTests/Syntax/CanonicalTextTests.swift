import Rules
import Testing

@Suite struct CanonicalTextTests {
    @Test(
        arguments: [
            ("a+b*c", "a + b * c"),
            ("(a+b)*c", "(a + b) * c"),
            ("a-(b-c)", "a - (b - c)"),
            ("(a-b)-c", "a - b - c"),
            ("a&&b&&c||d", "a && b && c || d"),
            ("a&&(b&&c)", "a && (b && c)"),
            ("(a||b)&&c", "(a || b) && c"),
            ("a?b:c?d:e", "a ? b : c ? d : e"),
            ("(a?b:c)?d:e", "(a ? b : c) ? d : e"),
            ("!-x", "!-x"),
            ("-(5)", "-(5)"),
            ("-5", "-5"),
            ("- -5", "--5"),
            ("-9223372036854775808", "-9223372036854775808"),
            ("(-5).f()", "-5.f()"),
            ("-(5.f())", "-(5.f())"),
            ("0x1F", "31"),
            ("0xFFu", "255u"),
            ("1.50", "1.50"),
            (".5e1", ".5e1"),
            ("'it\\'s \"x\"\\n'", "\"it's \\\"x\\\"\\n\""),
            ("b'\\xff\\303a'", "b\"\\xff\\xc3a\""),
            ("R'\\d+'", "\"\\\\d+\""),
            ("a.b.?c[?0][1]", "a.b.?c[?0][1]"),
            ("a.`b-c`", "a.`b-c`"),
            ("has(a.b)", "has(a.b)"),
            ("[1,?a,2,]", "[1, ?a, 2]"),
            ("{'a':1,?b:c}", "{\"a\": 1, ?b: c}"),
            ("T.U{f:1}", "T.U{f: 1}"),
            ("xs.all(x,x>0)", "xs.all(x, x > 0)"),
            ("xs.map(x,x>0,x*2)", "xs.map(x, x > 0, x * 2)"),
            ("xs.existsOne(i,v,v==i)", "xs.exists_one(i, v, v == i)"),
            ("m.transformMap(k,v,k!='',v)", "m.transformMap(k, v, k != \"\", v)"),
            ("cel.bind(x,1,x+x)", "cel.bind(x, 1, x + x)"),
            ("cel.block([1,cel.index(0)],cel.index(1))", "cel.block([1, cel.index(0)], cel.index(1))"),
            ("math.greatest(1,2)", "math.greatest(1, 2)"),
            ("a.map(x)", "a.map(x)"),
        ])
    func `prints with the fewest brackets and reads back the same`(text: String, canonical: String) throws {
        let tree = try Parser.parse(text).root
        #expect(tree.canonicalText == canonical)
        #expect(try Parser.parse(tree.canonicalText).root == tree)
    }
    @Test(arguments: 0..<40)
    func `a random expression reads back as the same tree`(batch: UInt64) throws {
        var random = RandomExpression(seed: batch)
        for _ in 0..<50 {
            let text = random.text(4)
            let tree = try Parser.parse(text).root
            let canonical = tree.canonicalText
            let again = try Parser.parse(canonical).root
            #expect(again == tree, "\(text)\n\(canonical)")
            #expect(again.canonicalText == canonical)
        }
    }
}
