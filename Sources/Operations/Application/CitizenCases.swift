package import Casework
package import Primitives
import Storage

/// A case of the own account as a list shows it.
package struct CitizenCaseLine: Hashable, Sendable {
    /// The case.
    package let id: CaseID
    /// The acceptance number.
    package let number: String
    /// The program.
    package let program: Program
    /// The applicant, masked: a relative or helper may hold the phone.
    package let applicantMasked: String
    /// Where it stands.
    package let state: CaseState
    /// The day it was sent.
    package let submittedDay: CivilDate
    /// Whether something is awaited of the family.
    package let awaitsFamily: Bool

    /// The cases of the asker's account, latest first: one statement.
    package static func list(in context: CommandContext) throws -> [CitizenCaseLine] {
        guard let account = context.actor.account else { return [] }
        return try context.store.cases(of: account).map { row in
            CitizenCaseLine(
                id: row.id, number: row.number, program: row.program,
                applicantMasked: Masking.name(row.applicantName), state: row.state, submittedDay: row.submittedDay,
                awaitsFamily: row.state == .supplement)
        }
    }
}
