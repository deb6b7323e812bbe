import Casework
import Hummingbird
import Operations
import Policies
import Primitives
import Storage
import WebSupport

/// Every program with the regions that have rules of their own, what is being worked on, and the latest publications.
struct PolicyListPage: Sendable {
    let desk: Desk
    static let path = "/staff/policies"
    static let roles = Posts.names(PolicyAuthority.readers)

    func register(in routes: RouteRegistry) {
        routes.get(Self.path, for: .staff, roles: Self.roles, summary: "Lists the policies in force and in work.") {
            _, context in try await list(context)
        }
    }

    static func version(_ id: PackVersionID) -> String { "\(path)/versions/\(id.text)" }
    static func folder(_ program: String, _ folder: String) -> String { "\(path)/packs/\(program)/\(folder)" }

    private func list(_ context: BackstopContext) async throws -> Response {
        guard let board = try await desk.view(context, { try PolicyBoard.load(in: $0) }) else {
            throw PageProblem.forbidden
        }
        let words = PackWords(context)
        let programs = board.lines.map { line in
            [
                "title": line.title, "program": line.program,
                "kind": StatusTag(
                    context.t("packKind.\(line.kind.rawValue)"), line.kind == .program ? .info : .neutral),
                "places": line.places.map { place in
                    [
                        "name": place.name, "isEmpty": place.isEmpty,
                        "address": Self.folder(line.program, place.folder),
                        "publication": place.publication.map {
                            context.t("pack.number", ["number": String($0.number)])
                        },
                        "next": place.next.map { context.t("pack.nextFrom", ["day": Formats(context).date($0)]) },
                    ] as Fields
                },
            ] as Fields
        }
        let model: Fields = [
            "programs": programs, "open": board.open.map(words.line), "hasOpen": !board.open.isEmpty,
            "published": board.published.map(words.line), "hasPublished": !board.published.isEmpty,
            "programCount": Formats(context).count(board.lines.count),
        ]
        return try await desk.page("staff/policy/list", model, title: context.t("pack.title"), context)
    }
}
