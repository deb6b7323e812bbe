import Primitives

/// What stands against handling the clock, the fast paths, the review and the archive.
extension CaseRequest {
    /// A complete application within the body's competence is accepted, never turned away (`domain.md` §9.5).
    func declining(_ reason: NonAcceptanceReason, _ note: String) -> [Refusal] {
        var found = stated(note)
        switch reason {
        case .itemsNeverCame:
            let isOver = snapshot.state == .supplement && snapshot.supplementDueOn.map { today > $0 } == true
            if !isOver { found.append(Refusal(.nonAcceptanceUnfounded, reason.chinese)) }
        case .filerWithoutAuthority:
            if snapshot.unansweredAuthorizations.isEmpty { found.append(Refusal(.mustAccept)) }
        case .notSocialAssistance, .alreadyInHand: break
        }
        return found
    }

    func windowOver() -> [Refusal] {
        guard let window = snapshot.objectionWindow else { return [Refusal(.objectionWindowOwed)] }
        guard !window.isWaived, today <= window.closesOn else { return [] }
        return [Refusal(.objectionWindowRunning, window.closesOn.chineseText)]
    }

    func handlingClock() -> [Refusal] {
        guard let clock = snapshot.clock, !clock.isFinished else {
            return [Refusal(.clockNotRunning, event.kind.chinese)]
        }
        switch event {
        case .extendLimit(let reason):
            var found = stated(reason)
            if clock.limitDays >= limits.specialTotalDays.value { found.append(Refusal(.limitAlreadyExtended)) }
            let due = clock.deadline(on: today, count: count)
            if due.isOverdue(on: today) { found.append(Refusal(.limitPassed, due.chineseText)) }
            return found
        case .stopClock(let reason, let note):
            var found = stated(note)
            if !reason.isByHand { found.append(Refusal(.stopReasonUnsuitable, reason.chinese)) }
            if clock.openStop != nil { found.append(Refusal(.clockNotRunning, event.kind.chinese)) }
            return found
        case .restartClock(let reason):
            return reason.isByHand && clock.openStop?.reason == reason
                ? [] : [Refusal(.clockNotStopped, reason.chinese)]
        default: return []
        }
    }

    /// The award before the check is back: the grounds stand on file, the county has visited whom it must visit.
    func provisional(_ amount: Money, _ month: CalendarMonth) -> [Refusal] {
        var found = countyVisited() + granting(amount, from: month)
        if snapshot.provisional == nil { found.append(Refusal(.provisionalUnfounded)) }
        return found
    }

    func payingFirst(_ amount: Money) -> [Refusal] {
        guard let plan = snapshot.aidFirst, plan.amount == amount else { return [Refusal(.aidFirstUnfounded)] }
        return []
    }

    func papersIn() -> [Refusal] {
        guard let plan = snapshot.aidFirst else { return [Refusal(.aidFirstUnfounded)] }
        let missing = plan.owed(having: snapshot.aidFirstPapers)
        let owed = AidFirstPaper.allCases.filter(missing.contains).map(\.chinese)
        return owed.isEmpty ? [] : [Refusal(.backfillIncomplete, owed.joined(separator: "、"))]
    }

    /// “Nothing changed” is said of a computed sum, not of a feeling.
    func unchanged() -> [Refusal] {
        let found = determined()
        guard found.isEmpty, let current = snapshot.awardAmount, let computed = snapshot.determination?.amount,
            computed != current
        else { return found }
        return [Refusal(.factsChanged, computed.text, current.text)]
    }

    func adjusting(_ amount: Money, _ month: CalendarMonth) -> [Refusal] {
        var found = determined() + granting(amount, from: month)
        if snapshot.awardAmount == amount { found.append(Refusal(.nothingChanged, amount.text)) }
        return found
    }

    func closedBeside() -> [Refusal] {
        let open = SideProceeding.allCases.filter(snapshot.openProceedings.contains).map(\.chinese)
        return open.isEmpty ? [] : [Refusal(.proceedingsOpen, open.joined(separator: "、"))]
    }

    /// What every sum granted must satisfy: it suits the program, is the computed one, and begins when the rule says.
    func granting(_ amount: Money, from month: CalendarMonth) -> [Refusal] {
        var found: [Refusal] = []
        let payment = snapshot.program.payment
        if payment == .none ? amount != .zero : amount <= .zero {
            found.append(Refusal(.amountUnsuitable, snapshot.program.chinese))
        } else if let determined = snapshot.determination, determined.amount != amount {
            found.append(Refusal(.amountDiffers, amount.text, determined.amount.text))
        }
        let first = today.calendarMonth.adding(months: limits.firstMonthOffset.value)
        if payment == .monthly, month != first {
            found.append(Refusal(.firstMonthWrong, first.chineseText, limits.firstMonthOffset.citation))
        }
        return found
    }
}
