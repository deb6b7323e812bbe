extension Expression {
    /// The expression as text that reads back as the same tree: one space around operators, no needless bracket.
    package var canonicalText: String {
        var printer = CanonicalText()
        printer.write(self, rank: Rank.conditional)
        return printer.text
    }
}

/// Writes a tree as text.
struct CanonicalText {
    var text = ""

    /// Writes a node, in brackets if it binds more loosely than the place it stands in asks.
    mutating func write(_ expression: Expression, rank: Int) {
        guard expression.rank < rank else { return write(expression.kind) }
        text += "("
        write(expression.kind)
        text += ")"
    }

    private mutating func write(_ kind: Expression.Kind) {
        switch kind {
        case .literal(let literal): text += literal.text
        case .name(let name, let isAbsolute): text += (isAbsolute ? "." : "") + (GeneratedName.call(name) ?? name)
        case .select(let operand, let field, let isOptional): writeSelection(operand, field, isOptional ? ".?" : ".")
        case .presence(let operand, let field):
            text += "has("
            writeSelection(operand, field, ".")
            text += ")"
        case .index(let operand, let index, let isOptional):
            write(operand, rank: Rank.member)
            text += isOptional ? "[?" : "["
            write(index, rank: Rank.conditional)
            text += "]"
        case .call(let function, let target, let arguments): writeCall(function, target, arguments)
        case .unary(let operation, let operand):
            text += operation.rawValue
            // A number directly behind the minus would be read as a negative constant.
            let isNumber = operation == .negate && operand.startsWithNumber
            write(operand, rank: isNumber ? Rank.member + 1 : Rank.unary)
        case .binary(let operation, let left, let right):
            write(left, rank: operation.rank)
            text += " \(operation.rawValue) "
            write(right, rank: operation.rank + 1)
        case .logical(let operation, let operands):
            writeList(operands, separator: " \(operation.rawValue) ") { $0.write($1, rank: operation.rank + 1) }
        case .conditional(let condition, let then, let otherwise):
            write(condition, rank: Rank.or)
            text += " ? "
            write(then, rank: Rank.or)
            text += " : "
            write(otherwise, rank: Rank.conditional)
        default: writeGroup(kind)
        }
    }

    private mutating func writeGroup(_ kind: Expression.Kind) {
        switch kind {
        case .list(let elements):
            text += "["
            writeList(elements) { printer, element in
                printer.text += element.isOptional ? "?" : ""
                printer.write(element.value, rank: Rank.conditional)
            }
            text += "]"
        case .map(let entries):
            text += "{"
            writeList(entries) { printer, entry in
                printer.text += entry.isOptional ? "?" : ""
                printer.write(entry.key, rank: Rank.conditional)
                printer.text += ": "
                printer.write(entry.value, rank: Rank.conditional)
            }
            text += "}"
        case .message(let name, let fields):
            text += "\(name){"
            writeList(fields) { printer, field in
                printer.text += (field.isOptional ? "?" : "") + Self.fieldName(field.field) + ": "
                printer.write(field.value, rank: Rank.conditional)
            }
            text += "}"
        case .comprehension(let comprehension): writeComprehension(comprehension)
        case .binding(let name, let value, let body):
            text += "cel.bind(\(GeneratedName.call(name) ?? name), "
            writeList([value, body]) { $0.write($1, rank: Rank.conditional) }
            text += ")"
        case .block(let values, let result):
            text += "cel.block(["
            writeList(values) { $0.write($1, rank: Rank.conditional) }
            text += "], "
            write(result, rank: Rank.conditional)
            text += ")"
        default: break
        }
    }

    private mutating func writeSelection(_ operand: Expression, _ field: String, _ dot: String) {
        write(operand, rank: Rank.member)
        text += dot + Self.fieldName(field)
    }

    private mutating func writeCall(_ function: String, _ target: Expression?, _ arguments: [Expression]) {
        if let target {
            write(target, rank: Rank.member)
            text += "."
        }
        text += "\(function)("
        writeList(arguments) { $0.write($1, rank: Rank.conditional) }
        text += ")"
    }

    private mutating func writeComprehension(_ comprehension: Comprehension) {
        write(comprehension.range, rank: Rank.member)
        text += ".\(comprehension.kind.rawValue)("
        text += comprehension.variables.map { GeneratedName.call($0) ?? $0 }.joined(separator: ", ")
        for part in [comprehension.condition, comprehension.result] {
            guard let part else { continue }
            text += ", "
            write(part, rank: Rank.conditional)
        }
        text += ")"
    }

    private mutating func writeList<Item>(
        _ items: [Item], separator: String = ", ", _ body: (inout CanonicalText, Item) -> Void
    ) {
        for (place, item) in items.enumerated() {
            if place > 0 { text += separator }
            body(&self, item)
        }
    }

    private static func fieldName(_ field: String) -> String {
        let isPlain = field.utf8.allSatisfy(ASCII.isNamePart) && !ASCII.isDigit(field.utf8.first ?? 0x30)
        return isPlain && !["in", "true", "false", "null"].contains(field) ? field : "`\(field)`"
    }
}

extension Expression {
    /// How tightly the text of this node holds together.
    fileprivate var rank: Int {
        switch kind {
        case .conditional: Rank.conditional
        case .logical(let operation, _): operation.rank
        case .binary(let operation, _, _): operation.rank
        case .unary: Rank.unary
        default: Rank.member
        }
    }

    /// Whether the text begins with a digit.
    fileprivate var startsWithNumber: Bool {
        switch kind {
        case .literal(.int(let value)): value >= 0
        case .literal(.double(_, let digits)): !digits.utf8.starts(with: "-".utf8)
        case .select(let operand, _, _), .index(let operand, _, _), .call(_, target: .some(let operand), _):
            operand.startsWithNumber
        case .comprehension(let comprehension): comprehension.range.startsWithNumber
        default: false
        }
    }
}
