package import Storage

/// The people of the register whose data a signed-in citizen may see; one query.
package struct ProvenPersons: Sendable, Hashable {
    /// The people, the earliest proof first.
    package let persons: [ProvenPersonRow]

    /// The people of the account that asks; empty for everybody else.
    package static func load(in context: CommandContext) throws -> ProvenPersons {
        guard let account = context.actor.account else { return ProvenPersons(persons: []) }
        return ProvenPersons(persons: try context.store.provenPersons(of: account))
    }
}
