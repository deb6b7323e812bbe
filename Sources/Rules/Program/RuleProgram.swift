/// A node: an operation for each row of an entity, with what the compiler proved about it.
package struct Node: Hashable, Sendable {
    /// The entity for whose rows the node is computed.
    package let entity: EntityID
    /// What is computed.
    package let operation: Operation
    /// Where the value lies if the node does not fail, given inputs inside their declared ranges.
    package let range: ClosedRange<Int64>
    /// Whether inputs inside their ranges can make the node itself, not its operands, fail.
    ///
    /// A zero divisor does, an overflow that could not be ruled out, an absent key or parameter, an empty fold.
    package let canFail: Bool

    /// Describes a node.
    package init(entity: EntityID, operation: Operation, range: ClosedRange<Int64>, canFail: Bool) {
        self.entity = entity
        self.operation = operation
        self.range = range
        self.canFail = canFail
    }
}

/// A derived value, compiled.
package struct Definition: Hashable, Sendable {
    /// Its text.
    package let text: RuleText
    /// The type the checker found.
    package let type: RuleType
    /// The value, or the numerator of a quotient.
    package let value: NodeID
    /// The denominator of a quotient, always above zero or failing; `nil` for other types.
    package let denominator: NodeID?

    /// Gathers a definition.
    package init(text: RuleText, type: RuleType, value: NodeID, denominator: NodeID?) {
        self.text = text
        self.type = type
        self.value = value
        self.denominator = denominator
    }
}

/// Where a node was first written: the bytes of the text of a derived value.
package struct NodePlace: Hashable, Sendable {
    /// The derived value.
    package let definition: DefinitionID
    /// The bytes of its expression.
    package let range: SourceRange

    /// Names a place.
    package init(definition: DefinitionID, range: SourceRange) {
        self.definition = definition
        self.range = range
    }
}

/// Derived values compiled against a schema and the parameters of a day: what all three executors run.
///
/// Words are numbered: those of the program by their position in `words`; a word of the data that the program
/// does not know gets a number from `words.count` on, the same for the same word within one run.
package struct RuleProgram: Hashable, Sendable {
    /// The schema of the facts.
    package let schema: FactSchema
    /// The parameters.
    package let parameters: [RuleParameter]
    /// The words that occur in the schema, the parameters and the texts.
    package let words: [String]
    /// The nodes, operands first.
    package let nodes: [Node]
    /// The derived values, those read first.
    package let definitions: [Definition]
    /// Where each node was first written; empty in a program that no compiler made.
    package let places: [NodePlace]

    /// Gathers a program; only the compiler and tests do.
    package init(
        schema: FactSchema, parameters: [RuleParameter], words: [String], nodes: [Node], definitions: [Definition],
        places: [NodePlace] = []
    ) {
        self.schema = schema
        self.parameters = parameters
        self.words = words
        self.nodes = nodes
        self.definitions = definitions
        self.places = places
    }

    /// The derived value of a name.
    package func definition(_ name: String) -> DefinitionID? {
        definitions.firstIndex { $0.text.name.utf8.elementsEqual(name.utf8) }.map(DefinitionID.init(index:))
    }
}
