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
        case .giveFirstOpinion(let direction, _, _) where snapshot.state == .investigating:
            direction == .positive && snapshot.noticeExemption == nil ? .firstOpinion : .confirming
        case .objectionDismissed where snapshot.state == .recheck:
            limits.repostAfterObjection.value ? .firstOpinion : .publicity
        default: rule.next[0]
        }
    }

    private func clockEffect(_ next: CaseState) -> ClockEffect {
        switch event {
        // A family that is already helped waits for nothing: the clock of a provisional case only runs or is handled.
        case _ where snapshot.state == .provisionalActive && rule.next == [.provisionalActive]: handled()
        case .accept: .start
        case .requestSupplement: snapshot.clock == nil ? .none : .stop(.supplement)
        case .openObjectionWindow: .stop(.objection)
        case .closeObjectionWindow: .resume
        case .verificationReported: snapshot.clock?.openStop?.reason == .objection ? .resume : .none
        case .noticeObjected: .stop(.objection)
        case .postNotice: limits.publicityCountsInLimit.value ? .none : .stop(.publicity)
        case .answerSupplement, .objectionUpheld: snapshot.clock == nil ? .none : .resume
        case .objectionDismissed:
            next == .publicity && !limits.publicityCountsInLimit.value ? .stop(.publicity) : .resume
        case .closeNotice: limits.publicityCountsInLimit.value ? .none : .resume
        case .confirm, .refuse, .revoke, .completeBackfill: snapshot.clock == nil ? .none : .finish
        case .terminate: snapshot.state == .provisionalActive ? .finish : .none
        case .payFirst: snapshot.clock == nil ? .start : .none
        case .extendLimit, .stopClock, .restartClock: handled()
        case .transfer, .declineToAccept, .withdraw, .endNonCooperation, .endDeath, .endMoved:
            snapshot.clock == nil || snapshot.state.isInForce ? .none : .finish
        default: .none
        }
    }

    private func handled() -> ClockEffect {
        switch event {
        case .extendLimit:
            .extend(limitDays: limits.specialTotalDays.value, citation: limits.specialTotalDays.citation)
        case .stopClock(let reason, _): .stop(reason)
        case .restartClock: .resume
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
        case .declineToAccept: [.message(.notAccepted), task(.archive)]
        case .openObjectionWindow:
            [.message(.reportContestable), task(.awaitReportObjection, limits.objectionDays)]
        case .contestReport: [.message(.objectionReceived)]
        case .extendLimit: [.message(.limitExtended)]
        case .accept: [.message(.accepted), task(.startInvestigation, limits.startInvestigationDays)]
        case .startInvestigation: [.startComparison, task(.visitHousehold)]
        case .verificationReported: snapshot.visit == nil ? [] : [task(.giveFirstOpinion)]
        case .visitRecorded: snapshot.verification == nil ? [] : [task(.giveFirstOpinion)]
        case .giveFirstOpinion where next == .provisionalActive:
            [snapshot.noticeExemption == nil ? task(.postNotice) : task(.decide, limits.confirmationDays)]
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
        case .startReverification: [.message(.reverificationStarted), task(.reverify)]
        default: decided()
        }
    }

    private func decided() -> [CaseAction] {
        switch event {
        case .confirm(let amount, let month) where snapshot.state == .provisionalActive:
            // The entry day and the award stand since the provisional approval; only a different sum is a change.
            let change: [CaseAction] =
                snapshot.awardAmount == amount || snapshot.program.payment != .monthly
                ? [] : [.changeAward(monthly: amount, fromMonth: month)]
            return change + [.message(.confirmed), task(.deliverNotice, limits.refusalNoticeDays)]
        case .confirm(let amount, let month):
            return [.recordEntry(on: today)]
                + grant(amount, from: month) + medical
                + [.message(.confirmed), task(.deliverNotice, limits.refusalNoticeDays)]
        case .refuse:
            return [
                .message(.refused), task(.deliverNotice, limits.refusalNoticeDays), task(.considerOtherPrograms),
            ]
        case .approveProvisionally(let amount, let month):
            return [.recordEntry(on: today)] + grant(amount, from: month) + medical + [
                .message(.provisionallyApproved),
                .openTask(.completeOwedSteps, due: snapshot.provisional?.owed.map(\.due).min { $0.on < $1.on }),
            ]
        case .revoke:
            return endOfAward + [.openRecovery, .closeFamilyFile, .message(.revoked), task(.recover), task(.archive)]
        case .payFirst(let amount):
            return [
                .payFromReserve(amount), .message(.aidedFirst),
                .openTask(.completeBackfill, due: snapshot.aidFirst?.papersDue),
            ]
        case .completeBackfill: return [.message(.confirmed), task(.considerOtherPrograms), task(.archive)]
        case .closeUnchanged: return [.message(.unchanged)]
        case .adjustAward(let amount, let month):
            return [
                .changeAward(monthly: amount, fromMonth: month), .message(.adjusted),
                task(.deliverNotice, limits.refusalNoticeDays),
            ]
        case .returnToTownship: return [task(.visitHousehold)]
        case .suspend: return [.suspendAward, .message(.suspended), task(.deliverNotice)]
        case .resume: return [.resumeAward, .message(.resumed)]
        case .beginGradualExit(let month):
            return [.endAward(lastMonth: month), .message(.gradualExit), task(.deliverNotice)]
        case .terminate:
            return endOfAward + [
                .closeFamilyFile, .message(.terminated), task(.deliverNotice), task(.considerOtherPrograms),
                task(.archive),
            ]
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

    /// Recognition counts for medical aid from its day, so medical security hears of it at once.
    private var medical: [CaseAction] { snapshot.program.payment == .once ? [] : [.tellMedicalSecurity] }

    /// Payment stops with this month; a death counts from its own month, which may lie back.
    private var endOfAward: [CaseAction] {
        guard snapshot.state.isInForce, snapshot.program.payment == .monthly else { return [] }
        if case .endDeath(let day) = event { return [.endAward(lastMonth: day.calendarMonth)] }
        if snapshot.state == .gradualExit, case .terminate = event { return [] }
        return [.endAward(lastMonth: today.calendarMonth)]
    }
}
