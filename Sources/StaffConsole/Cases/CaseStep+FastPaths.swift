import Casework
import Operations
import Primitives
import Storage
import WebSupport

/// Help before the ordinary way is gone to its end: the promise, from its registration to the settled back-check.
extension CaseStep {
    static let fastPaths: [CaseStep] = promise + reliefFirst + conferenceSteps + medicalSteps + creditSteps

    private static let promise: [CaseStep] = [
        CaseStep("fast-ask", nil, roles: [.townshipClerk]) { reader, call in
            let context = call.context
            let cause = reader.choice("cause", label: context.t("fast.cause"), among: ["medical", "disaster"])
            let cost = reader.money("cost", label: context.t("fast.cost"))
            guard let files = try await call.attach(["photo1"], purpose: .expense, &reader), let cause, let cost,
                reader.state.isValid
            else { return nil }
            return try await call.perform(
                AskProvisional(caseID: call.caseID, cause: cause, cost: cost, proofID: files.last ?? UploadID(0)))
        }.with { step in
            step.takesFiles = true
            step.fields = { _, context in
                [
                    .radios(
                        "cause", label: context.t("fast.cause"),
                        ["medical", "disaster"].map { Field.Choice($0, context.t("fastCause.\($0)")) }),
                    .number(
                        "cost", label: context.t("fast.cost"), hint: context.t("fast.costHint"),
                        unit: context.t("case.yuan"), hasDecimals: true),
                    .photo("photo1", label: context.t("fast.proof")), .hidden("kept"),
                ]
            }
        },
        CaseStep("fast-credit", nil, roles: [.townshipClerk, .townshipReviewer]) { reader, call in
            let standing = reader.choice("standing", label: call.context.t("fast.standing"), as: CreditStanding.self)
            let reference = reader.text("reference", label: call.context.t("fast.reference"), lengthMax: 60)
            guard let standing, let reference else { return nil }
            return try await call.perform(
                RecordCredit(caseID: call.caseID, standing: standing, reference: reference))
        }.with { step in
            step.fields = { _, context in
                [
                    .radios(
                        "standing", label: context.t("fast.standing"),
                        CaseWords(context).choices(CreditStanding.self, "creditStanding")),
                    .text(
                        "reference", label: context.t("fast.reference"), hint: context.t("fast.referenceHint"),
                        lengthMax: 60, width: .medium),
                ]
            }
        },
        CaseStep("fast-pledge", nil, roles: [.townshipClerk, .townshipReviewer]) { reader, call in
            guard let files = try await call.attach(["photo1"], purpose: .pledge, &reader), reader.state.isValid else {
                return nil
            }
            return try await call.perform(
                RecordPledge(
                    caseID: call.caseID, hash: reader.state.values.text("hash") ?? "",
                    signedID: files.last ?? UploadID(0)))
        }.with { step in
            step.takesFiles = true
            step.summary = { scene, context in
                [
                    SummaryRow(
                        context.t("fast.pledge"), context.t("fast.pledgePrint"),
                        changeAddress: "/staff/cases/\(scene.view.row.id.text)/pledge")
                ]
            }
            step.fields = { scene, context in
                [
                    .select(
                        "hash", label: context.t("fast.pledgeText"), hint: context.t("fast.pledgeTextHint"),
                        [Field.Choice(scene.fast.pledgeHash, context.t("fast.pledgePresent"))]),
                    .photo("photo1", label: context.t("fast.signed")), .hidden("kept"),
                ]
            }
        },
        CaseStep("approve-provisional", .approveProvisionally) { _, call in
            try await call.perform(ApproveProvisionally(caseID: call.caseID, seenVersion: call.seenVersion))
        }.with { step in
            step.showsEvidence = true
            step.summary = { scene, context in FastPathPanel(scene, context).promiseRows }
        },
        CaseStep("fast-hear", nil, roles: [.townshipClerk, .townshipReviewer, .countyReviewer]) { reader, call in
            let day = reader.date("day", label: call.context.t("fast.heardOn"))
            let statement = reader.text("statement", label: call.context.t("fast.statement"), lengthMax: 2_000)
            guard let day, let statement else { return nil }
            return try await call.perform(RecordHearing(caseID: call.caseID, heardOn: day, statement: statement))
        }.with { step in
            step.showsEvidence = true
            step.fields = { _, context in
                [
                    .date("day", label: context.t("fast.heardOn")),
                    .textarea("statement", label: context.t("fast.statement")),
                ]
            }
        },
        CaseStep("settle-check", .revoke) { reader, call in
            let text = reader.text("text", label: call.context.t("fast.reason"), lengthMax: 2_000)
            let codes = reader.reasonCodes
            if call.scene.view.row.state == .paidFirst {
                guard let text else { return nil }
                return try await call.perform(
                    RevokeAidFirst(
                        caseID: call.caseID, seenVersion: call.seenVersion, reasonCodes: codes, text: text))
            }
            let outcome = reader.choice(
                "outcome", label: call.context.t("fast.outcome"),
                among: [BackCheckOutcome.failsHonestly, .failsFalsely].map(\.rawValue))
            guard let text, let outcome = outcome.flatMap(BackCheckOutcome.init(rawValue:)) else { return nil }
            return try await call.perform(
                SettleBackCheck(
                    caseID: call.caseID, seenVersion: call.seenVersion, outcome: outcome, reasonCodes: codes,
                    contradictions: reader.lines("contradictions"), text: text))
        }.with { step in
            step.isEnd = true
            step.showsEvidence = true
            step.summary = { scene, context in FastPathPanel(scene, context).promiseRows }
            step.fields = settleFields
        },
    ]

    private static func settleFields(_ scene: CaseScene, _ context: BackstopContext) -> [Field] {
        let words = CaseWords(context)
        let acts: Set<AdverseAct> = scene.view.row.state == .paidFirst ? [.revocation] : [.revocation, .termination]
        let codes = Field.checkboxes(
            "reasonCodes", label: context.t("step.reasonCodes"),
            ReasonCode.allCases.filter { !$0.acts.isDisjoint(with: acts) }.map {
                Field.Choice($0.rawValue, words.word($0.chinese, $0.english), hint: $0.clause)
            })
        let text = Field.textarea("text", label: context.t("fast.reason"))
        guard scene.view.row.state != .paidFirst else { return [codes, text] }
        return [
            .radios(
                "outcome", label: context.t("fast.outcome"),
                [BackCheckOutcome.failsHonestly, .failsFalsely].map {
                    Field.Choice(
                        $0.rawValue, context.t("backCheck.\($0.rawValue)"),
                        hint: context.t("backCheckHint.\($0.rawValue)"))
                }), codes,
            .textarea(
                "contradictions", label: context.t("fast.contradictions"), hint: context.t("fast.contradictionsHint"),
                isOptional: true), text,
        ]
    }
}

extension FormReader {
    /// The lines of a text that hold something.
    func lines(_ field: String) -> [String] {
        (state.values.text(field) ?? "").split(whereSeparator: \.isNewline).map(String.init)
            .filter { !$0.allSatisfy(\.isWhitespace) }
    }
}
