package import Casework
package import Primitives
package import Storage

/// What others said and saw of a case: appraisals, meetings, relatives, samples, and by what power it is decided.
///
/// At most six statements.
package struct SupervisionView: Sendable {
    /// The appraisals, oldest first.
    package let appraisals: [AppraisalRow]
    /// The meetings, oldest first.
    package let meetings: [MeetingRow]
    /// Entries of the ledger that name somebody of the household.
    package let relatives: [RelativeRow]
    /// Corrections that samples asked for, oldest first; none for posts that do not read them.
    package let corrections: [SamplingCorrectionRow]
    /// Working days to the last day of each correction that is open, by its id.
    package let correctionDaysLeft: [SamplingCorrectionID: Int]
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
        let corrections =
            role.map(CorrectionList.readers.contains) == true ? try store.corrections(of: id, in: context.scope) : []
        let open = corrections.filter { $0.state == .open }
        return SupervisionView(
            appraisals: appraisals, meetings: meetings, relatives: try store.relatives(ofCase: id, in: context.scope),
            corrections: corrections,
            correctionDaysLeft: Dictionary(
                uniqueKeysWithValues: open.map {
                    ($0.id, file.count.workingDays(after: context.today, through: $0.due.on))
                }),
            competence: file.side.competence,
            mayMeet: [.confirming, .provisionalActive].contains(file.row.state)
                && file.row.competentBody == .township
                && (role == .townshipClerk || role == .townshipReviewer),
            names: try store.staffNames(organisers + meetings.flatMap { $0.meeting.members }))
    }
}
