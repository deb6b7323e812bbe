import Casework
import Hummingbird
import Operations
import Primitives
import Storage
import WebSupport

/// Boards that hang for as long as families are helped (长期公示), and the township's funds: approve, print, hang.
struct BoardPages: Sendable {
    let desk: Desk
    static let path = "/staff/boards"
    private static let pageSize = 50

    func register(in routes: RouteRegistry) {
        let readers = Posts.names([.townshipClerk, .townshipReviewer, .countyReviewer, .gridWorker, .aide])
        let hangers = Posts.names([.townshipClerk, .townshipReviewer, .gridWorker, .aide])
        routes.get(Self.path, for: .staff, roles: readers, summary: "The long-term boards, what waits first.") {
            request, context in try await list(request, context)
        }
        routes.get("\(Self.path)/{id}", for: .staff, roles: readers, summary: "A board's list, and its next step.") {
            _, context in try await show(FormState(), context)
        }
        routes.post(
            "\(Self.path)/{id}/approve", for: .staff, roles: Posts.names([.townshipReviewer, .countyReviewer]),
            summary: "Approves the list that the page showed."
        ) { submission, context in try await approve(submission, context) }
        routes.post(
            "\(Self.path)/{id}/hang", for: .staff, roles: hangers, takes: .files,
            summary: "Notes that the approved board hangs, by its code and a photo."
        ) { submission, context in try await hang(submission, context) }
        routes.get(
            "\(Self.path)/{id}/photo", for: .staff, roles: readers, kind: .export, summary: "The photo of a board."
        ) { _, context in
            let id = StandingPostingID(try context.number("id"))
            guard let photo = try await desk.bureau.boardPhoto(id, as: .staff(desk.actor(context))) else {
                throw PageProblem.notFound
            }
            return desk.site.picture(photo.bytes, mediaType: photo.mediaType, fileName: "\(id.text)")
        }
    }

    private func list(_ request: Request, _ context: BackstopContext) async throws -> Response {
        let query = request.query
        let page = query.page
        let found = try await desk.view(context) { inner in
            (
                rows: try inner.store.standingPostings(
                    in: inner.scope, limit: Self.pageSize, offset: (page - 1) * Self.pageSize),
                total: try inner.store.standingPostingCount(in: inner.scope)
            )
        }
        let formats = Formats(context)
        let model: Fields = [
            "rows": found.rows.map { row in
                [
                    "place": row.regionName, "address": "\(Self.path)/\(row.id.text)",
                    "kind": context.t("board.\(row.kind.rawValue)"), "month": row.month.map(formats.month),
                    "count": row.content.rows.count,
                    "leftOut": row.content.leftOut.isEmpty || row.state == .ended
                        ? nil
                        : StatusTag(context.t("board.leftOut", ["count": String(row.content.leftOut.count)]), .warn),
                    "tag": Self.tag(row.state, context),
                    "drafted": formats.date(row.draftedOn), "posted": row.postedOn.map(formats.date),
                    "code": row.state == .posted ? row.checkCode : nil,
                ] as Fields
            }, "hasRows": !found.rows.isEmpty,
            "pager": Pager(
                total: found.total, pageSize: Self.pageSize, query: query, address: PageAddress(Self.path, query),
                context),
        ]
        return try await desk.page("staff/papers/boards", model, title: context.t("nav.boards"), context)
    }

    private static func tag(_ state: StandingPostingState, _ context: BackstopContext) -> StatusTag {
        let tone: StatusTag.Tone =
            switch state {
            case .drafted, .approved: .warn
            case .posted: .ok
            case .ended: .neutral
            }
        return StatusTag(context.t("boardState.\(state.rawValue)"), tone)
    }

    private func board(_ context: BackstopContext) async throws -> StandingPostingRow {
        let id = StandingPostingID(try context.number("id"))
        return try await desk.found(context) { try $0.store.standingPosting(id, in: $0.scope) }
    }

    private func show(_ state: FormState, _ context: BackstopContext) async throws -> Response {
        let row = try await board(context)
        let role = try desk.actor(context).role
        let formats = Formats(context)
        let address = "\(Self.path)/\(row.id.text)"
        var state = state
        state.values.set("digest", row.digest)
        let form: FormView? =
            switch row.state {
            case .drafted where [.townshipReviewer, .countyReviewer].contains(role):
                desk.site.form(
                    context, action: "\(address)/approve", submit: context.t("board.approve"), state: state,
                    [.hidden("digest")])
            case .approved where role != .countyReviewer:
                desk.site.form(
                    context, action: "\(address)/hang", submit: context.t("board.hang"), state: state,
                    [
                        .text(
                            "code", label: context.t("board.code"), hint: context.t("board.codeHint"), lengthMax: 12,
                            width: .short),
                        .photo("photo", label: context.t("board.photo")),
                    ])
            default: nil
            }
        let model: Fields = [
            "title": "\(row.regionName) \(context.t("board.\(row.kind.rawValue)"))",
            "tag": Self.tag(row.state, context),
            "headings": row.content.headings, "rows": row.content.rows.map { ["cells": $0] as Fields },
            "hasRows": !row.content.rows.isEmpty, "leftOut": row.content.leftOut,
            "hasLeftOut": !row.content.leftOut.isEmpty, "footer": row.content.footer, "citation": row.content.citation,
            // Before it hangs the code stands on the paper only: typed from the wall, it proves which list hangs.
            "code": row.state == .posted ? row.checkCode : nil, "form": form,
            "stands": context.t("boardHint.\(row.state.rawValue)"),
            "drafted": formats.date(row.draftedOn), "posted": row.postedOn.map(formats.date),
            "ended": row.endedReason, "paper": row.documentID.map { "\(DocumentPages.path)/\($0.text)" },
            "photo": row.photoAddress == nil ? nil : "\(address)/photo",
        ]
        return try await desk.page(
            "staff/papers/board", model, title: context.t("nav.boards"), context,
            crumbs: [Link(context.t("nav.boards"), Self.path)], state: state)
    }

    private func approve(_ submission: Submission, _ context: BackstopContext) async throws -> Response {
        let id = StandingPostingID(try context.number("id"))
        let digest = submission.values.text("digest") ?? ""
        let outcome = try await desk.perform(ApproveBoard(boardID: id, shownDigest: digest), submission, context)
        guard outcome.value != nil else {
            return try await show(desk.refused(outcome.reasons, submission.values, context), context)
        }
        return .seeOther("\(Self.path)/\(id.text)")
    }

    private func hang(_ submission: Submission, _ context: BackstopContext) async throws -> Response {
        let id = StandingPostingID(try context.number("id"))
        var reader = FormReader(submission.values, context)
        let code = reader.text("code", label: context.t("board.code"), lengthMax: 12)
        var file: Upload?
        do throws(UploadProblem) { file = try submission.file("photo") } catch {
            reader.add("photo", error.message(context.messages))
        }
        guard let code, let file, let key = submission.idempotencyKey else {
            return try await show(reader.state, context)
        }
        let outcome = try await desk.bureau.hangBoard(
            id, code: code, photo: file.bytes, mediaType: file.kind.mediaType, as: .staff(desk.actor(context)), key: key
        )
        guard outcome.value != nil else {
            return try await show(desk.refused(outcome.reasons, reader.state.values, context), context)
        }
        return .seeOther("\(Self.path)/\(id.text)")
    }
}
