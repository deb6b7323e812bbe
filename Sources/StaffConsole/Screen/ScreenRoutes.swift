import Casework
import Hummingbird
import Insight
import Operations
import Primitives
import Verification
import WebSupport

/// The big screen (D1), the same numbers as tables (D3), and the list behind a source's number.
struct ScreenRoutes: Sendable {
    let desk: Desk

    func register(in routes: RouteRegistry) {
        let watchers = Posts.names([.countyReviewer, .leader, .administrator])
        routes.get("/staff/screen", for: .staff, roles: watchers, summary: "The big screen.") { request, context in
            try await screen(request, context)
        }
        routes.get(
            "/staff/screen.json", for: .staff, roles: watchers, kind: .json, summary: "The numbers of the big screen."
        ) { request, context in desk.site.json(try await load(request, context)) }
        routes.get(
            "/staff/figures", for: .staff, roles: Posts.names([.countyReviewer, .leader, .auditor, .administrator]),
            summary: "The big screen's numbers as tables."
        ) { request, context in try await figures(request, context) }
        AnswerListPage(desk: desk).register(in: routes)
        PaidListPage(desk: desk).register(in: routes)
    }

    /// The numbers; with `hall` in the address the variant for a public room, without counts of one to four.
    private func load(_ request: Request, _ context: BackstopContext) async throws -> ScreenModel {
        let audience: ScreenAudience = request.query.text("hall") == nil ? .staff : .everybody
        let names = Dictionary(
            (desk.bureau.catalogue?.datasets ?? []).map { ($0.code, $0.name) }, uniquingKeysWith: { first, _ in first })
        let view = try await desk.view(context) {
            try ScreenView.load(audience: audience, sourceNames: names, in: $0)
        }
        guard let view else { throw PageProblem.forbidden }
        return view.model
    }

    private func screen(_ request: Request, _ context: BackstopContext) async throws -> Response {
        let model = try await load(request, context)
        let assets = desk.site.assets
        let region = try desk.actor(context).region
        let charts = assets.address("vendor/echarts.esm.min.js")
        let map = region.ancestor(at: .city).flatMap { assets.address("vendor/maps/\($0.text)00.json") }
        let page = ScreenPageModel(model, context)
        let fields: Fields = [
            "scope": page.scope, "moment": page.moment, "totals": page.totals, "payment": page.payment,
            "tiles": page.screenTiles, "charts": charts, "map": map, "sourceRows": page.sourceRows,
            "sourceNote": page.sourceNote, "isBare": charts == nil || map == nil,
            "data": "/staff/screen.json\(request.query.text("hall") == nil ? "" : "?hall=1")",
        ]
        let title = "\(page.scope)\(context.t("screen.title"))"
        return desk.site.page("staff/screen/screen", fields, frame: PlainFrame(title: title), context)
    }

    private func figures(_ request: Request, _ context: BackstopContext) async throws -> Response {
        let page = ScreenPageModel(try await load(request, context), context)
        let role = try desk.actor(context).role
        let fields: Fields = [
            "scope": page.scope, "moment": page.moment, "totals": page.totals, "payment": page.payment,
            "tiles": page.figureTiles, "hasScreen": role != .auditor, "opensLists": page.opensLists,
        ]
        return try await desk.page("staff/screen/figures", fields, title: context.t("screen.figures"), context)
    }
}
