import CoreMetrics
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Operations
import Sealing
import Storage
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
            await readStore()
            return Response(
                status: .ok, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
                body: .init(byteBuffer: ByteBuffer(string: metrics.text)))
        }
    }

    /// Figures of a store that does not answer are those of the last time, beside a 0 that says so.
    private func readStore() async {
        let now = bureau.systemClock()
        do {
            try await bureau.store.read { try $0.figures(at: now) }.record(in: metrics)
            Figure.storeUp.set(1, in: metrics)
        } catch {
            bureau.log.error("The store's figures cannot be read.", metadata: ["error": "\(error)"])
            Figure.storeUp.set(0, in: metrics)
        }
    }

    private func isAllowed(_ request: Request) -> Bool {
        guard !metricsToken.isEmpty else { return true }
        let given = request.headers[.authorization] ?? ""
        return Digest.equalInConstantTime(Array(given.utf8), Array("Bearer \(metricsToken)".utf8))
    }
}
