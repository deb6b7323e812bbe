extension FunctionLibrary {
    static let textTests: [String: DynamicFunction] = [
        "contains": { arguments, budget throws(DynamicError) in
            let (text, part) = try twoTexts("contains", arguments)
            return .bool(try TextSearch.first(Array(part.utf8), in: Array(text.utf8), from: 0, &budget) != nil)
        },
        "startsWith": { arguments, _ throws(DynamicError) in
            let (text, part) = try twoTexts("startsWith", arguments)
            return .bool(text.utf8.starts(with: part.utf8))
        },
        "endsWith": { arguments, _ throws(DynamicError) in
            let (text, part) = try twoTexts("endsWith", arguments)
            return .bool(text.utf8.reversed().starts(with: part.utf8.reversed()))
        },
        "matches": matches,
    ]

    static let textParts: [String: DynamicFunction] = [
        "charAt": { arguments, _ throws(DynamicError) in
            guard arguments.count == 2, case .string(let text) = arguments[0], case .int(let place) = arguments[1]
            else {
                throw .noOverload("charAt", arguments)
            }
            let scalars = Array(text.unicodeScalars)
            let start = try position(place, upTo: scalars.count)
            return .string(start < scalars.count ? String(scalars[start]) : "")
        },
        "substring": { arguments, _ throws(DynamicError) in
            guard 2...3 ~= arguments.count, case .string(let text) = arguments[0], case .int(let from) = arguments[1]
            else {
                throw .noOverload("substring", arguments)
            }
            let scalars = Array(text.unicodeScalars)
            let start = try position(from, upTo: scalars.count)
            var end = scalars.count
            if arguments.count == 3 {
                guard case .int(let to) = arguments[2] else { throw .noOverload("substring", arguments) }
                end = try position(to, upTo: scalars.count)
            }
            guard start <= end else { throw DynamicError("substring from \(start) to \(end) runs backwards") }
            return .string(text: scalars[start..<end])
        },
        "indexOf": { arguments, budget throws(DynamicError) in
            let (text, part, from) = try search("indexOf", arguments)
            let start = try position(from ?? 0, upTo: text.count)
            if part.isEmpty { return .int(Int64(start)) }
            return .int(Int64(try TextSearch.first(part, in: text, from: start, &budget) ?? -1))
        },
        "lastIndexOf": { arguments, budget throws(DynamicError) in
            let (text, part, from) = try search("lastIndexOf", arguments)
            let start = try position(from ?? Int64(text.count), upTo: text.count)
            if part.isEmpty { return .int(Int64(start)) }
            return .int(Int64(try TextSearch.last(part, in: text, from: start, &budget) ?? -1))
        },
        "split": { arguments, budget throws(DynamicError) in
            guard 2...3 ~= arguments.count, case .string(let text) = arguments[0], case .string(let mark) = arguments[1]
            else { throw .noOverload("split", arguments) }
            var most = Int.max
            if arguments.count == 3 {
                guard case .int(let limit) = arguments[2] else { throw .noOverload("split", arguments) }
                if limit == 0 { return .list([]) }
                if limit > 0 { most = Int(limit) }
            }
            let scalars = Array(text.unicodeScalars)
            let pieces = try TextSearch.pieces(of: scalars, by: Array(mark.unicodeScalars), most: most, &budget)
            return try budget.admit(.list(pieces.map { DynamicValue.string(text: scalars[$0]) }))
        },
    ]

    static let textChanges: [String: DynamicFunction] = [
        "lowerAscii": text("lowerAscii") { scalar in
            ("A"..."Z").contains(scalar) ? Unicode.Scalar(UInt8(scalar.value) + 0x20) : scalar
        },
        "upperAscii": text("upperAscii") { scalar in
            ("a"..."z").contains(scalar) ? Unicode.Scalar(UInt8(scalar.value) - 0x20) : scalar
        },
        "trim": one("trim") { value throws(DynamicError) in
            guard case .string(let text) = value else { throw .noOverload("trim", [value]) }
            let scalars = Array(text.unicodeScalars)
            guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
                let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
            else { return .string("") }
            return .string(text: scalars[first...last])
        },
        "reverse": one("reverse") { value throws(DynamicError) in
            switch value {
            case .string(let text): return .string(text: Array(text.unicodeScalars.reversed())[...])
            case .list(let list): return .list(list.elements.reversed())
            default: throw .noOverload("reverse", [value])
            }
        },
        "replace": { arguments, budget throws(DynamicError) in
            guard 3...4 ~= arguments.count, case .string(let text) = arguments[0],
                case .string(let part) = arguments[1],
                case .string(let other) = arguments[2]
            else { throw .noOverload("replace", arguments) }
            var most = Int.max
            if arguments.count == 4 {
                guard case .int(let limit) = arguments[3] else { throw .noOverload("replace", arguments) }
                if limit >= 0 { most = Int(limit) }
            }
            return try TextSearch.replace(part, in: text, by: other, most: most, &budget)
        },
        "join": { arguments, budget throws(DynamicError) in
            guard 1...2 ~= arguments.count, case .list(let list) = arguments[0] else {
                throw .noOverload("join", arguments)
            }
            var mark = ""
            if arguments.count == 2 {
                guard case .string(let given) = arguments[1] else { throw .noOverload("join", arguments) }
                mark = given
            }
            var joined = ""
            for (place, element) in list.elements.enumerated() {
                guard case .string(let text) = element else { throw .noOverload("join", [element]) }
                try budget.spend((text.utf8.count + mark.utf8.count) / 16 + 1)
                joined += place > 0 ? mark + text : text
            }
            return try budget.admit(.string(joined))
        },
        "format": format,
    ]

    static let quote: DynamicFunction = one("strings.quote") { value throws(DynamicError) in
        guard case .string(let text) = value else { throw .noOverload("strings.quote", [value]) }
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\u{07}": quoted += "\\a"
            case "\u{08}": quoted += "\\b"
            case "\u{0C}": quoted += "\\f"
            case "\n": quoted += "\\n"
            case "\r": quoted += "\\r"
            case "\t": quoted += "\\t"
            case "\u{0B}": quoted += "\\v"
            case "\\": quoted += "\\\\"
            case "\"": quoted += "\\\""
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return .string(quoted + "\"")
    }

    static let matches: DynamicFunction = { arguments, budget throws(DynamicError) in
        let (text, pattern) = try twoTexts("matches", arguments)
        let program = try RegexProgram(compiling: pattern)
        return .bool(try program.matches(text, &budget))
    }

    // MARK: Arguments

    private static func twoTexts(_ name: String, _ arguments: [DynamicValue]) throws(DynamicError) -> (String, String) {
        guard arguments.count == 2, case .string(let text) = arguments[0], case .string(let other) = arguments[1] else {
            throw .noOverload(name, arguments)
        }
        return (text, other)
    }

    private static func search(
        _ name: String, _ arguments: [DynamicValue]
    ) throws(DynamicError) -> ([Unicode.Scalar], [Unicode.Scalar], Int64?) {
        guard 2...3 ~= arguments.count, case .string(let text) = arguments[0], case .string(let part) = arguments[1]
        else {
            throw .noOverload(name, arguments)
        }
        var from: Int64?
        if arguments.count == 3 {
            guard case .int(let given) = arguments[2] else { throw .noOverload(name, arguments) }
            from = given
        }
        return (Array(text.unicodeScalars), Array(part.unicodeScalars), from)
    }

    private static func position(_ place: Int64, upTo count: Int) throws(DynamicError) -> Int {
        guard place >= 0, place <= count else {
            throw DynamicError("there is no position \(place) in a text of \(count) characters")
        }
        return Int(place)
    }

    private static func text(
        _ name: String, _ change: @escaping @Sendable (Unicode.Scalar) -> Unicode.Scalar
    ) -> DynamicFunction {
        one(name) { value throws(DynamicError) in
            guard case .string(let text) = value else { throw .noOverload(name, [value]) }
            return .string(text: text.unicodeScalars.map(change)[...])
        }
    }
}

extension DynamicValue {
    /// A string of these code points.
    static func string(text scalars: ArraySlice<Unicode.Scalar>) -> DynamicValue {
        var text = ""
        text.unicodeScalars.append(contentsOf: scalars)
        return .string(text)
    }
}
