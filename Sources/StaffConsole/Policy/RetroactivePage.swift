import Casework
import Hummingbird
import Operations
import Primitives
import Storage
import WebSupport

/// What a change for the past comes to, by month and county and family by family, on a page and as CSV.
struct RetroactivePage: Sendable {
    let desk: Desk
    /// Families on one page; all of them are in the file.
    private static let pageSize = 100

    func register(in routes: RouteRegistry) {
        let path = "\(PolicyListPage.path)/versions/{id}/retroactive"
        routes.get(
            path, for: .staff, roles: PolicyListPage.roles, summary: "The months that a change for the past touches."
        ) { request, context in try await show(request, context) }
        routes.get(
            "\(path).csv", for: .staff, roles: PolicyListPage.roles, kind: .export,
            summary: "The months that a change for the past touches, as CSV."
        ) { _, context in try await file(context) }
    }

    private func load(_ context: BackstopContext) async throws -> (view: PackVersionView, names: [String: String]) {
        let id = PackVersionID(try context.number("id"))
        let found = try await desk.view(context) { inner -> (PackVersionView, [String: String])? in
            guard let view = try PackVersionView.load(id, in: inner) else { return nil }
            let places = view.lines.flatMap { [$0.region, $0.region.ancestor(at: .county) ?? $0.region] }
            return (view, try inner.store.regionNames(Set(places.map(\.text))))
        }
        guard let found else { throw PageProblem.notFound }
        return found
    }

    private func show(_ request: Request, _ context: BackstopContext) async throws -> Response {
        let (view, names) = try await load(context)
        let formats = Formats(context)
        let address = PageAddress("\(PolicyListPage.version(view.row.id))/retroactive", request.query)
        let pager = Pager(
            total: view.lines.count, pageSize: Self.pageSize, query: request.query, address: address, context)
        let sums = RetroactiveSums(view.lines)
        let title = "\(context.t("past.title"))：\(view.title) · \(view.place)"
        let model: Fields = [
            "title": title, "csvAddress": "\(PolicyListPage.version(view.row.id))/retroactive.csv",
            "isPublished": view.row.state == .published, "pager": pager,
            "sums": sums.sums.map { sum in
                self.sum(
                    sum, sum.month.map(formats.month) ?? "", sum.county.map { names[$0.text] ?? $0.text } ?? "",
                    formats)
            },
            "total": sum(sums.total, context.t("past.total"), "", formats), "hasSums": !sums.sums.isEmpty,
            "lines": view.lines.dropFirst(pager.offset).prefix(Self.pageSize).map { line in
                [
                    "number": line.number, "place": names[line.region.text] ?? line.region.text,
                    "month": formats.month(line.month), "paid": line.paid.grouped, "due": line.due?.grouped ?? "—",
                    "difference": line.difference.map { ($0 > .zero ? "+" : "") + $0.grouped } ?? "—",
                    "tag": tag(line, context), "reason": line.reason,
                ] as Fields
            },
        ]
        return try await desk.page(
            "staff/policy/retroactive", model, title: title, context,
            crumbs: [
                Link(context.t("pack.title"), PolicyListPage.path),
                Link("\(view.title) · \(view.place)", PolicyListPage.version(view.row.id)),
            ])
    }

    private func sum(_ sum: RetroactiveSums.Sum, _ month: String, _ county: String, _ formats: Formats) -> Fields {
        [
            "month": month, "county": county, "families": formats.count(sum.families), "owed": sum.owed.grouped,
            "overpaid": sum.overpaid.grouped, "open": formats.count(sum.open),
        ]
    }

    private func tag(_ line: RetroactiveLineRow, _ context: BackstopContext) -> StatusTag {
        guard let difference = line.difference else { return StatusTag(context.t("past.open"), .neutral) }
        return difference > .zero
            ? StatusTag(context.t("past.owed"), .info) : StatusTag(context.t("past.overpaid"), .warn)
    }

    private func file(_ context: BackstopContext) async throws -> Response {
        let (view, names) = try await load(context)
        let columns = [
            "past.number", "pack.place", "past.county", "past.month", "past.paid", "past.due", "past.reason",
        ]
        // The mark of byte order is how Excel knows the file for UTF-8.
        var text = "\u{FEFF}" + (columns + ["past.difference"]).map { context.t($0) }.joined(separator: ",") + "\r\n"
        for line in view.lines {
            let county = (line.region.ancestor(at: .county) ?? line.region).text
            let cells = [
                line.number, names[line.region.text] ?? line.region.text, names[county] ?? county, line.month.text,
                line.paid.text, line.due?.text ?? "", line.reason, line.difference?.text ?? "",
            ]
            text += cells.map(Self.cell).joined(separator: ",") + "\r\n"
        }
        return desk.site.download(
            Array(text.utf8), mediaType: "text/csv; charset=utf-8", fileName: "retroactive-\(view.row.id.text).csv")
    }

    private static func cell(_ text: String) -> String {
        text.contains { "\",\r\n".contains($0) } ? "\"\(text.replacing("\"", with: "\"\""))\"" : text
    }
}
