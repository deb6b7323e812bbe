import Casework
import Documents
import Foundation
import Hummingbird
import Operations
import Primitives
import Storage
import Verification
import WebSupport

/// The issue of a report and objections to it (S16, S17): side by side, closing notes, the second signature.
struct ReportCheckPage: Sendable {
    let desk: Desk

    static func path(_ id: CaseID) -> String { "/staff/cases/\(id.text)/check" }

    func register(in routes: RouteRegistry) {
        let path = "/staff/cases/{id}/check"
        routes.get(
            path, for: .staff, roles: Posts.names(Posts.caseReaders),
            summary: "The report side by side, its closing notes, its issue, and the objections to it."
        ) { request, context in try await show(request.query.text("done"), FormState(), nil, context) }
        routes.post(
            "\(path)/issue", for: .staff, roles: Posts.names([.verificationOfficer, .countyReviewer]),
            summary: "Issues a verification report as the second person."
        ) { submission, context in try await issue(submission, context) }
        routes.post(
            "\(path)/note", for: .staff, roles: Posts.names([.verificationOfficer]),
            summary: "Writes under a doubt of a report what settled it."
        ) { submission, context in try await note(submission, context) }
        routes.post(
            "\(path)/object", for: .staff, roles: Posts.names([.townshipClerk]), takes: .files,
            summary: "Files a family's objection to an entry of its report."
        ) { submission, context in try await object(submission, context) }
        routes.post(
            "\(path)/close", for: .staff, roles: Posts.names([.townshipClerk]),
            summary: "Ends the time in which a family may object to its report."
        ) { submission, context in try await close(submission, context) }
    }

    private func issue(_ submission: Submission, _ context: BackstopContext) async throws -> Response {
        let id = CaseID(try context.number("id"))
        return try await finish(
            try await desk.perform(
                IssueReport(caseID: id, reportID: reportID(submission)), submission, context
            ).reasons, "issue", id, submission, context)
    }

    private func note(_ submission: Submission, _ context: BackstopContext) async throws -> Response {
        let (id, values) = (CaseID(try context.number("id")), submission.values)
        let command = CloseReportDoubt(
            caseID: id, reportID: reportID(submission), finding: values.text("finding") ?? "",
            note: values.text("note") ?? "")
        return try await finish(
            try await desk.perform(command, submission, context).reasons, "note", id, submission, context)
    }

    private func object(_ submission: Submission, _ context: BackstopContext) async throws -> Response {
        let (id, values) = (CaseID(try context.number("id")), submission.values)
        var (photo, upload): (UploadID?, Upload?)
        do throws(UploadProblem) {
            upload = try submission.file("photo")
        } catch {
            // Without a photo an objection is as good; one that came and is unfit is a mistake.
            guard error == .missing else {
                var state = FormState(values: values)
                state.add(FieldProblem(field: "photo", message: error.message(context.messages)))
                return try await show(nil, state, "object", context)
            }
        }
        if let upload {
            let kept = try await desk.bureau.attachUpload(
                upload.bytes, mediaType: upload.kind.mediaType, purpose: .objection,
                to: .file(id), as: .staff(desk.actor(context)), key: "\(submission.idempotencyKey ?? "")-photo")
            guard let value = kept.value else {
                return try await finish(kept.reasons, "object", id, submission, context)
            }
            photo = value
        }
        let command = FileReportObjection(
            caseID: id, reportID: reportID(submission), finding: values.text("finding") ?? "",
            text: values.text("text") ?? "", photoID: photo)
        return try await finish(
            try await desk.perform(command, submission, context).reasons, "object", id, submission, context)
    }

    private func close(_ submission: Submission, _ context: BackstopContext) async throws -> Response {
        let (id, values) = (CaseID(try context.number("id")), submission.values)
        let command = CloseObjectionWindow(
            caseID: id, seenVersion: values.seenVersion(),
            waiver: values.text("waiver") ?? "")
        return try await finish(
            try await desk.perform(command, submission, context).reasons, "close", id, submission, context)
    }

    private func reportID(_ submission: Submission) -> ReportID {
        submission.values.text("report").flatMap { ReportID(text: $0) } ?? ReportID(0)
    }

    private func finish(
        _ reasons: [Reason], _ form: String, _ id: CaseID, _ submission: Submission, _ context: BackstopContext
    ) async throws -> Response {
        if reasons.isEmpty { return .seeOther("\(Self.path(id))?done=\(form)") }
        if reasons == [.notFound] { throw PageProblem.notFound }
        return try await show(nil, desk.refused(reasons, submission.values, context), form, context)
    }

    private func show(
        _ done: String?, _ state: FormState, _ asked: String?, _ context: BackstopContext
    ) async throws -> Response {
        let id = CaseID(try context.number("id"))
        let view = try await desk.found(context) { try ReportCheckView.load(id, in: $0) }
        let model = ReportCheckModel(
            view: view, site: desk.site, publicAddress: desk.bureau.settings.publicAddress, state: state, asked: asked,
            done: ["issue", "note", "object", "close"].contains(done) ? done : nil,
            role: try desk.actor(context).role, context: context)
        return try await desk.page(
            "staff/verification/check", try model.fields(), title: context.t("check.title"), context,
            crumbs: [
                Link(context.t("queue.title"), QueuePage.path),
                Link("\(view.applicant) \(view.caseNumber)", "/staff/cases/\(id.text)"),
            ], state: state)
    }
}
