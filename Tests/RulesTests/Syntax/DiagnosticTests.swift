import Rules
import Testing

@Suite struct DiagnosticTests {
    /// What a text is told, without file name.
    static func report(_ text: String) -> String {
        do {
            return try Parser.parse(text).root.canonicalText
        } catch {
            return error.description
        }
    }

    @Test(
        arguments: [
            ("a + (b , c", "1:8: expected \")\", found \",\"\n    a + (b , c\n           ^"),
            ("(1 + 2", "1:7: expected \")\" for the \"(\" at 1:1, found the end\n    (1 + 2\n          ^"),
            ("1 + + 2", "1:5: expected a value, found \"+\"\n    1 + + 2\n        ^"),
            ("a b", "1:3: expected an operator or the end, found \"b\"\n    a b\n      ^"),
            ("", "1:1: expected a value, found the end\n    \n    ^"),
            ("for + 1", "1:1: expected a value, found the reserved word \"for\"\n    for + 1\n    ^^^"),
            ("a.true", "1:3: expected the name of a field or function, found \"true\"\n    a.true\n      ^^^^"),
            ("a ? b", "1:6: expected \":\", found the end\n    a ? b\n         ^"),
            ("has(x)", "1:5: has() takes a field, such as has(a.b)\n    has(x)\n        ^"),
            ("a.all(b.c, d)", "1:7: all takes a simple name here, found b.c\n    a.all(b.c, d)\n          ^^^"),
            ("a.all(b, b, d)", "1:10: all takes two different names\n    a.all(b, b, d)\n             ^"),
            ("'abc", "1:1: the text that opens here is not closed: expected '\n    'abc\n    ^^^^"),
            ("a = 1", "1:3: a comparison is written \"==\", not \"=\"\n    a = 1\n      ^"),
            ("a & b", "1:3: \"and\" is written \"&&\", not \"&\"\n    a & b\n      ^"),
            ("f(a，b)", "1:4: \"，\" is a full-width mark: write \",\"\n    f(a，b)\n       ^^"),
            (
                "9223372036854775808",
                "1:1: 9223372036854775808 is beyond the range of int; write a \"u\" behind it for an uint\n"
                    + "    9223372036854775808\n    ^^^^^^^^^^^^^^^^^^^"
            ),
            ("1e999", "1:1: 1e999 is beyond the range of double\n    1e999\n    ^^^^^"),
            ("12abc", "1:1: \"12abc\" is neither a number nor a name\n    12abc\n    ^^^^^"),
            (
                "'\\q'",
                "1:2: this escape has no meaning; a backslash itself is written \"\\\\\"\n    '\\q'\n     ^^"
            ),
            ("'\\ud800'", "1:2: this escape names no character of Unicode\n    '\\ud800'\n     ^^^^^^"),
            ("'\\x1'", "1:2: this escape needs 2 digits of base 16\n    '\\x1'\n     ^^^"),
        ])
    func `says what was found and what was expected, with a caret`(text: String, report: String) {
        #expect(Self.report(text) == report)
    }

    @Test func `every mistake of a call is reported`() {
        let expected = """
            1:7: expected "," or ")", found "2"
                foo(1 2, 3 +, [4 5], {1 2}, 6)
                      ^
            1:13: expected a value, found ","
                foo(1 2, 3 +, [4 5], {1 2}, 6)
                            ^
            1:18: expected "," or "]", found "5"
                foo(1 2, 3 +, [4 5], {1 2}, 6)
                                 ^
            1:25: expected ":", found "2"
                foo(1 2, 3 +, [4 5], {1 2}, 6)
                                        ^
            """
        #expect(Self.report("foo(1 2, 3 +, [4 5], {1 2}, 6)") == expected)
    }

    @Test func `a caret below Chinese stands under its character`() {
        let expected = """
            1:1: "收入" has no meaning outside quotation marks: names are ASCII letters, digits and "_"
                收入 > 3 && x = 4
                ^^^^
            1:13: a comparison is written "==", not "="
                收入 > 3 && x = 4
                              ^
            """
        #expect(Self.report("收入 > 3 && x = 4") == expected)
    }

    @Test func `a place counts from where the text stands in its file`() {
        let source = SourceText("a +\n  * b", file: "dibao.yaml", line: 12, column: 9)
        let error = #expect(throws: SyntaxErrors.self) { try Parser.parse(source) }
        #expect(error?.diagnostics.first?.text == "dibao.yaml:13:3: expected a value, found \"*\"\n      * b\n      ^")
    }

    @Test func `a long line is shown around the mistake`() {
        let text = Array(repeating: "a", count: 100).joined(separator: "+") + "+*" + String(repeating: "b", count: 100)
        let lines = Self.report(text).split(separator: "\n")
        #expect(lines[0] == "1:201: expected a value, found \"*\"")
        #expect(lines[1].unicodeScalars.count == 4 + 1 + 80 + 80 + 1)
        #expect(lines[2].unicodeScalars.count == 4 + 1 + 80 + 1)
    }

    @Test func `at most twenty mistakes are reported`() {
        let text = "[" + Array(repeating: "1 2", count: 100).joined(separator: ", ") + "]"
        let error = #expect(throws: SyntaxErrors.self) { try Parser.parse(text) }
        #expect(error?.diagnostics.count == 20)
    }
}
