import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Operations
import Primitives
import Storage
import WebSupport

/// Photos of documents: one kind of document a page, seen and removed by their owner only.
struct PhotoPages: Sendable {
    let door: DraftDoor

    /// The papers a family is asked for, in the order of the list.
    static let purposes: [UploadPurpose] = [
        .identityCard, .householdRegister, .illness, .disability, .income, .property, .expense, .other,
    ]

    func register(in routes: RouteRegistry) {
        routes.get("/apply/{draft}/photos", for: .citizen, summary: "The documents, photographed or still to come.") {
            request, context in
            try await door.open(context) { view in try await list(view, request, context) }
        }
        routes.get("/apply/{draft}/photos/{purpose}", for: .citizen, summary: "Asks for a photo of one document.") {
            request, context in
            try await door.open(context) { view in
                try await ask(view, try purpose(context), door.known(request, []), request, context)
            }
        }
        routes.post(
            "/apply/{draft}/photos/{purpose}", for: .citizen, takes: .files, summary: "Keeps a photo of one document."
        ) { submission, context in
            try await door.open(context) { view in try await keep(view, submission, context) }
        }
        routes.get("/apply/{draft}/files/{upload}", for: .citizen, kind: .export, summary: "One of the own photos.") {
            _, context in try await show(context)
        }
        routes.get("/apply/{draft}/files/{upload}/remove", for: .citizen, summary: "Asks whether to remove a photo.") {
            request, context in
            try await door.open(context) { view in
                guard let upload = try upload(view, context) else { throw PageProblem.notFound }
                return try await askRemoval(view, upload, FormState(), request, context)
            }
        }
        routes.post("/apply/{draft}/files/{upload}/remove", for: .citizen, summary: "Removes a photo.") {
            submission, context in
            try await door.open(context) { view in
                let list = DraftDoor.path(view, "photos")
                guard let upload = try upload(view, context) else { return .seeOther(list) }
                let command = RemoveUpload(draftID: view.draft.id, uploadID: upload.id)
                let outcome = try await door.portal.perform(command, submission, context)
                guard outcome.value == nil else { return .seeOther(list) }
                let values = door.again(submission.values, view.draft.version)
                let state = door.portal.refused(outcome.reasons, values, context)
                return try await askRemoval(view, upload, state, submission.request, context)
            }
        }
    }

    private func purpose(_ context: BackstopContext) throws -> UploadPurpose {
        guard let purpose = UploadPurpose(rawValue: try context.parameter("purpose")),
            Self.purposes.contains(purpose)
        else { throw PageProblem.notFound }
        return purpose
    }

    private func upload(_ view: DraftView, _ context: BackstopContext) throws -> UploadRow? {
        guard let id = UploadID(text: try context.parameter("upload")) else { throw PageProblem.notFound }
        return view.uploads.first { $0.id == id }
    }

    static func name(_ purpose: UploadPurpose, _ context: BackstopContext) -> String {
        context.language == .english ? purpose.english : purpose.chinese
    }

    private func list(_ view: DraftView, _ request: Request, _ context: BackstopContext) async throws -> Response {
        let tasks = Self.purposes.map { purpose in
            let count = view.uploads.count { $0.purpose == purpose.rawValue }
            let said = context.t(count == 0 ? "task.empty" : "apply.photos.count", ["count": String(count)])
            return TaskLine(
                text: Self.name(purpose, context), address: DraftDoor.path(view, "photos/\(purpose.rawValue)"),
                tag: StatusTag(said, count == 0 ? .neutral : .ok))
        }
        let model: Fields = [
            "tasks": tasks, "files": files(view.uploads, view, context), "hasFiles": !view.uploads.isEmpty,
            "done": DraftDoor.path(view),
        ]
        return try await door.portal.page(
            "citizen/apply/photos", model, title: context.t("apply.photos.title"), request, context,
            back: DraftDoor.path(view))
    }

    private func files(_ uploads: [UploadRow], _ view: DraftView, _ context: BackstopContext) -> [PersonLine] {
        uploads.map { upload in
            let purpose = UploadPurpose(rawValue: upload.purpose)
            let kilobytes = String(max(1, upload.byteCount / 1_024))
            return PersonLine(
                name: purpose.map { Self.name($0, context) } ?? "",
                detail: context.t("apply.photos.size", ["kilobytes": kilobytes]), problems: [],
                changeAddress: DraftDoor.path(view, "files/\(upload.id.text)"),
                removeAddress: DraftDoor.path(view, "files/\(upload.id.text)/remove"))
        }
    }

    private func ask(
        _ view: DraftView, _ purpose: UploadPurpose, _ state: FormState, _ request: Request,
        _ context: BackstopContext
    ) async throws -> Response {
        let form = door.form(
            view, "photos/\(purpose.rawValue)", state, context, submit: context.t("apply.photo.send"),
            [.photo("photo", label: Self.name(purpose, context), hint: context.t("apply.photo.hint"))])
        let held = view.uploads.filter { $0.purpose == purpose.rawValue }
        let title = context.t("apply.photo.title", ["document": Self.name(purpose, context)])
        let model: Fields = [
            "heading": title, "form": form, "files": files(held, view, context), "hasFiles": !held.isEmpty,
            "list": DraftDoor.path(view, "photos"),
        ]
        return try await door.portal.page(
            "citizen/apply/photo", model, title: title, request, context, back: DraftDoor.path(view, "photos"),
            state: state)
    }

    private func keep(
        _ view: DraftView, _ submission: Submission, _ context: BackstopContext
    ) async throws -> Response {
        let purpose = try purpose(context)
        let upload: Upload
        do throws(UploadProblem) {
            upload = try submission.file("photo")
        } catch {
            var state = FormState(values: submission.values)
            state.add(FieldProblem(field: "photo", message: error.message(context.messages)))
            return try await ask(view, purpose, state, submission.request, context)
        }
        let outcome = try await door.portal.bureau.attachUpload(
            Array(upload.content.readableBytesView), mediaType: upload.kind.mediaType, purpose: purpose,
            to: .draft(view.draft.id), as: door.portal.actor(context), key: door.portal.key(submission))
        guard outcome.value != nil else {
            let reasons = outcome.reasons.map {
                Reason($0.code, field: $0.field == "file" ? "photo" : $0.field, $0.chinese, $0.english)
            }
            let state = door.portal.refused(reasons, door.again(submission.values, view.draft.version), context)
            return try await ask(view, purpose, state, submission.request, context)
        }
        return .seeOther(DraftDoor.path(view, "photos/\(purpose.rawValue)"))
    }

    /// The bytes as stored, for the owner's own browser only.
    private func show(_ context: BackstopContext) async throws -> Response {
        guard let draft = DraftID(text: try context.parameter("draft")),
            let view = try await door.portal.view(context, { try DraftView.load(draft, in: $0) }),
            let row = try upload(view, context),
            let content = try await door.portal.bureau.upload(row.id, as: door.portal.actor(context))
        else { throw PageProblem.notFound }
        return Response(
            status: .ok,
            headers: [
                .contentType: content.mediaType, .cacheControl: "private, no-store",
                .contentDisposition: "inline", .xContentTypeOptions: "nosniff",
            ], body: .init(byteBuffer: ByteBuffer(bytes: content.bytes)))
    }

    private func askRemoval(
        _ view: DraftView, _ upload: UploadRow, _ state: FormState, _ request: Request, _ context: BackstopContext
    ) async throws -> Response {
        let form = door.form(
            view, "files/\(upload.id.text)/remove", state, context, submit: context.t("button.remove"),
            isDangerous: true, [])
        let purpose = UploadPurpose(rawValue: upload.purpose).map { Self.name($0, context) } ?? ""
        let list = DraftDoor.path(view, "photos")
        return try await door.question(
            "removePhoto", form, request, context, back: list, state: state, heading: ["document": purpose],
            links: [Link(context.t("button.cancel"), list)])
    }
}
