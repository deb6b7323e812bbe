extension RegexParser {
    private static let named: [Unicode.Scalar: [ClosedRange<UInt32>]] = [
        "d": [0x30...0x39], "w": [0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A], "s": [9...10, 12...13, 32...32],
    ]
    private static let posix: [String: [ClosedRange<UInt32>]] = [
        "alnum": [0x30...0x39, 0x41...0x5A, 0x61...0x7A], "alpha": [0x41...0x5A, 0x61...0x7A], "ascii": [0...0x7F],
        "blank": [9...9, 32...32], "cntrl": [0...31, 127...127], "digit": [0x30...0x39], "graph": [33...126],
        "lower": [0x61...0x7A], "print": [32...126], "punct": [33...47, 58...64, 91...96, 123...126],
        "space": [9...13, 32...32], "upper": [0x41...0x5A],
        "word": [0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A],
        "xdigit": [0x30...0x39, 0x41...0x46, 0x61...0x66],
    ]

    /// Behind a backslash outside of a set.
    mutating func parseEscape() throws(DynamicError) -> RegexNode {
        if take("A") { return .assertion(.textStart) }
        if take("z") { return .assertion(.textEnd) }
        if take("b") { return .assertion(.wordEdge) }
        if take("B") { return .assertion(.noWordEdge) }
        if take("C") { throw wrong("\"\\C\", which would cut characters apart") }
        if let set = try parseClassEscape() { return .set(flags.ignoresCase ? set.ignoringCase() : set) }
        return .set(single(try parseCharacterEscape()))
    }

    /// `d`, `w`, `s`, `pL`, `p{Han}` and their complements, behind a backslash.
    private mutating func parseClassEscape() throws(DynamicError) -> ScalarSet? {
        guard let letter = scalars.first else { throw wrong("a backslash at its end") }
        if let ranges = Self.named[letter] {
            scalars.removeFirst()
            return ScalarSet(ranges: ranges)
        }
        if letter == "D" || letter == "W" || letter == "S", let small = Unicode.Scalar(letter.value + 0x20) {
            scalars.removeFirst()
            return ScalarSet(ranges: Self.complement(Self.named[small] ?? []))
        }
        guard letter == "p" || letter == "P" else { return nil }
        scalars.removeFirst()
        var isNegated = letter == "P"
        var name = ""
        if take("{") {
            if take("^") { isNegated.toggle() }
            while let next = scalars.first, next != "}" {
                name.unicodeScalars.append(next)
                scalars.removeFirst()
            }
            guard take("}") else { throw wrong("\"\\p{\" without \"}\"") }
        } else if let next = scalars.popFirst() {
            name = String(next)
        }
        guard ScalarSet.CategoryTest.isKnown(name) else {
            throw wrong("\"\\p{\(name)}\", which is no class known here")
        }
        return ScalarSet(categories: [.init(name: name, isNegated: isNegated)])
    }

    private static func complement(_ ranges: [ClosedRange<UInt32>]) -> [ClosedRange<UInt32>] {
        var result: [ClosedRange<UInt32>] = []
        var next: UInt32 = 0
        for range in ranges {
            if range.lowerBound > next { result.append(next...(range.lowerBound - 1)) }
            next = range.upperBound + 1
        }
        return result + [next...0x10FFFF]
    }

    /// One character behind a backslash.
    private mutating func parseCharacterEscape() throws(DynamicError) -> Unicode.Scalar {
        let letter = scalars.removeFirst()
        switch letter {
        case "a": return "\u{07}"
        case "f": return "\u{0C}"
        case "n": return "\n"
        case "r": return "\r"
        case "t": return "\t"
        case "v": return "\u{0B}"
        case "x": return try parseHexadecimal()
        case "0"..."7":
            let more = scalars.prefix(2).prefix { ("0"..."7").contains($0) }
            guard letter == "0" || !more.isEmpty else {
                throw wrong("a reference to a group, which has no place in it")
            }
            scalars.removeFirst(more.count)
            let value = more.reduce(letter.value - 0x30) { $0 * 8 + ($1.value - 0x30) }
            return Unicode.Scalar(value) ?? letter
        default:
            let isWord = letter.value < 0x80 && ASCII.isNamePart(UInt8(letter.value)) && letter != "_"
            guard !isWord, letter.value < 0x80 else { throw wrong("\"\\\(letter)\", which has no meaning") }
            return letter
        }
    }

    private mutating func parseHexadecimal() throws(DynamicError) -> Unicode.Scalar {
        var digits: ArraySlice<Unicode.Scalar>
        if take("{") {
            digits = scalars.prefix { $0 != "}" }
            scalars.removeFirst(digits.count)
            guard take("}") else { throw wrong("\"\\x{\" without \"}\"") }
        } else {
            digits = scalars.prefix(2)
            scalars.removeFirst(digits.count)
            if digits.count < 2 { digits = [] }
        }
        var value: UInt32 = 0
        guard 1...8 ~= digits.count else { throw wrong("\"\\x\" without its digits") }
        for digit in digits {
            guard digit.value < 0x80, let four = ASCII.hexValue(UInt8(digit.value)) else {
                throw wrong("\"\\x\" without its digits")
            }
            value = value &* 16 &+ four
        }
        guard let scalar = Unicode.Scalar(value) else { throw wrong("\"\\x\" with the number of no character") }
        return scalar
    }

    /// Behind an opening bracket: `a-z`, `^…`, `[:alpha:]`, escapes.
    mutating func parseSet() throws(DynamicError) -> ScalarSet {
        var set = ScalarSet()
        let isNegated = take("^")
        var isFirst = true
        while isFirst || scalars.first != "]" {
            isFirst = false
            guard !scalars.isEmpty else { throw wrong("\"[\" without \"]\"") }
            if try parseClass(into: &set) { continue }
            let lower = try parseSetCharacter()
            var upper = lower
            if scalars.first == "-", scalars.count > 1, scalars[scalars.startIndex + 1] != "]" {
                scalars.removeFirst()
                upper = try parseSetCharacter()
            }
            guard lower <= upper else { throw wrong("the range \"\(lower)-\(upper)\", which runs backwards") }
            set.ranges.append(lower.value...upper.value)
        }
        scalars.removeFirst()
        if flags.ignoresCase { set = set.ignoringCase() }
        set.isNegated = isNegated
        return set
    }

    private mutating func parseSetCharacter() throws(DynamicError) -> Unicode.Scalar {
        guard !scalars.isEmpty else { throw wrong("\"[\" without \"]\"") }
        guard take("\\") else { return scalars.removeFirst() }
        guard !scalars.isEmpty else { throw wrong("a backslash at its end") }
        return try parseCharacterEscape()
    }

    /// A class within a set, if one stands here.
    private mutating func parseClass(into set: inout ScalarSet) throws(DynamicError) -> Bool {
        if take("[:") {
            let isNegated = take("^")
            let name = String(String.UnicodeScalarView(scalars.prefix { ("a"..."z").contains($0) }))
            scalars.removeFirst(name.utf8.count)
            guard take(":]"), let ranges = Self.posix[name] else { throw wrong("a class of letters that is not known") }
            set.ranges += isNegated ? Self.complement(ranges) : ranges
            return true
        }
        guard scalars.first == "\\" else { return false }
        let start = scalars
        scalars.removeFirst()
        guard let found = try parseClassEscape() else {
            scalars = start
            return false
        }
        set.ranges += found.ranges
        set.categories += found.categories
        return true
    }
}
