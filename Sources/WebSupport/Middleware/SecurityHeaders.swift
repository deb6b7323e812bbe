import HTTPTypes
package import Hummingbird

/// Puts the headers that protect a page on every answer, errors and files included.
struct SecurityHeaders: RouterMiddleware {
    typealias Context = BackstopContext

    /// What a page may load and where its forms may go: only this site, no inline script or style.
    static let policy = [
        "default-src 'self'", "script-src 'self'", "style-src 'self'", "img-src 'self' data: blob:",
        "object-src 'none'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'",
    ].joined(separator: "; ")

    let options: SiteOptions

    /// What a page's scripts may ask the device for: nothing, and where the phone is only for the places given.
    static func permissions(place: String) -> String {
        "camera=(), microphone=(), geolocation=\(place), payment=(), usb=()"
    }

    func handle(
        _ request: Request, context: BackstopContext,
        next: @concurrent (Request, BackstopContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        response.headers[.contentSecurityPolicy] = Self.policy
        response.headers[.xContentTypeOptions] = "nosniff"
        response.headers[.referrerPolicy] = "same-origin"
        if response.headers[.permissionsPolicy] == nil {
            response.headers[.permissionsPolicy] = Self.permissions(place: "()")
        }
        response.headers[.openerPolicy] = "same-origin"
        response.headers[.resourcePolicy] = "same-origin"
        response.headers[.requestID] = context.requestID
        if response.headers[.cacheControl] == nil { response.headers[.cacheControl] = "no-store" }
        if options.isSecure, options.hstsSeconds > 0 {
            response.headers[.strictTransportSecurity] = "max-age=\(options.hstsSeconds); includeSubDomains"
        }
        return response
    }
}

extension Response {
    /// The same answer, its page allowed to ask the phone where it is: the visit form, and no other page.
    package func allowingPlace() -> Response {
        var copy = self
        copy.headers[.permissionsPolicy] = SecurityHeaders.permissions(place: "(self)")
        return copy
    }
}

extension HTTPField.Name {
    static let referrerPolicy = HTTPField.Name("Referrer-Policy")!
    static let permissionsPolicy = HTTPField.Name("Permissions-Policy")!
    static let openerPolicy = HTTPField.Name("Cross-Origin-Opener-Policy")!
    static let resourcePolicy = HTTPField.Name("Cross-Origin-Resource-Policy")!
    static let requestID = HTTPField.Name("X-Request-ID")!
}
