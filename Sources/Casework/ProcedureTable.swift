/// Who may perform an event.
package enum Performer: Hashable, Sendable {
    /// A holder of one of these roles; `system` says whether the platform may do it unaided.
    case roles(Set<Role>, system: Bool)
    /// The decider of the body that is competent for the case.
    case decider

    /// The roles that may perform when the given body is competent.
    package func roles(for body: CompetentBody) -> Set<Role> {
        switch self {
        case .roles(let roles, _): roles
        case .decider: [body.decider]
        }
    }

    /// Whether the platform may perform it without a person.
    package var allowsSystem: Bool {
        if case .roles(_, let system) = self { system } else { false }
    }
}

/// One line of the procedure: a state, an event, who, and where it can lead.
package struct ProcedureRule: Hashable, Sendable {
    /// The state the case is in.
    package let from: CaseState
    /// What is done to it.
    package let event: CaseEventKind
    /// Who may do it.
    package let performer: Performer
    /// The states it can lead to; more than one when facts choose.
    package let next: [CaseState]
    /// Whether the act is a decision, which no surveyor may take.
    package let isDecision: Bool
    /// Documents issued by it.
    package let documents: [DocumentKind]
}

/// The procedure as data: the machine reads it, and so does the documentation.
package enum ProcedureTable {
    /// The line for an event in a state; nil when the event does not fit the state.
    package static func rule(from state: CaseState, event: CaseEventKind) -> ProcedureRule? {
        byKey[Key(state: state, event: event)]
    }

    /// Every line, by state and then event.
    package static let rules: [ProcedureRule] = intake + sorting + inquiry + decision + inForce + ends

    private struct Key: Hashable {
        let state: CaseState
        let event: CaseEventKind
    }
    private static let byKey = Dictionary(
        uniqueKeysWithValues: rules.map { (Key(state: $0.from, event: $0.event), $0) })

    private static let filers: Performer = .roles([.applicant, .agent, .aide, .townshipClerk], system: false)
    private static let clerk: Performer = .roles([.townshipClerk], system: false)
    private static let reviewer: Performer = .roles([.townshipReviewer], system: false)
    private static let county: Performer = .roles([.countyReviewer], system: false)
    private static let poster: Performer = .roles([.townshipClerk, .townshipReviewer], system: false)
    private static let visitor: Performer = .roles([.townshipClerk, .gridWorker], system: false)

    private static func line(
        _ from: CaseState, _ event: CaseEventKind, _ performer: Performer, _ next: CaseState..., decides: Bool = false,
        documents: [DocumentKind] = []
    ) -> ProcedureRule {
        ProcedureRule(
            from: from, event: event, performer: performer, next: next, isDecision: decides, documents: documents)
    }

    private static let intake = [
        line(
            .draft, .submit, filers, .submitted,
            documents: [.applicationForm, .declarationAndPledge, .verificationAuthorization]),
        line(.submitted, .requestSupplement, clerk, .supplement, documents: [.supplementNotice]),
        line(.supplement, .answerSupplement, filers, .submitted, .investigating),
        line(.submitted, .transfer, clerk, .transferred, documents: [.transferNotice]),
        line(.submitted, .accept, clerk, .accepted, documents: [.acceptanceNotice]),
        line(.accepted, .startInvestigation, clerk, .investigating, documents: [.verificationRequest]),
    ]

    /// One application is sorted over all programs: a person may carry it on under another one.
    private static let sorting = [CaseState.submitted, .accepted, .investigating].map { state in
        line(state, .changeProgram, .roles([.townshipClerk, .townshipReviewer], system: false), state)
    }

    private static let inquiry = [
        line(
            .investigating, .verificationReported, .roles([.verificationOfficer], system: true), .investigating,
            documents: [.verificationReport]),
        line(.investigating, .visitRecorded, visitor, .investigating, documents: [.visitForm]),
        line(.investigating, .requestSupplement, clerk, .supplement, documents: [.supplementNotice]),
        line(
            .investigating, .giveFirstOpinion, reviewer, .firstOpinion, .confirming, decides: true,
            documents: [.firstOpinion]),
        line(.firstOpinion, .postNotice, poster, .publicity, documents: [.publicNotice]),
        line(.publicity, .postNotice, poster, .publicity, documents: [.publicNotice]),
        line(
            .publicity, .noticeObjected, .roles([.townshipClerk, .townshipReviewer, .countyReviewer], system: true),
            .recheck, documents: [.objectionRecord]),
        line(.publicity, .closeNotice, poster, .confirming),
        line(.recheck, .objectionUpheld, reviewer, .investigating, decides: true, documents: [.objectionAnswer]),
        line(
            .recheck, .objectionDismissed, reviewer, .publicity, .firstOpinion, decides: true,
            documents: [.objectionAnswer]),
    ]

    private static let decision = [
        line(.confirming, .orderCountyVisit, county, .countyVisit),
        line(.countyVisit, .countyVisitRecorded, county, .confirming, documents: [.countyVisitForm]),
        line(
            .confirming, .confirm, .decider, .active, decides: true,
            documents: [.confirmationNotice, .remedyNotice]),
        line(.confirming, .refuse, .decider, .refused, decides: true, documents: [.refusalNotice, .remedyNotice]),
        line(.confirming, .returnToTownship, .decider, .investigating),
    ]

    private static let inForce = [
        line(
            .active, .suspend, .decider, .suspended, decides: true, documents: [.adjustmentNotice, .remedyNotice]),
        line(.suspended, .resume, .decider, .active, documents: [.adjustmentNotice]),
        line(
            .active, .beginGradualExit, .decider, .gradualExit, decides: true,
            documents: [.terminationDecision, .remedyNotice]),
        terminate(.active), terminate(.suspended), terminate(.gradualExit),
    ]

    private static func terminate(_ state: CaseState) -> ProcedureRule {
        line(
            state, .terminate, .decider, .terminated, decides: true, documents: [.terminationDecision, .remedyNotice])
    }

    private static let ends: [ProcedureRule] = {
        let citizens: Performer = .roles([.applicant, .agent, .townshipClerk], system: false)
        let closers: Performer = .roles([.townshipReviewer, .countyReviewer], system: false)
        var lines: [ProcedureRule] = []
        for state in CaseState.allCases {
            if state.isEnded { lines.append(line(state, .archive, clerk, .archived, documents: [.archiveIndex])) }
            guard state != .draft, state.isBeforeDecision || state.isInForce else { continue }
            let next: CaseState = state.isInForce ? .terminated : .withdrawn
            lines.append(line(state, .withdraw, citizens, next, documents: [.endNotice]))
            lines.append(line(state, .endDeath, closers, .endedDeath, documents: [.endNotice]))
            lines.append(line(state, .endMoved, closers, .endedMoved, documents: [.endNotice]))
        }
        for state in [CaseState.supplement, .accepted, .investigating, .recheck] {
            lines.append(
                line(
                    state, .endNonCooperation, reviewer, .endedNonCooperation, decides: true,
                    documents: [.endNotice, .remedyNotice]))
        }
        return lines
    }()
}
