import Rules
import Testing

/// Evaluates texts as `backstop rules eval` does.
enum Dynamic {
    static let variables: [String: DynamicValue] = [
        "income": .int(120_000), "name": .string("王芳"), "flag": .bool(true), "a.b": .int(7),
    ]

    /// The value written by `%s`, behind its type, or the message of the error.
    static func answer(_ text: String, limits: DynamicLimits = .init()) -> String {
        do throws(SyntaxErrors) {
            let tree = try Parser.parse(text).root
            do throws(DynamicError) {
                let value = try DynamicEvaluator.value(of: tree, bindings: variables, limits: limits)
                return "\(value.typeName) \(value.plainText)"
            } catch {
                return "error: \(error)"
            }
        } catch {
            return "syntax: \(error.diagnostics[0].message)"
        }
    }
}

@Suite struct DynamicEvaluatorTests {
    @Test(
        arguments: [
            ("1 + 2 * 3", "int 7"),
            ("-7 / 2", "int -3"),
            ("-7 % 2", "int -1"),
            ("7u - 2u", "uint 5"),
            ("1.0 / 0.0", "double Infinity"),
            ("'低' + '保'", "string 低保"),
            ("[1] + ['a']", "list [1, a]"),
            ("b'a' + b'\\xff' == b'a\\377'", "bool true"),
            ("1 == 1.0 && 1u == 1 && 1.0 == 1u", "bool true"),
            ("1 == '1'", "bool false"),
            ("[1, 2u] == [1.0, 2]", "bool true"),
            ("{'a': 1, 'b': 2} == {'b': 2.0, 'a': 1u}", "bool true"),
            ("'é' == 'e\\u0301'", "bool false"),
            ("0.0 / 0.0 == 0.0 / 0.0", "bool false"),
            ("-1 < 1u && 1u < 1.5 && 'a' < 'b' && b'a' < b'b' && false < true", "bool true"),
            ("2 in [1, 2.0]", "bool true"),
            ("2u in {2: 'x'}", "bool true"),
            ("{1: 'a', 2u: 'b'}[2.0]", "string b"),
            ("[1, 2, 3][2]", "int 3"),
            ("income > 100000 ? name : ''", "string 王芳"),
            ("a.b", "int 7"),
            ("has({'x': null}.x) && !has({}.x)", "bool true"),
            ("type(1) == int && type(type(1)) == type", "bool true"),
            ("type(duration('1s')) == google.protobuf.Duration", "bool true"),
        ])
    func `values`(text: String, answer: String) {
        #expect(Dynamic.answer(text) == answer)
    }

    @Test(
        arguments: [
            ("9223372036854775807 + 1", "the result is beyond the range of 64 bits"),
            ("-(-9223372036854775808)", "the result is beyond the range of 64 bits"),
            ("0u - 1u", "the result is beyond the range of 64 bits"),
            ("-9223372036854775808 / -1", "the result is beyond the range of 64 bits"),
            ("1 / 0", "division by zero"),
            ("1 % 0", "division by zero"),
            ("1 + 1u", "+ cannot take (int, uint)"),
            ("1.0 % 2.0", "% cannot take (double, double)"),
            ("1 < 'a'", "an order cannot take (int, string)"),
            ("!1", "! cannot take (int)"),
            ("1 ? 2 : 3", "? : cannot take (int)"),
            ("[1][1]", "there is no element 1 in a list of 1"),
            ("[1][-1]", "there is no element -1 in a list of 1"),
            ("{}['a']", "the map has no key a"),
            ("{}.a", "the map has no key \"a\""),
            ("{1: 1, 1u: 2}", "the key 1 is in the map twice"),
            ("{1.5: 1}", "a value of type double cannot be the key of a map"),
            ("missing", "there is no variable \"missing\""),
            ("nothing(1)", "there is no function nothing()"),
            ("income.field", "a value of type int has no field \"field\""),
            ("Message{a: 1}", "there is no message type Message"),
            ("int('1x')", "\"1x\" is no int"),
            (
                "timestamp('2026-02-30T00:00:00Z')",
                "\"2026-02-30T00:00:00Z\" is no timestamp such as 2026-03-12T08:05:00Z"
            ),
        ])
    func `errors`(text: String, message: String) {
        #expect(Dynamic.answer(text) == "error: \(message)")
    }

    @Test(
        arguments: [
            ("1 / 0 == 1 || true", "bool true"),
            ("true || 1 / 0 == 1", "bool true"),
            ("1 / 0 == 1 && false", "bool false"),
            ("1 && false", "bool false"),
            ("1 / 0 == 1 || false", "error: division by zero"),
            ("true && 1", "error: && cannot take (int)"),
            ("[0, 1].exists(x, 1 / x == 1)", "bool true"),
            ("[0, 2].all(x, 1 / x == 1)", "bool false"),
            ("[0, 1].all(x, 1 / x == 1)", "error: division by zero"),
            ("[0, 1].exists_one(x, 1 / x == 1)", "error: division by zero"),
            ("true ? 1 : 1 / 0", "int 1"),
        ])
    func `an operand that decides absorbs an error`(text: String, answer: String) {
        #expect(Dynamic.answer(text) == answer)
    }

    @Test func `an error names the part that failed`() throws {
        let parsed = try Parser.parse("income + (10 / (2 - 2)) * 3")
        let error = #expect(throws: DynamicError.self) {
            try DynamicEvaluator.value(of: parsed.root, bindings: Dynamic.variables)
        }
        #expect(try parsed.source.slice(#require(error?.range)) == "(10 / (2 - 2))")
    }

    @Test func `names within a container hide the outer ones`() throws {
        let names: [String: DynamicValue] = ["a.x": .int(1), "x": .int(2), "a.b.y": .int(3)]
        let tree = try Parser.parse("[x, .x, y, b.y]").root
        let value = try DynamicEvaluator.value(of: tree, bindings: names, container: "a.b")
        #expect(value.plainText == "[1, 2, 3, 3]")
    }
}
