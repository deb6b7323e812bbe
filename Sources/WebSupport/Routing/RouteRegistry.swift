import HTTPTypes
package import Hummingbird

/// The only way to add a route: every route has an audience, is listed, and is guarded before its handler runs.
///
/// For `GET`, the guard finds the session and refuses the wrong audience or role. For `POST` it also reads the form,
/// checks its token, and hands the handler a `Submission`; no handler can forget it. A person who is not signed in is
/// sent to the sign-in page of the audience; one without the role gets a page that says so.
///
/// ```swift
/// package struct IncomeRoutes: Sendable {
///     let site: Site
///     let operations: Operations
///
///     package func register(in routes: RouteRegistry) {
///         routes.get("/apply/{draft}/income", for: .citizen, summary: "Asks for the family's income.") {
///             request, context in try show(context, try context.number("draft"), FormState())
///         }
///         routes.post("/apply/{draft}/income", for: .citizen, summary: "Keeps the answer.") { submission, context in
///             var reader = FormReader(submission.values, context)
///             let income = reader.money("income", label: context.t("apply.income"))
///             let draft = try context.number("draft")
///             guard let income, reader.state.isValid else { return try show(context, draft, reader.state) }
///             try await operations.keepIncome(
///                 draft, income, by: try context.person().userID, key: submission.idempotencyKey)
///             return .seeOther("/apply/\(draft)/assets")
///         }
///         routes.post("/apply/{draft}/paper", for: .citizen, takes: .files, summary: "Keeps a photo.") {
///             submission, context in
///             var state = FormState(values: submission.values)
///             do throws(UploadProblem) {
///                 let upload = try submission.file("photo")      // .kind, .fileName, .content: ByteBuffer
///                 …
///             } catch {
///                 state.add(FieldProblem(field: "photo", message: error.message(context.messages)))
///             }
///             return try show(context, try context.number("draft"), state)
///         }
///         routes.get("/staff/cases", for: .staff, roles: ["clerk"], summary: "The queue by deadline.") {
///             request, context in
///             site.pageOrFragment(
///                 "cases/list", fragment: "cases/list-panel", model: list, frame: frame(context), request, context)
///         }
///     }
///
///     private func show(_ context: BackstopContext, _ draft: Int64, _ state: FormState) throws -> Response {
///         let form = site.form(
///             context, action: "/apply/\(draft)/income", submit: context.t("button.continue"), state: state,
///             [.number("income", label: context.t("apply.income"), unit: "元", hasDecimals: true)])
///         let frame = CitizenFrame(title: context.t("apply.income"), placeName: "…", backAddress: "/apply/\(draft)")
///         return site.page("apply/income", ["form": form] as Fields, frame: frame, context, state: state)
///     }
/// }
/// ```
package final class RouteRegistry {
    /// Answers a request that changes nothing.
    package typealias PageHandler = @Sendable (Request, BackstopContext) async throws -> Response
    /// Answers a form that was read and checked.
    package typealias ActionHandler = @Sendable (Submission, BackstopContext) async throws -> Response

    /// What a form route takes.
    package enum Intake: Sendable {
        /// Fields only, up to 256 KiB.
        case fields
        /// Fields and files, 10 MB a file and 12 MB in all.
        case files
    }

    /// Every route, in the order of registration.
    package private(set) var entries: [RouteEntry] = []
    private let site: Site
    private let router: Router<BackstopContext>

    /// A registry of a site with its middleware, its files and its preferences already in place.
    package init(site: Site) {
        self.site = site
        router = Router(context: BackstopContext.self, options: [.autoGenerateHeadEndpoints])
        router.add(middleware: AccessLog())
        router.add(middleware: SecurityHeaders(options: site.options))
        router.add(middleware: Preferences(site: site))
        router.add(middleware: ErrorPages(site: site))
        CommonRoutes(site: site).register(in: self)
    }

    /// Adds a route that only reads.
    package func get(
        _ path: String, for audience: Audience, roles: [String] = [], kind: RouteKind = .page, summary: String,
        _ handler: @escaping PageHandler
    ) {
        precondition(kind != .action, "A GET changes nothing; register '\(path)' with post.")
        let entry = list(.get, path, audience, roles, kind, summary)
        let gate = RouteGate(site: site, entry: entry)
        router.on(RouterPath(path), method: .get) { request, context in
            try await gate.answer(request, context, handler)
        }
    }

    /// Adds a route that changes something; its form carries a token and an idempotency key.
    package func post(
        _ path: String, for audience: Audience, roles: [String] = [], takes intake: Intake = .fields,
        summary: String, _ handler: @escaping ActionHandler
    ) {
        let entry = list(.post, path, audience, roles, .action, summary)
        let gate = RouteGate(site: site, entry: entry)
        router.on(RouterPath(path), method: .post) { request, context in
            try await gate.answer(request, context) { request, context in
                let submission = try await Submission.read(request, intake: intake)
                try gate.checkToken(submission, context)
                return try await handler(submission, context)
            }
        }
    }

    /// The finished responder for an application; routes added afterwards do not exist.
    package func responder() -> RouterResponder<BackstopContext> { router.buildResponder() }

    private func list(
        _ method: HTTPRequest.Method, _ path: String, _ audience: Audience, _ roles: [String], _ kind: RouteKind,
        _ summary: String
    ) -> RouteEntry {
        precondition(path.hasPrefix("/"), "The path '\(path)' begins with a slash.")
        precondition(audience == .staff || roles.isEmpty, "Only staff have roles; '\(path)' is for \(audience).")
        precondition(
            !entries.contains { $0.method == method.rawValue && $0.path == path },
            "The route \(method.rawValue) \(path) is registered twice.")
        let entry = RouteEntry(
            method: method.rawValue, path: path, audience: audience, roles: roles, kind: kind, summary: summary)
        entries.append(entry)
        return entry
    }
}
