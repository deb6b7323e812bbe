import Hummingbird
import Operations
import Primitives
import Storage
import WebSupport

/// Statistics of the sources over a period: asked, silent, hit, refuted, with what each number means.
struct SourcePage: Sendable {
    let desk: Desk
    static let path = CentreWords.root + "/sources"
    private static let usualDays = 90

    func register(in routes: RouteRegistry) {
        routes.get(
            Self.path, for: .staff, roles: CentreOverview.roles, summary: "What sources were asked and answered."
        ) { request, context in try await show(request, context) }
    }

    private func show(_ request: Request, _ context: BackstopContext) async throws -> Response {
        let query = request.query
        let view = try await desk.view(context) { inner in
            let last = query.text("to").flatMap { try? CivilDate(parsing: $0) } ?? inner.today
            let first = query.text("from").flatMap { try? CivilDate(parsing: $0) } ?? last.adding(days: -Self.usualDays)
            return try SourceStatistics.load(from: first, through: last, in: inner)
        }
        guard let view else { throw PageProblem.forbidden }
        let words = CentreWords(context)
        let shown = query.text("all") == nil ? view.lines.filter { $0.asked + $0.silent + $0.hits > 0 } : view.lines
        var page = CentrePage()
        page.intro = context.t("source.intro")
        page.counters = [30, 90, 365].map { days in
            let first = view.last.adding(days: -days)
            return CentreCounter(
                label: context.t("source.period", ["days": String(days)]), count: "",
                address: "\(Self.path)?from=\(first.text)&to=\(view.last.text)", tone: "plain")
        }
        page.tools = [Link(context.t("source.all"), PageAddress(Self.path, query).with("all", "1").text)]
        var table = CentreTable(
            context.t(
                "source.between",
                ["first": words.formats.date(view.first), "last": words.formats.date(view.last)]),
            [
                "dataset.name", "dataset.department", "#source.asked", "#source.silent", "#source.silentShare",
                "#source.hits", "#source.refuted",
            ],
            rows: shown.map { line in
                let all = line.asked + line.silent
                let share = all == 0 ? "—" : "\(line.silent * 100 / all)%"
                return [
                    CentreCell(line.name, "\(DatasetPages.path)/\(line.dataset)", code: line.dataset),
                    CentreCell(line.department), .number(words.formats.count(line.asked)),
                    .number(words.formats.count(line.silent)), .number(share),
                    .number(words.formats.count(line.hits)), .number(words.formats.count(line.refuted)),
                ]
            }, empty: context.t("source.none"), context)
        table.note = context.t("source.definitions")
        page.tables = [table]
        return try await page.response(desk, title: context.t("nav.sources"), context)
    }
}
