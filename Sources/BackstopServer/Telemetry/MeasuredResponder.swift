package import CoreMetrics
import HTTPTypes
package import Hummingbird
package import WebSupport

/// Counts and times every request before it hands the answer on, by the pattern of the route, never by the address.
package struct MeasuredResponder: HTTPResponder {
    private let routes: RouterResponder<BackstopContext>
    private let metrics: any MetricsFactory
    /// A method is whatever a stranger sends; a label is one of these.
    private static let methods: Set<String> = ["GET", "HEAD", "POST"]

    /// Measures the answers of `routes`.
    package init(_ routes: RouterResponder<BackstopContext>, metrics: any MetricsFactory) {
        self.routes = routes
        self.metrics = metrics
    }

    /// Answers by the routes.
    package func respond(to request: Request, context: BackstopContext) async throws -> Response {
        let began = ContinuousClock.now
        do {
            let response = try await routes.respond(to: request, context: context)
            note(request, context, status: response.status.code, began)
            return response
        } catch {
            note(request, context, status: 500, began)
            throw error
        }
    }

    private func note(_ request: Request, _ context: BackstopContext, status: Int, _ began: ContinuousClock.Instant) {
        let path = context.endpointPath ?? "none"
        let route = path.hasPrefix("/") ? path : "none"
        let method = Self.methods.contains(request.method.rawValue) ? request.method.rawValue : "other"
        Figure.requests.add(1, [("method", method), ("route", route), ("status", String(status))], to: metrics)
        Figure.requestTime.time(ContinuousClock.now - began, [("route", route)], in: metrics)
    }
}
