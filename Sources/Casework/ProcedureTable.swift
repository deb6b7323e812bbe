/// The two courses an application can take.
package enum ProcedureKind: String, CaseIterable, Codable, Hashable, Sendable {
    /// The one machine of dibao, marginal, rigid-expenditure and destitute cases.
    case recognition
    /// The shorter one of temporary relief.
    case relief

    /// The course in words.
    package var chinese: String { self == .recognition ? "低保、低保边缘、刚性支出、特困" : "临时救助" }
}

/// The procedure as data: the machine reads it, and so does the documentation.
package enum ProcedureTable {
    /// The line of the common machine for an event in a state; nil when the event does not fit the state.
    package static func rule(from state: CaseState, event: CaseEventKind) -> ProcedureRule? {
        recognition.line(from: state, event: event)
    }

    /// The line of a program's course for an event in a state.
    package static func rule(from state: CaseState, event: CaseEventKind, of program: Program) -> ProcedureRule? {
        lines(of: program.procedureKind).line(from: state, event: event)
    }

    /// Every line of the common machine, by stage.
    package static var rules: [ProcedureRule] { recognition.all }

    /// Every line of a course.
    package static func lines(of kind: ProcedureKind) -> ProcedureLines<CaseState, CaseEventKind> {
        kind == .recognition ? recognition : relief
    }

    static let recognition = ProcedureLines(
        intake + inquiry + notice + decision(leadsTo: .active) + provisional + inForce
            + handling(openStates(.recognition)) + ends(.recognition))

    static let relief = ProcedureLines(
        intake + inquiry + notice + decision(leadsTo: .granted) + aidFirst + handling(openStates(.relief))
            + ends(.relief))

    static let filers = Performer.people(.applicant, .agent, .aide, .townshipClerk)
    static let clerk = Performer.people(.townshipClerk)
    static let reviewer = Performer.people(.townshipReviewer)
    static let county = Performer.people(.countyReviewer)
    static let poster = Performer.people(.townshipClerk, .townshipReviewer)
    static let visitor = Performer.people(.townshipClerk, .gridWorker)
    static let objected = Performer.peopleOrSystem(.townshipClerk, .townshipReviewer, .countyReviewer)
    static let centre = Performer.peopleOrSystem(.verificationOfficer)

    private static let intake: [ProcedureRule] =
        [
            ProcedureRule(
                .draft, .submit, filers, .submitted,
                documents: [.applicationForm, .declarationAndPledge, .verificationAuthorization]),
            ProcedureRule(.submitted, .requestSupplement, clerk, .supplement, documents: [.supplementNotice]),
            ProcedureRule(.supplement, .answerSupplement, filers, .submitted, .investigating),
            ProcedureRule(.submitted, .transfer, clerk, .transferred, documents: [.transferNotice]),
            ProcedureRule(.submitted, .accept, clerk, .accepted, documents: [.acceptanceNotice]),
            notAccepting(.submitted), notAccepting(.supplement),
            ProcedureRule(.accepted, .startInvestigation, clerk, .investigating, documents: [.verificationRequest]),
        ] + [CaseState.submitted, .accepted, .investigating].map { ProcedureRule($0, .changeProgram, poster, $0) }

    private static func notAccepting(_ state: CaseState) -> ProcedureRule {
        ProcedureRule(
            state, .declineToAccept, reviewer, .notAccepted, decides: true,
            documents: [.nonAcceptanceNotice, .remedyNotice])
    }

    private static let inquiry = [
        ProcedureRule(
            .investigating, .verificationReported, centre, .investigating, documents: [.verificationReport]),
        ProcedureRule(.investigating, .visitRecorded, visitor, .investigating, documents: [.visitForm]),
        ProcedureRule(.investigating, .appraisalRecorded, clerk, .investigating, documents: [.appraisalMinutes]),
        ProcedureRule(.investigating, .requestSupplement, clerk, .supplement, documents: [.supplementNotice]),
        ProcedureRule(
            .investigating, .openObjectionWindow, .peopleOrSystem(.townshipClerk, .verificationOfficer),
            .objectionWindow),
        ProcedureRule(.objectionWindow, .contestReport, filers, .investigating, documents: [.objectionRecord]),
        ProcedureRule(.objectionWindow, .closeObjectionWindow, .peopleOrSystem(.townshipClerk), .investigating),
        ProcedureRule(.objectionWindow, .visitRecorded, visitor, .objectionWindow, documents: [.visitForm]),
        ProcedureRule(
            .investigating, .giveFirstOpinion, reviewer, .firstOpinion, .confirming, decides: true,
            documents: [.firstOpinion]),
    ]

    private static let notice = [
        ProcedureRule(.firstOpinion, .postNotice, poster, .publicity, documents: [.publicNotice]),
        ProcedureRule(.publicity, .postNotice, poster, .publicity, documents: [.publicNotice]),
        ProcedureRule(.publicity, .noticeObjected, objected, .recheck, documents: [.objectionRecord]),
        ProcedureRule(.publicity, .closeNotice, poster, .confirming),
        ProcedureRule(.recheck, .appraisalRecorded, clerk, .recheck, documents: [.appraisalMinutes]),
        ProcedureRule(
            .recheck, .objectionUpheld, reviewer, .investigating, decides: true, documents: [.objectionAnswer]),
        ProcedureRule(
            .recheck, .objectionDismissed, reviewer, .publicity, .firstOpinion, decides: true,
            documents: [.objectionAnswer]),
    ]

    private static func decision(leadsTo granted: CaseState) -> [ProcedureRule] {
        [
            ProcedureRule(.confirming, .orderCountyVisit, county, .countyVisit),
            ProcedureRule(.countyVisit, .countyVisitRecorded, county, .confirming, documents: [.countyVisitForm]),
            ProcedureRule(
                .confirming, .confirm, .decider, granted, decides: true,
                documents: [.confirmationNotice, .remedyNotice]),
            ProcedureRule(
                .confirming, .refuse, .decider, .refused, decides: true, documents: [.refusalNotice, .remedyNotice]),
            ProcedureRule(.confirming, .returnToTownship, .decider, .investigating),
        ]
    }
}
