package import Primitives
package import Storage

/// An open transaction on behalf of somebody, with both clocks read once.
package struct CommandContext {
    /// The transaction.
    package let store: StoreTransaction
    /// Who asks.
    package let actor: Actor
    /// The system clock: ids, sessions, leases, audit.
    package let now: Instant
    /// The business clock's instant.
    package let businessNow: Instant
    /// The installation.
    package let bureau: Bureau

    init(store: StoreTransaction, actor: Actor, bureau: Bureau) throws {
        self.store = store
        self.actor = actor
        self.bureau = bureau
        now = bureau.systemClock()
        businessNow = try Self.businessInstant(store: store, system: now)
    }

    /// The business day: deadlines, ages, months.
    package var today: CivilDate { businessNow.chinaDate }

    /// What the actor may see today.
    ///
    /// A visitor sees no family at all.
    package var scope: Scope {
        switch actor {
        case .staff(let staff): .region(staff.region, on: today)
        case .citizen(let id): .account(id)
        case .visitor: .account(AccountID(0))
        case .system: .system("a verb run by the program itself on behalf of no person")
        }
    }

    /// Appends to the audit log inside this transaction.
    package func audit(
        _ verb: String, _ subjectKind: String, _ subjectID: Int64, region: RegionCode? = nil, reason: String = "",
        payload: String = "{}"
    ) throws {
        try store.appendAudit(
            AuditNote(
                verb: verb, subjectKind: subjectKind, subjectID: subjectID, region: region?.text ?? "", reason: reason,
                payload: payload),
            actor: actor.row, at: now)
    }

    static func businessInstant(store: StoreTransaction, system: Instant) throws -> Instant {
        guard let text = try store.installationValue(.businessOffset) else { return system }
        guard let offset = Int64(text) else {
            throw StoreError(.damaged, "The business clock's offset is not a number of milliseconds.")
        }
        return system.adding(milliseconds: offset)
    }
}
