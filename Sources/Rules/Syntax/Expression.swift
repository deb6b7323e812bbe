/// A node of the tree of a condition or formula, with the text it was written as.
///
/// Macros stay nodes of their own (`presence`, `comprehension`, `binding`, `block`): executors by columns and in SQL,
/// and explanations, need to see what was meant. Equality is of shape: it ignores ranges and numbers.
package struct Expression: Sendable, Hashable {
    /// What the node is.
    package indirect enum Kind: Sendable, Hashable {
        case literal(Literal)
        /// A variable or the name of a type; an absolute name (`.x`) skips the variables of macros.
        case name(String, isAbsolute: Bool)
        /// `operand.field`, or `operand.?field`.
        case select(Expression, field: String, isOptional: Bool)
        /// `has(operand.field)`.
        case presence(Expression, field: String)
        /// `operand[index]`, or `operand[?index]`.
        case index(Expression, Expression, isOptional: Bool)
        /// `function(arguments)` or `target.function(arguments)`; `math.greatest` and its like have no target.
        case call(String, target: Expression?, arguments: [Expression])
        case unary(UnaryOperator, Expression)
        case binary(BinaryOperator, Expression, Expression)
        /// A chain of `&&` or of `||` written without brackets, at least two operands.
        case logical(LogicalOperator, [Expression])
        case conditional(Expression, then: Expression, otherwise: Expression)
        case list([ListElement])
        case map([MapEntry])
        /// `type.name{field: value}`.
        case message(String, [FieldEntry])
        case comprehension(Comprehension)
        /// `cel.bind(name, value, body)`.
        case binding(String, value: Expression, body: Expression)
        /// `cel.block([values], result)`, whose values are `@index0`, `@index1` … in the later values and the result.
        case block([Expression], result: Expression)
    }

    /// What the node is.
    package let kind: Kind
    /// The bytes of the source it was written as.
    package let range: SourceRange
    /// Its number in its tree: from 0, children before parents, without gaps, for tables beside the tree.
    package let number: Int
    /// The longest way down to a leaf; a leaf has 1.
    package let depth: Int

    /// Compares shapes.
    package static func == (left: Expression, right: Expression) -> Bool { left.kind == right.kind }

    /// Hashes the shape.
    package func hash(into hasher: inout Hasher) { hasher.combine(kind) }
}

/// An element of a list literal.
package struct ListElement: Sendable, Hashable {
    /// The value.
    package let value: Expression
    /// Written `?value`: an empty optional adds no element.
    package let isOptional: Bool
}

/// An entry of a map literal.
package struct MapEntry: Sendable, Hashable {
    /// The key.
    package let key: Expression
    /// The value.
    package let value: Expression
    /// Written `?key: value`: an empty optional adds no entry.
    package let isOptional: Bool
}

/// A field of a message literal.
package struct FieldEntry: Sendable, Hashable {
    /// The name of the field.
    package let field: String
    /// The value.
    package let value: Expression
    /// Written `?field: value`.
    package let isOptional: Bool
}

/// A constant as written.
package enum Literal: Sendable, Hashable {
    case null
    case bool(Bool)
    case int(Int64)
    case uint(UInt64)
    /// The nearest binary number, and the decimal digits as written, for readers that must stay exact.
    case double(Double, digits: String)
    case string(String)
    case bytes([UInt8])
}
