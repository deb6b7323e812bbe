import Hummingbird
import Logging

/// One line for each request, without personal data: the pattern of the route, never the address itself.
struct AccessLog: RouterMiddleware {
    typealias Context = BackstopContext

    func handle(
        _ request: Request, context: BackstopContext,
        next: @concurrent (Request, BackstopContext) async throws -> Response
    ) async throws -> Response {
        let began = ContinuousClock.now
        let response = try await next(request, context)
        let elapsed = (ContinuousClock.now - began).components
        let milliseconds = elapsed.seconds * 1_000 + elapsed.attoseconds / 1_000_000_000_000_000
        context.logger.info(
            "request",
            metadata: [
                "method": "\(request.method.rawValue)", "route": "\(context.endpointPath ?? "none")",
                "status": "\(response.status.code)", "milliseconds": "\(milliseconds)",
            ])
        return response
    }
}
