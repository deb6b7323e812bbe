/// Position of an entity in its schema; the root is 0.
package struct EntityID: Hashable, Sendable {
    /// The position.
    package let index: Int

    /// The entity at a position.
    package init(index: Int) { self.index = index }

    /// The entity that rules decide about, for example the household.
    package static let root = EntityID(index: 0)
}

/// Position of a field in its schema.
package struct FieldID: Hashable, Sendable {
    /// The position.
    package let index: Int

    /// The field at a position.
    package init(index: Int) { self.index = index }
}

/// What facts there can be: entities in a tree, and their typed fields.
///
/// The root has one row for each subject; any other entity has rows below a row of its parent. Names of fields
/// and of derived values are unique over all entities, so that a rule may use them without a prefix.
package struct FactSchema: Hashable, Sendable {
    /// A kind of row.
    package struct Entity: Hashable, Sendable {
        /// The name of one row, for example `member`.
        package let name: String
        /// The name under which a rule of the parent goes through the rows, for example `members`.
        package let rowsName: String
        /// The name in Chinese.
        package let label: String
        /// The entity above; `nil` for the root.
        package let parent: EntityID?
        /// The most rows below one row of the parent; a subject with more is refused before any rule runs.
        package let maximumRows: Int64

        /// Describes an entity.
        package init(name: String, rowsName: String, label: String, parent: EntityID?, maximumRows: Int64 = 4096) {
            self.name = name
            self.rowsName = rowsName
            self.label = label
            self.parent = parent
            self.maximumRows = maximumRows
        }
    }

    /// One fact about a row.
    package struct Field: Hashable, Sendable {
        /// The name rules use.
        package let name: String
        /// The name in Chinese.
        package let label: String
        /// Whose fact it is.
        package let entity: EntityID
        /// Its type; never a quotient, list, table or row.
        package let type: RuleType
        /// The least and greatest value a known fact may have; facts outside are refused before any rule runs.
        package let range: ClosedRange<Int64>
        /// The words a text may be; `nil` when any word may come.
        package let words: [String]?

        /// Describes a field.
        package init(
            name: String, label: String, entity: EntityID, type: RuleType, range: ClosedRange<Int64>,
            words: [String]? = nil
        ) {
            self.name = name
            self.label = label
            self.entity = entity
            self.type = type
            self.range = range
            self.words = words
        }
    }

    /// The entities, parents before children, the root first.
    package let entities: [Entity]
    /// The fields.
    package let fields: [Field]
    /// Positions of the fields by their names.
    private let positions: [String: Int]

    /// Gathers a schema; traps when a parent follows its child or a name occurs twice.
    package init(entities: [Entity], fields: [Field]) {
        precondition(
            entities.first.map { $0.parent == nil } ?? false, "The first entity is the root and has no parent.")
        for (index, entity) in entities.enumerated().dropFirst() {
            precondition(entity.parent.map { $0.index < index } ?? false, "A parent stands before its child.")
        }
        precondition(Set(fields.map(\.name)).count == fields.count, "Two fields of a schema have one name.")
        self.entities = entities
        self.fields = fields
        positions = Dictionary(fields.enumerated().map { ($1.name, $0) }) { first, _ in first }
    }

    /// Schemas with the same entities and fields are the same.
    package static func == (left: FactSchema, right: FactSchema) -> Bool {
        left.entities == right.entities && left.fields == right.fields
    }

    /// The entities and fields make the hash.
    package func hash(into hasher: inout Hasher) {
        hasher.combine(entities)
        hasher.combine(fields)
    }

    /// The field of a name.
    package func field(_ name: String) -> FieldID? { positions[name].map(FieldID.init(index:)) }

    /// The entity whose single row has a name.
    package func entity(_ name: String) -> EntityID? {
        entities.firstIndex { $0.name.utf8.elementsEqual(name.utf8) }.map(EntityID.init(index:))
    }
}
