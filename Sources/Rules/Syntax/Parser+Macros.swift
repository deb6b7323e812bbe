extension Parser {
    /// Turns a call that is a macro into its node; nil for an ordinary call.
    mutating func expandMacro(
        _ name: String, target: Expression?, _ arguments: [Expression], _ range: SourceRange
    ) throws(Stop) -> Expression? {
        guard let target else {
            return name == "has" && arguments.count == 1 ? try presence(arguments[0], range) : nil
        }
        if case .name("cel", _) = target.kind { return try expandBinding(name, arguments, range) }
        let kind = Comprehension.Kind(rawValue: name == "existsOne" ? "exists_one" : name)
        guard let kind, let shape = MacroShape(kind, argumentCount: arguments.count) else { return nil }
        let variables = try variables(arguments.prefix(shape.variableCount), of: name)
        let rest = arguments.dropFirst(shape.variableCount)
        let comprehension = Comprehension(
            kind: kind, range: target, variables: variables, condition: shape.hasCondition ? rest.first : nil,
            result: shape.hasResult ? rest.last : nil)
        return try node(
            .comprehension(comprehension), range,
            over: max(target.depth, arguments.map(\.depth).max() ?? 0))
    }

    private mutating func presence(_ argument: Expression, _ range: SourceRange) throws(Stop) -> Expression {
        guard case .select(let operand, let field, isOptional: false) = argument.kind else {
            throw fail("has() takes a field, such as has(a.b)", at: argument.range)
        }
        return try node(.presence(operand, field: field), range, over: operand.depth)
    }

    /// `cel.bind`, `cel.block`, `cel.index`, `cel.iterVar` and `cel.accuVar`.
    private mutating func expandBinding(
        _ name: String, _ arguments: [Expression], _ range: SourceRange
    ) throws(Stop) -> Expression? {
        let depth = arguments.map(\.depth).max() ?? 0
        switch (name, arguments.count) {
        case ("bind", 3):
            let variable = try variables(arguments.prefix(1), of: "cel.bind")[0]
            return try node(.binding(variable, value: arguments[1], body: arguments[2]), range, over: depth)
        case ("block", 2):
            guard case .list(let elements) = arguments[0].kind, elements.allSatisfy({ !$0.isOptional }) else {
                throw fail("cel.block takes a list of values first", at: arguments[0].range)
            }
            return try node(.block(elements.map(\.value), result: arguments[1]), range, over: depth)
        case ("index", 1), ("iterVar", 2), ("accuVar", 2):
            let numbers = arguments.compactMap { argument -> String? in
                guard case .literal(.int(let number)) = argument.kind, number >= 0 else { return nil }
                return "\(number)"
            }
            guard numbers.count == arguments.count else {
                throw fail("cel.\(name) takes whole numbers from 0", at: range)
            }
            return try node(.name(GeneratedName.text(name, numbers), isAbsolute: false), range)
        default: return nil
        }
    }

    private mutating func variables(_ arguments: ArraySlice<Expression>, of macro: String) throws(Stop) -> [String] {
        var names: [String] = []
        for argument in arguments {
            guard case .name(let name, isAbsolute: false) = argument.kind else {
                throw fail(
                    "\(macro) takes a simple name here, found \(source.slice(argument.range))", at: argument.range)
            }
            guard !names.contains(name) else {
                throw fail("\(macro) takes two different names", at: argument.range)
            }
            names.append(name)
        }
        return names
    }
}

/// Names that a text can only write through `cel.index` and its like.
enum GeneratedName {
    static func text(_ function: String, _ numbers: [String]) -> String {
        "@\(function)\(numbers.joined(separator: ":"))"
    }

    /// The call that writes a generated name.
    static func call(_ name: String) -> String? {
        guard name.utf8.first == UInt8(ascii: "@") else { return nil }
        let function = name.dropFirst().prefix { $0.isLetter }
        let numbers = name.dropFirst(1 + function.count).split(separator: ":").joined(separator: ", ")
        return "cel.\(function)(\(numbers))"
    }
}

/// How the arguments of a macro are dealt out.
struct MacroShape {
    let variableCount: Int
    let hasCondition: Bool
    let hasResult: Bool

    /// Nil when a macro of this kind has no form with so many arguments.
    init?(_ kind: Comprehension.Kind, argumentCount: Int) {
        switch (kind, argumentCount) {
        case (.all, 2), (.exists, 2), (.existsOne, 2), (.filter, 2):
            (variableCount, hasCondition, hasResult) = (1, true, false)
        case (.all, 3), (.exists, 3), (.existsOne, 3): (variableCount, hasCondition, hasResult) = (2, true, false)
        case (.map, 2), (.sortBy, 2), (.optMap, 2), (.optFlatMap, 2):
            (variableCount, hasCondition, hasResult) = (1, false, true)
        case (.map, 3): (variableCount, hasCondition, hasResult) = (1, true, true)
        case (.transformList, 3), (.transformMap, 3), (.transformMapEntry, 3):
            (variableCount, hasCondition, hasResult) = (2, false, true)
        case (.transformList, 4), (.transformMap, 4), (.transformMapEntry, 4):
            (variableCount, hasCondition, hasResult) = (2, true, true)
        default: return nil
        }
    }
}
