import Rules
import Testing

@Suite struct RegexProgramTests {
    @Test(
        arguments: [
            ("abc", "b", true), ("abc", "^b", false), ("abc", "^abc$", true), ("abc", "a.c", true),
            ("a\nc", "a.c", false),
            ("a\nc", "(?s)a.c", true), ("a\nb", "^b", false), ("a\nb", "(?m)^b$", true), ("ABC", "(?i)abc", true),
            ("ÄÖ", "(?i)äö", true), ("aXc", "a(?i:x)c", true), ("AXC", "a(?i:x)c", false), ("abab", "^(ab){2}$", true),
            ("ab", "^(ab){2,}$", false), ("ababab", "^(?:ab){1,2}$", false), ("", "^a*?$", true), ("a{", "a{", true),
            ("371602", "^\\d{6}$", true), ("37160x", "^\\d{6}$", false), ("滨城区", "^\\p{Han}+$", true),
            ("滨城a", "^\\p{Han}+$", false), ("é", "^\\pL$", true), ("5", "^\\P{L}$", true), ("a-b", "^[\\w-]+$", true),
            ("]", "[]]", true), ("^", "[\\^]", true), ("b", "[^a]", true), ("x", "[[:alpha:]]", true),
            ("5", "[[:^digit:]]", false), ("foo bar", "\\bbar\\b", true), ("foobar", "\\bbar", false),
            ("foobar", "\\Bbar", true), ("a+b", "\\Qa+b\\E", true), ("\u{7F}", "\\x7F", true), ("中", "\\x{4e2d}", true),
            ("cat", "dog|cat|", true), ("a", "(?P<first>a)", true), ("a", "(?<first>a)", true), ("\t", "\\011", true),
        ])
    func `matches as RE2 does`(text: String, pattern: String, isMatch: Bool) {
        let quoted = { (raw: String) in Literal.string(raw).text }
        #expect(Dynamic.answer("\(quoted(text)).matches(\(quoted(pattern)))") == "bool \(isMatch)")
    }

    @Test(
        arguments: [
            "(", ")", "[", "[a", "*", "a**", "(?=a)", "(?<a", "\\1", "\\", "[b-a]", "a{2,1}", "a{1001}", "\\p{Klingon}",
            "[[:nothing:]]", "(?x)", "\\x{110000}", "\\C", "((((a{100}){100}){100}){100})",
        ])
    func `what RE2 cannot promise is refused`(pattern: String) {
        #expect(
            Dynamic.answer("'a'.matches(\(Literal.string(pattern).text))").hasPrefix("error: the regular expression"))
    }

    @Test(.timeLimit(.minutes(1)), arguments: ["(a*)*b", "(a|a)*b", "(a+)+$b", "(.*)(.*)(.*)(.*)(.*)b"])
    func `time grows with the text, not with its powers`(pattern: String) {
        let text = String(repeating: "a", count: 20_000)
        #expect(Dynamic.answer("'\(text)'.matches('\(pattern)')") == "bool false")
    }
}
