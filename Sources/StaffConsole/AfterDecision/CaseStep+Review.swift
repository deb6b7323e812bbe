import Casework
import Operations
import Primitives
import Storage
import WebSupport

/// The steps of a review: begin it, take the family's one page, enter what changed, close it as unchanged.
extension CaseStep {
    static let reviewSteps: [CaseStep] = [
        CaseStep("review", .startReverification) { _, call in
            try await call.perform(StartReverification(caseID: call.caseID, seenVersion: call.seenVersion))
        }.with { $0.summary = { scene, context in AfterWords(scene, context).schedule } },
        CaseStep("unchanged", .closeUnchanged) { _, call in
            try await call.perform(CloseReviewUnchanged(caseID: call.caseID, seenVersion: call.seenVersion))
        }.with { step in
            step.showsEvidence = true
            step.summary = { scene, context in AfterWords(scene, context).findings }
        },
        CaseStep("statement", nil, roles: [.townshipClerk]) { reader, call in
            let context = call.context
            let said = reader.choice("said", label: context.t("after.saidLabel"), among: ["same", "changed"])
            let signer = reader.text("signer", label: context.t("after.signer"), lengthMax: 40)
            let changes = reader.text(
                "changes", label: context.t("after.changes"), isRequired: said == "changed", lengthMax: 2_000)
            let seen = reader.state.values.text("review").flatMap { Int64($0) } ?? 0
            guard let said, let signer, reader.state.isValid else { return nil }
            return try await call.perform(
                StateReview(
                    caseID: call.caseID, seenReview: seen, changes: said == "same" ? "" : changes ?? "",
                    signer: signer))
        }.with { step in
            step.prefill = { scene in
                scene.after.currentReview.map { [("review", String($0.version))] } ?? []
            }
            step.summary = { scene, context in AfterWords(scene, context).schedule }
            step.fields = { _, context in
                [
                    .hidden("review"),
                    .radios(
                        "said", label: context.t("after.saidLabel"),
                        ["same", "changed"].map { Field.Choice($0, context.t("after.said.\($0)")) }),
                    .textarea(
                        "changes", label: context.t("after.changes"), hint: context.t("after.changesHint"),
                        isOptional: true),
                    .text("signer", label: context.t("after.signer"), lengthMax: 40, width: .medium),
                ]
            }
        },
        CaseStep("revise", nil, roles: [.townshipClerk]) { reader, call in
            try await revise(&reader, call)
        }.with { step in
            step.fields = { scene, context in
                [
                    .radios(
                        "member", label: context.t("filing.who"),
                        scene.view.members.map { Field.Choice(String($0.number), $0.nameMasked) }),
                    .select(
                        "kind", label: context.t("filing.kind"),
                        IncomeKind.allCases.map { Field.Choice($0.rawValue, context.t("income.\($0.rawValue)")) }),
                    .number(
                        "amount", label: context.t("after.monthly"), hint: context.t("after.monthlyHint"),
                        unit: context.t("after.yuan"), hasDecimals: true),
                    .textarea("reason", label: context.t("after.how"), hint: context.t("after.howHint")),
                ]
            }
        },
    ]

    /// One income of one member as it is now; zero takes it out.
    private static func revise(_ reader: inout FormReader, _ call: StepCall) async throws -> [Reason]? {
        let context = call.context
        let member = reader.choice(
            "member", label: context.t("filing.who"), among: call.scene.view.members.map { String($0.number) })
        let kind = reader.choice("kind", label: context.t("filing.kind"), as: IncomeKind.self)
        let amount = reader.money("amount", label: context.t("after.monthly"))
        let reason = reader.text("reason", label: context.t("after.how"), lengthMax: 2_000)
        guard let number = member.flatMap({ Int($0) }), let kind, let amount, let reason else { return nil }
        var items = call.scene.view.row.form.incomes.filter { $0.memberNumber != number || $0.kind != kind }
        if amount > .zero {
            items.append(DeclaredItem(memberNumber: number, kind: kind, amount: .monthly(amount)))
        }
        return try await call.perform(
            ReviseMeans(
                caseID: call.caseID, seenVersion: call.seenVersion, parts: [.incomes(items)], reason: reason))
    }
}
