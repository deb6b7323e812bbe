import Hummingbird
import Operations
import Primitives
import Storage
import WebSupport

/// The centre's desk: how the data stand, what runs, what waits; each number opens its list.
struct CentreOverview: Sendable {
    let desk: Desk
    static let roles = Posts.names(RunAuthority.readers)

    func register(in routes: RouteRegistry) {
        routes.get(
            CentreWords.root, for: .staff, roles: Self.roles, summary: "The verification centre's desk."
        ) { _, context in try await show(context) }
    }

    private func show(_ context: BackstopContext) async throws -> Response {
        guard let view = try await desk.view(context, { try CentreView.load(in: $0) }) else {
            throw PageProblem.forbidden
        }
        let words = CentreWords(context)
        let root = CentreWords.root
        func counter(_ key: String, _ count: Int, _ address: String, _ tone: String) -> CentreCounter {
            CentreCounter(
                label: context.t(key), count: words.formats.count(count), address: address,
                tone: count > 0 ? tone : "plain")
        }
        var page = CentrePage()
        page.intro = context.t("centre.intro")
        page.counters = [
            counter("freshness.missing", view.freshness[.missing] ?? 0, "\(root)/datasets?freshness=missing", "bad"),
            counter("freshness.stale", view.freshness[.stale] ?? 0, "\(root)/datasets?freshness=stale", "warn"),
            counter("freshness.fresh", view.freshness[.fresh] ?? 0, "\(root)/datasets?freshness=fresh", "plain"),
            counter("centre.rejected", view.rejectedRows, "\(root)/datasets?rejected=1", "warn"),
            counter("centre.awaiting", view.awaiting, "\(root)/requests?which=awaiting", "warn"),
            counter("centre.silent", view.silent, "\(root)/requests?which=silent", "warn"),
            counter("centre.tasks", view.tasks.values.reduce(0, +), "\(root)/tasks", "warn"),
        ]
        var runs = CentreTable(
            context.t("run.latest"), CentreWords.runColumns, rows: view.runs.map(words.row),
            empty: context.t("run.none"), context)
        runs.more = Link(context.t("centre.all"), RunPages.path)
        var imports = CentreTable(
            context.t("import.latest"), CentreWords.importColumns, rows: view.imports.map(words.row),
            empty: context.t("import.none"), context)
        imports.more = Link(context.t("centre.all"), ImportPages.path)
        page.tables = [runs, imports]
        return try await page.response(desk, title: context.t("nav.centre"), context)
    }
}
