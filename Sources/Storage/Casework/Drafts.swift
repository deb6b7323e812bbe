package import Casework
package import Primitives
import SQLText

/// The parts of an application that are filled in one after another.
package enum DraftSection: String, CaseIterable, Codable, Hashable, Sendable {
    case members, incomes, properties, expenses, hardship, places, contact, materials, authorizations, pledge
}

/// What a draft holds beside its row: the form, and which questions were answered at all.
package struct DraftContent: Codable, Hashable, Sendable {
    /// The form as far as it goes.
    package var form: ApplicationForm
    /// Sections whose page was sent at least once: an empty list is an answer only then.
    package var answered: Set<DraftSection> = []
    /// Whether members were taken from the object library and wait to be confirmed.
    package var isPrefilled = false
    /// What was answered in the self-test before, to be reminded of; it is no declaration.
    package var said: SaidBefore?

    /// An empty draft.
    package init(program: Program) { form = ApplicationForm(program: program) }
}

/// What somebody said in the self-test and then took along into the application.
package struct SaidBefore: Codable, Hashable, Sendable {
    /// How many live together.
    package let people: Int
    /// The family's income a month; nil when not known.
    package let monthlyIncome: Money?

    /// Takes the parts.
    package init(people: Int, monthlyIncome: Money?) {
        self.people = people
        self.monthlyIncome = monthlyIncome
    }
}

/// A draft as stored, its content opened.
package struct DraftRow: Sendable {
    /// The draft's id.
    package let id: DraftID
    /// Rises with every saved part.
    package var version: Int64
    /// The account it belongs to; nil when a helper fills it in.
    package let accountID: AccountID?
    /// The helper or clerk who fills it in for somebody.
    package let staffID: StaffID?
    /// The place it was begun for.
    package let region: RegionCode
    /// The answers.
    package var content: DraftContent
    /// When it was begun, by the business clock.
    package let createdAt: Instant
    /// When it was last saved, by the business clock.
    package let updatedAt: Instant
    /// The case it became.
    package let caseID: CaseID?

    /// The program asked for.
    package var program: Program { content.form.program }
}

extension StoreTransaction {
    /// Begins a draft for an account, or for a helper who fills it in for somebody.
    package func insertDraft(
        _ content: DraftContent, account: AccountID?, staff: StaffID?, region: RegionCode, at instant: Instant
    ) throws -> DraftID {
        let id: DraftID = ids.next()
        let sealed = try seal(Self.json(content), "application_draft", "form", id.rawValue)
        try sql.execute(
            """
            INSERT INTO application_draft (id, version, account_id, staff_id, region_code, program, form, created_at,
            updated_at)
            VALUES (\(id), 1, \(account), \(staff), \(region), \(content.form.program.rawValue), \(sealed),
            \(instant), \(instant))
            """)
        return id
    }

    /// A draft that the actor made and has not thrown away; another's draft does not exist for them.
    package func draft(_ id: DraftID, of actor: ActorRow) throws -> DraftRow? {
        guard let owner = Self.owner(actor) else { return nil }
        return try sql.first(
            "SELECT * FROM application_draft WHERE id = \(id) AND discarded_at IS NULL AND \(owner)"
        ).map(draftRow)
    }

    /// The drafts of an actor that are neither sent nor thrown away, latest first.
    package func openDrafts(of actor: ActorRow) throws -> [DraftRow] {
        guard let owner = Self.owner(actor) else { return [] }
        return try sql.query(
            """
            SELECT * FROM application_draft WHERE discarded_at IS NULL AND case_id IS NULL AND \(owner)
            ORDER BY id DESC LIMIT 50
            """
        ).map(draftRow)
    }

    /// Saves the answers under optimistic locking: `row.version` is the one read.
    package func updateDraft(_ row: inout DraftRow, of actor: ActorRow, at instant: Instant) throws {
        guard let owner = Self.owner(actor) else { throw StoreError(.notFound, "A visitor has no drafts.") }
        let sealed = try seal(Self.json(row.content), "application_draft", "form", row.id.rawValue)
        try changeOne(
            """
            UPDATE application_draft SET version = version + 1, form = \(sealed), updated_at = \(instant)
            WHERE id = \(row.id) AND version = \(row.version) AND case_id IS NULL AND discarded_at IS NULL AND \(owner)
            """, "The draft")
        row.version += 1
    }

    /// Marks a draft as thrown away.
    package func discardDraft(_ row: DraftRow, of actor: ActorRow, at instant: Instant) throws {
        guard let owner = Self.owner(actor) else { return }
        try changeOne(
            """
            UPDATE application_draft SET discarded_at = \(instant), version = version + 1
            WHERE id = \(row.id) AND version = \(row.version) AND case_id IS NULL AND \(owner)
            """, "The draft")
    }

    /// Marks a draft as sent; the condition lets only one of two submissions through.
    package func markDraftSent(_ row: DraftRow, as caseID: CaseID, at instant: Instant) throws {
        try changeOne(
            """
            UPDATE application_draft SET case_id = \(caseID), version = version + 1, updated_at = \(instant)
            WHERE id = \(row.id) AND version = \(row.version) AND case_id IS NULL
            """, "The draft")
    }

    private static func owner(_ actor: ActorRow) -> Statement? {
        switch actor.kind {
        case .citizen: "account_id = \(actor.id)"
        case .staff: "staff_id = \(actor.id)"
        case .visitor, .system: nil
        }
    }

    private func draftRow(_ row: Row) throws -> DraftRow {
        DraftRow(
            id: try row.id("id"), version: try row.integer("version"), accountID: try row.optionalID("account_id"),
            staffID: try row.optionalID("staff_id"), region: try row.region("region_code"),
            content: try Self.fromJSON(open(row, "application_draft", "form")),
            createdAt: try row.instant("created_at"), updatedAt: try row.instant("updated_at"),
            caseID: try row.optionalID("case_id"))
    }
}
