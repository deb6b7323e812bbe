/// Reads a regular expression in the syntax of RE2: what cannot be matched in linear time is not in it.
struct RegexParser {
    /// Letters that change what follows: `i` ignores case, `m` lets `^ $` match at lines, `s` lets `.` match line ends.
    struct Flags {
        var ignoresCase = false
        var matchesLines = false
        var dotMatchesAll = false
    }

    var scalars: ArraySlice<Unicode.Scalar>
    var flags = Flags()
    var nesting = 0

    static func parse(_ pattern: String) throws(DynamicError) -> RegexNode {
        var parser = RegexParser(scalars: Array(pattern.unicodeScalars)[...])
        let node = try parser.parseChoice()
        guard parser.scalars.isEmpty else { throw parser.wrong("\")\" without \"(\"") }
        return node
    }

    func wrong(_ reason: String) -> DynamicError { DynamicError("the regular expression has \(reason)") }

    mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard scalars.first == scalar else { return false }
        scalars.removeFirst()
        return true
    }

    mutating func take(_ text: String) -> Bool {
        guard scalars.starts(with: text.unicodeScalars) else { return false }
        scalars.removeFirst(text.unicodeScalars.count)
        return true
    }

    private mutating func parseChoice() throws(DynamicError) -> RegexNode {
        nesting += 1
        defer { nesting -= 1 }
        guard nesting <= 200 else { throw wrong("more than 200 groups in one another") }
        var branches = [try parseSequence()]
        while take("|") { branches.append(try parseSequence()) }
        return branches.count == 1 ? branches[0] : .choice(branches)
    }

    private mutating func parseSequence() throws(DynamicError) -> RegexNode {
        var parts: [RegexNode] = []
        while let next = scalars.first, next != "|", next != ")" {
            if take("\\Q") {
                while !scalars.isEmpty, !take("\\E") { parts.append(.set(single(scalars.removeFirst()))) }
                continue
            }
            guard let atom = try parseAtom() else { continue }
            parts.append(try parseRepetition(of: atom))
        }
        return parts.count == 1 ? parts[0] : parts.isEmpty ? .empty : .sequence(parts)
    }

    /// A character, a set, an assertion or a group; nil for flags, which match nothing themselves.
    private mutating func parseAtom() throws(DynamicError) -> RegexNode? {
        let next = scalars.removeFirst()
        switch next {
        case "(": return try parseGroup()
        case "[": return .set(try parseSet())
        case ".":
            return .set(
                flags.dotMatchesAll ? ScalarSet(isNegated: true) : ScalarSet(ranges: [10...10], isNegated: true))
        case "^": return .assertion(flags.matchesLines ? .lineStart : .textStart)
        case "$": return .assertion(flags.matchesLines ? .lineEnd : .textEnd)
        case "\\": return try parseEscape()
        case "*", "+", "?": throw wrong("\"\(next)\" with nothing before it to repeat")
        default: return .set(single(next))
        }
    }

    func single(_ scalar: Unicode.Scalar) -> ScalarSet {
        let set = ScalarSet(ranges: [scalar.value...scalar.value])
        return flags.ignoresCase ? set.ignoringCase() : set
    }

    /// Behind the opening bracket: a group, a group with a name, or flags.
    private mutating func parseGroup() throws(DynamicError) -> RegexNode? {
        let outer = flags
        if take("?") {
            if take("P<") || take("<") {
                let name = scalars.prefix { $0 == "_" || $0.properties.isAlphabetic || ("0"..."9").contains($0) }
                scalars.removeFirst(name.count)
                guard !name.isEmpty, take(">") else {
                    throw wrong("a group whose name is not a word between \"<\" and \">\"")
                }
            } else {
                guard try parseFlags() else { return nil }
            }
        }
        let inner = try parseChoice()
        guard take(")") else { throw wrong("\"(\" without \")\"") }
        flags = outer
        return inner
    }

    /// Reads `i-s:` or `i-s)`; true when a group follows.
    private mutating func parseFlags() throws(DynamicError) -> Bool {
        var value = true
        while let letter = scalars.popFirst() {
            switch letter {
            case "i": flags.ignoresCase = value
            case "m": flags.matchesLines = value
            case "s": flags.dotMatchesAll = value
            case "U": break
            case "-" where value: value = false
            case ":": return true
            case ")": return false
            default: throw wrong("\"(?\(letter)\", which is no group of this syntax")
            }
        }
        throw wrong("\"(?\" without \")\"")
    }

    private mutating func parseRepetition(of atom: RegexNode) throws(DynamicError) -> RegexNode {
        var node = atom
        var count = 0
        while let (least, most) = try parseCount() {
            // Whether a match is short or long does not change whether there is one.
            _ = take("?")
            count += 1
            guard count == 1 else { throw wrong("one repetition directly behind another") }
            node = .repeated(node, least: least, most: most)
        }
        return node
    }

    /// `*`, `+`, `?`, `{2}`, `{2,}`, `{2,5}`; any other brace is a character.
    private mutating func parseCount() throws(DynamicError) -> (Int, Int?)? {
        if take("*") { return (0, nil) }
        if take("+") { return (1, nil) }
        if take("?") { return (0, 1) }
        guard scalars.first == "{" else { return nil }
        let start = scalars
        scalars.removeFirst()
        guard let least = number() else {
            scalars = start
            return nil
        }
        var most: Int? = least
        if take(",") { most = scalars.first == "}" ? nil : number() ?? -1 }
        guard most != -1, take("}") else {
            scalars = start
            return nil
        }
        guard least <= 1_000, most ?? least <= 1_000, most ?? least >= least else {
            throw wrong("a repetition that is not from fewer to more, up to 1000")
        }
        return (least, most)
    }

    private mutating func number() -> Int? {
        let digits = scalars.prefix { ("0"..."9").contains($0) }
        guard !digits.isEmpty, digits.count <= 6 else { return nil }
        scalars.removeFirst(digits.count)
        return digits.reduce(0) { $0 * 10 + Int($1.value - 0x30) }
    }
}
