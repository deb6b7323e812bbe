import Primitives

extension CaseRequest {
    /// Everything about the case's papers that keeps the event from happening today.
    func guardRefusals() -> [Refusal] {
        switch event {
        case .submit, .answerSupplement: filing()
        case .requestSupplement(let items): supplement(items)
        case .transfer(let region): region == snapshot.township ? [Refusal(.targetUnsuitable)] : []
        case .accept: filing()
        case .declineToAccept(let reason, let note): declining(reason, note)
        case .changeProgram(_, let reason): stated(reason)
        case .visitRecorded(let visit), .countyVisitRecorded(let visit): recording(visit)
        case .giveFirstOpinion(let direction, let codes, let named): opinion(direction, codes, named)
        case .postNotice: posting()
        case .closeNotice: closing()
        case .objectionUpheld, .objectionDismissed, .startInvestigation, .verificationReported, .noticeObjected: []
        case .orderCountyVisit, .withdraw, .resume, .openObjectionWindow, .contestReport, .startReverification: []
        case .closeObjectionWindow: windowOver()
        case .appraisalRecorded(let appraisal):
            appraisal.faults.isEmpty
                ? [] : [Refusal(.appraisalUnsound, appraisal.faults.joined(separator: ""))]
        case .extendLimit, .stopClock, .restartClock: handlingClock()
        case .approveProvisionally(let amount, let month): provisional(amount, month)
        case .payFirst(let amount): payingFirst(amount)
        case .completeBackfill: papersIn()
        case .revoke(let codes): reasons(codes, for: .revocation)
        case .closeUnchanged: unchanged()
        case .adjustAward(let amount, let month): adjusting(amount, month)
        case .archive: closedBeside()
        case .confirm(let amount, let month): confirming(amount, month)
        case .refuse(let codes):
            reasons(codes, for: .refusal) + determined() + countyVisited() + voted(grants: false)
        case .returnToTownship(let reason): stated(reason)
        case .endNonCooperation(let reason): stated(reason) + supplementTime()
        case .endDeath(let day): (day > today ? [Refusal(.dayImpossible, day.chineseText)] : []) + nobodyRemains()
        case .endMoved(let region): region == snapshot.township ? [Refusal(.targetUnsuitable)] : []
        case .suspend(let codes): reasons(codes, for: .suspension)
        case .terminate(let codes): reasons(codes, for: .termination)
        case .beginGradualExit(let month): exiting(month)
        }
    }

    private func filing() -> [Refusal] {
        var found: [Refusal] = []
        if snapshot.formProblemCount > 0 {
            found.append(Refusal(.formHasProblems, String(snapshot.formProblemCount)))
        }
        if !snapshot.unansweredAuthorizations.isEmpty {
            found.append(
                Refusal(.authorizationsMissing, snapshot.unansweredAuthorizations.joined(separator: "、")))
        }
        return found
    }

    private func supplement(_ items: [String]) -> [Refusal] {
        var found: [Refusal] = []
        if items.isEmpty || items.contains(where: isBlank) { found.append(Refusal(.supplementItemsMissing)) }
        if snapshot.supplementUsed { found.append(Refusal(.supplementAlreadyUsed)) }
        return found
    }

    private func recording(_ visit: VisitFact) -> [Refusal] {
        var found: [Refusal] = []
        if Set(visit.visitors).count < limits.visitorsMin.value {
            found.append(Refusal(.visitorsTooFew, String(limits.visitorsMin.value)))
        }
        if !snapshot.relatedStaff.isDisjoint(with: visit.visitors) { found.append(Refusal(.visitorRelated)) }
        if !visit.householdSigned || !visit.visitorsSigned { found.append(Refusal(.visitSignaturesMissing)) }
        let earliest = snapshot.clock?.acceptedOn
        if visit.on > today || earliest.map({ visit.on < $0 }) == true {
            found.append(Refusal(.visitDayImpossible, visit.on.chineseText))
        }
        return found
    }

    private func opinion(_ direction: OpinionDirection, _ codes: [ReasonCode], _ named: [String]) -> [Refusal] {
        var found: [Refusal] = []
        if let report = snapshot.verification {
            let unnamed = report.silentSources.filter { !named.contains($0) }
            if !unnamed.isEmpty { found.append(Refusal(.silenceNotStated, unnamed.joined(separator: "、"))) }
        } else {
            found.append(Refusal(.verificationMissing))
        }
        if snapshot.visit == nil { found.append(Refusal(.visitMissing)) }
        found += determined()
        switch direction {
        case .positive: found += eligible()
        case .negative:
            found += reasons(codes, for: .negativeOpinion)
            if snapshot.objectionWindowOwed { found.append(Refusal(.objectionWindowOwed)) }
        }
        return found
    }

    private func posting() -> [Refusal] {
        if let exemption = snapshot.noticeExemption { return [Refusal(.noticeForbidden, exemption.chinese)] }
        guard snapshot.state != .firstOpinion, let notice = snapshot.notice, today <= notice.closesOn else { return [] }
        return [Refusal(.noticeRunning, notice.closesOn.chineseText)]
    }

    private func closing() -> [Refusal] {
        // A notice that had to come down because the household is protected is not waited for.
        if snapshot.noticeExemption != nil { return answered() }
        guard let notice = snapshot.notice else { return [Refusal(.noticePhotosMissing)] }
        var found: [Refusal] = []
        if today <= notice.closesOn { found.append(Refusal(.noticeRunning, notice.closesOn.chineseText)) }
        if !notice.firstDayPhotographed || (today > notice.closesOn && !notice.lastDayPhotographed) {
            found.append(Refusal(.noticePhotosMissing))
        }
        return found + answered()
    }

    private func confirming(_ amount: Money, _ month: CalendarMonth) -> [Refusal] {
        var found = determined() + eligible() + answered() + countyVisited() + voted(grants: true)
        if snapshot.opinion?.direction != .positive { found.append(Refusal(.opinionNegative)) }
        if snapshot.noticeExemption == nil, snapshot.notice?.closedClean != true {
            found.append(Refusal(.noticeNotClosed))
        }
        return found + granting(amount, from: month)
    }

    private func exiting(_ month: CalendarMonth) -> [Refusal] {
        let latest = today.calendarMonth.adding(months: limits.gradualExitMonths.value)
        guard month < today.calendarMonth || month > latest else { return [] }
        return [Refusal(.lastMonthWrong, latest.chineseText, limits.gradualExitMonths.citation)]
    }

    func determined() -> [Refusal] {
        guard let determination = snapshot.determination else { return [Refusal(.determinationMissing)] }
        return determination.factsVersion == snapshot.factsVersion ? [] : [Refusal(.determinationStale)]
    }

    private func eligible() -> [Refusal] {
        snapshot.determination?.eligible == false ? [Refusal(.determinationNegative)] : []
    }

    private func answered() -> [Refusal] { snapshot.objectionOpen ? [Refusal(.objectionOpen)] : [] }

    func countyVisited() -> [Refusal] {
        guard !snapshot.countyVisitReasons.isEmpty, snapshot.countyVisit == nil else { return [] }
        let why = CountyVisitReason.allCases.filter(snapshot.countyVisitReasons.contains).map(\.chinese)
        return [Refusal(.countyVisitNeeded, why.joined(separator: "、"))]
    }

    /// What a township owes before it decides under delegation: a meeting, and a decision as the meeting voted.
    private func voted(grants: Bool) -> [Refusal] {
        guard snapshot.competentBody == .township, snapshot.isMeetingNeeded else { return [] }
        guard let meeting = snapshot.meeting else { return [Refusal(.meetingMissing)] }
        return meeting.isCarried == grants ? [] : [Refusal(.meetingVotedOtherwise, meeting.isCarried ? "同意" : "不同意")]
    }

    private func reasons(_ codes: [ReasonCode], for act: AdverseAct) -> [Refusal] {
        if codes.isEmpty { return [Refusal(.reasonCodeMissing, event.kind.chinese)] }
        return codes.filter { !$0.acts.contains(act) }
            .map { Refusal(.reasonCodeUnsuitable, $0.chinese, event.kind.chinese) }
    }

    func stated(_ reason: String) -> [Refusal] { isBlank(reason) ? [Refusal(.reasonMissing)] : [] }

    private func supplementTime() -> [Refusal] {
        guard snapshot.state == .supplement, let due = snapshot.supplementDueOn, today <= due else { return [] }
        return [Refusal(.supplementStillOpen, due.chineseText)]
    }

    private func nobodyRemains() -> [Refusal] {
        snapshot.state.isInForce && snapshot.otherMembersRemain ? [Refusal(.familyContinues)] : []
    }
}

/// Whether a text has nothing a person could read.
func isBlank(_ text: String) -> Bool { text.allSatisfy(\.isWhitespace) }

extension CountyVisitReason {
    /// The reason as shown to staff.
    package var chinese: String {
        switch self {
        case .registeredRelative: "近亲属备案"
        case .complaint: "审核期间有举报或异议"
        case .sampling: "县级抽查"
        }
    }
}
