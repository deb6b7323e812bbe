import Casework
import Operations
import Primitives
import Storage
import WebSupport

/// Telling the family of an act before it is taken, writing down its answer, and dropping the act.
extension CaseStep {
    private static let acts: [AdverseAct] = [.reduction, .suspension, .termination, .revocation]

    static let noticeSteps: [CaseStep] = [
        CaseStep("tell", nil, roles: Role.allCases.filter { TellFamily.roles.contains($0) }) { reader, call in
            let context = call.context
            let act = reader.choice("act", label: context.t("after.act"), among: acts.map(\.rawValue))
            let words = reader.text("words", label: context.t("after.words"), lengthMax: 2_000)
            guard let act = act.flatMap(AdverseAct.init(rawValue:)), let words else { return nil }
            return try await call.perform(
                TellFamily(
                    caseID: call.caseID, seenVersion: call.seenVersion, act: act, reasonCodes: reader.reasonCodes,
                    words: words, attempts: reader.state.values.text("attempts") ?? ""))
        }.with { step in
            step.showsEvidence = true
            step.summary = { scene, context in AfterWords(scene, context).adjustment }
            step.fields = { _, context in
                let words = CaseWords(context)
                let codes = ReasonCode.allCases.filter { !$0.acts.isDisjoint(with: acts) }
                return [
                    .radios(
                        "act", label: context.t("after.act"),
                        acts.map { Field.Choice($0.rawValue, words.word($0.chinese, $0.english)) }),
                    .checkboxes(
                        "reasonCodes", label: context.t("step.reasonCodes"),
                        codes.map { code in
                            let fits = acts.filter(code.acts.contains).map { words.word($0.chinese, $0.english) }
                            return Field.Choice(
                                code.rawValue, words.word(code.chinese, code.english),
                                hint: "\(code.clause) · \(fits.joined(separator: context.t("after.comma")))")
                        }), wordsField(context), attemptsField(context),
                ]
            }
        },
        CaseStep("answer-notice", nil, roles: Role.allCases.filter { TellFamily.roles.contains($0) }) { reader, call in
            let context = call.context
            let said = reader.choice(
                "answer", label: context.t("after.answerLabel"), among: ["agrees", "objects", "silent"])
            let words = reader.text(
                "words", label: context.t("after.saidLabel"), isRequired: said == "objects", lengthMax: 2_000)
            let seen = reader.state.values.text("notice").flatMap { Int64($0) } ?? 0
            guard let said, reader.state.isValid else { return nil }
            let text = said == "agrees" && words == nil ? context.t("after.answer.agrees") : words ?? ""
            return try await call.perform(
                AnswerNotice(
                    caseID: call.caseID, seenNotice: seen, objects: said == "objects",
                    words: said == "silent" ? "" : text))
        }.with { step in
            step.prefill = noticeVersion
            step.summary = { scene, context in AfterWords(scene, context).notice }
            step.fields = { _, context in
                [
                    .hidden("notice"),
                    .radios(
                        "answer", label: context.t("after.answerLabel"),
                        ["agrees", "objects", "silent"].map { Field.Choice($0, context.t("after.answer.\($0)")) }),
                    .textarea(
                        "words", label: context.t("after.saidLabel"), hint: context.t("after.saidHint"),
                        isOptional: true),
                ]
            }
        },
        CaseStep("drop-notice", nil, roles: [.townshipReviewer, .countyReviewer]) { reader, call in
            let reason = reader.text("reason", label: call.context.t("step.reason"), lengthMax: 2_000)
            let seen = reader.state.values.text("notice").flatMap { Int64($0) } ?? 0
            guard let reason else { return nil }
            return try await call.perform(DropNotice(caseID: call.caseID, seenNotice: seen, reason: reason))
        }.with { step in
            step.prefill = noticeVersion
            step.summary = { scene, context in AfterWords(scene, context).notice }
            step.fields = { _, context in [.hidden("notice"), .textarea("reason", label: context.t("step.reason"))] }
        },
    ]

    private static let noticeVersion: @Sendable (CaseScene) -> [(String, String)] = { scene in
        scene.after.openNotice.map { [("notice", String($0.version))] } ?? []
    }
}
