import Casework
import Storage

extension CaseSideFacts {
    /// Reads the calls of the hotline that touch the case: before the decision and once it has ended.
    mutating func readComplaints(_ row: CaseRow, in context: CommandContext) throws {
        guard row.state.isUnderReview || row.state.isEnded else { return }
        complaints = try context.store.complaints(of: row.id, in: context.scope)
        // An open ticket keeps the file from the archive.
        if complaints.contains(where: \.isOpen) { openProceedings.insert(.hotline) }
    }

    /// A report during review brings the county to the door; a visit before the call does not answer it.
    func fillComplaints(_ snapshot: inout CaseSnapshot) {
        guard let latest = complaints.filter(\.forcesVisit).map(\.receivedOn).max() else { return }
        snapshot.countyVisitReasons.insert(.complaint)
        if let visit = snapshot.countyVisit, visit.on < latest { snapshot.countyVisit = nil }
    }
}
