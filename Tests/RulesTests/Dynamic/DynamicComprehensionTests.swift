import Rules
import Testing

/// Macros, in the file of the evaluator that walks.
@Suite struct DynamicComprehensionTests {
    @Test(
        arguments: [
            ("[1, 2, 3].all(x, x > 0)", "bool true"),
            ("[].all(x, x > 0)", "bool true"),
            ("{'a': 1}.exists(k, k == 'a')", "bool true"),
            ("[1, 2, 2].exists_one(x, x == 2)", "bool false"),
            ("[1, 2, 3].filter(x, x % 2 == 1)", "list [1, 3]"),
            ("[1, 2, 3].map(x, x * x)", "list [1, 4, 9]"),
            ("[1, 2, 3].map(x, x > 1, x * x)", "list [4, 9]"),
            ("[[1, 2], [3]].map(x, x.map(x, x + 1))", "list [[2, 3], [4]]"),
            ("[5, 6].all(i, v, v == i + 5)", "bool true"),
            ("{'a': 1, 'b': 2}.exists(k, v, k == 'b' && v == 2)", "bool true"),
            ("[7, 8].existsOne(i, v, i == 1)", "bool true"),
            ("[7, 8].transformList(i, v, i * v)", "list [0, 8]"),
            ("{'a': 1, 'b': 2}.transformMap(k, v, v > 1, v * 10)", "map {b: 20}"),
            ("{'a': 1}.transformMapEntry(k, v, {v: k})", "map {1: a}"),
            ("['b', 'a'].sortBy(x, x)", "list [a, b]"),
            ("cel.bind(x, 3, x * x)", "int 9"),
            ("cel.bind(x, 1 / 0, true)", "bool true"),
            ("cel.block([1, cel.index(0) + 1], cel.index(1) * 10)", "int 20"),
            ("optional.of(2).optMap(x, x * 2).value()", "int 4"),
            ("optional.none().optMap(x, x * 2).hasValue()", "bool false"),
            ("{'a': {'b': 1}}.?a.?c.orValue(5)", "int 5"),
            ("{?'a': optional.none(), 'b': 1}", "map {b: 1}"),
            ("[?optional.of(1), ?optional.none()]", "list [1]"),
            ("optional.none().or(optional.of(2)).value()", "int 2"),
        ])
    func `macros`(text: String, answer: String) {
        #expect(Dynamic.answer(text) == answer)
    }

    @Test(
        arguments: [
            ("1.all(x, true)", "error: all cannot take (int)"),
            ("[1].all(x, 1)", "error: all cannot take (int)"),
            ("[1].map(x, y)", "error: there is no variable \"y\""),
            ("['a', 'b'].transformMapEntry(i, v, {'k': v})", "error: the key k is in the map twice"),
            ("[1, 'a'].sortBy(x, x)", "error: sort cannot take (int, string)"),
            ("[?1]", "error: ? cannot take (int)"),
            ("optional.none().value()", "error: the optional has no value"),
            ("cel.bind(x, 1 / 0, x)", "error: division by zero"),
        ])
    func `macros that fail`(text: String, answer: String) {
        #expect(Dynamic.answer(text) == answer)
    }
}
