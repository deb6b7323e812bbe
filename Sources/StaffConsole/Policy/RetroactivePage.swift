import Casework
import Hummingbird
import Operations
import Primitives
import Storage
import WebSupport

/// What a change for the past comes to, by month and county and family by family, on a page and as CSV.
///
/// What was underpaid is ordered here by a person, for the next roster to pay.
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
        routes.post(
            "\(path)/order", for: .staff, roles: Posts.names(PolicyAuthority.publishers),
            summary: "Orders what a change for the past underpaid."
        ) { submission, context in try await order(submission, context) }
    }

    private func order(_ submission: Submission, _ context: BackstopContext) async throws -> Response {
        let id = PackVersionID(try context.number("id"))
        guard let key = submission.idempotencyKey else { throw PageProblem.malformed }
        let outcome = try await desk.bureau.orderPastPay(id, as: .staff(try desk.actor(context)), key: key)
        let end = outcome.value == nil ? "refused" : "ordered"
        return .seeOther("\(PolicyListPage.version(id))/retroactive?done=\(end)")
    }

    private func load(_ context: BackstopContext) async throws -> (view: PackVersionView, names: [String: String]) {
        let id = PackVersionID(try context.number("id"))
        let found = try await desk.found(context) { inner -> (PackVersionView, [String: String])? in
            guard let view = try PackVersionView.load(id, in: inner) else { return nil }
            let places = view.lines.flatMap { [$0.region, $0.region.ancestor(at: .county) ?? $0.region] }
            return (view, try inner.store.regionNames(Set(places.map(\.text))))
        }
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
        let done = request.query.text("done")
        let model: Fields = [
            "done": done == "ordered" ? context.t("past.orderedNow") : nil,
            "refused": done == "refused" ? context.t("past.nothingOwed") : nil,
            "order": try orderForm(view, sums.total, context), "title": title,
            "csvAddress": "\(PolicyListPage.version(view.row.id))/retroactive.csv",
            "isPublished": view.row.state == .published, "pager": pager,
            "sums": sums.sums.map { sum in
                self.sum(
                    sum, sum.month.map(formats.month) ?? "", sum.county.map { names[$0.text] ?? $0.text } ?? "",
                    formats)
            },
            "total": sum(sums.total, context.t("past.total"), "", formats), "hasSums": !sums.sums.isEmpty,
            "lines": view.lines.dropFirst(pager.offset).prefix(Self.pageSize).map { line in
                [
                    "number": line.number, "name": Masking.name(line.name),
                    "program": line.program.name(context), "place": names[line.region.text] ?? line.region.text,
                    "month": formats.month(line.month), "paid": line.paid.grouped, "due": line.due?.grouped ?? "—",
                    "difference": line.difference.map { ($0 > .zero ? "+" : "") + $0.grouped } ?? "—",
                    "tag": tag(line, context),
                    "reason": [line.reason, line.leftReason].filter { !$0.isEmpty }.joined(separator: "；"),
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

    /// The button that orders what was underpaid; nil where nothing is left to order, or somebody else does it.
    private func orderForm(
        _ view: PackVersionView, _ total: RetroactiveSums.Sum, _ context: BackstopContext
    ) throws -> FormView? {
        guard view.row.state == .published, total.payable > 0,
            PolicyAuthority.publishers.contains(try desk.actor(context).role)
        else { return nil }
        return desk.site.form(
            context, action: "\(PolicyListPage.version(view.row.id))/retroactive/order",
            submit: context.t("past.order", ["count": Formats(context).count(total.payable)]), state: FormState(), [])
    }

    private func sum(_ sum: RetroactiveSums.Sum, _ month: String, _ county: String, _ formats: Formats) -> Fields {
        [
            "month": month, "county": county, "families": formats.count(sum.families), "owed": sum.owed.grouped,
            "overpaid": sum.overpaid.grouped, "open": formats.count(sum.open),
        ]
    }

    private func tag(_ line: RetroactiveLineRow, _ context: BackstopContext) -> StatusTag {
        guard let difference = line.difference, difference != .zero else {
            return StatusTag(context.t("past.open"), .neutral)
        }
        switch line.state {
        case .ordered: return StatusTag(context.t("past.ordered"), .ok)
        case .left: return StatusTag(context.t("past.left"), .warn)
        case .listed: break
        }
        return difference > .zero
            ? StatusTag(context.t("past.owed"), .info) : StatusTag(context.t("past.overpaid"), .warn)
    }

    private func file(_ context: BackstopContext) async throws -> Response {
        let (view, names) = try await load(context)
        let columns = [
            "past.number", "past.name", "pack.program", "pack.place", "past.county", "past.month", "past.paid",
            "past.due", "past.reason",
        ]
        // The mark of byte order is how Excel knows the file for UTF-8.
        var text = "\u{FEFF}" + (columns + ["past.difference"]).map { context.t($0) }.joined(separator: ",") + "\r\n"
        for line in view.lines {
            let county = (line.region.ancestor(at: .county) ?? line.region).text
            let cells = [
                line.number, Masking.name(line.name), line.program.name(context),
                names[line.region.text] ?? line.region.text, names[county] ?? county, line.month.text, line.paid.text,
                line.due?.text ?? "", line.reason, line.difference?.text ?? "",
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
