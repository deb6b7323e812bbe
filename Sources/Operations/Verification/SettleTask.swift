import Casework
import Primitives
package import Storage

/// Says what came of looking into a match with the family; it changes no benefit by itself.
package struct SettleTask: Command {
    package static let name = "verification.settleTask"
    /// The task.
    let id: TaskID
    /// What came of it; nil when nothing was chosen.
    let outcome: TaskOutcome?
    /// How it was looked into and what was seen.
    let note: String

    /// Takes what a person says.
    package init(id: TaskID, outcome: TaskOutcome?, note: String) {
        (self.id, self.outcome, self.note) = (id, outcome, note)
    }

    /// Settles the task of a family within the scope, once.
    package func run(in context: CommandContext) throws -> Outcome<TaskID> {
        guard let staff = context.actor.staff, RunAuthority.settlers.contains(staff.role) else {
            return .refused([.notAllowed])
        }
        let found = try context.store.tasks(isOpen: true, only: id, limit: 1, offset: 0, in: context.scope)
        guard let task = found.rows.first else { return .refused([.notFound]) }
        var reasons: [Reason] = []
        if task.outcome != nil { reasons.append(.taskSettled) }
        if outcome == nil { reasons.append(.outcomeMissing) }
        if !(2...500).contains(note.count) { reasons.append(.noteMissing) }
        guard reasons.isEmpty, let outcome else { return .refused(reasons) }
        try context.store.settleTask(
            id, outcome, note: note, by: staff.staffID, on: context.today, at: context.now, in: context.scope)
        try context.audit(
            Self.name, "verificationTask", id.rawValue, region: staff.region, reason: outcome.rawValue)
        return .done(id)
    }
}
