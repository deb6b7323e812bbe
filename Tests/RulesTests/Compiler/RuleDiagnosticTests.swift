import Primitives
import Rules
import Testing

/// `RuleCompiler` names every mistake in words that a policy author understands.
@Suite struct RuleDiagnosticTests {
    struct Mistake: CustomTestStringConvertible {
        let expression: String
        let message: String
        let marked: String
        var testDescription: String { expression }
        init(_ expression: String, _ message: String, at marked: String) {
            (self.expression, self.message, self.marked) = (expression, message, marked)
        }
    }

    @Test(arguments: [
        Mistake(
            "wagee",
            "\"wagee\" is neither a fact nor a derived value of a member; did you mean "
                + "\"wage\"?", at: "wagee"),
        Mistake("p.sahre * wage", "no parameter is called \"sahre\"; did you mean \"share\"?", at: "p.sahre"),
        Mistake("share * 2", "\"share\" is a parameter: write p.share", at: "share"),
        Mistake(
            "wage > deposit",
            "money per month and money (once) do not stand before or behind each other, so \">\" cannot compare "
                + "them; forMonths(…, n) makes money (once) of money per month",
            at: "wage > deposit"),
        Mistake(
            "wage + perYear(wage)",
            "money per month and money per year cannot be added; convert one with perYear(…) or perMonth(…)",
            at: "wage + perYear(wage)"),
        Mistake("wage * wage", "money per month and money per month cannot be multiplied", at: "wage * wage"),
        Mistake(
            "kind == \"wagee\"",
            "\"wagee\" is none of the words this can be: wage, farm, rent, other; did you mean \"wage\"?",
            at: "kind == \"wagee\""),
        Mistake(
            "kind in [\"rent\", \"frm\"]",
            "\"frm\" is none of the words this can be: wage, farm, rent, other; did you mean \"farm\"?",
            at: "kind in [\"rent\", \"frm\"]"),
        Mistake(
            "wage * 0.5",
            "0.5 has a decimal point; write money as yuan(\"0.5\"), a share as permille(…) "
                + "or a quotient such as 3 / 5",
            at: "0.5"),
        Mistake("age && ill", "each side of \"&&\" must be true or false; this is a whole number", at: "age"),
        Mistake(
            "ill ? wage : age", "both sides of \":\" must be of one kind; found money per month and a whole number",
            at: "ill ? wage : age"),
        Mistake(
            "floor(wage, age, 3)",
            "write floor(x) or floor(x, unit); found floor of money per month, a whole number, a whole number",
            at: "floor(wage, age, 3)"),
        Mistake("flor(wage / 2)", "there is no function \"flor\"; did you mean \"floor\"?", at: "flor(wage / 2)"),
        Mistake(
            "incomes.sum()", "\".sum()\" needs one value of each row first, as in incomes.map(r, …).sum()",
            at: "incomes.sum()"),
        Mistake(
            "incomes.map(i, i.amont).sum()",
            "an income has neither a fact nor a derived value \"amont\"; did you mean \"amount\"?", at: "i.amont"),
        Mistake(
            "amount",
            "\"amount\" belongs to an income, of which a member may have several; go through them, as in "
                + "incomes.map(r, r.amount).sum()",
            at: "amount"),
        Mistake(
            "incomes.exists(i, i.wage > wage)",
            "\"wage\" belongs to the member: write it without "
                + "\"i.\"", at: "i.wage"),
        Mistake("incomes.exists(i, amount > wage)", "\"amount\" belongs to the income: write i.amount", at: "amount"),
        Mistake(
            "members.exists(m, m.wage > wage)",
            "\"wage\" belongs to the present member, which a walk over all rows of the household cannot see", at: "wage"
        ),
        Mistake(
            "p.standard", "this is a table; say which entry is meant by words in brackets, as in p.table[word]",
            at: "p.standard"),
        Mistake("p.standard[age]", "the key of a table is a word; this is a whole number", at: "age"),
        Mistake(
            "round(wage, yuan(1), \"near\")", "how to round is one of halfUp, up, down; this may be \"near\"",
            at: "\"near\""),
        Mistake(
            "date(\"2026-02-30\")", "\"2026-02-30\" is no date of the years 1800 to 2200; write date(\"2026-03-12\")",
            at: "\"2026-02-30\""),
        Mistake("wage / 0", "this divides by zero", at: "wage / 0"),
        Mistake(
            "has(p.share)", "has(…) has no place here: a fact that nobody gave is unknown, never absent",
            at: "has(p.share)"),
        Mistake("wage > ", "expected a value, found the end", at: ""),
        Mistake(
            "age % 2",
            "\"%\" has no place here; write mod(a, b) for what floor division leaves, percent(…) for a share",
            at: "age % 2"),
        Mistake("yuan(5).perWeek", "behind yuan(…) stands .perMonth, .perYear or nothing", at: "yuan(5).perWeek"),
    ])
    func `a mistake is named where it is`(mistake: Mistake) throws {
        let found = CompilerSample.mistakes(mistake.expression)
        #expect(found.map(\.message) == [mistake.message])
        let first = try #require(found.first)
        let bytes = Array(mistake.expression.utf8)
        #expect(String(decoding: bytes[first.range.lower..<first.range.upper], as: UTF8.self) == mistake.marked)
    }

    @Test func `every mistake of every text is reported, with line, column and caret`() throws {
        let outcome = CompilerSample.compile([
            CompilerSample.text("a", "wagee +\n  pensoin", line: 10), CompilerSample.text("b", "a + deposit", line: 20),
            CompilerSample.text("c", "wage > (", line: 30), CompilerSample.text("wage", "1", line: 40),
            CompilerSample.text("d", "ill", type: .integer, line: 50),
            CompilerSample.text("e", "age / 2", type: .integer, line: 60),
        ])
        guard case .failure(let errors) = outcome else {
            Issue.record("six texts with mistakes compiled")
            return
        }
        let places = errors.diagnostics.map { "\($0.file.split(separator: "/").last ?? ""):\($0.position)" }
        #expect(
            places == [
                "pack.yaml:10:15", "pack.yaml:11:3", "pack.yaml:30:23", "pack.yaml:40:15", "pack.yaml:50:15",
                "pack.yaml:60:15",
            ])
        #expect(errors.diagnostics[1].excerpt == "      pensoin\n      ^^^^^^^")
        #expect(
            errors.diagnostics[5].message
                == "\"e\" is declared as a whole number, but this is a ratio; round it with round(…), floor(…) "
                + "or ceil(…)"
        )
    }

    @Test func `a circle is named by its path`() throws {
        let outcome = CompilerSample.compile([
            CompilerSample.text("a", "b + wage"), CompilerSample.text("b", "floor(c * 2)"),
            CompilerSample.text("c", "ill ? a : wage"),
            CompilerSample.text("d", "a + pensoin"), CompilerSample.text("e", "e"),
        ])
        guard case .failure(let errors) = outcome else {
            Issue.record("a circle compiled")
            return
        }
        #expect(
            errors.diagnostics.map(\.message) == [
                "the derived values go round in a circle: a → b → c → a; one of them must do without the next",
                "\"pensoin\" is neither a fact nor a derived value of a member; did you mean \"pension\"?",
                "the derived values go round in a circle: e → e; one of them must do without the next",
            ])
    }

    @Test func `ten thousand brackets and ten thousand values in a chain end in a sentence or a program`() {
        let deep = String(repeating: "(", count: 10_000) + "age" + String(repeating: ")", count: 10_000)
        #expect(CompilerSample.mistakes(deep).count >= 1)
        #expect(CompilerSample.mistakes(String(repeating: "!", count: 9_999) + "ill").count >= 1)
        let chain = (0..<10_000).map { CompilerSample.text("v\($0)", $0 == 0 ? "age" : "max(v\($0 - 1), 1)") }
        #expect((try? CompilerSample.compile(chain.reversed()).get())?.definitions.count == 10_000)
        #expect((try? CompilerSample.compile(chain + [CompilerSample.text("w", "1")]).get()) == nil)
    }
}
