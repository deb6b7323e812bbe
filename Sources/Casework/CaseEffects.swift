import Primitives

extension CaseRequest {
    /// What follows from the event once nothing stands against it.
    func transition() -> Transition {
        let next = nextState()
        precondition(rule.next.contains(next), "The procedure table does not lead from \(rule.from) to \(next).")
        let actions = [.recordEvent(event)] + rule.documents.map { CaseAction.issueDocument($0) } + followUp(next)
        return Transition(from: snapshot.state, next: next, clock: clockEffect(next), actions: actions)
    }

    private func nextState() -> CaseState {
        switch event {
        case .answerSupplement: snapshot.clock == nil ? .submitted : .investigating
        case .giveFirstOpinion(let direction, _, _):
            direction == .positive && snapshot.noticeExemption == nil ? .firstOpinion : .confirming
        case .objectionDismissed: limits.repostAfterObjection.value ? .firstOpinion : .publicity
        default: rule.next[0]
        }
    }

    private func clockEffect(_ next: CaseState) -> ClockEffect {
        switch event {
        case .accept: .start
        case .requestSupplement: snapshot.clock == nil ? .none : .stop(.supplement)
        case .noticeObjected: .stop(.objection)
        case .postNotice: limits.publicityCountsInLimit.value ? .none : .stop(.publicity)
        case .answerSupplement, .objectionUpheld: snapshot.clock == nil ? .none : .resume
        case .objectionDismissed:
            next == .publicity && !limits.publicityCountsInLimit.value ? .stop(.publicity) : .resume
        case .closeNotice: limits.publicityCountsInLimit.value ? .none : .resume
        case .confirm, .refuse: .finish
        case .transfer, .withdraw, .endNonCooperation, .endDeath, .endMoved:
            snapshot.clock == nil || snapshot.state.isInForce ? .none : .finish
        default: .none
        }
    }

    private func task(_ kind: TaskKind, _ limit: Cited<Int>? = nil) -> CaseAction {
        .openTask(kind, due: limit.map { count.deadline($0, after: today) })
    }

    private func followUp(_ next: CaseState) -> [CaseAction] {
        switch event {
        case .submit: [.message(.submitted), task(.checkCompleteness, limits.completenessDays)]
        case .requestSupplement:
            [.message(.supplementAsked), task(.awaitSupplement, limits.supplementAnswerDays)]
        case .answerSupplement:
            [.message(.supplementReceived)]
                + (next == .submitted ? [task(.checkCompleteness, limits.completenessDays)] : [])
        case .transfer: [.message(.transferred), task(.archive)]
        case .accept: [.message(.accepted), task(.startInvestigation, limits.startInvestigationDays)]
        case .startInvestigation: [.startComparison, task(.visitHousehold)]
        case .verificationReported: snapshot.visit == nil ? [] : [task(.giveFirstOpinion)]
        case .visitRecorded: snapshot.verification == nil ? [] : [task(.giveFirstOpinion)]
        case .giveFirstOpinion:
            [next == .firstOpinion ? task(.postNotice) : task(.decide, limits.confirmationDays)]
        case .postNotice:
            [
                .message(.noticePosted),
                .openTask(.closeNotice, due: count.noticeClose(limits.publicityDays, posted: today)),
            ]
        case .noticeObjected:
            [
                .message(.objectionReceived), .requireCountyVisit(.complaint),
                task(.recheckObjection, limits.objectionDays),
            ]
        case .objectionUpheld: [.message(.objectionAnswered), task(.visitHousehold)]
        case .objectionDismissed:
            [.message(.objectionAnswered)] + (next == .firstOpinion ? [task(.postNotice)] : [])
        case .closeNotice: [task(.decide, limits.confirmationDays)]
        case .orderCountyVisit(let reason): [.requireCountyVisit(reason), task(.visitByCounty)]
        case .countyVisitRecorded: [task(.decide)]
        default: decided()
        }
    }

    private func decided() -> [CaseAction] {
        switch event {
        case .confirm(let amount, let month):
            return [.recordEntry(on: today)]
                + grant(amount, from: month)
                + [.message(.confirmed), task(.deliverNotice, limits.refusalNoticeDays)]
        case .refuse:
            return [
                .message(.refused), task(.deliverNotice, limits.refusalNoticeDays), task(.considerOtherPrograms),
            ]
        case .returnToTownship: return [task(.visitHousehold)]
        case .suspend: return [.suspendAward, .message(.suspended), task(.deliverNotice)]
        case .resume: return [.resumeAward, .message(.resumed)]
        case .beginGradualExit(let month):
            return [.endAward(lastMonth: month), .message(.gradualExit), task(.deliverNotice)]
        case .terminate:
            return endOfAward + [.closeFamilyFile, .message(.terminated), task(.deliverNotice), task(.archive)]
        case .withdraw: return endOfAward + [.closeFamilyFile, .message(.withdrawn), task(.archive)]
        case .endNonCooperation, .endDeath, .endMoved:
            return endOfAward + [.closeFamilyFile, .message(.ended), task(.archive)]
        default: return []
        }
    }

    private func grant(_ amount: Money, from month: CalendarMonth) -> [CaseAction] {
        switch snapshot.program.payment {
        case .monthly: [.createAward(monthly: amount, fromMonth: month)]
        case .once: [.grantOnce(amount)]
        case .none: []
        }
    }

    /// Payment stops with this month; a death counts from its own month, which may lie back.
    private var endOfAward: [CaseAction] {
        guard snapshot.state.isInForce, snapshot.program.payment == .monthly else { return [] }
        if case .endDeath(let day) = event { return [.endAward(lastMonth: day.calendarMonth)] }
        if snapshot.state == .gradualExit, case .terminate = event { return [] }
        return [.endAward(lastMonth: today.calendarMonth)]
    }
}
