import Casework
import Operations
import Primitives
import Storage
import WebSupport

/// Taking an application, or sending it back, or on.
extension CaseStep {
    /// Items that are missing most often, as the checklist offers them.
    private static let commonItems = [
        "identity", "register", "income", "property", "illness", "disability", "divorce", "authorization",
    ]

    static let intake: [CaseStep] = [
        CaseStep("accept", .accept) { _, call in
            try await call.perform(AcceptCase(caseID: call.caseID, seenVersion: call.seenVersion))
        }.with { $0.summary = fileSummary },
        CaseStep("supplement", .requestSupplement) { reader, call in
            let ticked = reader.state.values.all("items").filter { commonItems.contains($0) }
            let free = (reader.state.values.text("more") ?? "").split(separator: "\n").map { String($0) }
                .filter { !$0.allSatisfy(\.isWhitespace) }
            let items = ticked.map { call.context.t("missing.\($0)") } + free
            return try await call.perform(
                RequestSupplement(caseID: call.caseID, seenVersion: call.seenVersion, items: items))
        }.with { step in
            step.fields = { _, context in
                [
                    .checkboxes(
                        "items", label: context.t("supplement.items"),
                        commonItems.map { Field.Choice($0, context.t("missing.\($0)")) }),
                    .textarea(
                        "more", label: context.t("supplement.more"), hint: context.t("supplement.moreHint"),
                        isOptional: true),
                ]
            }
        },
        CaseStep("answer-supplement", .answerSupplement) { reader, call in
            let text = reader.text(
                "answer", label: call.context.t("supplement.answer"), isRequired: false, lengthMax: 500)
            let hand = reader.hand(call.context)
            guard reader.state.isValid,
                try await call.attach(["photo1", "photo2", "photo3"], purpose: .supplement, &reader) != nil
            else { return nil }
            return try await call.perform(
                AnswerSupplement(
                    caseID: call.caseID, seenVersion: call.seenVersion, answer: text ?? "", hand: hand))
        }.with { step in
            step.takesFiles = true
            step.needsColleagues = true
            step.summary = { scene, context in
                (scene.view.supplement?.items ?? []).enumerated().map {
                    SummaryRow(context.t("supplement.item", ["number": String($0 + 1)]), $1)
                }
            }
            step.fields = { scene, context in
                handField(.answerSupplement)(scene, context)
                    + [.textarea("answer", label: context.t("supplement.answer"), isOptional: true, lengthMax: 500)]
                    + photoFields(context)
            }
        },
        CaseStep("transfer", .transfer) { reader, call in
            let target = reader.region("target", label: call.context.t("transfer.target"))
            let reason = reader.text("reason", label: call.context.t("step.reason"), lengthMax: 500)
            guard let target, let reason else { return nil }
            return try await call.perform(
                TransferCase(caseID: call.caseID, seenVersion: call.seenVersion, target: target, reason: reason))
        }.with { step in
            step.fields = { _, context in
                [
                    .text(
                        "target", label: context.t("transfer.target"), hint: context.t("transfer.targetHint"),
                        lengthMax: 12, width: .medium),
                    .textarea("reason", label: context.t("step.reason"), lengthMax: 500),
                ]
            }
        },
    ]

    /// What is in the file, before it is accepted.
    static func fileSummary(_ scene: CaseScene, _ context: BackstopContext) -> [SummaryRow] {
        let words = CaseWords(context)
        let form = scene.view.row.form
        let waiting = scene.view.members.filter { $0.authorizationRow == nil }.map(\.nameMasked)
        return [
            SummaryRow(
                context.t("case.members"),
                scene.view.members.map { "\($0.nameMasked)（\(words.relation($0.relation))）" }.joined(separator: "、")),
            SummaryRow(
                context.t("case.means"),
                context.t(
                    "case.meansCount",
                    [
                        "incomes": String(form.incomes.count), "properties": String(form.properties.count),
                        "expenses": String(form.expenses.count),
                    ])),
            SummaryRow(context.t("case.files"), String(scene.view.uploads.count)),
            SummaryRow(
                context.t("case.authorizations"),
                waiting.isEmpty ? context.t("case.allAuthorized") : waiting.joined(separator: "、"),
                tag: waiting.isEmpty ? nil : StatusTag(context.t("authorized.missing"), .warn)),
        ]
    }

    static func photoFields(_ context: BackstopContext) -> [Field] {
        (1...3).map {
            .photo("photo\($0)", label: context.t("visit.photoField", ["number": String($0)]), isOptional: true)
        }
            + [.hidden("kept")]
    }
}

extension StepCall {
    /// Stores the files of optional fields in the case; those kept from an earlier try stay.
    ///
    /// Nil while the form is faulty, or when one of them is refused.
    func attach(
        _ names: [String], purpose: UploadPurpose, _ reader: inout FormReader
    ) async throws -> [UploadID]? {
        var ids = (submission.values.text("kept") ?? "").split(separator: ",").compactMap { UploadID(text: String($0)) }
        let known = Set(scene.view.uploads.map(\.id))
        ids = ids.filter(known.contains)
        for name in names {
            if let id = try await desk.keepFile(name, of: caseID, as: purpose, from: submission, &reader, context) {
                ids.append(id)
            }
        }
        reader.keep("kept", ids.map(\.text).joined(separator: ","))
        return reader.state.isValid ? ids : nil
    }
}
