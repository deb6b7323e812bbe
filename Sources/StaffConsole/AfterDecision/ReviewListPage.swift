import Casework
import Hummingbird
import Operations
import Primitives
import Storage
import WebSupport

/// Families due for review by month and class (S21); one that is late is marked, and goes on being paid.
struct ReviewListPage: Sendable {
    let desk: Desk
    static let path = "/staff/reviews"

    func register(in routes: RouteRegistry) {
        routes.get(
            Self.path, for: .staff, roles: Posts.names(AfterRoutes.casework + [.leader]),
            summary: "Families due for review, the longest due first."
        ) { request, context in try await list(request, context) }
    }

    private func list(_ request: Request, _ context: BackstopContext) async throws -> Response {
        let query = request.query
        let page = query.page
        let board = try await desk.view(context) { inner in
            try AfterBoard<ReviewLine>.load(narrowing(query, on: inner.today), page: page, in: inner)
        }
        let formats = Formats(context)
        let rows = board.lines.map { line in
            [
                "address": "/staff/cases/\(line.place.caseID.text)", "number": line.place.number,
                "applicant": "\(line.place.applicantMasked) \(line.place.applicantLastFour)",
                "village": board.places[line.place.region.text] ?? line.place.region.text,
                "program": line.place.program.name(context),
                "class": AfterWords.reviewClass(line.review.reviewClass, context),
                "due": formats.month(line.review.due),
                "standing": AfterWords.standing(line.review, on: board.today, context),
                "said": line.review.statement.map {
                    context.t($0.isUnchanged ? "after.said.same" : "after.said.changed")
                } ?? (line.review.state == .open ? context.t("after.notSaid") : ""),
                "finishBy": line.review.finishBy.map(formats.date) ?? "",
            ] as Fields
        }
        let model: Fields = [
            "rows": rows, "hasRows": !rows.isEmpty,
            "classes": FilterOption.list(
                ReviewClass.allCases.map { ($0.rawValue, AfterWords.reviewClass($0, context)) },
                chosen: query.text("class")),
            "spans": FilterOption.list(
                ["due", "open", "soon", "all"].map { ($0, context.t("after.span.\($0)")) },
                chosen: query.text("span") ?? "due"),
            "pager": Pager(
                total: board.total, pageSize: AfterBoard<ReviewLine>.pageSize, query: query,
                address: PageAddress(Self.path, query), context),
        ]
        return try await desk.page("staff/after/reviews", model, title: context.t("after.listTitle"), context)
    }

    private func narrowing(_ query: FormValues, on today: CivilDate) -> ReviewNarrowing {
        var narrowing = ReviewNarrowing(reviewClass: query.text("class").flatMap(ReviewClass.init(rawValue:)))
        switch query.text("span") ?? "due" {
        case "open": narrowing.isOpen = true
        case "soon": narrowing.through = today.calendarMonth.adding(months: 2)
        case "all": break
        default: narrowing.through = today.calendarMonth
        }
        return narrowing
    }
}
