import HTTPTypes
import Hummingbird

/// Stands before every handler: finds the person, checks audience and role, and turns every failure into a page.
struct RouteGate: Sendable {
    let site: Site
    let entry: RouteEntry

    func answer(
        _ request: Request, _ context: BackstopContext, _ handler: RouteRegistry.PageHandler
    ) async throws -> Response {
        var context = context
        context.route = entry
        do {
            context.session = try await session(of: request)
            let isFreshVisitor = bindVisitor(request, &context)
            if entry.audience != .public, context.session == nil { return signIn(request) }
            if !entry.roles.isEmpty, !entry.roles.contains(context.session?.role ?? "") { throw PageProblem.forbidden }
            var response = try await handler(request, context)
            if isFreshVisitor { response.setCookie(site.cookies.visitor(context.visitor)) }
            return response
        } catch {
            return site.answer(to: error, request, context)
        }
    }

    /// Refuses a form of another session, of another site, or with a token that we did not make.
    func checkToken(_ submission: Submission, _ context: BackstopContext) throws {
        let origin = submission.request.headers[.secFetchSite]
        guard origin == nil || origin == "same-origin" || origin == "none",
            let token = submission.values[FormGuard.tokenField],
            site.forms.accepts(token, boundTo: context.formSecret)
        else { throw PageProblem.staleForm }
    }

    private func session(of request: Request) async throws -> WebSession? {
        guard entry.kind != .asset else { return nil }
        // A public page may greet whoever is signed in; the citizen's side comes first there.
        for audience in entry.audience == .public ? [Audience.citizen, .staff] : [entry.audience] {
            let name = site.cookies.sessionName(audience)
            guard let token = request.cookies[name]?.value, !token.isEmpty, token.utf8.count <= 200 else { continue }
            let found = try await site.sessions.session(token: token, audience: audience)
            if let found, found.audience == audience { return found }
        }
        return nil
    }

    /// Gives a visitor without a cookie a random value; true when the cookie has to be set.
    private func bindVisitor(_ request: Request, _ context: inout BackstopContext) -> Bool {
        guard context.session == nil, entry.kind != .asset else { return false }
        if let value = request.cookies[site.cookies.visitorName]?.value, (20...64).contains(value.utf8.count) {
            context.visitor = value
            return false
        }
        context.visitor = site.forms.idempotencyKey()
        return entry.kind == .page
    }

    private func signIn(_ request: Request) -> Response {
        let path = entry.audience == .staff ? site.options.staffSignInPath : site.options.citizenSignInPath
        let back = request.method == .get ? request.head.path ?? "/" : ""
        let address = PageAddress(path).with("next", back.isEmpty ? nil : back).text
        guard request.wantsFragment else { return .seeOther(address) }
        return Response(status: .unauthorized, headers: [.hxRedirect: address])
    }
}

extension BackstopContext {
    /// What the tokens of this request's forms are bound to.
    var formSecret: [UInt8] { session?.formSecret ?? Array("visitor \(visitor)".utf8) }
}

extension HTTPField.Name {
    static let secFetchSite = HTTPField.Name("Sec-Fetch-Site")!
    static let hxRequest = HTTPField.Name("HX-Request")!
    static let hxBoosted = HTTPField.Name("HX-Boosted")!
    static let hxHistory = HTTPField.Name("HX-History-Restore-Request")!
    static let hxRedirect = HTTPField.Name("HX-Redirect")!
}
