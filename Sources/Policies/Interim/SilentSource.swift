package import Rules

/// A fact that a source's answer would set, and what it would be if the source held nothing.
package struct SilentFact: Hashable, Sendable {
    /// The entity of `policies/facts.yaml` whose row has the fact.
    package let entity: String
    /// The row's key.
    package let key: String
    /// The field.
    package let field: String
    /// The value if the source answers that it holds nothing, for example what was declared.
    package let ifNothing: FactValue

    /// Names a fact.
    package init(entity: String, key: String, field: String, ifNothing: FactValue = .number(0)) {
        self.entity = entity
        self.key = key
        self.field = field
        self.ifNothing = ifNothing
    }
}

/// A source that has not answered about a member, and the facts that its answer would set.
package struct SilentSource: Hashable, Sendable {
    /// Code of the dataset.
    package let dataset: String
    /// Its Chinese name.
    package let title: String
    /// Key of the member asked about.
    package let member: String
    /// The member's name.
    package let name: String
    /// Why there is no answer, in Chinese.
    package let reason: String
    /// The facts, unknown in the sheet; empty where no rule could use the answer.
    package let facts: [SilentFact]
    /// Whether a record there could undo the decision although no rule reads it, so that the answer is waited for.
    package let mayBar: Bool

    /// Names a silent source.
    package init(
        dataset: String, title: String, member: String, name: String, reason: String, facts: [SilentFact],
        mayBar: Bool = false
    ) {
        self.dataset = dataset
        self.title = title
        self.member = member
        self.name = name
        self.reason = reason
        self.facts = facts
        self.mayBar = mayBar
    }
}
