package import Casework
package import Primitives
package import Storage

/// A line of a list of what followed decisions; it says where its case lies.
package protocol AfterLine: Sendable {
    /// The case's applicant and village.
    var place: CasePlaceRow { get }
}

extension ReviewLine: AfterLine {}
extension RecoveryLine: AfterLine {}
extension RemedyLine: AfterLine {}

/// One page of a list of what followed decisions (S21, S22).
///
/// At most four statements.
package struct AfterBoard<Line: AfterLine>: Sendable {
    /// The rows of this page.
    package let lines: [Line]
    /// How many there are.
    package let total: Int
    /// Names of the villages on it, by code.
    package let places: [String: String]
    /// The business day.
    package let today: CivilDate

    /// Rows of one page.
    package static var pageSize: Int { 50 }

    private init(
        page: Int, in context: CommandContext, _ read: (_ offset: Int) throws -> (lines: [Line], total: Int)
    ) throws {
        (lines, total) = try read((max(1, page) - 1) * Self.pageSize)
        places = try context.store.regionNames(Set(lines.map(\.place.region.text)))
        today = context.today
    }
}

extension AfterBoard<ReviewLine> {
    /// Families due for review, by month and class, within the asker's scope.
    package static func load(_ narrowing: ReviewNarrowing, page: Int, in context: CommandContext) throws -> Self {
        try Self(page: page, in: context) {
            try context.store.reviewLines(narrowing, limit: pageSize, offset: $0, in: context.scope)
        }
    }
}

extension AfterBoard<RecoveryLine> {
    /// Sums asked back within the asker's scope: those open by age, or the latest closed.
    package static func load(isOpen: Bool, page: Int, in context: CommandContext) throws -> Self {
        try Self(page: page, in: context) {
            try context.store.recoveryLines(isOpen: isOpen, limit: pageSize, offset: $0, in: context.scope)
        }
    }
}

extension AfterBoard<RemedyLine> {
    /// Reconsiderations and suits within the asker's scope: those open by age, or the latest over.
    package static func load(isOpen: Bool, page: Int, in context: CommandContext) throws -> Self {
        try Self(page: page, in: context) {
            try context.store.remedyLines(isOpen: isOpen, limit: pageSize, offset: $0, in: context.scope)
        }
    }
}

/// One sum asked back with its ledger and the steps the asker may take (S22).
package struct RecoveryView: Sendable {
    /// The recovery.
    package let row: RecoveryRow
    /// The case.
    package let caseNumber: String
    /// The applicant's name, masked.
    package let applicantMasked: String
    /// The village.
    package let place: [String]
    /// The ledger, oldest line first.
    package let entries: [RecoveryEntryRow]
    /// Names of staff, by id.
    package let staffNames: [StaffID: String]
    /// What a month may take at most, with its source.
    package let instalmentMax: Cited<Money>
    /// The steps of the asker's role in this state, each with what stands against it now.
    package let steps: [Step]

    /// A step of a recovery as its page offers it.
    package struct Step: Sendable {
        /// The step.
        package let event: RecoveryEvent
        /// Why it would be refused whatever is typed; empty when its form may be opened.
        package let refusals: [Reason]
    }

    /// Reads it within the asker's scope; nil when there is none.
    package static func load(_ id: RecoveryID, in context: CommandContext) throws -> RecoveryView? {
        guard let row = try context.store.recovery(id, in: context.scope) else { return nil }
        let file = try CaseFile(row.caseID, in: context)
        let entries = try context.store.recoveryEntries(of: row)
        let most = try RecoveryTerms.instalmentMax(of: file, in: context)
        return RecoveryView(
            row: row, caseNumber: file.row.number, applicantMasked: Masking.name(file.row.applicantName),
            place: try context.store.regionPath(file.row.region), entries: entries,
            staffNames: try context.store.staffNames(Set(entries.map(\.staffID) + [row.recovery.proposedBy])),
            instalmentMax: most, steps: steps(row.recovery, most, context.actor))
    }

    private static func steps(_ recovery: Recovery, _ most: Cited<Money>, _ actor: Actor) -> [Step] {
        guard let role = actor.staff?.role, let caseActor = actor.caseActor else { return [] }
        return Recovery.lines.events(for: role, in: recovery.state, body: .county).map { event in
            let amount = event == .recordPayment ? recovery.debt : min(most.value, recovery.debt)
            let ruling = recovery.applying(
                event, by: caseActor, note: .init(reason: event.chinese, amount: amount, instalmentMax: most))
            return Step(event: event, refusals: ruling.refusals.map { Reason($0) })
        }
    }
}

/// One reconsideration or suit with its steps.
package struct RemedyView: Sendable {
    /// The proceeding.
    package let row: RemedyRow
    /// The case.
    package let caseNumber: String
    /// The applicant's name, masked.
    package let applicantMasked: String
    /// The village.
    package let place: [String]
    /// The steps, oldest first.
    package let steps: [RemedyStepRow]
    /// Names of staff, by id.
    package let staffNames: [StaffID: String]
    /// Where and until when the decision can be contested.
    package let dates: RemedyDates
    /// What the asker's role may record now.
    package let events: [RemedyEvent]
    /// The business day.
    package let today: CivilDate

    /// Reads it within the asker's scope; nil when there is none.
    package static func load(_ id: RemedyID, in context: CommandContext) throws -> RemedyView? {
        guard let row = try context.store.remedy(id, in: context.scope) else { return nil }
        let file = try CaseFile(row.caseID, in: context)
        let steps = try context.store.remedySteps(of: row)
        let role = context.actor.staff?.role
        return RemedyView(
            row: row, caseNumber: file.row.number, applicantMasked: Masking.name(file.row.applicantName),
            place: try context.store.regionPath(file.row.region), steps: steps,
            staffNames: try context.store.staffNames(Set(steps.map(\.staffID) + [row.proceeding.decidedBy])),
            dates: try RemedyCalendar.dates(of: file, servedOn: row.servedDay, wasTold: true, in: context),
            events: role.map { RemedyProceeding.lines.events(for: $0, in: row.proceeding.state, body: .county) } ?? [],
            today: context.today)
    }
}
