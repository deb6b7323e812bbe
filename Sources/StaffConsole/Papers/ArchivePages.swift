import Casework
import Hummingbird
import Operations
import Primitives
import Storage
import WebSupport

/// The archive: files with their catalogue, pages and retention; what is past its retention is for a person to judge.
struct ArchivePages: Sendable {
    let desk: Desk
    static let path = "/staff/archives"
    private static let pageSize = 50

    func register(in routes: RouteRegistry) {
        let roles = Posts.names([.townshipClerk, .townshipReviewer, .countyReviewer, .auditor])
        routes.get(Self.path, for: .staff, roles: roles, summary: "Archived files with their retention.") {
            request, context in try await list(request, context)
        }
    }

    private func list(_ request: Request, _ context: BackstopContext) async throws -> Response {
        let query = request.query
        let page = query.page
        let isPast = query.text("past") == "yes"
        let found = try await desk.view(context) { inner in
            let past = isPast ? inner.today : nil
            return (
                rows: try inner.store.archives(
                    past: past, in: inner.scope, limit: Self.pageSize, offset: (page - 1) * Self.pageSize),
                total: try inner.store.archiveCount(past: past, in: inner.scope), today: inner.today
            )
        }
        let formats = Formats(context)
        let model: Fields = [
            "rows": found.rows.map { row in
                [
                    "number": row.number, "address": "/staff/cases/\(row.caseID.text)",
                    "applicant": Masking.name(row.applicantName), "program": row.program.name(context),
                    "archived": formats.date(row.archivedOn), "pages": row.pageCount,
                    "kept": row.keptThrough.map(formats.date) ?? context.t("archive.forEver"),
                    "past": row.keptThrough.flatMap {
                        $0 < found.today ? StatusTag(context.t("archive.past"), .warn) : nil
                    }, "citation": row.citation, "index": "\(DocumentPages.path)/\(row.documentID.text)",
                ] as Fields
            }, "hasRows": !found.rows.isEmpty, "isPast": isPast, "all": Self.path, "pastOnly": "\(Self.path)?past=yes",
            "pager": Pager(
                total: found.total, pageSize: Self.pageSize, query: query, address: PageAddress(Self.path, query),
                context),
        ]
        return try await desk.page("staff/papers/archives", model, title: context.t("nav.archives"), context)
    }
}
