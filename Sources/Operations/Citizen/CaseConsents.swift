package import Casework
package import Primitives
import Storage

/// Who of a sent case has authorised the check, for the account that sent it.
///
/// Three statements.
package struct CaseConsents: Sendable {
    /// The case.
    package let caseID: CaseID
    /// The form as it was sent.
    package let form: ApplicationForm
    /// Each member with what stands.
    package let members: [DraftAuthorization]
    /// Whether anything may still be authorised.
    package let isOpen: Bool
    /// What the progress link carries; an adult authorises by it on another phone.
    package let trackingToken: String

    /// The members of the asker's own case; nil for another's and none.
    package static func load(_ id: CaseID, in context: CommandContext) throws -> CaseConsents? {
        guard context.actor.account != nil, let row = try context.store.caseRow(id, in: context.scope) else {
            return nil
        }
        return CaseConsents(
            caseID: id, form: row.form,
            members: try AuthorizationStatuses.of(row, in: context).map {
                DraftAuthorization($0, program: row.program, bureauName: context.bureau.settings.name)
            },
            isOpen: !row.state.isEnded && row.state != .archived, trackingToken: row.trackingToken)
    }
}
