/// A word, a mark or a constant of the text.
struct Token: Sendable {
    enum Kind: Hashable, Sendable {
        /// Digits without sign; whether they fit an `int` depends on the sign before them.
        case integer(UInt64)
        case unsigned(UInt64)
        case double(Double)
        case string(String)
        case bytes([UInt8])
        case name(String)
        /// A name between backticks, which can only stand after a dot.
        case quotedName(String)
        case mark(Mark)
        case end
    }

    let kind: Kind
    let range: SourceRange
}

/// The marks of the language; `in` is one of them.
enum Mark: String, CaseIterable, Sendable {
    case leftParenthesis = "("
    case rightParenthesis = ")"
    case leftBracket = "["
    case rightBracket = "]"
    case leftBrace = "{"
    case rightBrace = "}"
    case comma = ","
    case dot = "."
    case colon = ":"
    case question = "?"
    case not = "!"
    case minus = "-"
    case plus = "+"
    case star = "*"
    case slash = "/"
    case percent = "%"
    case equal = "=="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case and = "&&"
    case or = "||"
    case isIn = "in"

    /// The mark that closes this bracket.
    var closing: Mark? {
        switch self {
        case .leftParenthesis: .rightParenthesis
        case .leftBracket: .rightBracket
        case .leftBrace: .rightBrace
        default: nil
        }
    }

    var isClosing: Bool { self == .rightParenthesis || self == .rightBracket || self == .rightBrace }

    /// The operator between two operands that this mark writes.
    var binary: BinaryOperator? { BinaryOperator(rawValue: rawValue) }
}

/// Words that cannot name a variable or a function.
enum ReservedWords {
    static let all: Set<String> = [
        "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop", "package",
        "namespace", "return", "var", "void", "while",
    ]
}
