import Casework
import Foundation
import Primitives
import Testing

/// A day from its text; a wrong one is a mistake in the test.
func day(_ text: String) -> CivilDate {
    guard let day = try? CivilDate(parsing: text) else { preconditionFailure("\(text) is not a day.") }
    return day
}

func region(_ text: String) -> RegionCode {
    guard let region = try? RegionCode(text) else { preconditionFailure("\(text) is not a region.") }
    return region
}

enum Fixture {
    static let today = day("2026-03-20")
    static let township = region("371621101")
    static let amount = Money(fen: 123_450)

    /// The real holiday notices of 2024 to 2026.
    static let calendar: WorkingDayCalendar = {
        let folder = URL(filePath: #filePath).resolvingSymlinksInPath()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "reference/holidays")
        return WorkingDayCalendar(
            years: (2024...2026).map { year in
                let name = "\(year).csv"
                guard let text = try? String(contentsOf: folder.appending(path: name), encoding: .utf8),
                    let parsed = try? HolidayYear(parsing: text, fileName: name)
                else { preconditionFailure("reference/holidays/\(name) cannot be read.") }
                return parsed
            })
    }()

    static let count = DeadlineCount(calendar: calendar)

    static let limits = ProcedureLimits(
        totalDays: Cited(30, "总时限"), specialTotalDays: Cited(45, "特殊情形"), completenessDays: Cited(5, "审查"),
        supplementAnswerDays: Cited(10, "补正"), startInvestigationDays: Cited(3, "启动"),
        publicityDays: Cited(7, "公示"), confirmationDays: Cited(10, "确认"), refusalNoticeDays: Cited(3, "送达"),
        objectionDays: Cited(10, "异议"), publicityCountsInLimit: Cited(false, "不计入"),
        repostAfterObjection: Cited(true, "重新公示"), firstMonthOffset: Cited(1, "次月起发"),
        gradualExitMonths: Cited(6, "渐退"), visitorsMin: Cited(2, "两人入户"))

    static let machine = CaseMachine(calendar: calendar, limits: limits)

    static let visitors = [StaffID(91), StaffID(92)]
    static let opinionGiver = StaffID(93)

    static let visit = VisitFact(
        visitors: visitors, on: day("2026-03-05"), householdSigned: true, visitorsSigned: true)

    static let notice = NoticeFact(
        closesOn: day("2026-03-18"), firstDayPhotographed: true, lastDayPhotographed: true, closedClean: true)

    /// An actor of each role, a different person each; nil is the platform.
    static func actor(_ role: Role?) -> CaseActor {
        guard let role else { return .system }
        if role.isCitizen { return .citizen(role) }
        return .staff(role, StaffID(Int64(100 + (Role.allCases.firstIndex(of: role) ?? 0))))
    }

    /// A case in a state with every paper in order.
    static func snapshot(_ state: CaseState, body: CompetentBody = .county) -> CaseSnapshot {
        var snapshot = CaseSnapshot(
            state: state, version: 7, program: .dibao, competentBody: body, township: township, relatedStaff: [],
            formProblemCount: 0, unansweredAuthorizations: [], supplementUsed: false, objectionOpen: false,
            countyVisitReasons: [], noticeExemption: nil, otherMembersRemain: false, factsVersion: 3)
        snapshot.submittedOn = day("2026-02-27")
        if ![.draft, .submitted, .supplement].contains(state) {
            snapshot.clock = StatutoryClock(acceptedOn: day("2026-03-02"), limits: limits)
        }
        snapshot.supplementDueOn = day("2026-03-10")
        snapshot.surveyors = Set(visitors)
        snapshot.verification = VerificationFact(silentSources: [])
        snapshot.visit = visit
        snapshot.determination = DeterminationFact(factsVersion: 3, eligible: true, amount: amount)
        snapshot.opinion = OpinionFact(direction: .positive, by: opinionGiver)
        snapshot.notice = notice
        snapshot.provisional = ProvisionalApprovalTests.plan
        snapshot.aidFirst = AidFirstTests.plan
        snapshot.aidFirstPapers = AidFirstTests.plan.papers
        snapshot.awardAmount = amount
        snapshot.objectionWindow = ObjectionWindowFact(closesOn: day("2026-03-19"), isWaived: false)
        return snapshot
    }

    /// The same case with the papers that this very event needs.
    static func snapshot(
        _ state: CaseState, ready kind: CaseEventKind, body: CompetentBody = .county, program: Program = .dibao
    ) -> CaseSnapshot {
        var snapshot = snapshot(state, body: body)
        snapshot.program = program
        switch kind {
        case .restartClock: snapshot.clock = snapshot.clock?.applying(.stop(.certification), on: day("2026-03-18"))
        case .adjustAward: snapshot.awardAmount = Money(yuan: 1_000)
        default: break
        }
        return snapshot
    }

    /// Each event with a payload that nothing stands against.
    static func event(_ kind: CaseEventKind) -> CaseEvent {
        switch kind {
        case .submit: .submit
        case .requestSupplement: .requestSupplement(items: ["残疾证"])
        case .answerSupplement: .answerSupplement
        case .transfer: .transfer(to: region("371621102"))
        case .declineToAccept: .declineToAccept(.alreadyInHand, note: "同一家庭的低保申请正在办理")
        case .accept: .accept
        case .changeProgram: .changeProgram(.marginalHousehold, reason: "收入在低保线以上、边缘线以下")
        case .startInvestigation: .startInvestigation
        case .verificationReported: .verificationReported(VerificationFact(silentSources: []))
        case .openObjectionWindow: .openObjectionWindow
        case .contestReport: .contestReport
        case .closeObjectionWindow: .closeObjectionWindow
        case .appraisalRecorded: .appraisalRecorded(AppraisalFact(isPassed: true, faults: []))
        case .visitRecorded: .visitRecorded(visit)
        case .giveFirstOpinion: .giveFirstOpinion(.positive, reasonCodes: [], silentSourcesNamed: [])
        case .postNotice: .postNotice
        case .noticeObjected: .noticeObjected
        case .objectionUpheld: .objectionUpheld
        case .objectionDismissed: .objectionDismissed
        case .closeNotice: .closeNotice
        case .orderCountyVisit: .orderCountyVisit(.sampling)
        case .countyVisitRecorded: .countyVisitRecorded(visit)
        case .confirm: .confirm(amount: amount, fromMonth: today.calendarMonth.adding(months: 1))
        case .refuse: .refuse(reasonCodes: [.incomeNotBelowStandard])
        case .returnToTownship: .returnToTownship(reason: "入户表缺照片")
        case .extendLimit: .extendLimit(reason: "家庭成员分散在三省，核对需要更长时间")
        case .stopClock: .stopClock(.certification, reason: "等待司法鉴定")
        case .restartClock: .restartClock(.certification)
        case .approveProvisionally:
            .approveProvisionally(amount: amount, fromMonth: today.calendarMonth.adding(months: 1))
        case .revoke: .revoke(reasonCodes: [.falseDeclaration])
        case .payFirst: .payFirst(amount: AidFirstTests.plan.amount)
        case .completeBackfill: .completeBackfill
        case .startReverification: .startReverification
        case .closeUnchanged: .closeUnchanged
        case .adjustAward: .adjustAward(amount: amount, fromMonth: today.calendarMonth.adding(months: 1))
        case .withdraw: .withdraw
        case .endNonCooperation: .endNonCooperation(reason: "三次预约均未到场")
        case .endDeath: .endDeath(on: day("2026-03-15"))
        case .endMoved: .endMoved(to: region("371602101"))
        case .suspend: .suspend(reasonCodes: [.contactLost])
        case .resume: .resume
        case .beginGradualExit: .beginGradualExit(lastMonth: today.calendarMonth.adding(months: 3))
        case .terminate: .terminate(reasonCodes: [.incomeRose])
        case .archive: .archive
        }
    }

    static func decide(
        _ event: CaseEvent, _ snapshot: CaseSnapshot, by role: Role?, on today: CivilDate = today
    ) -> Decision {
        machine.apply(event, to: snapshot, by: actor(role), on: today)
    }
}
