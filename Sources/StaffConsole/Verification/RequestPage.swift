import Casework
import Hummingbird
import Operations
import Primitives
import Storage
import WebSupport

/// Cases that await a comparison, or whose report lacks answers, the oldest first (S15).
struct RequestPage: Sendable {
    let desk: Desk
    static let path = CentreWords.root + "/requests"

    func register(in routes: RouteRegistry) {
        routes.get(
            Self.path, for: .staff, roles: Posts.names([.verificationOfficer]),
            summary: "Cases that await a comparison or answers, by age."
        ) { request, context in try await list(request, context) }
    }

    private func list(_ request: Request, _ context: BackstopContext) async throws -> Response {
        let query = request.query
        let which: Bool? = query.text("which") == "awaiting" ? false : query.text("which") == "silent" ? true : nil
        let (rows, pager, today, counts) = try await desk.view(context) { inner in
            func count(_ which: Bool?) throws -> Int {
                try inner.store.awaitedCases(withReport: which, limit: 0, offset: 0, in: inner.scope).total
            }
            let counts = [try count(nil), try count(false), try count(true)]
            let total = which == nil ? counts[0] : which == false ? counts[1] : counts[2]
            let pager = Pager(
                total: total, pageSize: 30, query: query, address: PageAddress(Self.path, query), context)
            let rows = try inner.store.awaitedCases(
                withReport: which, limit: pager.pageSize, offset: pager.offset, in: inner.scope
            ).rows
            return (rows, pager, inner.today, counts)
        }
        let words = CentreWords(context)
        var page = CentrePage()
        page.intro = context.t("request.intro")
        page.counters = zip(["all", "awaiting", "silent"], counts).map { name, count in
            CentreCounter(
                label: context.t("request.\(name)"), count: words.formats.count(count),
                address: name == "all" ? Self.path : "\(Self.path)?which=\(name)", tone: "plain")
        }
        page.tables = [
            CentreTable(
                context.t("nav.requests"),
                [
                    "case.number", "case.applicant", "case.program", "case.village", "request.state", "#request.age",
                    "case.deadline",
                ],
                rows: rows.map { row in
                    let state =
                        row.silentSources.map {
                            StatusTag(context.t("request.silentCount", ["count": String($0)]), .warn)
                        } ?? StatusTag(context.t("request.noReport"), .bad)
                    return [
                        CentreCell(row.number, "/staff/cases/\(row.id.text)"), CentreCell(row.applicantMasked),
                        CentreCell(row.program.name(context)), CentreCell(row.regionName), .tag(state),
                        .number(context.t("dataset.dayCount", ["days": String(row.since.days(until: today))])),
                        CentreCell(row.deadline.map { words.formats.date($0) } ?? "—"),
                    ]
                }, empty: context.t("request.none"), pager: pager, context)
        ]
        return try await page.response(desk, title: context.t("nav.requests"), context)
    }
}
