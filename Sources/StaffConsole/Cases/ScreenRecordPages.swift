import Casework
import Hummingbird
import Operations
import Primitives
import Sealing
import Storage
import WebSupport

/// What the screen showed when a case was decided: the worker's shield, and the auditor's view.
struct ScreenRecordPages: Sendable {
    let desk: Desk

    func register(in routes: RouteRegistry) {
        let roles = Posts.names(Posts.caseReaders)
        routes.get(
            "/staff/cases/{id}/screens", for: .staff, roles: roles, summary: "The pages on which a case was decided."
        ) { _, context in try await list(context) }
        routes.get(
            "/staff/screens/{id}", for: .staff, roles: roles, kind: .export,
            summary: "A page as it was sent before a decision, as a document."
        ) { _, context in try await document(context) }
        routes.get(
            "/staff/screens/{id}/source", for: .staff, roles: roles, kind: .export,
            summary: "The bytes of such a page, to check its hash."
        ) { _, context in
            let screen = try await screen(context)
            return desk.site.download(
                Array(screen.html.utf8), mediaType: "text/html; charset=utf-8",
                fileName: "screen-\(screen.row.id.text).html")
        }
    }

    private func list(_ context: BackstopContext) async throws -> Response {
        let id = CaseID(try context.number("id"))
        let screens = try await desk.found(context) { try DecisionScreens.load(id, in: $0) }
        let formats = Formats(context)
        let rows: [Fields] = screens.lines.map { line in
            [
                "event": context.t("event.\(line.row.event)"), "who": line.staffName,
                "shown": formats.moment(line.row.shownAt), "decided": formats.moment(line.row.decidedAt),
                "hash": Digest.hex(line.row.contentHash), "address": "/staff/screens/\(line.row.id.text)",
                "source": "/staff/screens/\(line.row.id.text)/source",
            ]
        }
        let model: Fields = ["rows": rows, "hasRows": !rows.isEmpty]
        return try await desk.page(
            "staff/cases/screens", model, title: context.t("screens.title"), context,
            crumbs: [
                Link(context.t("queue.title"), QueuePage.path), Link(context.t("case.back"), "/staff/cases/\(id.text)"),
            ])
    }

    private func screen(_ context: BackstopContext) async throws -> DecisionScreen {
        let id = ShownScreenID(try context.number("id"))
        guard let screen = try await desk.view(context, { try DecisionScreen.load(id, in: $0) }), screen.isIntact else {
            throw PageProblem.notFound
        }
        return screen
    }

    private func document(_ context: BackstopContext) async throws -> Response {
        let screen = try await screen(context)
        return await desk.site.pdf(
            html: screen.html, subject: context.t("screens.title"),
            fileName: "screen-\(screen.row.id.text).pdf")
    }
}

extension CaseStep {
    /// Whether the step is a decision, of whose page a record is kept.
    var isDecision: Bool {
        guard let event else { return false }
        return ProcedureKind.allCases.contains { kind in
            ProcedureTable.lines(of: kind).all.contains { $0.event == event && $0.isDecision }
        }
    }
}
