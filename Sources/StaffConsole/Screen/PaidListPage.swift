import Casework
import Hummingbird
import Operations
import Primitives
import Storage
import WebSupport

/// The families behind the screen's two payment numbers: who the bank paid for a month, masked.
struct PaidListPage: Sendable {
    let desk: Desk
    private static let path = "/staff/figures/paid"

    func register(in routes: RouteRegistry) {
        routes.get(
            Self.path, for: .staff, roles: Posts.names([.countyReviewer, .leader, .auditor]),
            summary: "Lists the families paid for a month, masked."
        ) { request, context in try await list(request, context) }
    }

    private func list(_ request: Request, _ context: BackstopContext) async throws -> Response {
        let query = request.query
        let month = query.text("month").flatMap { try? CalendarMonth(parsing: $0) }
        let size = 50
        let page = query.page
        let list = try await desk.view(context) {
            try PaidList.load(month, limit: size, offset: (page - 1) * size, in: $0)
        }
        let formats = Formats(context)
        let rows = list.rows.map { row in
            [
                "address": "/staff/objects/\(row.familyID.text)", "head": row.headMasked,
                "program": context.t("familyProgram.\(row.program.rawValue)"), "region": row.regionName,
                "amount": row.amount.grouped,
            ] as Fields
        }
        let monthText = context.language == .english ? list.month.text : list.month.chineseText
        let model: Fields = [
            "rows": rows, "hasRows": !rows.isEmpty,
            "total": context.t(
                "screen.paidTotal", ["families": formats.count(list.total), "amount": list.amount.grouped]),
            "pager": Pager(
                total: list.total, pageSize: size, query: query, address: PageAddress(Self.path, query), context),
        ]
        return try await desk.page(
            "staff/screen/paid", model, title: context.t("screen.paid", ["month": monthText]), context,
            crumbs: [Link(context.t("screen.figures"), "/staff/figures")])
    }
}
