import Hummingbird
import Operations
import Primitives
import Storage
import WebSupport

/// Queues that a person keeps under a name: saving one, and the list of them to tidy.
struct QueueViewPages: Sendable {
    let desk: Desk
    static let path = "/staff/cases/views"

    func register(in routes: RouteRegistry) {
        let roles = Posts.names(Posts.caseReaders)
        routes.get(Self.path, for: .staff, roles: roles, summary: "The queues a person has saved.") { _, context in
            try await list(context)
        }
        routes.get("\(Self.path)/save", for: .staff, roles: roles, summary: "Asks for the name of a queue to save.") {
            request, context in try await ask(FormState(values: request.query), context)
        }
        routes.post("\(Self.path)/save", for: .staff, roles: roles, summary: "Saves the queue under a name.") {
            submission, context in try await save(submission, context)
        }
        routes.post("\(Self.path)/{id}/remove", for: .staff, roles: roles, summary: "Forgets a saved queue.") {
            submission, context in
            let id = SavedViewID(try context.number("id"))
            _ = try await desk.perform(RemoveQueueView(viewID: id), submission, context)
            return .seeOther(Self.path)
        }
    }

    /// The links above the queue.
    static func links(_ views: SavedQueueViews, shown: CaseQueueFilter) -> [Link] {
        var compared = shown
        compared.page = 1
        return views.lines.map { line in
            Link(line.name, QueuePage.address(line.filter).text, isCurrent: line.filter == compared)
        }
    }

    private func list(_ context: BackstopContext) async throws -> Response {
        let views = try await desk.view(context) { try SavedQueueViews.load(in: $0) }
        let rows: [Fields] = views.lines.map { line in
            [
                "name": line.name, "address": QueuePage.address(line.filter).text,
                "form": desk.site.form(
                    context, action: "\(Self.path)/\(line.id.text)/remove", submit: context.t("views.remove"),
                    state: FormState(), []),
            ]
        }
        let model: Fields = ["rows": rows, "hasRows": !rows.isEmpty]
        return try await desk.page(
            "staff/cases/views", model, title: context.t("views.title"), context,
            crumbs: [Link(context.t("queue.title"), QueuePage.path)])
    }

    private func ask(_ state: FormState, _ context: BackstopContext) async throws -> Response {
        let form = desk.site.form(
            context, action: "\(Self.path)/save", submit: context.t("views.save"), state: state,
            QueuePage.carried.map { .hidden($0) } + [.hidden("size")] + [
                .text(
                    "viewName", label: context.t("views.name"), hint: context.t("views.nameHint"),
                    lengthMax: SaveQueueView.nameMax, width: .medium)
            ])
        return try await desk.formPage(
            context.t("views.save"), explanation: context.t("views.what"), form: form,
            back: QueuePage.address(QueuePage.filter(state.values)).text, context,
            crumbs: [Link(context.t("queue.title"), QueuePage.path)], state: state)
    }

    private func save(_ submission: Submission, _ context: BackstopContext) async throws -> Response {
        let filter = QueuePage.filter(submission.values)
        let name = submission.values.text("viewName") ?? ""
        let outcome = try await desk.perform(SaveQueueView(viewName: name, filter: filter), submission, context)
        guard outcome.value != nil else {
            return try await ask(desk.refused(outcome.reasons, submission.values, context), context)
        }
        return .seeOther(QueuePage.address(filter).text)
    }
}
