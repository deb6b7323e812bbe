import Primitives
package import Rules

/// What facts there can be, with what people read about them: the content of `policies/facts.yaml`.
package struct FactsDefinition: Hashable, Sendable {
    /// What belongs to a field beside its type.
    package struct Field: Hashable, Sendable {
        /// The words of a text in Chinese, by the word.
        package let words: [String: String]
        /// The question for an unknown fact; `{name}` stands for a field of the row or of a row above, or for the row.
        package let question: String
        /// The flag of the row that is asked for first: how much only matters once it is known whether.
        package let after: String?
        /// What a worked case takes where it is silent; a determination never does.
        package let plain: FactValue?
        /// What must come to pass for the fact to become a word, `true` or `false`, as a clause after “如果”.
        package let changes: [String: String]

        /// Gathers what belongs to a field.
        package init(
            words: [String: String] = [:], question: String = "", after: String? = nil, plain: FactValue? = nil,
            changes: [String: String] = [:]
        ) {
            self.words = words
            self.question = question
            self.after = after
            self.plain = plain
            self.changes = changes
        }
    }

    /// The entities and typed fields.
    package let schema: FactSchema
    /// What belongs to each field, in the schema's order.
    package let fields: [Field]

    /// Gathers a definition; `fields` stand beside those of the schema.
    package init(schema: FactSchema, fields: [Field]) {
        precondition(fields.count == schema.fields.count, "Every field of the schema is described once.")
        self.schema = schema
        self.fields = fields
    }

    /// A definition that knows the household and nothing about it, for packs that hold parameters only.
    package static let empty = FactsDefinition(
        schema: FactSchema(
            entities: [.init(name: "household", rowsName: "households", label: "家庭", parent: nil)], fields: []),
        fields: [])

    /// The entity of a name, its position and those above it, itself first.
    func chain(from entity: EntityID) -> [EntityID] {
        var result = [entity]
        while let parent = schema.entities[result[result.count - 1].index].parent { result.append(parent) }
        return result
    }

    /// A word in Chinese where the name is that of a text field that has it; else the word.
    func chinese(_ word: String, ofFieldNamed name: String) -> String {
        schema.field(name).map { chinese(word, of: $0) } ?? word
    }

    /// A word of a text field in Chinese; the word itself where the file gives none.
    func chinese(_ word: String, of field: FieldID) -> String { fields[field.index].words[word] ?? word }
}
