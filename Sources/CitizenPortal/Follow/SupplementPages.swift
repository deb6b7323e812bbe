import Hummingbird
import NIOCore
import Operations
import Primitives
import Storage
import WebSupport

/// Bringing what was asked for and nothing else (C13): photos one by one, a few words, then one press to send.
struct SupplementPages: Sendable {
    let portal: Portal

    func register(in routes: RouteRegistry) {
        routes.get("/progress/{case}/supplement", for: .citizen, summary: "Asks for the missing items.") {
            request, context in
            try await show(request, context, photo: FormState(), answer: FormState())
        }
        routes.post(
            "/progress/{case}/supplement/photo", for: .citizen, takes: .files, summary: "Keeps a photo of an item."
        ) { submission, context in
            try await keepPhoto(submission, context)
        }
        routes.post("/progress/{case}/supplement", for: .citizen, summary: "Sends the missing items.") {
            submission, context in
            try await send(submission, context)
        }
    }

    private func show(
        _ request: Request, _ context: BackstopContext, photo: FormState, answer: FormState
    ) async throws -> Response {
        let id = CaseID(try context.number("case"))
        let path = "/progress/\(id.text)"
        let found = try await portal.view(context) { reading in
            try reading.store.caseRow(id, in: reading.scope) == nil
                ? nil : FoundSupplement(supplement: try CitizenSupplement.load(id, in: reading))
        }
        guard let found else { throw PageProblem.notFound }
        var state = answer
        if let version = found.supplement?.version { state.values.set("version", String(version)) }
        let photoForm = portal.site.form(
            context, action: "\(path)/supplement/photo", submit: context.t("follow.supplement.addPhoto"), state: photo,
            [
                .photo(
                    "photo", label: context.t("follow.supplement.photo"), hint: context.t("follow.supplement.photoHint")
                )
            ])
        let answerForm = portal.site.form(
            context, action: "\(path)/supplement", submit: context.t("follow.supplement.send"), state: state,
            [
                .textarea("answer", label: context.t("follow.supplement.answer"), isOptional: true),
                .hidden("version"),
            ])
        let uploads = found.supplement?.uploads ?? []
        let model: Fields = [
            "isAwaited": found.supplement != nil, "items": found.supplement?.items ?? [],
            "until": found.supplement.map {
                context.t("follow.progress.bringBy", ["date": Formats(context).date($0.dueDay)])
            },
            "hasUploads": !uploads.isEmpty,
            "uploads": uploads.enumerated().map { index, row in
                Link(
                    context.t("follow.supplement.photoNumber", ["number": String(index + 1)]), "/uploads/\(row.id.text)"
                )
            },
            "photoForm": photoForm, "answerForm": answerForm, "back": path,
        ]
        return try await portal.page(
            "citizen/follow/supplement", model, title: context.t("follow.supplement.title"), request, context,
            back: path, state: photo.isValid ? state : photo)
    }

    private func keepPhoto(_ submission: Submission, _ context: BackstopContext) async throws -> Response {
        let id = CaseID(try context.number("case"))
        var state = FormState(values: submission.values)
        let upload: Upload
        do throws(UploadProblem) {
            upload = try submission.file("photo")
        } catch {
            state.add(FieldProblem(field: "photo", message: error.message(context.messages)))
            return try await show(submission.request, context, photo: state, answer: FormState())
        }
        let outcome = try await portal.bureau.attachUpload(
            Array(upload.content.readableBytesView), mediaType: upload.kind.mediaType, purpose: .supplement,
            to: .file(id), as: portal.actor(context), key: try portal.key(submission))
        if outcome.value != nil { return .seeOther("/progress/\(id.text)/supplement#photos") }
        if outcome.reasons == [.notFound] { throw PageProblem.notFound }
        for reason in outcome.reasons {
            state.add(FieldProblem(field: "photo", message: portal.say(reason, context)))
        }
        return try await show(submission.request, context, photo: state, answer: FormState())
    }

    private func send(_ submission: Submission, _ context: BackstopContext) async throws -> Response {
        let id = CaseID(try context.number("case"))
        let version = submission.values.seenVersion()
        let outcome = try await portal.perform(
            AnswerSupplement(caseID: id, seenVersion: version, answer: submission.values.text("answer") ?? ""),
            submission, context)
        if outcome.value != nil { return .seeOther("/progress/\(id.text)?done=supplement") }
        if outcome.reasons == [.notFound] { throw PageProblem.notFound }
        let state = portal.refused(outcome.reasons, submission.values, context)
        return try await show(submission.request, context, photo: FormState(), answer: state)
    }
}

/// A case of the own account, with the list that is open, if any.
private struct FoundSupplement: Sendable {
    let supplement: CitizenSupplement?
}
