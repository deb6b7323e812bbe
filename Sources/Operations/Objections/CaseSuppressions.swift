import Primitives
import Storage
import Verification

extension CommandContext {
    /// Findings that have been answered one by one for the people of a case, by the hash of their evidence.
    func suppressions(ofCase caseID: CaseID) throws -> [String: SuppressionNote] {
        Dictionary(
            try store.standingSuppressions(for: caseID).map {
                ($0.evidenceHash, SuppressionNote(reference: $0.ticketNumber ?? $0.objectionNumber, since: $0.sinceDay))
            }, uniquingKeysWith: { first, _ in first })
    }

    /// Records of some people that have been refuted.
    func refuted(of people: [PersonID: CitizenID]) throws -> [RefutedRecord] {
        try store.standingRefutations(of: people.keys.sorted()).compactMap { standing in
            people[standing.record.personID].map { RefutedRecord(standing, of: $0) }
        }
    }
}

extension RefutedRecord {
    /// A record as the store keeps it; what it is known by for people is the ticket, or the objection without one.
    init(_ standing: StandingRefutation, of person: CitizenID) {
        self.init(
            person: person, dataset: standing.record.dataset, number: standing.record.number,
            identity: standing.record.identity, content: standing.record.content, isCorrected: standing.isCorrected,
            note: SuppressionNote(
                reference: standing.ticketNumber ?? standing.objectionNumber, since: standing.sinceDay))
    }
}
