/// Position of a node in its program; operands stand before the nodes that use them.
package struct NodeID: Hashable, Sendable {
    /// The position.
    package let index: Int

    /// The node at a position.
    package init(index: Int) { self.index = index }
}

/// Position of a derived value in its program; a value stands after those it reads.
package struct DefinitionID: Hashable, Sendable {
    /// The position.
    package let index: Int

    /// The derived value at a position.
    package init(index: Int) { self.index = index }
}

/// Position of a parameter in its program.
package struct ParameterID: Hashable, Sendable {
    /// The position.
    package let index: Int

    /// The parameter at a position.
    package init(index: Int) { self.index = index }
}

/// How a division makes a whole number.
package enum QuotientRounding: Hashable, Sendable {
    /// To the greatest whole number not above.
    case down
    /// To the least whole number not below.
    case up
    /// To the nearest; halves away from zero.
    case halfUp
}

/// How the rows below a row become one value.
package enum Fold: Hashable, Sendable {
    /// The sum; zero without rows.
    case sum
    /// The least; without rows the node fails.
    case minimum
    /// The greatest; without rows the node fails.
    case maximum
    /// How many rows.
    case count
    /// How many different values.
    case distinct
    /// Whether the body holds for one row or more.
    case any
    /// Whether the body holds for all rows.
    case all
}

/// What needs the calendar.
package enum CalendarFunction: Hashable, Sendable {
    /// Full years from one date to another.
    case fullYears
    /// The month of a date.
    case monthOfDate
    /// The year of a month.
    case yearOfMonth
    /// The first day of a month.
    case firstDay
    /// The last day of a month.
    case lastDay
}

/// One step of computation over 64-bit integers; flags are 1 and 0, quotients are two steps.
package indirect enum Operation: Hashable, Sendable {
    case constant(Int64)
    /// The whole number of a parameter, the numerator of a ratio, or the code of a word.
    case parameter(ParameterID)
    /// The denominator of a parameter that is a ratio.
    case parameterDenominator(ParameterID)
    /// A fact of the same row.
    case input(FieldID)
    /// A derived value of the same row, or its numerator.
    case definition(DefinitionID)
    /// The denominator of a derived quotient of the same row.
    case definitionDenominator(DefinitionID)
    /// The value of an operand in the parent's row.
    case parent(NodeID)
    case add(NodeID, NodeID)
    case subtract(NodeID, NodeID)
    case multiply(NodeID, NodeID)
    /// A whole quotient; the divisor is above zero or the node fails.
    case divide(NodeID, NodeID, QuotientRounding)
    /// What floor division leaves, in the divisor's sign.
    case remainder(NodeID, NodeID)
    case minimum(NodeID, NodeID)
    case maximum(NodeID, NodeID)
    case equal(NodeID, NodeID)
    case less(NodeID, NodeID)
    case lessOrEqual(NodeID, NodeID)
    /// False when either operand is false, whatever the other; likewise for `or` and true.
    case and(NodeID, NodeID)
    case or(NodeID, NodeID)
    case not(NodeID)
    /// The second operand where the first holds, else the third; the one not chosen cannot fail the node.
    case choose(NodeID, NodeID, NodeID)
    /// Whether the operand is among sorted values.
    case isAmong(NodeID, [Int64])
    /// The value of a parameter's table under the keys, outermost first; an absent key fails.
    case lookUp(ParameterID, [NodeID])
    /// Whether a parameter's table has the keys.
    case hasKey(ParameterID, [NodeID])
    /// A fold over the child rows for which the filter holds; the body (and filter) are nodes of the child entity.
    case fold(Fold, over: EntityID, body: NodeID, filter: NodeID?)
    case calendar(CalendarFunction, [NodeID])
}
