import Casework
import Primitives
import Storage

/// Whoever is related to a household never touches its case 回避, whatever the step.
extension CommandContext {
    /// Why the actor leaves a case to a colleague; empty for everybody but staff who are relatives.
    func recusal(from file: CaseFile) -> [Reason] { recusal(from: file.surroundings.relatedStaff) }

    /// The same of a case that was read without what surrounds it.
    func recusal(fromCase id: CaseID, in scope: Scope? = nil) throws -> [Reason] {
        recusal(from: try store.relatedOfficials(of: id, in: scope ?? self.scope).staff)
    }

    private func recusal(from related: Set<StaffID>) -> [Reason] {
        actor.staff.map { related.contains($0.staffID) } ?? false ? [.signerRelated] : []
    }
}
