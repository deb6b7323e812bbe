import Casework
import HTTPTypes
import Hummingbird
import Operations
import Primitives
import WebSupport

/// What hangs in a village, masked and for its days only, and objecting to it without a name (C17).
struct NoticePages: Sendable {
    let portal: Portal

    func register(in routes: RouteRegistry) {
        routes.get("/notices/{village}", for: .public, summary: "The notices that hang in a village today.") {
            request, context in
            try await board(request, context)
        }
        routes.get("/notice/{notice}", for: .public, summary: "A notice, masked, with a form to object.") {
            request, context in
            try await show(request, context, FormState())
        }
        routes.post("/notice/{notice}", for: .public, summary: "Takes an objection to a notice.") {
            submission, context in
            try await object(submission, context)
        }
    }

    private func board(_ request: Request, _ context: BackstopContext) async throws -> Response {
        let token = try context.parameter("village")
        let found = try await portal.look(context) { reading -> FoundBoard? in
            guard let code = try VillageCode.load(token, in: reading),
                let board = try NoticeBoard.load(code.region, in: reading)
            else { return nil }
            return FoundBoard(code: code, board: board)
        }
        guard let found else { throw PageProblem.notFound }
        let village = found.board.path.last ?? ""
        let model: Fields = [
            "heading": context.t("follow.board.heading", ["village": village]),
            "notices": found.board.notices.map { NoticeCard($0, context) },
            "hasNotices": !found.board.notices.isEmpty,
        ]
        let title = context.t("follow.board.title")
        let frame = portal.frame(title, at: Portal.at(found.code), back: "/v/\(token)")
        return portal.site.page("citizen/follow/board", model, frame: frame, context)
    }

    private func show(_ request: Request, _ context: BackstopContext, _ state: FormState) async throws -> Response {
        let token = try context.parameter("notice")
        let found = try await portal.look(context) { try PublicNoticeView.load(token: token, in: $0) }
        guard let found else { return try await gone(request, context) }
        let form = portal.site.form(
            context, action: "/notice/\(found.token)", submit: context.t("follow.objection.send"), state: state,
            [
                .textarea(
                    "text", label: context.t("follow.objection.text"), hint: context.t("follow.objection.textHint"),
                    lengthMax: FileObjection.textLimit),
                .text(
                    "contact", label: context.t("follow.objection.contact"),
                    hint: context.t("follow.objection.contactHint"), isOptional: true, lengthMax: 60),
            ])
        let model: Fields = ["notice": NoticeCard(found, context), "form": form]
        return try await portal.page(
            "citizen/follow/notice", model, title: found.title, request, context, state: state)
    }

    private func object(_ submission: Submission, _ context: BackstopContext) async throws -> Response {
        let token = try context.parameter("notice")
        var reader = FormReader(submission.values, context)
        let text = reader.text(
            "text", label: context.t("follow.objection.text"), lengthMax: FileObjection.textLimit)
        let contact = reader.text(
            "contact", label: context.t("follow.objection.contact"), isRequired: false, lengthMax: 60)
        guard let text, reader.state.isValid else { return try await show(submission.request, context, reader.state) }
        let outcome = try await portal.bureau.perform(
            FileObjection(noticeToken: token, text: text, contact: contact, addressKey: context.addressKey),
            as: .visitor, key: try portal.key(submission))
        guard let receipt = outcome.value else {
            let state = portal.refused(outcome.reasons, submission.values, context)
            return try await show(submission.request, context, state)
        }
        let formats = Formats(context)
        let model: Fields = [
            "number": receipt.objectionID.text,
            "sentence": context.t(
                "follow.objection.answerBy",
                ["filed": formats.date(receipt.filedOn), "due": formats.date(receipt.answerDue)]),
            "phone": try await portal.hotline(submission.request, context),
        ]
        return try await portal.page(
            "citizen/follow/objected", model, title: context.t("follow.objection.doneTitle"), submission.request,
            context, back: "/")
    }

    /// A notice that does not hang, or never did: the two look the same.
    private func gone(_ request: Request, _ context: BackstopContext) async throws -> Response {
        let title = context.t("follow.notice.goneTitle")
        return portal.site.page(
            "citizen/follow/gone", ["phone": try await portal.hotline(request, context)] as Fields,
            frame: try await portal.frame(title, request, context, back: "/"), context, status: .notFound)
    }
}

/// A village with what hangs there.
private struct FoundBoard: Sendable {
    let code: VillageCode
    let board: NoticeBoard
}

/// A notice as everybody reads it.
struct NoticeCard: ViewModel {
    let title: String
    let rows: [SummaryRow]
    let seal: String
    let until: String
    let address: String

    init(_ notice: PublicNoticeView, _ context: BackstopContext) {
        title = notice.title
        rows = notice.lines.map { SummaryRow($0.label, $0.value, isStored: true) }
        seal = notice.sealLine
        until = context.t("follow.notice.until", ["date": Formats(context).date(notice.closesOn)])
        address = "/notice/\(notice.token)"
    }

    static let fields: ViewFields<NoticeCard> = [
        "title": \.title, "rows": \.rows, "seal": \.seal, "until": \.until, "address": \.address,
    ]
}
