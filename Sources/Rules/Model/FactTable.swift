/// One fact: a value, or silence with what is still known about it.
package enum FactValue: Hashable, Sendable {
    /// The value: fen, days, a count, 1 or 0.
    case number(Int64)
    /// The word.
    case word(String)
    /// Nobody has answered, but the answer lies between two numbers.
    case between(Int64, Int64, reason: String)
    /// Nobody has answered; the field's own range bounds the answer.
    case unknown(reason: String)
}

/// The facts of one subject: rows of entities below one root row.
package struct FactTable: Hashable, Sendable {
    /// One row: where it hangs, what it is called, and its facts by field.
    package struct Row: Hashable, Sendable {
        /// The entity.
        package let entity: EntityID
        /// The position of the parent among the parent entity's rows; `nil` for the root.
        package let parent: Int?
        /// The caller's key, for explanations and questions.
        package let key: String
        /// The facts by field; a field that is absent is an error when a rule reads it, never a default.
        package var values: [FieldID: FactValue]
    }

    /// The schema that the rows follow.
    package let schema: FactSchema
    /// The rows of each entity by its position, in the order they were added.
    package private(set) var rows: [[Row]]

    /// A table with the root row and nothing else.
    package init(schema: FactSchema, key: String) {
        self.schema = schema
        rows = schema.entities.map { _ in [] }
        rows[0] = [Row(entity: .root, parent: nil, key: key, values: [:])]
    }

    /// Adds a row below a row of the parent entity; returns its position among the entity's rows.
    package mutating func add(_ entity: EntityID, below parent: Int = 0, key: String) -> Int {
        precondition(entity != .root, "There is one root row, and it exists already.")
        rows[entity.index].append(Row(entity: entity, parent: parent, key: key, values: [:]))
        return rows[entity.index].count - 1
    }

    /// Sets a fact of a row of the field's entity.
    package mutating func set(_ field: FieldID, of row: Int = 0, to value: FactValue) {
        rows[schema.fields[field.index].entity.index][row].values[field] = value
    }
}
