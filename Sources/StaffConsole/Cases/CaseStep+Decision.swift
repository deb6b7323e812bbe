import Casework
import Operations
import Primitives
import Storage
import Verification
import WebSupport

/// Opinion, notice and decision.
extension CaseStep {
    static let decision: [CaseStep] = [
        CaseStep("opinion", .giveFirstOpinion) { reader, call in
            let direction = reader.choice(
                "direction", label: call.context.t("opinion.direction"), among: ["positive", "negative"])
            guard let direction = direction.flatMap(OpinionDirection.init(rawValue:)) else { return nil }
            return try await call.perform(
                GiveFirstOpinion(
                    caseID: call.caseID, seenVersion: call.seenVersion, direction: direction,
                    reasonCodes: direction == .negative ? reader.reasonCodes : [],
                    text: reader.state.values.text("text") ?? "",
                    silentSourcesNamed: reader.state.values.all("silent")))
        }.with { step in
            step.showsEvidence = true
            step.summary = { scene, context in determinationSummary(scene, context) }
            step.fields = opinionFields
        },
        CaseStep("post-notice", .postNotice) { _, call in
            try await call.perform(PostNotice(caseID: call.caseID, seenVersion: call.seenVersion))
        }.with { $0.summary = { scene, context in determinationSummary(scene, context) } },
        CaseStep("close-notice", .closeNotice) { _, call in
            try await call.perform(CloseNotice(caseID: call.caseID, seenVersion: call.seenVersion))
        },
        CaseStep("order-visit", .orderCountyVisit) { reader, call in
            let reason = reader.choice("reason", label: call.context.t("step.reason"), as: CountyVisitReason.self)
            guard let reason else { return nil }
            return try await call.perform(
                OrderCountyVisit(caseID: call.caseID, seenVersion: call.seenVersion, reason: reason))
        }.with { step in
            step.fields = { _, context in
                [
                    .radios(
                        "reason", label: context.t("step.reason"),
                        CaseWords(context).choices(CountyVisitReason.self, "countyVisit"))
                ]
            }
        },
        CaseStep("confirm", .confirm) { reader, call in
            try await call.perform(
                ConfirmCase(
                    caseID: call.caseID, seenVersion: call.seenVersion,
                    lackReason: reader.state.values.text("lackReason") ?? ""))
        }.with { step in
            step.fields = { scene, context in
                guard scene.missingPapers.contains(where: ProgramProcedure.mayFollow.contains) else { return [] }
                return [
                    .textarea(
                        "lackReason", label: context.t("confirm.lackReason"), hint: context.t("confirm.lackHint"),
                        lengthMax: 2_000)
                ]
            }
            step.showsEvidence = true
            step.summary = { scene, context in
                determinationSummary(scene, context) + [
                    SummaryRow(context.t("confirm.from"), Formats(context).month(scene.firstMonth)),
                    SummaryRow(context.t("confirm.covers"), String(scene.view.row.headCount)),
                ] + papersRow(scene, context)
            }
        },
        CaseStep("refuse", .refuse) { reader, call in
            let text = reader.text("text", label: call.context.t("refuse.text"), lengthMax: 2_000)
            let codes = reader.reasonCodes
            if codes.isEmpty { reader.add("reasonCodes", call.context.t("refuse.chooseReason")) }
            guard let text, reader.state.isValid else { return nil }
            return try await call.perform(
                RefuseCase(caseID: call.caseID, seenVersion: call.seenVersion, reasonCodes: codes, text: text))
        }.with { step in
            step.showsEvidence = true
            step.summary = { scene, context in determinationSummary(scene, context) }
            step.fields = { _, context in
                [
                    reasonField(.refusal, context),
                    .textarea("text", label: context.t("refuse.text"), hint: context.t("refuse.textHint")),
                ]
            }
        },
        CaseStep("return", .returnToTownship) { reader, call in
            let reason = reader.text("reason", label: call.context.t("return.reason"), lengthMax: 2_000)
            guard let reason else { return nil }
            return try await call.perform(
                ReturnToTownship(caseID: call.caseID, seenVersion: call.seenVersion, reason: reason))
        }.with { step in
            step.showsEvidence = true
            step.fields = { _, context in
                [.textarea("reason", label: context.t("return.reason"), hint: context.t("return.reasonHint"))]
            }
        },
    ]

    /// Papers that the program's course asks for and the file lacks; said before the signature.
    private static func papersRow(_ scene: CaseScene, _ context: BackstopContext) -> [SummaryRow] {
        guard !scene.missingPapers.isEmpty else { return [] }
        return [
            SummaryRow(
                context.t("confirm.missingPapers"), scene.missingPapers.map(\.chinese).joined(separator: "、"),
                tag: StatusTag(context.t("confirm.incomplete"), .warn))
        ]
    }

    private static func determinationSummary(_ scene: CaseScene, _ context: BackstopContext) -> [SummaryRow] {
        let formats = Formats(context)
        guard let determination = scene.determination else {
            return [SummaryRow(context.t("case.determination"), context.t("case.noDetermination"))]
        }
        return [
            SummaryRow(
                context.t("case.determination"),
                context.t("case.determinationVersion", ["version": String(determination.version)]),
                tag: CaseWords(context).outcome(determination.outcome)),
            SummaryRow(
                context.t("case.amount"),
                determination.amount == .zero
                    ? context.t("answer.none") : "\(determination.amount.grouped) \(context.t(period(scene)))"),
            SummaryRow(context.t("case.determinedOn"), formats.date(determination.day)),
        ]
    }

    private static func period(_ scene: CaseScene) -> String {
        scene.view.row.program.payment == .once ? "case.once" : "case.perMonth"
    }

    static func reasonField(_ act: AdverseAct, _ context: BackstopContext) -> Field {
        let words = CaseWords(context)
        return .checkboxes(
            "reasonCodes", label: context.t("step.reasonCodes"),
            ReasonCode.allCases.filter { $0.acts.contains(act) }.map {
                Field.Choice($0.rawValue, words.word($0.chinese, $0.english), hint: $0.clause)
            })
    }

    private static func opinionFields(_ scene: CaseScene, _ context: BackstopContext) -> [Field] {
        let silent = Dictionary(
            (scene.report?.report.silentAnswers ?? []).map { ($0.dataset, "\($0.title)（\($0.department)）") },
            uniquingKeysWith: { first, _ in first })
        let sources: [Field] =
            silent.isEmpty
            ? []
            : [
                .checkboxes(
                    "silent", label: context.t("opinion.silent"), hint: context.t("opinion.silentHint"),
                    silent.sorted { $0.key < $1.key }.map { Field.Choice($0.key, $0.value) })
            ]
        return sources + [
            .radios(
                "direction", label: context.t("opinion.direction"),
                ["positive", "negative"].map { Field.Choice($0, context.t("opinion.\($0)")) }),
            reasonField(.negativeOpinion, context),
            .textarea("text", label: context.t("opinion.text"), hint: context.t("opinion.textHint"), isOptional: true),
        ]
    }
}

extension FormReader {
    /// The ticked reason codes.
    var reasonCodes: [ReasonCode] { state.values.all("reasonCodes").compactMap(ReasonCode.init(rawValue:)) }
}
