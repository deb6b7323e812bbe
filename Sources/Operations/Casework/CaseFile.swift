package import Casework
package import Primitives
package import Storage

/// A case under a verb's hands: its row, what guards its next step, its people, and the one way to move it on.
package struct CaseFile {
    /// The case.
    package private(set) var row: CaseRow
    /// What guards the next step.
    package let surroundings: CaseSurroundings
    /// The people of the case.
    package let members: [CaseMemberRow]
    private let machine: CaseMachine
    /// The time in which the family may object to the report, while it runs.
    private let objectionWindow: ObjectionWindowFact?
    /// What stands beside the case.
    package let side: CaseSideFacts

    /// Reads a case within the actor's scope; throws `StoreError.notFound` otherwise.
    package init(_ id: CaseID, in context: CommandContext) throws {
        guard let row = try context.store.caseRow(id, in: context.scope) else {
            throw StoreError(.notFound, "There is no such case in this scope.")
        }
        try self.init(row, in: context)
    }

    /// Takes a row that was read or made in this transaction.
    package init(_ row: CaseRow, in context: CommandContext) throws {
        self.row = row
        surroundings = try context.store.surroundings(of: row, in: context.scope)
        members = try context.store.caseMembers(row.id, in: context.scope)
        objectionWindow =
            row.state == .objectionWindow ? try context.store.objectionWindow(of: row.id, in: context.scope) : nil
        side = try CaseSideFacts(row, amount: surroundings.determination?.amount, in: context)
        if let competence = side.competence { self.row.competentBody = competence.body }
        machine = CaseMachine(
            calendar: context.bureau.calendar,
            limits: try ProcedureLimits(context.policies(on: context.today), region: row.region, on: context.today))
    }

    /// The limits that apply to the case today.
    package var limits: ProcedureLimits { machine.limits }

    /// Counts deadlines with the bureau's calendar.
    package var count: DeadlineCount { DeadlineCount(calendar: machine.calendar) }

    /// What the machine sees.
    package func snapshot(on today: CivilDate, unansweredAuthorizations: [String] = []) -> CaseSnapshot {
        var snapshot = CaseSnapshot(
            state: row.state, version: row.version, program: row.program, competentBody: row.competentBody,
            township: row.region.ancestor(at: .township) ?? row.region, relatedStaff: surroundings.relatedStaff,
            formProblemCount: row.form.problems(on: row.submittedDay).count,
            unansweredAuthorizations: unansweredAuthorizations, supplementUsed: surroundings.supplementUsed,
            objectionOpen: surroundings.objectionOpen, countyVisitReasons: surroundings.countyVisitReasons,
            noticeExemption: noticeExemption(on: today), otherMembersRemain: members.count > 1,
            factsVersion: row.factsVersion)
        snapshot.submittedOn = row.submittedDay
        snapshot.clock = row.clock
        snapshot.supplementDueOn = surroundings.supplementDueOn
        snapshot.surveyors = surroundings.surveyors
        snapshot.verification = surroundings.silentSources.map { _ in
            VerificationFact(silentSources: surroundings.silentSourceNames)
        }
        snapshot.visit = surroundings.visit
        snapshot.determination = surroundings.determination
        snapshot.opinion = surroundings.opinion
        snapshot.notice = surroundings.notice
        snapshot.countyVisit = surroundings.countyVisit
        snapshot.objectionWindow = objectionWindow
        side.fill(&snapshot)
        return snapshot
    }

    /// Why this family may not be posted in public, if it may not.
    package func noticeExemption(on today: CivilDate) -> NoticeExemption? {
        let minors = members.filter { $0.birthDate.fullYears(until: today) < 18 }
        // A recognition ends with childhood: whoever has grown up since is posted like everybody.
        let recognised = Set(minors.compactMap { surroundings.recognisedChildren[$0.personID] })
        return NoticeExemption.of(
            program: row.program, applicantIsMinor: minors.contains { $0.relation == .applicant },
            hasOrphan: recognised.contains(.orphan), hasUnattendedChild: recognised.contains(.unattendedChild))
    }

    /// Why an event would be refused to this actor now; empty when it would be allowed.
    ///
    /// Buttons are disabled by it.
    package func refusals(of event: CaseEvent, by actor: Actor, on today: CivilDate) -> [Reason] {
        guard let caseActor = actor.caseActor else { return [.notAllowed] }
        return machine.apply(event, to: snapshot(on: today), by: caseActor, on: today).refusals.map(Reason.init)
    }

    /// Moves the case on: asks the machine, writes the state, appends event and audit, and performs the actions.
    ///
    /// Returns the refusals, and then nothing was written. `seenVersion` is the version the person looked at.
    package mutating func apply(
        _ event: CaseEvent, in context: CommandContext, seenVersion: Int64? = nil, by acting: Actor? = nil,
        details: CaseStepDetails = CaseStepDetails(), unansweredAuthorizations: [String] = []
    ) throws -> [Reason] {
        let actor = acting ?? context.actor
        guard let caseActor = actor.caseActor else { return [.notAllowed] }
        let decision = machine.apply(
            event, to: snapshot(on: context.today, unansweredAuthorizations: unansweredAuthorizations), by: caseActor,
            on: context.today, seenVersion: seenVersion)
        guard let transition = decision.transition else { return decision.refusals.map(Reason.init) }
        advance(transition, on: context.today)
        if case .confirm(let amount, _) = event { row.amount = amount }
        if case .changeProgram(let program, _) = event { row.program = program }
        try context.store.updateCase(&row, in: context.scope, at: context.now)
        try context.store.appendCaseEvent(
            caseID: row.id, kind: event.kind.rawValue, from: transition.from.rawValue, to: transition.next.rawValue,
            reason: details.reason, payload: String(decoding: StoreTransaction.json(event), as: UTF8.self),
            actor: actor.row, at: context.now, on: context.today)
        try context.audit(
            "case." + event.kind.rawValue, "case", row.id.rawValue, region: row.region, reason: details.reason)
        for action in transition.actions {
            try perform(action, details: details, actor: actor, in: context)
        }
        return []
    }

    private mutating func advance(_ transition: Transition, on today: CivilDate) {
        row.state = transition.next
        if transition.clock == .start {
            row.acceptedDay = today
            row.clock = StatutoryClock(acceptedOn: today, limits: limits)
        } else {
            row.clock = row.clock?.applying(transition.clock, on: today)
        }
        if let clock = row.clock {
            let deadline = clock.deadline(on: today, count: count)
            row.deadlineDay = clock.isFinished ? nil : deadline.on
            row.deadlineProvisional = deadline.provisional
        } else {
            row.deadlineDay = count.deadline(limits.completenessDays, after: row.submittedDay).on
        }
        if transition.next.isEnded {
            // What has ended is late for nobody.
            row.closedDay = today
            row.deadlineDay = nil
        }
    }
}

/// What a step's actions need beside the case: the reason given and the texts of the documents it issues.
package struct CaseStepDetails: Sendable {
    /// The reason a person gave, in their words.
    package var reason = ""
    /// Further lines of the documents issued, as label and value.
    package var lines: [DocumentLine] = []
    /// Further paragraphs of the documents issued.
    package var paragraphs: [String] = []
    /// Tables of the documents issued, by the caption that templates use.
    package var tables: [String: PaperFacts.Table] = [:]

    /// Starts empty.
    package init(
        reason: String = "", lines: [DocumentLine] = [], paragraphs: [String] = [],
        tables: [String: PaperFacts.Table] = [:]
    ) {
        self.reason = reason
        self.lines = lines
        self.paragraphs = paragraphs
        self.tables = tables
    }
}
