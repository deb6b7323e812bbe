import Casework
import Operations
import Primitives
import Storage
import WebSupport

/// A line of a queue as tables draw it.
enum QueueRowView {
    static func list(
        _ rows: some Sequence<CaseQueueRow>, _ context: BackstopContext, canPick: Bool = false
    ) -> [Fields] {
        let words = CaseWords(context)
        return rows.map { row in
            [
                "id": row.id.text, "canPick": canPick, "pickLabel": context.t("assign.pick", ["number": row.number]),
                "address": "/staff/cases/\(row.id.text)", "number": row.number, "applicant": row.applicantMasked,
                "lastFour": row.lastFour, "headCount": row.headCount, "program": row.program.name(context),
                "township": row.townshipName, "village": row.villageName,
                "filed": Formats(context).date(row.submittedDay), "state": words.state(row.state),
                "perCapita": row.declaredPerCapita?.grouped ?? context.t("answer.unknown"),
                "verification": words.verification(row.verification),
                "deadline": words.deadline(row.deadlineDay, row.daysLeft), "isStopped": row.isClockStopped,
                "assigned": row.assignedName,
                "hints": row.hints.map { StatusTag(words.word($0.chinese, $0.english), tone($0)) },
            ]
        }
    }

    private static func tone(_ hint: CaseHint) -> StatusTag.Tone {
        switch hint {
        case .conflicts, .objectionOpen: .bad
        case .silentSources, .authorizationWaiting, .deadlineProvisional: .warn
        case .relativeOnStaff: .info
        }
    }
}
