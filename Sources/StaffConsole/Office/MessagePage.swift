import Casework
import Hummingbird
import Operations
import Primitives
import Storage
import WebSupport

/// What was told to whom: the outbox, latest first, receivers masked.
struct MessagePage: Sendable {
    let desk: Desk
    private static let path = "/staff/messages"

    func register(in routes: RouteRegistry) {
        routes.get(
            Self.path, for: .staff, roles: Posts.names([.administrator, .countyReviewer]),
            summary: "Lists the messages sent to citizens, masked."
        ) { request, context in try await list(request, context) }
    }

    private func list(_ request: Request, _ context: BackstopContext) async throws -> Response {
        let query = request.query
        let onlyFailed = query.text("state") == "failed"
        let before = query.text("before").flatMap { OutboxID(text: $0) }
        let view = try await desk.view(context) {
            try OutboxView.load(onlyFailed: onlyFailed, before: before, in: $0)
        }
        let role = try desk.actor(context).role
        let rows = view.lines.map { line in
            [
                "day": Formats(context).date(line.businessDay), "receiver": line.recipientMasked,
                "template": context.t("template.\(line.template)"), "number": line.caseNumber,
                "caseAddress": role == .countyReviewer ? "/staff/cases/\(line.caseID.text)" : nil,
                "tag": tag(line.standing, context), "attempts": line.attempts, "error": line.lastError,
            ] as Fields
        }
        let model: Fields = [
            "rows": rows, "hasRows": !rows.isEmpty, "failedCount": Formats(context).count(view.failedCount),
            "hasFailed": view.failedCount > 0, "onlyFailed": onlyFailed, "isFirst": before == nil,
            "next": view.next.map { PageAddress(Self.path, query).with("before", $0.text).text },
        ]
        return try await desk.page("staff/office/messages", model, title: context.t("message.title"), context)
    }

    private func tag(_ standing: OutboxEntry.Standing, _ context: BackstopContext) -> StatusTag {
        switch standing {
        case .waiting: StatusTag(context.t("message.waiting"), .neutral)
        case .sent: StatusTag(context.t("message.sent"), .ok)
        case .failed: StatusTag(context.t("message.failed"), .bad)
        }
    }
}
