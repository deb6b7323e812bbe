import Primitives
package import Rules

/// The facts of one subject with their sources and the names people know the rows by; any program decides on it.
package struct FactSheet: Hashable, Sendable {
    /// A fact of a row.
    private struct Place: Hashable {
        let field: FieldID
        let row: Int
    }

    /// What facts there can be.
    package let definition: FactsDefinition
    /// The facts as rules read them.
    package private(set) var table: FactTable
    private var labels: [RowID: String] = [:]
    private var sources: [Place: FactSource] = [:]
    private var notes: [RowID: String] = [:]

    /// A sheet with the subject's own row and nothing else.
    package init(_ definition: FactsDefinition, key: String = "household") {
        self.definition = definition
        table = FactTable(schema: definition.schema, key: key)
    }

    /// Adds a row below another; `nil` when the definition has no such entity.
    package mutating func add(_ entity: String, below parent: RowID = .root, key: String, label: String) -> RowID? {
        guard let id = definition.schema.entity(entity), id != .root else { return nil }
        let row = RowID(entity: id, index: table.add(id, below: parent.index, key: key))
        labels[row] = label
        return row
    }

    /// Sets a fact by name; a name that the definition lacks is left out, for facts of another time.
    package mutating func set(_ name: String, of row: RowID = .root, to fact: Fact<FactValue>) {
        guard let field = definition.schema.field(name), definition.schema.fields[field.index].entity == row.entity
        else { return }
        switch fact {
        case .known(let value, let source):
            table.set(field, of: row.index, to: value)
            sources[Place(field: field, row: row.index)] = source
        case .unknown(let reason): table.set(field, of: row.index, to: .unknown(reason: reason))
        }
    }

    /// The row of an entity by its key.
    package func row(_ entity: String, key: String) -> RowID? {
        guard let id = definition.schema.entity(entity) else { return nil }
        return table.rows[id.index].firstIndex { $0.key.utf8.elementsEqual(key.utf8) }.map {
            RowID(entity: id, index: $0)
        }
    }

    /// The rows of an entity.
    package func rows(_ entity: String) -> [RowID] {
        guard let id = definition.schema.entity(entity) else { return [] }
        return table.rows[id.index].indices.map { RowID(entity: id, index: $0) }
    }

    /// The key of a row.
    package func key(of row: RowID) -> String { table.rows[row.entity.index][row.index].key }

    /// What people call a row.
    package func label(of row: RowID) -> String { labels[row] ?? key(of: row) }

    /// Keeps a remark about a row for explanations, for example why a clerk does not count it.
    package mutating func note(_ text: String, at row: RowID) { notes[row] = text }

    /// The remark about a row.
    package func note(at row: RowID) -> String? { notes[row] }

    /// The row of an entity at or above a row.
    package func row(of entity: EntityID, from row: RowID) -> RowID? {
        var row = row
        while row.entity != entity {
            guard let above = definition.schema.entities[row.entity.index].parent,
                let parent = table.rows[row.entity.index][row.index].parent
            else { return nil }
            row = RowID(entity: above, index: parent)
        }
        return row
    }

    /// A fact of a row or of a row above it; `nil` when nobody gave it.
    package func fact(_ name: String, at row: RowID) -> FactValue? {
        guard let field = definition.schema.field(name) else { return nil }
        return fact(field, of: definition.schema.fields[field.index].entity, at: row)
    }

    /// A fact of an entity at or above a row; `nil` when nobody gave it.
    func fact(_ field: FieldID, of entity: EntityID, at row: RowID) -> FactValue? {
        self.row(of: entity, from: row).flatMap { table.rows[entity.index][$0.index].values[field] }
    }

    /// Where a fact comes from; `nil` for an unknown or absent one.
    package func source(of field: FieldID, at row: RowID) -> FactSource? {
        sources[Place(field: field, row: row.index)]
    }

    /// Where a fact comes from, by the field's name.
    package func source(of name: String, at row: RowID) -> FactSource? {
        definition.schema.field(name).flatMap { source(of: $0, at: row) }
    }

    /// The sheet with one row of an entity below the subject and what hangs from it, without its siblings.
    package func keeping(_ kept: RowID) -> FactSheet {
        var result = FactSheet(definition, key: table.rows[0][0].key)
        var moved: [RowID: RowID] = [.root: .root]
        result.copyFacts(of: .root, to: .root, from: self)
        for (index, rows) in table.rows.enumerated().dropFirst() {
            let entity = EntityID(index: index)
            for (position, row) in rows.enumerated() {
                let old = RowID(entity: entity, index: position)
                let above = definition.schema.entities[index].parent ?? .root
                guard entity != kept.entity || old == kept,
                    let parent = moved[RowID(entity: above, index: row.parent ?? 0)]
                else { continue }
                let new = RowID(entity: entity, index: result.table.add(entity, below: parent.index, key: row.key))
                moved[old] = new
                result.labels[new] = labels[old]
                result.notes[new] = notes[old]
                result.copyFacts(of: old, to: new, from: self)
            }
        }
        return result
    }

    private mutating func copyFacts(of old: RowID, to new: RowID, from other: FactSheet) {
        for (field, value) in other.table.rows[old.entity.index][old.index].values {
            table.set(field, of: new.index, to: value)
            sources[Place(field: field, row: new.index)] = other.sources[Place(field: field, row: old.index)]
        }
    }
}
