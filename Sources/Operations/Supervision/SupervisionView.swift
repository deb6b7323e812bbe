package import Casework
package import Primitives
package import Storage

/// What others said and saw of a case: appraisals, meetings, relatives, samples, and by what power it is decided.
///
/// At most five statements.
package struct SupervisionView: Sendable {
    /// The appraisals, oldest first.
    package let appraisals: [AppraisalRow]
    /// The meetings, oldest first.
    package let meetings: [MeetingRow]
    /// Entries of the ledger that name somebody of the household.
    package let relatives: [RelativeRow]
    /// Who decides, in whose name, by which order; nil once the case has ended.
    package let competence: Competence?
    /// Whether a meeting may be recorded now.
    package let mayMeet: Bool
    /// Names of staff that occur, by id.
    package let names: [StaffID: String]

    /// What stands beside a case that was read within the scope.
    package static func load(_ file: CaseFile, in context: CommandContext) throws -> SupervisionView {
        let (store, id) = (context.store, file.row.id)
        let appraisals = try store.appraisals(of: id, in: context.scope)
        let meetings = try store.meetings(of: id, in: context.scope)
        let organisers = appraisals.flatMap { [$0.recordedBy] + ($0.appraisal.organiser.map { [$0] } ?? []) }
        let role = context.actor.staff?.role
        return SupervisionView(
            appraisals: appraisals, meetings: meetings, relatives: try store.relatives(ofCase: id, in: context.scope),
            competence: file.side.competence,
            mayMeet: [.confirming, .provisionalActive].contains(file.row.state)
                && file.row.competentBody == .township
                && (role == .townshipClerk || role == .townshipReviewer),
            names: try store.staffNames(organisers + meetings.flatMap { $0.meeting.members }))
    }
}
