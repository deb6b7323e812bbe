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

/// The facts of one row in the order of the schema's fields; a row has few, so they lie side by side.
package struct FactValues: Hashable, Sendable, Sequence {
    /// A field and its fact.
    package typealias Element = (key: FieldID, value: FactValue)

    private struct Entry: Hashable {
        let field: FieldID
        var value: FactValue
    }

    private var entries: [Entry] = []

    /// No facts.
    package init() {}

    /// The fact of a field; `nil` when nobody gave it.
    package subscript(_ field: FieldID) -> FactValue? {
        get { entries.first { $0.field == field }?.value }
        set {
            let place = entries.lastIndex { $0.field.index <= field.index }
            let isThere = place.map { entries[$0].field == field } ?? false
            switch (newValue, place) {
            case (let value?, let place?) where isThere: entries[place].value = value
            case (let value?, _): entries.insert(Entry(field: field, value: value), at: place.map { $0 + 1 } ?? 0)
            case (nil, let place?) where isThere: entries.remove(at: place)
            case (nil, _): break
            }
        }
    }

    /// The facts, one after another.
    package func makeIterator() -> AnyIterator<Element> {
        var index = 0
        return AnyIterator {
            guard index < entries.count else { return nil }
            defer { index += 1 }
            return (entries[index].field, entries[index].value)
        }
    }

    mutating func reserve(_ count: Int) { entries.reserveCapacity(count) }

    /// Goes through the facts without an iterator's cost.
    @inline(__always) func forEachFact(_ body: (FieldID, FactValue) -> Void) {
        for entry in entries { body(entry.field, entry.value) }
    }
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
        package var values: FactValues
    }

    /// The schema that the rows follow.
    package let schema: FactSchema
    /// The rows of each entity by its position, in the order they were added.
    package private(set) var rows: [[Row]]

    /// A table with the root row and nothing else.
    package init(schema: FactSchema, key: String) {
        self.schema = schema
        rows = schema.entities.map { _ in [] }
        rows[0] = [Row(entity: .root, parent: nil, key: key, values: FactValues())]
    }

    /// Adds a row below a row of the parent entity; returns its position among the entity's rows.
    package mutating func add(_ entity: EntityID, below parent: Int = 0, key: String) -> Int {
        precondition(entity != .root, "There is one root row, and it exists already.")
        rows[entity.index].append(Row(entity: entity, parent: parent, key: key, values: FactValues()))
        return rows[entity.index].count - 1
    }

    /// Sets a fact of a row of the field's entity.
    package mutating func set(_ field: FieldID, of row: Int = 0, to value: FactValue) {
        rows[schema.fields[field.index].entity.index][row].values[field] = value
    }
}
