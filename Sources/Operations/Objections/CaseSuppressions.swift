import Primitives
import Storage
import Verification

extension CommandContext {
    /// Findings that have been answered for the people of a case, by the hash of their evidence.
    func suppressions(ofCase caseID: CaseID) throws -> [String: SuppressionNote] {
        Dictionary(
            try store.standingSuppressions(for: caseID).map {
                ($0.evidenceHash, SuppressionNote(reference: $0.ticketNumber ?? $0.objectionNumber, since: $0.sinceDay))
            }, uniquingKeysWith: { first, _ in first })
    }
}
