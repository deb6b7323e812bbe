package import Casework
import Primitives
import Storage

/// A step the asker's role may try, and everything that stands against it now: the same reasons disable its button.
package struct CaseActionView: Hashable, Sendable {
    /// The step.
    package let event: CaseEventKind
    /// Why it would be refused, whatever is typed into its form; empty when its form may be opened.
    package let refusals: [Reason]

    /// Whether its form may be opened.
    package var isOpen: Bool { refusals.isEmpty }

    /// The steps of the asker's role in the case's state, the one that is done most often first.
    package static func list(_ file: CaseFile, in context: CommandContext) throws -> [CaseActionView] {
        guard let role = context.actor.staff?.role ?? (context.actor.account == nil ? nil : .applicant) else {
            return []
        }
        let events = ProcedureTable.events(
            for: role, in: file.row.state, body: file.row.competentBody, of: file.row.program)
        let offered = events.filter { FastPathSteps.isOffered($0, file) }
        return try offered.sorted { rank($0) < rank($1) }.map { kind in
            if FastPathSteps.kinds.contains(kind) {
                return CaseActionView(event: kind, refusals: try FastPathSteps.refusals(of: kind, file, in: context))
            }
            let refusals = sample(kind, file, in: context).map {
                file.refusals(of: $0, by: context.actor, on: context.today)
            }
            return CaseActionView(event: kind, refusals: (refusals ?? []).filter { !typed.contains($0.code) })
        }
    }

    /// Where a step stands in a list: what carries the case on first, side ways next, ends last.
    private static func rank(_ kind: CaseEventKind) -> Int { likelihood.firstIndex(of: kind) ?? likelihood.count }

    private static let likelihood: [CaseEventKind] = [
        .submit, .answerSupplement, .accept, .approveProvisionally, .payFirst, .completeBackfill, .startInvestigation,
        .visitRecorded, .appraisalRecorded, .giveFirstOpinion,
        .countyVisitRecorded, .closeNotice, .postNotice, .confirm, .objectionDismissed, .objectionUpheld,
        .verificationReported, .requestSupplement, .returnToTownship, .orderCountyVisit, .refuse, .noticeObjected,
        .closeUnchanged, .adjustAward, .resume, .startReverification, .suspend, .beginGradualExit, .terminate,
        .changeProgram, .transfer, .archive, .withdraw,
        .endNonCooperation, .endDeath, .endMoved,
    ]

    /// Refusals that a person repairs by typing something else; they are for the form, not for the button.
    private static let typed: Set<String> = Set(
        [
            RefusalCode.supplementItemsMissing, .targetUnsuitable, .reasonMissing, .reasonCodeMissing,
            .reasonCodeUnsuitable, .visitorsTooFew, .visitSignaturesMissing, .visitDayImpossible, .silenceNotStated,
            .amountDiffers, .firstMonthWrong, .lastMonthWrong, .dayImpossible,
        ].map(\.rawValue))

    /// A step as it would be sent with nothing wrong in its form; what else refuses it is then the case's own.
    private static func sample(_ kind: CaseEventKind, _ file: CaseFile, in context: CommandContext) -> CaseEvent? {
        let today = context.today
        let elsewhere = file.row.region.ancestor(at: .province) ?? file.row.region
        let eligible = file.surroundings.determination?.eligible ?? true
        let visitors = (context.actor.staff.map { [$0.staffID] } ?? []) + [StaffID(0)]
        let visit = VisitFact(visitors: visitors, on: today, householdSigned: true, visitorsSigned: true)
        return switch kind {
        case .submit: .submit
        case .requestSupplement: .requestSupplement(items: ["材料"])
        case .answerSupplement: .answerSupplement
        case .transfer: .transfer(to: elsewhere)
        case .accept: .accept
        case .changeProgram: .changeProgram(file.row.program, reason: "改办")
        case .startInvestigation: .startInvestigation
        case .verificationReported: .verificationReported(VerificationFact(silentSources: []))
        case .visitRecorded: .visitRecorded(visit)
        case .appraisalRecorded: .appraisalRecorded(AppraisalFact(isPassed: true, faults: []))
        case .giveFirstOpinion:
            .giveFirstOpinion(
                eligible ? .positive : .negative, reasonCodes: [.incomeNotBelowStandard],
                silentSourcesNamed: file.surroundings.silentSourceNames)
        case .postNotice: .postNotice
        case .noticeObjected: .noticeObjected
        case .objectionUpheld: .objectionUpheld
        case .objectionDismissed: .objectionDismissed
        case .closeNotice: .closeNotice
        case .orderCountyVisit: .orderCountyVisit(.sampling)
        case .countyVisitRecorded: .countyVisitRecorded(visit)
        case .confirm:
            .confirm(
                amount: file.surroundings.determination?.amount ?? .zero,
                fromMonth: today.calendarMonth.adding(months: file.limits.firstMonthOffset.value))
        case .refuse: .refuse(reasonCodes: [.incomeNotBelowStandard])
        case .returnToTownship: .returnToTownship(reason: "退回")
        case .withdraw: .withdraw
        case .endNonCooperation: .endNonCooperation(reason: "不配合")
        case .endDeath: .endDeath(on: today)
        case .endMoved: .endMoved(to: elsewhere)
        case .suspend: .suspend(reasonCodes: [.contactLost])
        case .resume: .resume
        case .beginGradualExit: .beginGradualExit(lastMonth: today.calendarMonth)
        case .terminate: .terminate(reasonCodes: [.incomeRose])
        case .archive: .archive
        case .startReverification: .startReverification
        case .closeUnchanged: .closeUnchanged
        case .adjustAward:
            .adjustAward(
                amount: file.surroundings.determination?.amount ?? .zero,
                fromMonth: today.calendarMonth.adding(months: file.limits.firstMonthOffset.value))
        case .extendLimit: .extendLimit(reason: "特殊情况")
        case .stopClock: .stopClock(.certification, reason: "等待鉴定")
        case .restartClock: .restartClock(file.row.clock?.openStop?.reason ?? .certification)
        // Steps whose forms are not on the desk; nothing is tried for them.
        case .declineToAccept, .openObjectionWindow, .contestReport, .closeObjectionWindow,
            .approveProvisionally, .revoke, .payFirst, .completeBackfill:
            nil
        }
    }
}
