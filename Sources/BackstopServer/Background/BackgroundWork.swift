import Logging
import Operations
import Primitives
import SQLText
import ServiceLifecycle
import Storage

/// The loop beside the pages: jobs, messages, the audit chain and this node's lease, until the server stops.
///
/// Every turn is safe to lose: leases expire, and what was not finished is done again by whoever comes next.
struct BackgroundWork: Service {
    let installed: InstalledBureau
    let gateway: any MessageGateway
    /// The way to the verification platform above; nil when none is asked.
    let relay: (any RelayGateway)?
    /// The way to medical security; nil when its notices wait for a person's record.
    let medical: (any MedicalGateway)?
    let pause: Duration

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                await turn()
                // Cancelled sleep is the sign to stop.
                guard (try? await Task.sleep(for: pause)) != nil else { return }
            }
        }
    }

    private func turn() async {
        let bureau = installed.bureau
        await attempt("lease") {
            try await installed.lease.renew(on: bureau.store.engine, at: bureau.systemClock())
        }
        await attempt("jobs") {
            for kind in JobKind.allCases {
                let taken = try await bureau.runJobs(holder: installed.holder, kinds: [kind], limit: 20)
                Figure.jobsRun.add(taken, [("kind", kind.rawValue)], to: installed.metrics)
            }
        }
        await attempt("objections") {
            let closed = try await bureau.closeObjectionWindows(limit: 50)
            Figure.jobsRun.add(closed, [("kind", "objectionWindow")], to: installed.metrics)
        }
        await attempt("reviews") {
            let begun = try await bureau.startDueReviews(limit: 20)
            Figure.jobsRun.add(begun, [("kind", "review")], to: installed.metrics)
        }
        await attempt("deadlines") { _ = try await bureau.remindOfDeadlines() }
        await attempt("boards") { _ = try await bureau.draftBoards() }
        await attempt("outbox") {
            note(try await bureau.deliverOutbox(holder: installed.holder, gateway: gateway, limit: 50))
        }
        if let relay {
            await attempt("relay") {
                let taken = try await bureau.exchangeRelay(gateway: relay, limit: 20)
                Figure.jobsRun.add(taken, [("kind", "relay")], to: installed.metrics)
            }
        }
        if let medical {
            await attempt("medical") {
                let told = try await bureau.handOverToMedical(gateway: medical, limit: 20)
                Figure.jobsRun.add(told, [("kind", "medical")], to: installed.metrics)
            }
        }
        await attempt("fast paths") {
            _ = try await bureau.lookAtBackChecks()
            _ = try await bureau.carryCreditEntries()
        }
        await attempt("audit") {
            _ = try await bureau.sealAudit(holder: installed.holder, headFile: installed.configuration.auditHeadFile)
        }
    }

    private func note(_ round: DeliveryRound) {
        for (outcome, count) in [("sent", round.sent), ("failed", round.failed), ("lost", round.lost)] {
            Figure.deliveries.add(count, [("outcome", outcome)], to: installed.metrics)
        }
    }

    private func attempt(_ what: String, _ work: () async throws -> Void) async {
        do { try await work() } catch is CancellationError {} catch {
            installed.bureau.log.error(
                "Background work failed; it is tried again.", metadata: ["work": "\(what)", "error": "\(error)"])
        }
    }
}
