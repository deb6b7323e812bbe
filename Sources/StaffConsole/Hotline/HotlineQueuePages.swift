import Casework
import Hummingbird
import Operations
import Primitives
import Storage
import WebSupport

/// Tickets that wait, by their last day, and the register of all of them.
struct HotlineQueuePages: Sendable {
    let desk: Desk
    private static let registerPath = "\(HotlineRoutes.path)/register"

    func register(in routes: RouteRegistry) {
        let roles = Posts.names(HotlineAuthority.readers)
        routes.get(
            HotlineRoutes.path, for: .staff, roles: roles,
            summary: "Tickets of the hotline that wait, by their last day."
        ) { request, context in try await list(isRegister: false, request, context) }
        routes.get(Self.registerPath, for: .staff, roles: roles, summary: "The register of the hotline's tickets.") {
            request, context in try await list(isRegister: true, request, context)
        }
    }

    private func list(isRegister: Bool, _ request: Request, _ context: BackstopContext) async throws -> Response {
        let query = request.query
        let path = isRegister ? Self.registerPath : HotlineRoutes.path
        let queue = try await desk.view(context) { inner in
            try HotlineQueue.load(isRegister: isRegister, page: query.page, in: inner) {
                Self.narrow(&$0, query, isRegister: isRegister)
            }
        }
        guard let queue else { throw PageProblem.forbidden }
        let (words, formats) = (HotlinePageWords(context: context), Formats(context))
        let title = context.t(isRegister ? "hotline.register" : "nav.hotline")
        let mayTake = try desk.actor(context).role == .countyReviewer
        let model: Fields = [
            "isRegister": isRegister, "isQueue": !isRegister, "path": path, "mayTake": mayTake,
            "rows": queue.lines.map(words.row), "hasRows": !queue.lines.isEmpty,
            "pager": Pager(
                total: queue.total, pageSize: HotlineQueue.pageSize, query: query, address: PageAddress(path, query),
                context),
            "counters": DeadlineBand.allCases.map { band in
                let count = queue.bands[band] ?? 0
                return [
                    "label": context.t("hotlineBand.\(band.rawValue)"), "count": formats.count(count),
                    "address": "\(HotlineRoutes.path)?band=\(band.rawValue)",
                    "tone": count == 0 ? "plain" : band == .overdue ? "bad" : band == .today ? "warn" : "plain",
                ] as Fields
            },
            "number": query.text("number"), "from": query.text("from"), "through": query.text("through"),
            "subjects": FilterOption.list(
                HotlineSubject.allCases.map { ($0.rawValue, context.t("hotlineSubject.\($0.rawValue)")) },
                chosen: query.text("subject")),
            "states": FilterOption.list(
                HotlineState.allCases.filter { isRegister || $0.isOpen }.map {
                    ($0.rawValue, context.t("hotlineState.\($0.rawValue)"))
                }, chosen: query.text("state")),
            "offices": FilterOption.list(queue.offices.map { ($0.code.text, $0.name) }, chosen: query.text("office")),
            "hasOffices": !queue.offices.isEmpty, "isNarrowed": PageAddress(path, query).text != path,
        ]
        let crumbs = isRegister ? [Link(context.t("nav.hotline"), HotlineRoutes.path)] : []
        return try await desk.page("staff/hotline/queue", model, title: title, context, crumbs: crumbs)
    }

    private static func narrow(_ filter: inout HotlineFilter, _ query: FormValues, isRegister: Bool) {
        filter.subject = query.text("subject").flatMap(HotlineSubject.init(rawValue:))
        filter.state = query.text("state").flatMap(HotlineState.init(rawValue:))
        filter.region = query.text("office").flatMap { try? RegionCode($0) }
        filter.number = String((query.text("number") ?? "").prefix(40))
        if isRegister {
            filter.from = query.text("from").flatMap { try? CivilDate(parsing: $0) }
            filter.through = query.text("through").flatMap { try? CivilDate(parsing: $0) }
        } else {
            filter.band = query.text("band").flatMap(DeadlineBand.init(rawValue:))
        }
    }
}
