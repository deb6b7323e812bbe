import Logging
import Operations
import Primitives
import ServiceLifecycle

/// The loop beside the pages: jobs, messages, the audit chain and this node's lease, until the server stops.
///
/// Every turn is safe to lose: leases expire, and what was not finished is done again by whoever comes next.
struct BackgroundWork: Service {
    let installed: InstalledBureau
    let gateway: any MessageGateway
    let pause: Duration

    func run() async throws {
        await withGracefulShutdownHandlerLoop { await turn() }
    }

    private func withGracefulShutdownHandlerLoop(_ turn: @escaping @Sendable () async -> Void) async {
        await cancelWhenGracefulShutdownOrIgnore {
            while !Task.isCancelled && !Task.isShuttingDownGracefully {
                await turn()
                try? await Task.sleep(for: pause)
            }
        }
    }

    private func cancelWhenGracefulShutdownOrIgnore(_ body: @escaping @Sendable () async -> Void) async {
        try? await cancelWhenGracefulShutdown { await body() }
    }

    private func turn() async {
        let bureau = installed.bureau
        await attempt("lease") { try await bureau.renewNodeLease(holder: installed.holder, seconds: NodeLeaseTerms.seconds) }
        await attempt("jobs") {
            _ = try await bureau.runJobs(holder: installed.holder, kinds: JobKind.allCases, limit: 20)
        }
        await attempt("outbox") {
            _ = try await bureau.deliverOutbox(holder: installed.holder, gateway: gateway, limit: 50)
        }
        await attempt("audit") {
            _ = try await bureau.sealAudit(holder: installed.holder, headFile: installed.configuration.auditHeadFile)
        }
    }

    private func attempt(_ what: String, _ work: () async throws -> Void) async {
        do { try await work() } catch is CancellationError {} catch {
            installed.bureau.log.error("Background work failed; it is tried again.", metadata: ["work": "\(what)", "error": "\(error)"])
        }
    }
}
