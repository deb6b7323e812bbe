import Casework
package import Primitives
import Storage

/// Ticks off what a change of a family asked for, and says how it was done.
package struct SettleFamilyDuty: Command {
    package static let name = "family.settleDuty"
    /// The family.
    package let family: FamilyID
    /// The duty's row.
    package let duty: Int64
    /// How it was done.
    package let note: String

    /// Takes the inputs.
    package init(family: FamilyID, duty: Int64, note: String) {
        self.family = family
        self.duty = duty
        self.note = note
    }

    /// A recomputation is settled by a decision in the case, never by a tick while the review still runs.
    package func run(in context: CommandContext) throws -> Outcome<Bool> {
        let opened = try FamilyBook.open(family, in: context)
        guard let book = opened.value, let staff = context.actor.staff else { return .refused(opened.reasons) }
        guard let row = try context.store.duties(of: family, in: context.scope).first(where: { $0.id == duty }) else {
            return .refused([.notFound])
        }
        var reasons: [Reason] = []
        if note.isBlank { reasons.append(.howMissing) }
        if row.doneOn != nil { reasons.append(.dutyDone) }
        let isMoney = row.duty == .recompute || row.duty == .stopShare
        if isMoney, book.inForce.contains(where: { $0.state == .reverifying }) { reasons.append(.recomputeOpen) }
        guard reasons.isEmpty else { return .refused(reasons) }
        try context.store.settleDuty(
            duty, note: note, by: staff.staffID, on: context.today, in: context.scope)
        try context.audit(Self.name, "family", family.rawValue, region: book.row.region, reason: note)
        return .done(true)
    }
}
