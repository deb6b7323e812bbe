import Casework
import Operations
import Primitives
import Storage
import WebSupport

/// The clock by hand, and the archive.
extension CaseStep {
    static let papers: [CaseStep] = [
        CaseStep("extend-limit", .extendLimit) { reader, call in
            guard let reason = reader.text("reason", label: call.context.t("step.reason"), lengthMax: 500) else {
                return nil
            }
            return try await call.perform(
                ExtendLimit(caseID: call.caseID, seenVersion: call.seenVersion, reason: reason))
        }.with { step in
            step.fields = { _, context in
                [
                    .textarea(
                        "reason", label: context.t("step.reason"), hint: context.t("clock.reasonHint"), lengthMax: 500)
                ]
            }
            step.summary = clockSummary
        },
        CaseStep("stop-clock", .stopClock) { reader, call in
            let cause = reader.choice(
                "cause", label: call.context.t("clock.cause"), among: byHand.map(\.rawValue))
            let note = reader.text("reason", label: call.context.t("step.reason"), lengthMax: 500)
            guard let cause = cause.flatMap(ClockStopReason.init(rawValue:)), let note else { return nil }
            return try await call.perform(
                StopClock(caseID: call.caseID, seenVersion: call.seenVersion, cause: cause, note: note))
        }.with { step in
            step.fields = { _, context in
                [
                    .radios(
                        "cause", label: context.t("clock.cause"),
                        byHand.map { Field.Choice($0.rawValue, context.t("clockStop.\($0.rawValue)")) }),
                    .textarea(
                        "reason", label: context.t("step.reason"), hint: context.t("clock.noteHint"), lengthMax: 500),
                ]
            }
            step.summary = clockSummary
        },
        CaseStep("restart-clock", .restartClock) { reader, call in
            guard let note = reader.text("reason", label: call.context.t("clock.arrived"), lengthMax: 500) else {
                return nil
            }
            return try await call.perform(
                RestartClock(caseID: call.caseID, seenVersion: call.seenVersion, note: note))
        }.with { step in
            step.fields = { _, context in
                [.textarea("reason", label: context.t("clock.arrived"), lengthMax: 500)]
            }
            step.summary = clockSummary
        },
        CaseStep("archive", .archive) { _, call in
            try await call.perform(ArchiveCase(caseID: call.caseID, seenVersion: call.seenVersion))
        }.with { step in
            step.summary = { scene, context in
                let lacking = scene.view.standings.filter { !$0.lacks.isEmpty }
                return [
                    SummaryRow(context.t("archive.papers"), String(scene.view.standings.count)),
                    SummaryRow(
                        context.t("archive.unsigned"),
                        lacking.isEmpty ? context.t("answer.none") : lacking.map(\.content.title).joined(separator: "、")
                    ),
                ]
            }
        },
    ]

    private static let byHand = ClockStopReason.allCases.filter(\.isByHand)

    private static let clockSummary: @Sendable (CaseScene, BackstopContext) -> [SummaryRow] = { scene, context in
        let words = CaseWords(context)
        let row = scene.view.row
        return [
            SummaryRow(context.t("case.deadline"), scene.view.deadline?.chineseText ?? "—"),
            SummaryRow(
                context.t("clock.stops"),
                (row.clock?.stops ?? []).map { stop in
                    let cause = words.word(stop.reason.chinese, context.t("clockStop.\(stop.reason.rawValue)"))
                    return "\(cause) \(stop.from.text)–\(stop.through?.text ?? "…")"
                }.joined(separator: "；")),
        ]
    }
}
