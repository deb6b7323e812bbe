import Casework
import Primitives
import Testing

/// What follows from an event beyond the next state.
@Suite struct CaseMachineTests {
    private func transition(
        _ event: CaseEvent, _ snapshot: CaseSnapshot, by role: Role?, limits: ProcedureLimits = Fixture.limits
    ) throws -> Transition {
        let machine = CaseMachine(calendar: Fixture.calendar, limits: limits)
        let decision = machine.apply(event, to: snapshot, by: Fixture.actor(role), on: Fixture.today)
        return try #require(decision.transition, "\(decision.refusals)")
    }

    @Test func `acceptance starts the clock and sets the day for the investigation`() throws {
        let answer = try transition(.accept, Fixture.snapshot(.submitted), by: .townshipClerk)
        #expect(answer.clock == .start)
        let due = Deadline(on: day("2026-03-25"), provisional: false, citation: "启动")
        #expect(
            answer.actions == [
                .recordEvent(.accept), .issueDocument(.acceptanceNotice), .message(.accepted),
                .openTask(.startInvestigation, due: due),
            ])
    }

    @Test func `a confirmation creates the award and keeps the entry day apart from the first month`() throws {
        let answer = try transition(Fixture.event(.confirm), Fixture.snapshot(.confirming), by: .countyReviewer)
        #expect(answer.next == .active && answer.clock == .finish)
        #expect(answer.actions.contains(.recordEntry(on: Fixture.today)))
        let first = try CalendarMonth(year: 2026, month: 4)
        #expect(answer.actions.contains(.createAward(monthly: Fixture.amount, fromMonth: first)))
    }

    @Test func `a marginal household is recognised without money`() throws {
        var snapshot = Fixture.snapshot(.confirming)
        snapshot.program = .marginalHousehold
        snapshot.determination = DeterminationFact(factsVersion: 3, eligible: true, amount: .zero)
        let month = Fixture.today.calendarMonth.adding(months: 1)
        let answer = try transition(.confirm(amount: .zero, fromMonth: month), snapshot, by: .countyReviewer)
        #expect(answer.actions.contains(.recordEntry(on: Fixture.today)))
        #expect(!answer.actions.contains { if case .createAward = $0 { true } else { false } })
    }

    @Test func `temporary relief is granted once`() throws {
        var snapshot = Fixture.snapshot(.confirming)
        snapshot.program = .temporaryRelief
        let event = CaseEvent.confirm(amount: Fixture.amount, fromMonth: Fixture.today.calendarMonth)
        let answer = try transition(event, snapshot, by: .countyReviewer)
        #expect(answer.actions.contains(.grantOnce(Fixture.amount)))
    }

    @Test func `a delegated township confirms by a person who neither visited nor gave the opinion`() throws {
        let snapshot = Fixture.snapshot(.confirming, body: .township)
        let answer = try transition(Fixture.event(.confirm), snapshot, by: .townshipReviewer)
        #expect(answer.next == .active)
    }

    @Test func `a negative opinion goes to the decider for a refusal`() throws {
        let event = CaseEvent.giveFirstOpinion(
            .negative, reasonCodes: [.propertyOverLimit], silentSourcesNamed: [])
        #expect(try transition(event, Fixture.snapshot(.investigating), by: .townshipReviewer).next == .confirming)
    }

    @Test func `an orphan's household is never posted and goes on to the decision`() throws {
        var snapshot = Fixture.snapshot(.investigating)
        snapshot.noticeExemption = .orphan
        snapshot.notice = nil
        let opinion = Fixture.event(.giveFirstOpinion)
        #expect(try transition(opinion, snapshot, by: .townshipReviewer).next == .confirming)
        snapshot.state = .confirming
        #expect(try transition(Fixture.event(.confirm), snapshot, by: .countyReviewer).next == .active)
    }

    @Test func `silence that is named does not block`() throws {
        var snapshot = Fixture.snapshot(.investigating)
        snapshot.verification = VerificationFact(silentSources: ["车辆登记", "不动产"])
        let event = CaseEvent.giveFirstOpinion(
            .positive, reasonCodes: [], silentSourcesNamed: ["不动产", "车辆登记"])
        #expect(try transition(event, snapshot, by: .townshipReviewer).next == .firstOpinion)
    }

    @Test func `an objection stops the clock and brings the county to the door`() throws {
        let answer = try transition(.noticeObjected, Fixture.snapshot(.publicity), by: nil)
        #expect(answer.next == .recheck && answer.clock == .stop(.objection))
        #expect(answer.actions.contains(.requireCountyVisit(.complaint)))
    }

    @Test(arguments: [true, false])
    func `a dismissed objection is posted again where the region says so`(repost: Bool) throws {
        var limits = Fixture.limits
        limits.repostAfterObjection = Cited(repost, "本地规定")
        let answer = try transition(
            .objectionDismissed, Fixture.snapshot(.recheck), by: .townshipReviewer, limits: limits)
        #expect(answer.next == (repost ? .firstOpinion : .publicity))
        #expect(answer.clock == (repost ? .resume : .stop(.publicity)))
    }

    @Test(arguments: [true, false])
    func `the notice stops the clock where its days do not count`(counts: Bool) throws {
        var limits = Fixture.limits
        limits.publicityCountsInLimit = Cited(counts, "本地规定")
        let snapshot = Fixture.snapshot(.firstOpinion)
        let answer = try transition(.postNotice, snapshot, by: .townshipClerk, limits: limits)
        #expect(answer.clock == (counts ? .none : .stop(.publicity)))
        let due = Deadline(on: day("2026-03-27"), provisional: false, citation: "公示")
        #expect(answer.actions.contains(.openTask(.closeNotice, due: due)))
    }

    @Test func `a supplement after acceptance stops the clock and comes back to the investigation`() throws {
        var snapshot = Fixture.snapshot(.investigating)
        let asked = try transition(Fixture.event(.requestSupplement), snapshot, by: .townshipClerk)
        #expect(asked.clock == .stop(.supplement))
        snapshot.state = .supplement
        let answered = try transition(.answerSupplement, snapshot, by: .applicant)
        #expect(answered.next == .investigating && answered.clock == .resume)
    }

    @Test func `a supplement before acceptance leaves the clock alone`() throws {
        let asked = try transition(
            Fixture.event(.requestSupplement), Fixture.snapshot(.submitted), by: .townshipClerk)
        #expect(asked.clock == .none)
        #expect(try transition(.answerSupplement, Fixture.snapshot(.supplement), by: .aide).next == .submitted)
    }

    @Test func `death ends payment with its own month`() throws {
        let answer = try transition(
            .endDeath(on: day("2026-02-11")), Fixture.snapshot(.active), by: .countyReviewer)
        #expect(answer.actions.contains(.endAward(lastMonth: try CalendarMonth(year: 2026, month: 2))))
        #expect(answer.actions.contains(.closeFamilyFile))
    }

    @Test func `a withdrawal before the decision ends the case and afterwards ends the support`() throws {
        #expect(try transition(.withdraw, Fixture.snapshot(.publicity), by: .applicant).next == .withdrawn)
        let exit = try transition(.withdraw, Fixture.snapshot(.active), by: .applicant)
        #expect(exit.next == .terminated)
        #expect(exit.actions.contains(.endAward(lastMonth: Fixture.today.calendarMonth)))
    }

    @Test func `a provisional approval helps at once and the confirmation keeps its entry day and award`() throws {
        let approved = try transition(
            Fixture.event(.approveProvisionally), Fixture.snapshot(.investigating), by: .countyReviewer)
        let first = Fixture.today.calendarMonth.adding(months: 1)
        #expect(approved.next == .provisionalActive && approved.clock == .none)
        #expect(
            approved.actions == [
                .recordEvent(Fixture.event(.approveProvisionally)), .issueDocument(.provisionalApprovalForm),
                .recordEntry(on: Fixture.today), .createAward(monthly: Fixture.amount, fromMonth: first),
                .tellMedicalSecurity, .message(.provisionallyApproved),
                .openTask(
                    .completeOwedSteps, due: Deadline(on: day("2026-03-27"), provisional: false, citation: "后补入户")),
            ])
        let confirmed = try transition(
            Fixture.event(.confirm), Fixture.snapshot(.provisionalActive), by: .countyReviewer)
        #expect(confirmed.next == .active && confirmed.clock == .finish)
        #expect(!confirmed.actions.contains { if case .recordEntry = $0 { true } else { false } })
        #expect(!confirmed.actions.contains { if case .createAward = $0 { true } else { false } })
        var other = Fixture.snapshot(.provisionalActive)
        other.awardAmount = Money(yuan: 1_000)
        let changed = try transition(Fixture.event(.confirm), other, by: .countyReviewer)
        #expect(changed.actions.contains(.changeAward(monthly: Fixture.amount, fromMonth: first)))
    }

    @Test func `after a provisional approval the owed steps are done in place and the same guards hold`() throws {
        let kinds: [CaseEventKind] = [
            .verificationReported, .visitRecorded, .appraisalRecorded, .giveFirstOpinion, .postNotice,
            .noticeObjected, .objectionDismissed, .closeNotice, .countyVisitRecorded,
        ]
        for kind in kinds {
            let role = Role.allCases.first {
                ProcedureTable.allows($0, kind, in: .provisionalActive, body: .county)
            }
            let answer = try transition(Fixture.event(kind), Fixture.snapshot(.provisionalActive), by: role)
            #expect(answer.next == .provisionalActive && answer.clock == .none, "\(kind)")
        }
        var snapshot = Fixture.snapshot(.provisionalActive)
        snapshot.notice = nil
        snapshot.determination = nil
        let codes = Fixture.decide(Fixture.event(.confirm), snapshot, by: .countyReviewer).refusals.map(\.code)
        #expect(codes == [.determinationMissing, .noticeNotClosed])
    }

    @Test func `aid first pays from the reserve, starts the clock and leaves the papers owed`() throws {
        var snapshot = Fixture.snapshot(.draft)
        snapshot.program = .temporaryRelief
        let paid = try transition(Fixture.event(.payFirst), snapshot, by: .townshipReviewer)
        #expect(paid.next == .paidFirst && paid.clock == .start)
        #expect(paid.actions.contains(.payFromReserve(AidFirstTests.plan.amount)))
        #expect(paid.actions.contains(.openTask(.completeBackfill, due: AidFirstTests.plan.papersDue)))
        snapshot.state = .paidFirst
        #expect(try transition(.completeBackfill, snapshot, by: .countyReviewer).next == .granted)
        #expect(try transition(.startInvestigation, snapshot, by: .townshipClerk).next == .investigating)
    }

    @Test func `a report that speaks against the family may be contested and the clock waits`() throws {
        let opened = try transition(.openObjectionWindow, Fixture.snapshot(.investigating), by: nil)
        #expect(opened.next == .objectionWindow && opened.clock == .stop(.objection))
        var snapshot = Fixture.snapshot(.objectionWindow)
        snapshot.clock = snapshot.clock?.applying(.stop(.objection), on: day("2026-03-10"))
        let contested = try transition(.contestReport, snapshot, by: .applicant)
        #expect(contested.next == .investigating && contested.clock == .none)
        // The report is made again when the objection is decided, not when it comes in.
        #expect(contested.actions.contains(.message(.objectionReceived)))
        #expect(!contested.actions.contains(.startComparison))
        snapshot.state = .investigating
        #expect(
            try transition(Fixture.event(.verificationReported), snapshot, by: nil).clock == .resume)
        snapshot.state = .objectionWindow
        snapshot.objectionWindow = ObjectionWindowFact(closesOn: day("2026-03-24"), isWaived: true)
        #expect(try transition(.closeObjectionWindow, snapshot, by: .townshipClerk).clock == .resume)
    }

    @Test func `the limit is extended once, with its rule, and a certification stops it by hand`() throws {
        let extended = try transition(
            Fixture.event(.extendLimit), Fixture.snapshot(.confirming), by: .countyReviewer)
        #expect(extended.next == .confirming && extended.clock == .extend(limitDays: 45, citation: "特殊情形"))
        let stopped = try transition(
            Fixture.event(.stopClock), Fixture.snapshot(.investigating), by: .townshipReviewer)
        #expect(stopped.clock == .stop(.certification))
        let snapshot = Fixture.snapshot(.investigating, ready: .restartClock)
        #expect(try transition(Fixture.event(.restartClock), snapshot, by: .townshipClerk).clock == .resume)
    }

    @Test
    func `an application that belongs elsewhere, or stays incomplete, is not accepted, with reasons and remedies`()
        throws
    {
        var snapshot = Fixture.snapshot(.supplement)
        let answer = try transition(
            .declineToAccept(.itemsNeverCame, note: "一次性告知后逾期未补"), snapshot, by: .townshipReviewer)
        #expect(answer.next == .notAccepted)
        #expect(answer.actions.contains(.issueDocument(.remedyNotice)))
        snapshot.state = .submitted
        snapshot.unansweredAuthorizations = ["王芳"]
        #expect(
            try transition(
                .declineToAccept(.filerWithoutAuthority, note: "邻居代办，没有委托书"), snapshot, by: .townshipReviewer
            ).next == .notAccepted)
    }

    @Test func `a review ends unchanged or changes the sum, and neither stops a payment`() throws {
        let snapshot = Fixture.snapshot(.reverifying)
        let same = try transition(.closeUnchanged, snapshot, by: .townshipReviewer)
        #expect(same.next == .active && same.actions.contains(.issueDocument(.reverificationForm)))
        let less = try transition(
            Fixture.event(.adjustAward), Fixture.snapshot(.reverifying, ready: .adjustAward), by: .countyReviewer)
        let first = Fixture.today.calendarMonth.adding(months: 1)
        #expect(less.next == .active)
        #expect(less.actions.contains(.changeAward(monthly: Fixture.amount, fromMonth: first)))
        #expect(less.actions.contains(.issueDocument(.remedyNotice)))
    }

    @Test func `a county visit that was made lets the decision through`() throws {
        var snapshot = Fixture.snapshot(.confirming)
        snapshot.countyVisitReasons = [.complaint]
        snapshot.countyVisit = VisitFact(
            visitors: [StaffID(81), StaffID(82)], on: day("2026-03-19"), householdSigned: true, visitorsSigned: true)
        #expect(try transition(Fixture.event(.confirm), snapshot, by: .countyReviewer).next == .active)
    }
}
