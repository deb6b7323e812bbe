import Casework
import Primitives
import Testing

/// One way to meet a refusal: an event, on a case that lacks one thing, by somebody.
struct RefusalCase: Sendable, CustomTestStringConvertible {
    let code: RefusalCode
    let event: CaseEvent
    let state: CaseState
    let role: Role?
    var body: CompetentBody = .county
    var staff: StaffID?
    var today = Fixture.today
    var seenVersion: Int64?
    var change: @Sendable (inout CaseSnapshot) -> Void = { _ in }

    var testDescription: String { "\(code.rawValue) by \(event.kind.rawValue)" }

    var decision: Decision {
        var snapshot = Fixture.snapshot(state, body: body)
        change(&snapshot)
        var actor = Fixture.actor(role)
        if let staff, let role { actor = .staff(role, staff) }
        return Fixture.machine.apply(event, to: snapshot, by: actor, on: today, seenVersion: seenVersion)
    }
}

@Suite struct RefusalTests {
    static let positive = Fixture.event(.giveFirstOpinion)
    static let confirm = Fixture.event(.confirm)

    static let duties: [RefusalCase] = [
        .init(code: .eventNotInState, event: .accept, state: .archived, role: .townshipClerk),
        .init(code: .roleNotAllowed, event: .accept, state: .submitted, role: .aide),
        .init(code: .personMustSign, event: confirm, state: .confirming, role: nil),
        .init(code: .notCompetentBody, event: confirm, state: .confirming, role: .townshipReviewer),
        .init(
            code: .notCompetentBody, event: .refuse(reasonCodes: [.propertyOverLimit]), state: .confirming,
            role: .countyReviewer, body: .township),
        .init(code: .caseChanged, event: .accept, state: .submitted, role: .townshipClerk, seenVersion: 6),
        .init(code: .relatedPerson, event: .accept, state: .submitted, role: .townshipClerk) {
            $0.relatedStaff = Set(Fixture.actor(.townshipClerk).staffID.map { [$0] } ?? [])
        },
        .init(
            code: .surveyorDecides, event: confirm, state: .confirming, role: .townshipReviewer, body: .township,
            staff: Fixture.visitors[0]),
        .init(
            code: .surveyorDecides, event: positive, state: .investigating, role: .townshipReviewer,
            staff: Fixture.visitors[1]
        ) { $0.surveyors = [] },
        .init(
            code: .opinionGiverDecides, event: confirm, state: .confirming, role: .townshipReviewer, body: .township,
            staff: Fixture.opinionGiver),
    ]

    static let intake: [RefusalCase] = [
        .init(code: .formHasProblems, event: .submit, state: .draft, role: .applicant) { $0.formProblemCount = 2 },
        .init(code: .authorizationsMissing, event: .submit, state: .draft, role: .applicant) {
            $0.unansweredAuthorizations = ["王芳"]
        },
        .init(
            code: .supplementItemsMissing, event: .requestSupplement(items: ["残疾证", " "]), state: .submitted,
            role: .townshipClerk),
        .init(
            code: .supplementAlreadyUsed, event: .requestSupplement(items: ["残疾证"]), state: .investigating,
            role: .townshipClerk
        ) { $0.supplementUsed = true },
        .init(
            code: .supplementStillOpen, event: .endNonCooperation(reason: "未补"), state: .supplement,
            role: .townshipReviewer, today: day("2026-03-10")),
        .init(
            code: .targetUnsuitable, event: .transfer(to: Fixture.township), state: .submitted, role: .townshipClerk),
        .init(
            code: .targetUnsuitable, event: .endMoved(to: Fixture.township), state: .active, role: .countyReviewer),
        .init(
            code: .reasonMissing, event: .returnToTownship(reason: " "), state: .confirming, role: .countyReviewer),
    ]

    static func visit(
        _ visitors: [StaffID] = Fixture.visitors, on day: CivilDate = day("2026-03-05"), household: Bool = true,
        both: Bool = true
    ) -> CaseEvent {
        .visitRecorded(
            VisitFact(visitors: visitors, on: day, householdSigned: household, visitorsSigned: both))
    }

    static let inquiry: [RefusalCase] = [
        .init(
            code: .visitorsTooFew, event: visit([StaffID(91), StaffID(91)]), state: .investigating,
            role: .townshipClerk),
        .init(code: .visitorRelated, event: visit(), state: .investigating, role: .townshipClerk) {
            $0.relatedStaff = [Fixture.visitors[1]]
        },
        .init(
            code: .visitSignaturesMissing, event: visit(household: false), state: .investigating,
            role: .townshipClerk),
        .init(
            code: .visitSignaturesMissing, event: visit(both: false), state: .investigating, role: .townshipClerk),
        .init(
            code: .visitDayImpossible, event: visit(on: day("2026-03-21")), state: .investigating,
            role: .townshipClerk),
        .init(
            code: .visitDayImpossible, event: visit(on: day("2026-03-01")), state: .investigating,
            role: .townshipClerk),
        .init(code: .verificationMissing, event: positive, state: .investigating, role: .townshipReviewer) {
            $0.verification = nil
        },
        .init(code: .silenceNotStated, event: positive, state: .investigating, role: .townshipReviewer) {
            $0.verification = VerificationFact(silentSources: ["车辆登记"])
        },
        .init(code: .visitMissing, event: positive, state: .investigating, role: .townshipReviewer) {
            $0.visit = nil
        },
        .init(
            code: .reasonCodeMissing,
            event: .giveFirstOpinion(.negative, reasonCodes: [], silentSourcesNamed: []), state: .investigating,
            role: .townshipReviewer),
        .init(
            code: .reasonCodeUnsuitable, event: .refuse(reasonCodes: [.voluntaryExit]), state: .confirming,
            role: .countyReviewer),
    ]

    static let notices: [RefusalCase] = [
        .init(code: .noticeForbidden, event: .postNotice, state: .firstOpinion, role: .townshipClerk) {
            $0.noticeExemption = .orphan
        },
        .init(
            code: .noticeRunning, event: .closeNotice, state: .publicity, role: .townshipClerk,
            today: day("2026-03-18")),
        .init(
            code: .noticeRunning, event: .postNotice, state: .publicity, role: .townshipClerk,
            today: day("2026-03-18")),
        .init(code: .noticePhotosMissing, event: .closeNotice, state: .publicity, role: .townshipClerk) {
            $0.notice = NoticeFact(
                closesOn: day("2026-03-18"), firstDayPhotographed: true, lastDayPhotographed: false, closedClean: false)
        },
        .init(code: .noticePhotosMissing, event: .closeNotice, state: .publicity, role: .townshipClerk) {
            $0.notice = nil
        },
        .init(code: .objectionOpen, event: .closeNotice, state: .publicity, role: .townshipClerk) {
            $0.objectionOpen = true
        },
        .init(code: .noticeNotClosed, event: confirm, state: .confirming, role: .countyReviewer) {
            $0.notice = NoticeFact(
                closesOn: day("2026-03-18"), firstDayPhotographed: true, lastDayPhotographed: true, closedClean: false)
        },
    ]

    static let decisions: [RefusalCase] = [
        .init(code: .determinationMissing, event: confirm, state: .confirming, role: .countyReviewer) {
            $0.determination = nil
        },
        .init(code: .determinationStale, event: confirm, state: .confirming, role: .countyReviewer) {
            $0.factsVersion = 4
        },
        .init(code: .determinationNegative, event: confirm, state: .confirming, role: .countyReviewer) {
            $0.determination = DeterminationFact(factsVersion: 3, eligible: false, amount: Fixture.amount)
        },
        .init(code: .opinionNegative, event: confirm, state: .confirming, role: .countyReviewer) {
            $0.opinion = OpinionFact(direction: .negative, by: Fixture.opinionGiver)
        },
        .init(code: .countyVisitNeeded, event: confirm, state: .confirming, role: .countyReviewer) {
            $0.countyVisitReasons = [.registeredRelative]
        },
        .init(code: .meetingMissing, event: confirm, state: .confirming, role: .townshipReviewer) {
            $0.competentBody = .township
            $0.isMeetingNeeded = true
        },
        .init(code: .meetingVotedOtherwise, event: confirm, state: .confirming, role: .townshipReviewer) {
            $0.competentBody = .township
            $0.isMeetingNeeded = true
            $0.meeting = MeetingFact(isCarried: false)
        },
        .init(
            code: .meetingVotedOtherwise, event: .refuse(reasonCodes: [.propertyOverLimit]), state: .confirming,
            role: .townshipReviewer
        ) {
            $0.competentBody = .township
            $0.isMeetingNeeded = true
            $0.meeting = MeetingFact(isCarried: true)
        },
        .init(
            code: .amountDiffers, event: .confirm(amount: Money(yuan: 1), fromMonth: month(1)), state: .confirming,
            role: .countyReviewer),
        .init(
            code: .amountUnsuitable, event: .confirm(amount: .zero, fromMonth: month(1)), state: .confirming,
            role: .countyReviewer),
        .init(code: .amountUnsuitable, event: confirm, state: .confirming, role: .countyReviewer) {
            $0.program = .marginalHousehold
        },
        .init(
            code: .firstMonthWrong, event: .confirm(amount: Fixture.amount, fromMonth: month(0)), state: .confirming,
            role: .countyReviewer),
        .init(
            code: .lastMonthWrong, event: .beginGradualExit(lastMonth: month(7)), state: .active,
            role: .countyReviewer),
        .init(
            code: .lastMonthWrong, event: .beginGradualExit(lastMonth: month(-1)), state: .active,
            role: .countyReviewer),
        .init(
            code: .dayImpossible, event: .endDeath(on: day("2026-03-21")), state: .active, role: .countyReviewer),
        .init(
            code: .familyContinues, event: .endDeath(on: day("2026-03-19")), state: .active, role: .countyReviewer
        ) { $0.otherMembersRemain = true },
    ]

    static func month(_ offset: Int) -> CalendarMonth { Fixture.today.calendarMonth.adding(months: offset) }

    static let time: [RefusalCase] = [
        .init(
            code: .mustAccept, event: .declineToAccept(.filerWithoutAuthority, note: "没有委托书"), state: .submitted,
            role: .townshipReviewer),
        .init(
            code: .nonAcceptanceUnfounded, event: .declineToAccept(.itemsNeverCame, note: "没有补"),
            state: .supplement, role: .townshipReviewer, today: day("2026-03-10")),
        .init(
            code: .reasonMissing, event: .declineToAccept(.notSocialAssistance, note: " "), state: .submitted,
            role: .townshipReviewer),
        .init(
            code: .objectionWindowRunning, event: .closeObjectionWindow, state: .objectionWindow,
            role: .townshipClerk
        ) { $0.objectionWindow = ObjectionWindowFact(closesOn: Fixture.today, isWaived: false) },
        .init(
            code: .objectionWindowOwed, event: .closeObjectionWindow, state: .objectionWindow, role: .townshipClerk
        ) { $0.objectionWindow = nil },
        .init(
            code: .objectionWindowOwed,
            event: .giveFirstOpinion(.negative, reasonCodes: [.propertyOverLimit], silentSourcesNamed: []),
            state: .investigating, role: .townshipReviewer
        ) { $0.objectionWindowOwed = true },
        .init(
            code: .appraisalUnsound,
            event: .appraisalRecorded(AppraisalFact(isPassed: true, faults: ["到会人数不足。"])),
            state: .investigating, role: .townshipClerk),
        .init(
            code: .limitAlreadyExtended, event: Fixture.event(.extendLimit), state: .confirming,
            role: .countyReviewer
        ) { $0.clock = $0.clock?.extended(by: Fixture.limits) },
        .init(
            code: .limitPassed, event: Fixture.event(.extendLimit), state: .confirming, role: .countyReviewer,
            today: day("2026-04-15")),
        .init(
            code: .clockNotRunning, event: Fixture.event(.stopClock), state: .confirming, role: .countyReviewer
        ) { $0.clock = $0.clock?.applying(.stop(.forceMajeure), on: day("2026-03-18")) },
        .init(
            code: .clockNotRunning, event: Fixture.event(.extendLimit), state: .confirming, role: .countyReviewer
        ) { $0.clock = $0.clock?.applying(.finish, on: day("2026-03-18")) },
        .init(
            code: .clockNotStopped, event: .restartClock(.supplement), state: .confirming, role: .countyReviewer
        ) { $0.clock = $0.clock?.applying(.stop(.supplement), on: day("2026-03-18")) },
        .init(
            code: .stopReasonUnsuitable, event: .stopClock(.publicity, reason: "公示"), state: .confirming,
            role: .countyReviewer),
    ]

    static let fastPaths: [RefusalCase] = [
        .init(
            code: .provisionalUnfounded, event: Fixture.event(.approveProvisionally), state: .accepted,
            role: .countyReviewer
        ) { $0.provisional = nil },
        .init(
            code: .countyVisitNeeded, event: Fixture.event(.approveProvisionally), state: .accepted,
            role: .countyReviewer
        ) { $0.countyVisitReasons = [.registeredRelative] },
        .init(
            code: .aidFirstUnfounded, event: .payFirst(amount: Money(yuan: 1)), state: .accepted,
            role: .townshipReviewer
        ) { $0.program = .temporaryRelief },
        .init(
            code: .aidFirstUnfounded, event: .completeBackfill, state: .paidFirst, role: .countyReviewer
        ) {
            $0.program = .temporaryRelief
            $0.aidFirst = nil
        },
        .init(
            code: .backfillIncomplete, event: .completeBackfill, state: .paidFirst, role: .countyReviewer
        ) {
            $0.program = .temporaryRelief
            $0.aidFirstPapers = [.visitForm]
        },
        .init(
            code: .reasonCodeUnsuitable, event: .revoke(reasonCodes: [.incomeNotBelowStandard]),
            state: .provisionalActive, role: .countyReviewer),
        .init(code: .factsChanged, event: .closeUnchanged, state: .reverifying, role: .townshipReviewer) {
            $0.awardAmount = Money(yuan: 1)
        },
        .init(
            code: .nothingChanged, event: Fixture.event(.adjustAward), state: .reverifying, role: .countyReviewer),
        .init(code: .proceedingsOpen, event: .archive, state: .terminated, role: .townshipClerk) {
            $0.openProceedings = [.recovery, .appeal]
        },
    ]

    static let all = duties + intake + inquiry + notices + decisions + time + fastPaths

    @Test(arguments: all)
    func `is refused for exactly this reason`(row: RefusalCase) {
        #expect(row.decision.refusals.map(\.code) == [row.code])
        #expect(row.decision.refusals.allSatisfy { !$0.chinese.contains("%") })
    }

    @Test func `every code has a row`() {
        #expect(Set(Self.all.map(\.code)) == Set(RefusalCode.allCases))
    }

    @Test func `all reasons come back at once`() {
        var snapshot = Fixture.snapshot(.confirming)
        snapshot.determination = nil
        snapshot.notice = nil
        snapshot.opinion = nil
        let codes = Fixture.decide(Self.confirm, snapshot, by: .countyReviewer).refusals.map(\.code)
        #expect(codes == [.determinationMissing, .opinionNegative, .noticeNotClosed])
    }

    @Test func `a refusal names what it is about`() throws {
        let refusal = try #require(
            Fixture.decide(.accept, Fixture.snapshot(.submitted), by: .aide).refusals.first)
        #expect(refusal.chinese == "“受理”不能由协理员办理。请交给乡镇经办办理。")
    }
}
