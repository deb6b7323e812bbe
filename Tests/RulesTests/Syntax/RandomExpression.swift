import Primitives

/// Random texts of expressions, the same for the same seed.
struct RandomExpression {
    var generator: SeededGenerator

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    mutating func pick<Item>(_ items: [Item]) -> Item { items[Int(generator.next() % UInt64(items.count))] }

    /// A well-formed text; the budget bounds how deep it nests.
    mutating func text(_ depth: Int) -> String {
        guard depth > 0 else { return leaf() }
        let inner = depth - 1
        switch generator.next() % 12 {
        case 0: return "(\(text(inner)) \(pick(Self.operators)) \(text(inner)))"
        case 1: return "\(text(inner)) \(pick(Self.operators)) \(text(inner))"
        case 2: return "\(pick(["!", "-", "--", "!!"]))\(text(inner))"
        case 3: return "(\(text(inner))) ? (\(text(inner))) : \(text(inner))"
        case 4: return "[\(text(inner)), ?\(text(inner)), \(text(inner))]"
        case 5: return "{\(text(inner)): \(text(inner)), ?\(text(inner)): \(text(inner))}"
        case 6: return "(\(text(inner))).\(pick(["a", "?b", "`c-d`", "size()", "f(\(leaf()))"]))"
        case 7: return "(\(text(inner)))[\(pick(["", "?"]))\(text(inner))]"
        case 8:
            let macro = pick(["all", "exists", "exists_one", "filter", "map", "sortBy"])
            return "(\(text(inner))).\(macro)(v, \(text(inner)))"
        case 9: return "(\(text(inner))).\(pick(["transformMap", "transformList"]))(k, v, \(text(inner)))"
        case 10: return "cel.bind(w, \(text(inner)), \(text(inner)))"
        default: return "has((\(text(inner))).field)"
        }
    }

    private mutating func leaf() -> String {
        pick([
            "0", "1", "42u", "-7", "1.5", "2e3", "true", "false", "null", "'a'", "b'\\xff'", "\"中\\n\"", "[]", "{}",
            "x", ".y", "T{f: 1}", "-9223372036854775808", "0xFFu", "math.greatest(1, 2)", "optional.none()", "r'\\d'",
        ])
    }

    private static let operators = ["+", "-", "*", "/", "%", "==", "!=", "<", "<=", ">", ">=", "in", "&&", "||"]

    /// Tokens in no order that makes sense.
    mutating func tokens(_ count: Int) -> String {
        (0..<count).map { _ in
            pick(
                Self.operators + [
                    "(", ")", "[", "]", "{", "}", ",", ".", ":", "?", "!", "'a'", "1", "1u", "1.5", "x", "has", "all",
                    "map", "cel", "bind", "in", "for", "`a`", "//", "\n", "\\", "，", "值", "r'", "b\"", "'''",
                ])
        }.joined(separator: pick(["", " "]))
    }

    /// Bytes that need not be UTF-8; a text always is.
    mutating func bytes(_ count: Int) -> String {
        String(decoding: (0..<count).map { _ in UInt8(truncatingIfNeeded: generator.next()) }, as: UTF8.self)
    }

    /// A text with a few characters left out, doubled or exchanged.
    mutating func mutated(_ text: String) -> String {
        var scalars = Array(text.unicodeScalars)
        for _ in 0...(generator.next() % 3) where !scalars.isEmpty {
            let place = Int(generator.next() % UInt64(scalars.count))
            switch generator.next() % 3 {
            case 0: scalars.remove(at: place)
            case 1: scalars.insert(scalars[place], at: place)
            default: scalars[place] = pick(scalars)
            }
        }
        var result = ""
        result.unicodeScalars.append(contentsOf: scalars)
        return result
    }
}
