/// An operator before its operand.
package enum UnaryOperator: String, Sendable, Hashable, CaseIterable {
    case not = "!"
    case negate = "-"
}

/// An operator between two operands.
package enum BinaryOperator: String, Sendable, Hashable, CaseIterable {
    case multiply = "*"
    case divide = "/"
    case remainder = "%"
    case add = "+"
    case subtract = "-"
    case equal = "=="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case isIn = "in"

    /// How tightly it binds; a chain of equal ranks groups from the left.
    package var rank: Int {
        switch self {
        case .multiply, .divide, .remainder: Rank.product
        case .add, .subtract: Rank.sum
        case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .isIn: Rank.relation
        }
    }
}

/// `&&` or `||`: an operand that decides wins over an error in another.
package enum LogicalOperator: String, Sendable, Hashable, CaseIterable {
    case and = "&&"
    case or = "||"

    /// How tightly it binds.
    package var rank: Int { self == .and ? Rank.and : Rank.or }
}

/// Ranks of the grammar, loosest first.
enum Rank {
    static let conditional = 1
    static let or = 2
    static let and = 3
    static let relation = 4
    static let sum = 5
    static let product = 6
    static let unary = 7
    static let member = 8
}
