import Casework
import Operations
import Primitives
import Storage
import WebSupport

/// Opening what stands beside a case after a decision: a sum asked back, a reconsideration, a suit.
extension CaseStep {
    static let proceedingSteps: [CaseStep] = [
        CaseStep("recover", nil, roles: Role.allCases.filter { OpenRecovery.roles.contains($0) }) { reader, call in
            let context = call.context
            let cause = reader.choice("cause", label: context.t("recovery.cause"), as: RecoveryCause.self)
            let amount = reader.money("amount", label: context.t("recovery.amount"))
            let grounds = reader.text("grounds", label: context.t("recovery.grounds"), lengthMax: 2_000)
            guard let cause, let amount, let grounds else { return nil }
            return try await call.perform(
                OpenRecovery(caseID: call.caseID, cause: cause, amount: amount, grounds: grounds))
        }.with { step in
            step.fields = { _, context in
                let words = CaseWords(context)
                return [
                    .radios(
                        "cause", label: context.t("recovery.cause"),
                        RecoveryCause.allCases.map {
                            Field.Choice($0.rawValue, words.word($0.chinese, context.t("recoveryCause.\($0.rawValue)")))
                        }),
                    .number(
                        "amount", label: context.t("recovery.amount"), hint: context.t("recovery.amountHint"),
                        unit: context.t("after.yuan"), hasDecimals: true),
                    .textarea(
                        "grounds", label: context.t("recovery.grounds"), hint: context.t("recovery.groundsHint")),
                ]
            }
        },
        CaseStep("remedy", nil, roles: [.countyReviewer]) { reader, call in
            let context = call.context
            let forum = reader.choice("forum", label: context.t("remedy.forum"), as: RemedyProceeding.Forum.self)
            let decision = reader.choice(
                "decision", label: context.t("remedy.decision"),
                among: call.scene.after.decisions.map { String($0.sequence) })
            let served = reader.date("servedOn", label: context.t("remedy.served"))
            let filed = reader.date("filedOn", label: context.t("remedy.filed"))
            let claim = reader.text("claim", label: context.t("remedy.claim"), lengthMax: 2_000)
            guard let forum, let sequence = decision.flatMap({ Int64($0) }), let served, let filed, let claim else {
                return nil
            }
            return try await call.perform(
                FileRemedy(
                    caseID: call.caseID, forum: forum, eventSequence: sequence, servedOn: served, filedOn: filed,
                    wasTold: reader.state.values.text("untold") == nil, claim: claim))
        }.with { step in
            step.fields = { scene, context in
                let (words, formats) = (CaseWords(context), Formats(context))
                return [
                    .radios(
                        "forum", label: context.t("remedy.forum"),
                        RemedyProceeding.Forum.allCases.map {
                            Field.Choice($0.rawValue, words.word($0.chinese, context.t("forum.\($0.rawValue)")))
                        }),
                    .select(
                        "decision", label: context.t("remedy.decision"),
                        scene.after.decisions.reversed().map {
                            Field.Choice(
                                String($0.sequence),
                                "\(context.t("event.\($0.kind.rawValue)")) \(formats.date($0.day))")
                        }),
                    .date("servedOn", label: context.t("remedy.served"), hint: context.t("remedy.servedHint")),
                    .date("filedOn", label: context.t("remedy.filed")),
                    .checkboxes(
                        "untold", label: context.t("remedy.told"), [.init("yes", context.t("remedy.untold"))]),
                    .textarea("claim", label: context.t("remedy.claim")),
                ]
            }
        },
    ]
}
