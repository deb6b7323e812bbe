import Casework
import Hummingbird
import Operations
import Primitives
import Storage
import WebSupport

/// What came of the tickets of a period, by subject and by office; numbers only, nobody who called.
struct HotlineStatisticsPage: Sendable {
    let desk: Desk
    private static let path = "\(HotlineRoutes.path)/statistics"

    func register(in routes: RouteRegistry) {
        let roles = Posts.names(HotlineAuthority.readers)
        routes.get(Self.path, for: .staff, roles: roles, summary: "Tickets of a period by subject and office.") {
            request, context in try await show(request, context)
        }
    }

    private func show(_ request: Request, _ context: BackstopContext) async throws -> Response {
        let query = request.query
        let statistics = try await desk.view(context) { inner in
            let from = Self.day(query, "from") ?? inner.today.calendarMonth.adding(months: -2).firstDay
            let through = Self.day(query, "through") ?? inner.today
            return try HotlineStatistics.load(from: min(from, through), through: max(from, through), in: inner)
        }
        guard let statistics else { throw PageProblem.forbidden }
        let formats = Formats(context)
        let model: Fields = [
            "from": statistics.from.text, "through": statistics.through.text,
            "period": context.t(
                "hotline.period",
                ["from": formats.date(statistics.from), "through": formats.date(statistics.through)]),
            "isEmpty": statistics.total.received == 0, "hasAny": statistics.total.received > 0,
            "subjects": statistics.subjects.map { line in
                row(context.t("hotlineSubject.\(line.subject.rawValue)"), line.sum, formats)
            } + [row(context.t("hotline.all"), statistics.total, formats)],
            "offices": statistics.offices.map { office in
                row(
                    office.name, office.total, formats,
                    received: HotlineSubject.allCases.map { office.received[$0] ?? 0 })
            },
            "heads": HotlineSubject.allCases.map {
                ["label": context.t("hotlineSubject.\($0.rawValue)")] as Fields
            },
        ]
        return try await desk.page(
            "staff/hotline/statistics", model, title: context.t("hotline.statistics"), context,
            crumbs: [Link(context.t("nav.hotline"), HotlineRoutes.path)])
    }

    private static func day(_ query: FormValues, _ name: String) -> CivilDate? {
        query.text(name).flatMap { try? CivilDate(parsing: $0) }
    }

    private func row(
        _ label: String, _ sum: HotlineStatistics.Sum, _ formats: Formats, received: [Int] = []
    ) -> Fields {
        func share(_ permille: Int?) -> String { permille.map { "\($0 / 10).\($0 % 10)%" } ?? "—" }
        return [
            "label": label, "counts": received.map { ["count": formats.count($0)] as Fields },
            "received": formats.count(sum.received), "open": formats.count(sum.open),
            "overdue": formats.count(sum.overdue), "isOverdue": sum.overdue > 0,
            "replied": formats.count(sum.replied), "onTime": share(sum.onTimePermille),
            "returned": formats.count(sum.returned), "repeats": formats.count(sum.repeats),
            "satisfied": share(sum.satisfiedPermille),
        ]
    }
}
