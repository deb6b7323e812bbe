import CoreMetrics
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Operations
import Sealing
import WebSupport

/// What machines ask: is it alive, how does it do.
struct OperatorRoutes: Sendable {
    let bureau: Bureau
    let site: Site
    let metrics: PrometheusText
    let metricsToken: String

    func register(in routes: RouteRegistry) {
        routes.get("/healthz", for: .public, kind: .json, summary: "Whether this node can serve.") { _, _ in
            let health = await Health.check(bureau)
            return site.json(health, status: health.problem == nil ? .ok : .serviceUnavailable)
        }
        routes.get("/metrics", for: .public, kind: .json, summary: "Figures of this node as Prometheus text.") {
            request, _ in
            guard isAllowed(request) else { throw PageProblem.notFound }
            return Response(
                status: .ok, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
                body: .init(byteBuffer: ByteBuffer(string: metrics.text)))
        }
    }

    private func isAllowed(_ request: Request) -> Bool {
        guard !metricsToken.isEmpty else { return true }
        let given = request.headers[.authorization] ?? ""
        return Digest.equalInConstantTime(Array(given.utf8), Array("Bearer \(metricsToken)".utf8))
    }
}
