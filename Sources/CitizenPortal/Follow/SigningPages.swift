import Casework
import Hummingbird
import Operations
import Primitives
import WebSupport

/// Signing a paper of the own application by the own phone: the whole text, a tick, and a press.
struct SigningPages: Sendable {
    let portal: Portal

    func register(in routes: RouteRegistry) {
        routes.get("/documents/{document}/sign", for: .citizen, summary: "A paper to sign by the own phone.") {
            request, context in
            try await show(request, context, FormState())
        }
        routes.post("/documents/{document}/sign", for: .citizen, summary: "Signs a paper by the own phone.") {
            submission, context in
            try await sign(submission, context)
        }
    }

    private func document(_ context: BackstopContext) async throws -> CitizenDocument {
        let id = DocumentID(try context.number("document"))
        guard let document = try await portal.view(context, { try CitizenDocument.load(id, in: $0) }) else {
            throw PageProblem.notFound
        }
        return document
    }

    private func show(_ request: Request, _ context: BackstopContext, _ state: FormState) async throws -> Response {
        let document = try await document(context)
        let content = document.content
        let back = "/progress/\(document.caseID.text)"
        var state = state
        if let digest = document.signable { state.values.set("digest", digest) }
        let form = portal.site.form(
            context, action: "/documents/\(document.id.text)/sign", submit: context.t("sign.own.send"), state: state,
            [
                .checkboxes(
                    "read", label: context.t("sign.own.question"), [.init("yes", context.t("sign.own.read"))]),
                .hidden("digest"),
            ])
        let model: Fields = [
            "heading": content.title, "lines": content.lines.map { SummaryRow($0.label, $0.value) },
            "tables": content.blocks.filter { $0.kind == .table }.map { table in
                [
                    "caption": table.text,
                    "rows": table.rows.map { row in
                        zip(table.headings, row).filter { !$0.1.isEmpty }.map { "\($0)：\($1)" }.joined(separator: "，")
                    },
                ] as Fields
            }, "paragraphs": content.paragraphs, "canSign": document.signable != nil,
            "isOthers": document.waitsForOther, "isDone": document.signable == nil && !document.waitsForOther,
            "form": form, "back": back,
            "paper": "/documents/\(document.id.text)",
        ]
        return try await portal.page(
            "citizen/follow/sign", model, title: content.title, request, context, back: back, state: state)
    }

    private func sign(_ submission: Submission, _ context: BackstopContext) async throws -> Response {
        let document = try await document(context)
        var reader = FormReader(submission.values, context)
        _ = reader.isTicked("read", elseSay: context.t("sign.own.tick"))
        guard reader.state.isValid else { return try await show(submission.request, context, reader.state) }
        let command = SignDocument(
            documentID: document.id, shownDigest: submission.values.text("digest") ?? "", taking: .ownAccount)
        let outcome = try await portal.perform(command, submission, context)
        if outcome.value != nil { return .seeOther("/progress/\(document.caseID.text)?done=signed") }
        return try await show(
            submission.request, context, portal.refused(outcome.reasons, submission.values, context))
    }
}
