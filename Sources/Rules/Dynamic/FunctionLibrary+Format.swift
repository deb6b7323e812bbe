extension FunctionLibrary {
    /// `text.format([…])`: `%s %d %f %e %x %X %o %b %%`, with a precision such as `%.2f`.
    static let format: DynamicFunction = { arguments, budget throws(DynamicError) in
        guard arguments.count == 2, case .string(let pattern) = arguments[0], case .list(let list) = arguments[1] else {
            throw .noOverload("format", arguments)
        }
        var result: [UInt8] = []
        var rest = pattern.unicodeScalars[...]
        var next = 0
        while let mark = rest.firstIndex(of: "%") {
            result += String(rest[..<mark]).utf8
            rest = rest[rest.index(after: mark)...]
            if rest.first == "%" {
                rest = rest.dropFirst()
                result += "%".utf8
                continue
            }
            let precision = try FormatClause.precision(&rest)
            guard let letter = rest.popFirst() else { throw DynamicError("the format ends behind \"%\"") }
            guard next < list.elements.count else { throw DynamicError("the format needs more than \(next) values") }
            let text = try FormatClause.text(list.elements[next], letter, precision)
            try budget.spend(16 + text.utf8.count / 16)
            result += text.utf8
            next += 1
        }
        result += String(rest).utf8
        return try budget.admit(.string(String(decoding: result, as: UTF8.self)))
    }
}

/// One `%…` of a format.
enum FormatClause {
    /// The most digits behind a point.
    private static let precisionMost = 1_000

    static func precision(_ rest: inout Substring.UnicodeScalarView) throws(DynamicError) -> Int? {
        guard rest.first == "." else { return nil }
        rest = rest.dropFirst()
        let digits = rest.prefix { ("0"..."9").contains($0) }
        rest = rest.dropFirst(digits.count)
        guard let precision = Int(String(digits)), precision <= precisionMost else {
            throw DynamicError("a precision is a number from 0 to \(precisionMost)")
        }
        return precision
    }

    static func text(_ value: DynamicValue, _ letter: Unicode.Scalar, _ precision: Int?) throws(DynamicError) -> String
    {
        switch (letter, value) {
        case ("s", .optional), ("s", .address), ("s", .network): throw wrong(value, letter)
        case ("s", _): return value.plainText
        case ("d", .int), ("d", .uint), ("d", .double): return value.plainText
        case ("f", _): return try number(value, letter) { ExactDecimal($0).fixed(precision ?? 6) }
        case ("e", _): return try number(value, letter) { ExactDecimal($0).scientific(precision ?? 6) }
        case ("b", .bool(let flag)): return flag ? "1" : "0"
        case ("b", _): return try whole(value, letter, radix: 2)
        case ("o", _): return try whole(value, letter, radix: 8)
        case ("x", .string(let text)): return hex(Array(text.utf8))
        case ("x", .bytes(let bytes)): return hex(bytes)
        case ("x", _): return try whole(value, letter, radix: 16)
        case ("X", _): return uppercased(try self.text(value, "x", precision))
        default: throw wrong(value, letter)
        }
    }

    private static func wrong(_ value: DynamicValue, _ letter: Unicode.Scalar) -> DynamicError {
        DynamicError("%\(letter) cannot write a value of type \(value.typeName)")
    }

    private static func number(
        _ value: DynamicValue, _ letter: Unicode.Scalar, _ write: (Double) -> String
    ) throws(DynamicError) -> String {
        switch value {
        case .int(let value): return write(Double(value))
        case .uint(let value): return write(Double(value))
        case .double(let value): return value.isFinite ? write(value) : DoubleText.special(value)
        default: throw wrong(value, letter)
        }
    }

    private static func whole(_ value: DynamicValue, _ letter: Unicode.Scalar, radix: Int) throws(DynamicError)
        -> String
    {
        switch value {
        case .int(let value): return String(value, radix: radix)
        case .uint(let value): return String(value, radix: radix)
        default: throw wrong(value, letter)
        }
    }

    private static func hex(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    private static func uppercased(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            let isLetter = ("a"..."z").contains(scalar)
            result.unicodeScalars.append(isLetter ? Unicode.Scalar(UInt8(scalar.value) - 0x20) : scalar)
        }
        return result
    }
}
