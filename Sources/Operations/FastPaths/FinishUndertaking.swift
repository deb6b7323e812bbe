import Casework
import Primitives
package import Storage

/// Reports that a department has done what it undertook in a conference (会商事项办结).
package struct FinishUndertaking: Command {
    package static let name = "fastPaths.finishUndertaking"
    /// The undertaking.
    package var undertakingID: UndertakingID
    /// What was done.
    package var note: String

    /// Takes the inputs.
    package init(undertakingID: UndertakingID, note: String) {
        self.undertakingID = undertakingID
        self.note = note
    }

    /// By the county or the township; answers whether it was in time.
    package func run(in context: CommandContext) throws -> Outcome<Bool> {
        guard let staff = context.staff(as: .countyReviewer, .townshipReviewer, .townshipClerk) else {
            return .refused([.notAllowed])
        }
        guard let row = try context.store.undertaking(undertakingID, in: context.scope) else {
            return .refused([.notFound])
        }
        var refusals = try context.recusal(fromCase: row.caseID)
        refusals += DecisionChecks.text(note, field: "note", limit: 500)
        if row.doneOn != nil { refusals.append(.undertakingDone) }
        guard refusals.isEmpty else { return .refused(refusals) }
        try context.store.finishUndertaking(
            row, note: note, by: staff.staffID, on: context.today, in: context.scope)
        try context.audit(Self.name, "case", row.caseID.rawValue)
        return .done(context.today <= row.undertaking.due)
    }
}

extension Reason {
    static let undertakingDone = Reason("undertakingDone", "这一项已经报过办结。", "This item was reported done already.")
}
