import Columns
import Primitives

/// Whose rows a run might read of the datasets that need an authorisation.
struct Grants: Sendable {
    /// Packed citizen IDs by dataset, ascending; nil when everyone had authorised everything.
    let people: [String: [UInt64]]?

    init(_ people: [String: [UInt64]]?) { self.people = people }

    /// The authorisations of a request; what is no citizen ID is nobody's.
    init(_ authorized: [String: Set<String>]?) {
        people = authorized?.mapValues { ids in
            ids.compactMap { id in PackedCitizenID(keyBytes: Array(id.utf8).span)?.rawValue }.sorted()
        }
    }

    /// The rows that can be read now and could not before, or the other way round, as changes of their datasets.
    ///
    /// nil where it is not known whose they were: everyone had authorised everything, then or now, but not both.
    func changes(since last: Grants, _ catalogue: Catalogue) -> [ChangedRows]? {
        guard let people, let before = last.people else { return people == nil && last.people == nil ? [] : nil }
        return Set(people.keys).union(before.keys).sorted().compactMap { dataset in
            guard let schema = catalogue[dataset]?.schema else { return nil }
            let moved = Set(people[dataset] ?? []).symmetricDifference(before[dataset] ?? [])
            return moved.isEmpty ? nil : ChangedRows(of: schema, people: moved.sorted())
        }
    }
}
