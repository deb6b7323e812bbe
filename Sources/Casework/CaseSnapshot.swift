package import Primitives

/// The body that decides a case: the county, or the township it delegated to (`domain.md` §9.4).
package enum CompetentBody: String, CaseIterable, Codable, Hashable, Sendable {
    case county, township

    /// The role whose holder decides for this body.
    package var decider: Role { self == .county ? .countyReviewer : .townshipReviewer }
}

/// What the case knows of the verification report.
package struct VerificationFact: Codable, Hashable, Sendable {
    /// Datasets that gave no answer; silence does not block, but it must be named in the opinion.
    package let silentSources: [String]

    /// A report that lists the datasets which stayed silent.
    package init(silentSources: [String]) { self.silentSources = silentSources }
}

/// A household visit: who went, when, and who signed.
package struct VisitFact: Codable, Hashable, Sendable {
    /// The staff who went; two different persons are needed.
    package let visitors: [StaffID]
    /// The day of the visit.
    package let on: CivilDate
    /// Whether the household signed the form.
    package let householdSigned: Bool
    /// Whether every visitor signed the form.
    package let visitorsSigned: Bool

    /// A visit as recorded on form D10 or D17.
    package init(visitors: [StaffID], on: CivilDate, householdSigned: Bool, visitorsSigned: Bool) {
        self.visitors = visitors
        self.on = on
        self.householdSigned = householdSigned
        self.visitorsSigned = visitorsSigned
    }
}

/// The township's first opinion and who signed it.
package struct OpinionFact: Codable, Hashable, Sendable {
    /// Which way it goes.
    package let direction: OpinionDirection
    /// The reviewer who signed it.
    package let by: StaffID

    /// An opinion that stands.
    package init(direction: OpinionDirection, by: StaffID) {
        self.direction = direction
        self.by = by
    }
}

/// The determination computed from one version of the facts.
package struct DeterminationFact: Codable, Hashable, Sendable {
    /// The version of the facts it was computed from.
    package let factsVersion: Int64
    /// Whether the household meets the conditions.
    package let eligible: Bool
    /// The monthly sum computed; zero where the program pays none.
    package let amount: Money

    /// A determination as stored with its why-sheet.
    package init(factsVersion: Int64, eligible: Bool, amount: Money) {
        self.factsVersion = factsVersion
        self.eligible = eligible
        self.amount = amount
    }
}

/// The time in which the family may contest a report that speaks against it.
package struct ObjectionWindowFact: Codable, Hashable, Sendable {
    /// The last day.
    package let closesOn: CivilDate
    /// Whether the family said in writing that it does not object.
    package let isWaived: Bool

    /// A window as opened.
    package init(closesOn: CivilDate, isWaived: Bool) {
        self.closesOn = closesOn
        self.isWaived = isWaived
    }
}

/// What the machine needs of an appraisal 民主评议: how it went, and what is wrong with how it was held.
package struct AppraisalFact: Codable, Hashable, Sendable {
    /// Whether the meeting agreed.
    package let isPassed: Bool
    /// The sentences of `Appraisal.refusals`; empty when it was held as the rule says.
    package let faults: [String]

    /// An appraisal as judged by `Appraisal.assess`.
    package init(isPassed: Bool, faults: [String]) {
        self.isPassed = isPassed
        self.faults = faults
    }
}

/// The vote of a township's decision meeting that a delegated decision rests on.
package struct MeetingFact: Codable, Hashable, Sendable {
    /// Whether more than half of those present were for granting.
    package let isCarried: Bool

    /// A vote as `DecisionMeeting.decide` counted it.
    package init(isCarried: Bool) { self.isCarried = isCarried }
}

/// A proceeding beside the case that keeps its file open.
package enum SideProceeding: String, CaseIterable, Codable, Hashable, Sendable {
    case appeal, recovery, creditEntry, hotline, correction

    /// The proceeding in words.
    package var chinese: String {
        switch self {
        case .appeal: "复议诉讼"
        case .recovery: "资金追回"
        case .creditEntry: "失信记录"
        case .hotline: "12345工单"
        case .correction: "抽查纠错"
        }
    }
}

/// The latest public notice of the case and its proof of posting.
package struct NoticeFact: Codable, Hashable, Sendable {
    /// The last day of the notice, itself included.
    package let closesOn: CivilDate
    /// Whether the board was photographed on the first day.
    package let firstDayPhotographed: Bool
    /// Whether the board was photographed on the last day.
    package let lastDayPhotographed: Bool
    /// Whether a person closed the notice without an objection left.
    package let closedClean: Bool

    /// A notice as posted.
    package init(closesOn: CivilDate, firstDayPhotographed: Bool, lastDayPhotographed: Bool, closedClean: Bool) {
        self.closesOn = closesOn
        self.firstDayPhotographed = firstDayPhotographed
        self.lastDayPhotographed = lastDayPhotographed
        self.closedClean = closedClean
    }
}

/// The facts of a case that the machine's guards read, loaded in one transaction.
///
/// Facts whose emptiness would permit something have no default: the caller must have looked.
package struct CaseSnapshot: Hashable, Sendable {
    /// Where the case stands.
    package var state: CaseState
    /// The row's version; a decision on an older one is refused.
    package var version: Int64
    /// The program asked for.
    package var program: Program
    /// The body that decides.
    package var competentBody: CompetentBody
    /// The township that handles the case.
    package var township: RegionCode
    /// Staff related to a member of the household; none of them may touch the case.
    package var relatedStaff: Set<StaffID>
    /// Number of problems still in the form (`ApplicationForm.problems(on:)`).
    package var formProblemCount: Int
    /// Adults with neither authorisation, representation nor a recorded reason (`AuthorizationRule`).
    package var unansweredAuthorizations: [String]
    /// Whether the one supplement list was already issued.
    package var supplementUsed: Bool
    /// Whether an objection waits for an answer.
    package var objectionOpen: Bool
    /// Reasons for which the county has to visit before a decision.
    package var countyVisitReasons: Set<CountyVisitReason>
    /// Why nothing may be posted for this household; nil when it must be posted.
    package var noticeExemption: NoticeExemption?
    /// Whether somebody else of the household remains when the applicant has died.
    package var otherMembersRemain: Bool
    /// The version of the facts that a determination must rest on.
    package var factsVersion: Int64

    /// Day of submission.
    package var submittedOn: CivilDate?
    /// The statutory clock; nil before acceptance.
    package var clock: StatutoryClock?
    /// Last day for the missing items.
    package var supplementDueOn: CivilDate?
    /// Staff who visited the household, the county's visitors included.
    package var surveyors: Set<StaffID> = []
    /// The verification report.
    package var verification: VerificationFact?
    /// The household visit.
    package var visit: VisitFact?
    /// The current determination.
    package var determination: DeterminationFact?
    /// The first opinion that stands.
    package var opinion: OpinionFact?
    /// The latest notice.
    package var notice: NoticeFact?
    /// The county's own visit.
    package var countyVisit: VisitFact?

    /// The time to contest the report; nil when none was opened.
    package var objectionWindow: ObjectionWindowFact?
    /// Whether the standing report speaks against the family and the family was not yet told; the caller looks.
    package var objectionWindowOwed = false
    /// The ruling a provisional approval rests on; nil when none stands.
    package var provisional: ProvisionalPlan?
    /// The register entry aid is given first on; nil when none stands.
    package var aidFirst: AidFirstPlan?
    /// Papers of aid given first that have come in.
    package var aidFirstPapers: Set<AidFirstPaper> = []
    /// The monthly sum in force; nil when none is.
    package var awardAmount: Money?
    /// Whether a township decides by the vote of its meeting; the caller looks.
    package var isMeetingNeeded = false
    /// The vote that stands on the present facts; nil when none does.
    package var meeting: MeetingFact?
    /// Proceedings beside the case that are not closed; the caller looks.
    package var openProceedings: Set<SideProceeding> = []

    /// Everyone who visited, whether listed or only named in a visit.
    var allSurveyors: Set<StaffID> {
        surveyors.union(visit?.visitors ?? []).union(countyVisit?.visitors ?? [])
    }

    /// A snapshot; the optional facts are set afterwards as they are found.
    package init(
        state: CaseState, version: Int64, program: Program, competentBody: CompetentBody, township: RegionCode,
        relatedStaff: Set<StaffID>, formProblemCount: Int, unansweredAuthorizations: [String], supplementUsed: Bool,
        objectionOpen: Bool, countyVisitReasons: Set<CountyVisitReason>, noticeExemption: NoticeExemption?,
        otherMembersRemain: Bool, factsVersion: Int64
    ) {
        self.state = state
        self.version = version
        self.program = program
        self.competentBody = competentBody
        self.township = township
        self.relatedStaff = relatedStaff
        self.formProblemCount = formProblemCount
        self.unansweredAuthorizations = unansweredAuthorizations
        self.supplementUsed = supplementUsed
        self.objectionOpen = objectionOpen
        self.countyVisitReasons = countyVisitReasons
        self.noticeExemption = noticeExemption
        self.otherMembersRemain = otherMembersRemain
        self.factsVersion = factsVersion
    }
}
