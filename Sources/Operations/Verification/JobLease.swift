import Primitives
import Storage

extension Bureau {
    /// Does long work while a job's lease is kept alive beside it, so that a killed process is noticed soon.
    ///
    /// `tick` is called as often, every third of the lease unless said otherwise.
    func whileLeased<T>(
        _ job: LeasedJob, leaseSeconds: Int64, every seconds: Int64? = nil,
        tick: @escaping @Sendable () async -> Void = {}, _ body: () async throws -> T
    ) async throws -> T {
        let pause = max(1, seconds ?? leaseSeconds / 3)
        let beat = Task {
            while !Task.isCancelled {
                guard (try? await Task.sleep(for: .seconds(pause))) != nil else { return }
                let instant = systemClock()
                _ = try? await store.write { try $0.extendLease(job, at: instant, leaseSeconds: leaseSeconds) }
                await tick()
            }
        }
        defer { beat.cancel() }
        return try await body()
    }
}
