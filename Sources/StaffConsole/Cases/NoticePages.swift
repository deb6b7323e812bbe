import Casework
import Documents
import Hummingbird
import Operations
import Primitives
import Storage
import WebSupport

/// Notices under way (S14), the paper board (P4), its photos.
struct NoticePages: Sendable {
    let desk: Desk
    private static let path = "/staff/notices"

    func register(in routes: RouteRegistry) {
        let roles = Posts.names([.townshipClerk, .townshipReviewer, .countyReviewer])
        let township = Posts.names([.townshipClerk, .townshipReviewer, .gridWorker, .aide])
        routes.get(Self.path, for: .staff, roles: roles, summary: "The notices that hang, with days left.") {
            request, context in try await list(request, context)
        }
        routes.get(
            "\(Self.path)/{notice}/board", for: .staff, roles: township, summary: "Asks to print the paper board."
        ) {
            _, context in try await askBoard(context)
        }
        routes.post(
            "\(Self.path)/{notice}/board", for: .staff, roles: township, summary: "The paper board, full-named (P4)."
        ) {
            submission, context in try await board(submission, context)
        }
        routes.get(
            "\(Self.path)/{notice}/photo", for: .staff, roles: township, summary: "Asks for a photo of the board."
        ) {
            _, context in try await askPhoto(FormState(), context)
        }
        routes.post(
            "\(Self.path)/{notice}/photo", for: .staff, roles: township, takes: .files,
            summary: "Keeps the photo of the first or last day."
        ) { submission, context in try await photo(submission, context) }
    }

    private func list(_ request: Request, _ context: BackstopContext) async throws -> Response {
        let (query, size) = (request.query, NoticeList.pageLimit)
        let offset = (query.page - 1) * size
        let list = try await desk.view(context) { try NoticeList.load(limit: size, offset: offset, in: $0) }
        let formats = Formats(context)
        let rows = list.lines.map { line in
            let left: StatusTag =
                line.daysLeft < 0
                ? StatusTag(context.t("notice.over"), .warn)
                : line.daysLeft == 0
                    ? StatusTag(context.t("notice.lastDay"), .warn)
                    : StatusTag(context.t("notice.daysLeft", ["days": String(line.daysLeft)]), .info)
            return [
                "applicant": line.applicant, "village": line.village, "address": "/staff/cases/\(line.caseID.text)",
                "round": line.round, "posted": formats.date(line.postedOn), "closes": formats.date(line.closes.on),
                "left": left, "missing": line.missingPhotos,
                "objections": line.openObjections == 0
                    ? nil : StatusTag(context.t("notice.objections", ["count": String(line.openObjections)]), .bad),
                "board": "\(Self.path)/\(line.id.text)/board", "photo": "\(Self.path)/\(line.id.text)/photo",
                "public": "/notice/\(line.token)",
            ] as Fields
        }
        let pager = Pager(
            total: list.total, pageSize: size, query: query, address: PageAddress(Self.path, query), context)
        let model: Fields = ["rows": rows, "hasRows": !rows.isEmpty, "pager": pager]
        return try await desk.page("staff/cases/notices", model, title: context.t("nav.notices"), context)
    }

    private func notice(_ context: BackstopContext) async throws -> NoticeRow {
        let id = NoticeID(try context.number("notice"))
        return try await desk.found(context) { try $0.store.notice(id, in: $0.scope) }
    }

    private func rows(_ row: NoticeRow, _ context: BackstopContext) -> [SummaryRow] {
        let formats = Formats(context)
        return [
            SummaryRow(context.t("case.applicant"), Masking.name(row.notice.applicant.text)),
            SummaryRow(context.t("case.village"), row.notice.village.text),
            SummaryRow(context.t("notice.posted"), formats.date(row.notice.postedOn)),
            SummaryRow(context.t("notice.closes"), formats.date(row.notice.closes.on)),
        ]
    }

    private func askBoard(_ context: BackstopContext) async throws -> Response {
        let row = try await notice(context)
        let form = desk.site.form(
            context, action: "\(Self.path)/\(row.id.text)/board", submit: context.t("notice.printBoard"))
        return try await step("notice.printBoard", "notice.boardHint", form, row, FormState(), context)
    }

    private func board(_ submission: Submission, _ context: BackstopContext) async throws -> Response {
        let row = try await notice(context)
        let outcome = try await desk.perform(PrintNotice(noticeID: row.id), submission, context)
        guard let paper = outcome.value else {
            let state = desk.refused(outcome.reasons, submission.values, context)
            let form = desk.site.form(
                context, action: "\(Self.path)/\(row.id.text)/board", submit: context.t("notice.printBoard"),
                state: state)
            return try await step("notice.printBoard", "notice.boardHint", form, row, state, context)
        }
        let picture = QRPicture(try QRCode(paper.address))
        let model: Fields = [
            "rows": paper.lines.map { SummaryRow($0.label, $0.value) }, "sealLine": paper.sealLine,
            "viewBox": picture.viewBox, "path": picture.path, "address": paper.address,
        ]
        return desk.site.page(
            "staff/cases/board", model,
            frame: PrintFrame(title: paper.title, issuer: row.notice.township.text, layout: "board"), context)
    }

    private func step(
        _ title: String, _ hint: String, _ form: FormView, _ row: NoticeRow, _ state: FormState,
        _ context: BackstopContext
    ) async throws -> Response {
        try await desk.formPage(
            context.t(title), explanation: context.t(hint), rows: rows(row, context), form: form,
            back: "/staff/cases/\(row.caseID.text)", context, crumbs: [Link(context.t("nav.notices"), Self.path)],
            state: state)
    }

    private func askPhoto(_ state: FormState, _ context: BackstopContext) async throws -> Response {
        let row = try await notice(context)
        let form = desk.site.form(
            context, action: "\(Self.path)/\(row.id.text)/photo", submit: context.t("notice.keepPhoto"), state: state,
            [
                .radios(
                    "which", label: context.t("notice.which"),
                    NoticePhoto.allCases.map { Field.Choice($0.rawValue, context.t("notice.\($0.rawValue)")) }),
                .text("code", label: context.t("notice.code"), hint: context.t("notice.codeHint"), width: .short),
                .photo("photo", label: context.t("notice.photo")),
            ])
        return try await step("notice.keepPhoto", "notice.photoHint", form, row, state, context)
    }

    private func photo(_ submission: Submission, _ context: BackstopContext) async throws -> Response {
        let row = try await notice(context)
        var reader = FormReader(submission.values, context)
        let which = reader.choice("which", label: context.t("notice.which"), as: NoticePhoto.self)
        var file: Upload?
        do throws(UploadProblem) {
            file = try submission.file("photo")
        } catch {
            reader.add("photo", error.message(context.messages))
        }
        guard let which, let file, let key = submission.idempotencyKey else {
            return try await askPhoto(reader.state, context)
        }
        let stored = try await desk.bureau.attachUpload(
            file.bytes, mediaType: file.kind.mediaType, purpose: .noticePhoto,
            to: .file(row.caseID), as: .staff(desk.actor(context)), key: "\(key)-file")
        guard let upload = stored.value else {
            return try await askPhoto(desk.refused(stored.reasons, submission.values, context), context)
        }
        let outcome = try await desk.perform(
            PhotographNotice(
                noticeID: row.id, which: which, uploadID: upload, code: submission.values.text("code") ?? ""),
            submission, context)
        guard outcome.value != nil else {
            return try await askPhoto(desk.refused(outcome.reasons, submission.values, context), context)
        }
        return .seeOther("/staff/cases/\(row.caseID.text)?done=photo")
    }
}
