package import Casework
package import Primitives
package import Storage

/// What the fast paths hold of one case, for its page: promises, aid first, conferences, medical security.
///
/// At most eight statements; twelve more where a request to approve before the check is back waits, or its back-check.
package struct FastPathView: Sendable {
    /// A request to approve before the check is back, or the approval.
    package struct Provisional: Sendable {
        /// The request.
        package let row: ProvisionalRow
        /// Everything that stands against approving it now; empty once it is approved.
        package let refusals: [Reason]
        /// The village appraisal.
        package let appraisal: Appraisal?
        /// What would be granted, on what is known; nil once it is approved or while it is not known.
        package let amount: Money?
        /// The sources whose answers could change the outcome: their titles, and for a back-check why they are silent.
        package let awaited: [String]
        /// Steps owed that are done.
        package let done: Set<OwedStep>
        /// Steps owed whose last day has passed.
        package let late: Set<OwedStep>
    }

    /// The promise.
    package let provisional: Provisional?
    /// The hash of the pledge's present text, which a signed one must carry.
    package let pledgeHash: String
    /// Aid given first.
    package let aidFirst: AidFirstRow?
    /// What medical security was told, oldest first.
    package let medicalNotices: [MedicalNoticeRow]
    /// Whether a notice was tried so often that a person must look.
    package let needsAlarm: Bool
    /// The conferences, oldest first.
    package let conferences: [ConferenceRow]
    /// What was undertaken in them.
    package let undertakings: [UndertakingRow]
    /// The entry of a broken promise, once the case has ended.
    package let credit: CreditEntryRow?
    /// What was done about the entry.
    package let creditSteps: [CreditStepRow]
    /// The recognition for medical aid on application.
    package let recognition: MedicalRecognitionRow?

    /// Reads what the case's page shows; the file is within the scope.
    static func load(_ file: CaseFile, in context: CommandContext) throws -> FastPathView {
        let (store, scope, id) = (context.store, context.scope, file.row.id)
        let notices = try store.medicalNotices(of: id, in: scope)
        let conferences = try store.conferences(of: id, in: scope)
        let credit =
            file.row.state.isEnded || file.row.state == .archived ? try store.creditEntry(of: id, in: scope) : nil
        let waiting = notices.contains { $0.handOver.acknowledgedAt == nil }
        let terms =
            try waiting
            ? HandOverTerms(context.policies(on: context.today), region: file.row.region, on: context.today) : nil
        return FastPathView(
            provisional: try provisional(file, in: context), pledgeHash: try PledgeText(file, in: context).hash,
            aidFirst: try aidFirst(file, in: context),
            medicalNotices: notices,
            needsAlarm: terms.map { terms in notices.contains { $0.handOver.needsAlarm(terms) } } ?? false,
            conferences: conferences,
            undertakings: conferences.isEmpty ? [] : try store.undertakings(of: id, in: scope), credit: credit,
            creditSteps: try credit.map { try store.creditSteps(of: $0.id, in: scope) } ?? [],
            recognition: try store.medicalRecognition(of: id, in: scope))
    }

    private static func provisional(_ file: CaseFile, in context: CommandContext) throws -> Provisional? {
        let row =
            try file.side.provisionalRow
            ?? (file.row.state.isBeforeDecision || file.row.program == .temporaryRelief
                ? nil : context.store.provisional(of: file.row.id, in: context.scope))
        guard let row else { return nil }
        guard let plan = row.plan else {
            let standing = try ProvisionalStanding(file, row, in: context)
            return Provisional(
                row: row, refusals: standing.refusals, appraisal: standing.appraisal, amount: standing.amount,
                awaited: standing.awaited, done: [], late: [])
        }
        let done = done(row, file)
        let isOpen = file.row.state == .provisionalActive
        return Provisional(
            row: row, refusals: [], appraisal: nil, amount: nil,
            awaited: isOpen && row.check == .waiting ? try awaited(row, file, in: context) : [], done: done,
            late: isOpen ? Set(plan.late(done: done, on: context.today).map(\.step)) : [])
    }

    /// For whom a back-check waits; empty where nothing was compared yet.
    private static func awaited(
        _ row: ProvisionalRow, _ file: CaseFile, in context: CommandContext
    ) throws -> [String] {
        guard let report = try StandingReport(file, in: context)?.report,
            let outlook = try InterimView.outlook(file, report, promise: row, in: context)
        else { return [] }
        return try BackCheckWatch.awaited(file, report, outlook, in: context)
    }

    private static func done(_ row: ProvisionalRow, _ file: CaseFile) -> Set<OwedStep> {
        var done: Set<OwedStep> = []
        if row.check == .passes { done.insert(.verification) }
        if file.surroundings.visit != nil { done.insert(.visit) }
        if file.surroundings.notice?.closedClean == true { done.insert(.notice) }
        if file.row.state == .active { done.insert(.confirmation) }
        return done
    }

    private static func aidFirst(_ file: CaseFile, in context: CommandContext) throws -> AidFirstRow? {
        guard file.row.program == .temporaryRelief else { return nil }
        return try file.side.aidFirstRow ?? context.store.aidFirst(of: file.row.id, in: context.scope)
    }
}
