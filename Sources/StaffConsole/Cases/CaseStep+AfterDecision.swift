import Casework
import Operations
import Primitives
import Storage
import WebSupport

/// What follows a decision: review, change, pause, end, remedy.
extension CaseStep {
    static let afterDecision: [CaseStep] = reviewSteps + changeSteps + noticeSteps + proceedingSteps

    private static let changeSteps: [CaseStep] = [
        CaseStep("adjust", .adjustAward) { reader, call in
            let words = reader.text("words", label: call.context.t("after.words"), lengthMax: 2_000)
            guard let words else { return nil }
            return try await call.perform(
                AdjustAward(
                    caseID: call.caseID, seenVersion: call.seenVersion, reasonCodes: reader.reasonCodes, words: words))
        }.with { step in
            step.showsEvidence = true
            step.prefill = prefillNotice
            step.summary = { scene, context in AfterWords(scene, context).adjustment }
            step.fields = { scene, context in
                AfterWords(scene, context).isReduction
                    ? [reasonField(.reduction, context), wordsField(context)] : [wordsField(context)]
            }
        },
        CaseStep("suspend", .suspend) { reader, call in
            let words = reader.text("words", label: call.context.t("after.words"), lengthMax: 2_000)
            let month = reader.choice(
                "through", label: call.context.t("after.through"),
                among: AfterWords(call.scene, call.context).pauseMonths.map(\.text))
            guard let words, let month else { return nil }
            return try await call.perform(
                SuspendCase(
                    caseID: call.caseID, seenVersion: call.seenVersion, reasonCodes: reader.reasonCodes, words: words,
                    attempts: reader.state.values.text("attempts") ?? "",
                    through: try? CalendarMonth(parsing: month)))
        }.with { step in
            step.prefill = prefillNotice
            step.summary = { scene, context in AfterWords(scene, context).notice }
            step.fields = { scene, context in
                [
                    reasonField(.suspension, context), wordsField(context), attemptsField(context),
                    .select(
                        "through", label: context.t("after.through"), hint: context.t("after.throughHint"),
                        AfterWords(scene, context).pauseMonths.map {
                            Field.Choice($0.text, Formats(context).month($0))
                        }),
                ]
            }
        },
        CaseStep("resume", .resume) { reader, call in
            let reason = reader.text("reason", label: call.context.t("step.reason"), lengthMax: 2_000)
            guard let reason else { return nil }
            return try await call.perform(
                ResumeCase(caseID: call.caseID, seenVersion: call.seenVersion, reason: reason))
        }.with { $0.fields = { _, context in [.textarea("reason", label: context.t("step.reason"))] } },
        CaseStep("gradual-exit", .beginGradualExit) { reader, call in
            let cause = reader.choice("cause", label: call.context.t("after.cause"), as: ExitCause.self)
            let words = reader.text("words", label: call.context.t("after.words"), lengthMax: 2_000)
            guard let cause, let words else { return nil }
            return try await call.perform(
                BeginGradualExit(caseID: call.caseID, seenVersion: call.seenVersion, cause: cause, words: words))
        }.with { step in
            step.showsEvidence = true
            step.prefill = prefillNotice
            step.summary = { scene, context in AfterWords(scene, context).notice }
            step.fields = { _, context in
                let words = CaseWords(context)
                return [
                    .radios(
                        "cause", label: context.t("after.cause"), hint: context.t("after.causeHint"),
                        ExitCause.allCases.map {
                            Field.Choice($0.rawValue, words.word($0.chinese, context.t("exitCause.\($0.rawValue)")))
                        }), wordsField(context),
                ]
            }
        },
        CaseStep("terminate", .terminate) { reader, call in
            let words = reader.text("words", label: call.context.t("after.words"), lengthMax: 2_000)
            guard let words else { return nil }
            return try await call.perform(
                TerminateCase(
                    caseID: call.caseID, seenVersion: call.seenVersion, reasonCodes: reader.reasonCodes, words: words,
                    attempts: reader.state.values.text("attempts") ?? ""))
        }.with { step in
            step.isEnd = true
            step.showsEvidence = true
            step.prefill = prefillNotice
            step.summary = { scene, context in AfterWords(scene, context).notice }
            step.fields = { _, context in
                [reasonField(.termination, context), wordsField(context), attemptsField(context)]
            }
        },
    ]

    /// What the family was told stands in the form already, so that the decision says the same.
    static let prefillNotice: @Sendable (CaseScene) -> [(String, String)] = { scene in
        guard let content = scene.after.openNotice?.content else { return [] }
        return [("words", content.words), ("attempts", content.attempts)]
            + content.reasonCodes.map { ("reasonCodes", $0.rawValue) }
    }

    static func wordsField(_ context: BackstopContext) -> Field {
        .textarea("words", label: context.t("after.words"), hint: context.t("after.wordsHint"))
    }

    static func attemptsField(_ context: BackstopContext) -> Field {
        .textarea(
            "attempts", label: context.t("after.attempts"), hint: context.t("after.attemptsHint"), isOptional: true)
    }
}
