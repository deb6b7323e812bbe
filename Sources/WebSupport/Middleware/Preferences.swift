import Hummingbird

/// Finds the language and text size of a request: the address first, then the cookie, then Chinese and standard.
struct Preferences: RouterMiddleware {
    static let languageCookie = "lang"
    static let sizeCookie = "size"

    let site: Site

    func handle(
        _ request: Request, context: BackstopContext,
        next: @concurrent (Request, BackstopContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        let asked = request.query["lang"].flatMap { Language(code: $0) }
        let kept = request.cookies[Self.languageCookie].flatMap { Language(code: $0.value) }
        context.language = asked ?? kept ?? .chinese
        context.textSize = request.cookies[Self.sizeCookie].flatMap { TextSize(rawValue: $0.value) } ?? .large
        context.requestPath = SafePath(request.head.path).text
        context.messages = site.messages[context.language]
        return try await next(request, context)
    }
}
