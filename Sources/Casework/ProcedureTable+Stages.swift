/// The stages after and beside the ordinary way: fast paths, what is in force, handling of time, ends.
extension ProcedureTable {
    /// After 容缺 the same duties are still done, in any order, while the family is already helped (§4.4, §9.5).
    static let provisional: [ProcedureRule] =
        [CaseState.accepted, .investigating].map {
            ProcedureRule(
                $0, .approveProvisionally, .decider, .provisionalActive, decides: true,
                documents: [.provisionalApprovalForm])
        } + owed + [
            ProcedureRule(
                .provisionalActive, .confirm, .decider, .active, decides: true,
                documents: [.confirmationNotice, .remedyNotice]),
            revoking(.provisionalActive), terminating(.provisionalActive),
        ]

    private static let owed: [ProcedureRule] = [
        stay(.verificationReported, centre, [.verificationReport]), stay(.visitRecorded, visitor, [.visitForm]),
        stay(.appraisalRecorded, clerk, [.appraisalMinutes]),
        stay(.giveFirstOpinion, reviewer, [.firstOpinion], decides: true),
        stay(.postNotice, poster, [.publicNotice]), stay(.noticeObjected, objected, [.objectionRecord]),
        stay(.objectionUpheld, reviewer, [.objectionAnswer], decides: true),
        stay(.objectionDismissed, reviewer, [.objectionAnswer], decides: true),
        stay(.closeNotice, poster, []), stay(.orderCountyVisit, county, []),
        stay(.countyVisitRecorded, county, [.countyVisitForm]),
    ]

    private static func stay(
        _ event: CaseEventKind, _ performer: Performer, _ documents: [DocumentKind], decides: Bool = false
    ) -> ProcedureRule {
        ProcedureRule(
            .provisionalActive, event, performer, .provisionalActive, decides: decides, documents: documents)
    }

    /// Aid first 先行救助: paid from the township's reserve, papers within the limit, then closed or carried on.
    static let aidFirst: [ProcedureRule] =
        [CaseState.draft, .submitted, .accepted].map {
            ProcedureRule(
                $0, .payFirst, reviewer, .paidFirst, decides: true, documents: [.aidFirstRegister])
        } + [
            ProcedureRule(.paidFirst, .verificationReported, centre, .paidFirst, documents: [.verificationReport]),
            ProcedureRule(.paidFirst, .visitRecorded, visitor, .paidFirst, documents: [.visitForm]),
            ProcedureRule(
                .paidFirst, .completeBackfill, .decider, .granted, decides: true,
                documents: [.confirmationNotice, .remedyNotice]),
            ProcedureRule(
                .paidFirst, .startInvestigation, clerk, .investigating, documents: [.verificationRequest]),
            revoking(.paidFirst),
        ]

    /// What can happen to a family in force.
    static let inForce: [ProcedureRule] =
        [
            ProcedureRule(.active, .startReverification, .peopleOrSystem(.townshipClerk), .reverifying),
            ProcedureRule(
                .reverifying, .verificationReported, centre, .reverifying, documents: [.verificationReport]),
            ProcedureRule(.reverifying, .visitRecorded, visitor, .reverifying, documents: [.visitForm]),
            ProcedureRule(
                .reverifying, .closeUnchanged, reviewer, .active, decides: true, documents: [.reverificationForm]),
            ProcedureRule(
                .suspended, .resume, .decider, .active, documents: [.adjustmentNotice]),
        ]
        + [CaseState.active, .reverifying].flatMap { state in
            [
                ProcedureRule(
                    state, .adjustAward, .decider, .active, decides: true,
                    documents: [.adjustmentNotice, .remedyNotice]),
                ProcedureRule(
                    state, .suspend, .decider, .suspended, decides: true,
                    documents: [.adjustmentNotice, .remedyNotice]),
                ProcedureRule(
                    state, .beginGradualExit, .decider, .gradualExit, decides: true,
                    documents: [.terminationDecision, .remedyNotice]),
            ]
        } + [CaseState.active, .reverifying, .suspended, .gradualExit].map(terminating)

    private static func terminating(_ state: CaseState) -> ProcedureRule {
        ProcedureRule(
            state, .terminate, .decider, .terminated, decides: true, documents: [.terminationDecision, .remedyNotice])
    }

    private static func revoking(_ state: CaseState) -> ProcedureRule {
        ProcedureRule(
            state, .revoke, .decider, .revoked, decides: true,
            documents: [.terminationDecision, .recoveryNotice, .remedyNotice])
    }

    /// Handling of the clock, the same wherever a decision is still to come.
    static func handling(_ states: [CaseState]) -> [ProcedureRule] {
        states.flatMap { state in
            [
                ProcedureRule(state, .extendLimit, .people(.townshipReviewer, .countyReviewer), state),
                ProcedureRule(state, .stopClock, .people(.townshipReviewer, .countyReviewer), state),
                ProcedureRule(state, .restartClock, .people(.townshipClerk, .townshipReviewer, .countyReviewer), state),
            ]
        }
    }

    /// The states between acceptance and decision in which the clock is handled by hand.
    static func openStates(_ kind: ProcedureKind) -> [CaseState] {
        [.accepted, .investigating, .firstOpinion, .publicity, .recheck, .confirming, .countyVisit]
            + (kind == .recognition ? [.provisionalActive] : [])
    }

    /// Ends of their own: withdrawal, non-cooperation, death, moving away; then the archive.
    static func ends(_ kind: ProcedureKind) -> [ProcedureRule] {
        let closers = Performer.people(.townshipReviewer, .countyReviewer)
        var lines: [ProcedureRule] = []
        for state in states(kind) {
            if state.isEnded {
                lines.append(ProcedureRule(state, .archive, clerk, .archived, documents: [.archiveIndex]))
            }
            // What was paid first still needs its papers, whatever the family wants later.
            guard state != .draft, state != .paidFirst, state.isBeforeDecision || state.isInForce else { continue }
            let next: CaseState = state.isInForce ? .terminated : .withdrawn
            lines.append(ProcedureRule(state, .withdraw, filers, next, documents: [.endNotice]))
            lines.append(ProcedureRule(state, .endDeath, closers, .endedDeath, documents: [.endNotice]))
            lines.append(ProcedureRule(state, .endMoved, closers, .endedMoved, documents: [.endNotice]))
        }
        for state in [CaseState.supplement, .accepted, .investigating, .recheck] {
            lines.append(
                ProcedureRule(
                    state, .endNonCooperation, reviewer, .endedNonCooperation, decides: true,
                    documents: [.endNotice, .remedyNotice]))
        }
        return lines
    }

    /// The states a course knows.
    package static func states(_ kind: ProcedureKind) -> [CaseState] {
        let recognitionOnly: Set<CaseState> = [
            .provisionalActive, .active, .reverifying, .suspended, .gradualExit, .terminated,
        ]
        let reliefOnly: Set<CaseState> = [.paidFirst, .granted]
        return CaseState.allCases.filter { !(kind == .recognition ? reliefOnly : recognitionOnly).contains($0) }
    }
}
