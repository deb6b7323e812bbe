import Casework
import Hummingbird
import Operations
import Storage
import WebSupport

/// The work table (S2): what is due, late, returned and waiting; each number opens its list.
struct WorkTablePage: Sendable {
    let desk: Desk

    func register(in routes: RouteRegistry) {
        routes.get("/staff", for: .staff, summary: "The work table: what is due, late and waiting.") { _, context in
            try await show(context)
        }
    }

    private func show(_ context: BackstopContext) async throws -> Response {
        let role = try desk.actor(context).role
        let isCasework = Posts.caseReaders.contains(role)
        guard isCasework else {
            let model: Fields = ["links": Self.links(role, context), "isCasework": false]
            return try await desk.page("staff/cases/desk", model, title: context.t("nav.desk"), context)
        }
        let (table, queue) = try await desk.view(context) { inner in
            var filter = CaseQueueFilter()
            filter.group = Self.firstGroup(role)
            return (try WorkTable.load(in: inner), try CaseQueue.load(filter, in: inner))
        }
        let model: Fields = [
            "isCasework": true, "links": Self.links(role, context),
            "deadlines": (table.deadlines + [table.mine]).map { Self.counter($0, context) },
            "groups": table.groups.map { Self.counter($0, context) },
            "waiting": QueueRowView.list(queue.rows.prefix(12), context), "hasWaiting": !queue.rows.isEmpty,
            "waitingAddress": QueuePage.address(queue.filter).text,
        ]
        return try await desk.page("staff/cases/desk", model, title: context.t("nav.desk"), context)
    }

    private static func firstGroup(_ role: Role) -> CaseGroup? {
        switch role {
        case .townshipClerk, .aide: .toAccept
        case .townshipReviewer, .gridWorker, .verificationOfficer: .investigating
        case .countyReviewer: .confirming
        default: nil
        }
    }

    private static func counter(_ counter: WorkCounter, _ context: BackstopContext) -> Fields {
        let tone =
            switch counter.code {
            case DeadlineBandCode.overdue where counter.count > 0, "recheck" where counter.count > 0: "bad"
            case DeadlineBandCode.today where counter.count > 0, "supplement" where counter.count > 0: "warn"
            default: "plain"
            }
        return [
            "label": CaseWords(context).word(counter.chinese, context.t("counter.\(counter.code)")),
            "count": Formats(context).count(counter.count), "tone": tone,
            "address": QueuePage.address(counter.filter).text,
        ]
    }

    private enum DeadlineBandCode {
        static let overdue = "overdue"
        static let today = "today"
    }

    /// The first pages of a post that has no cases on its desk.
    private static func links(_ role: Role, _ context: BackstopContext) -> [Link] {
        Navigation.links(for: role, context)
    }
}
