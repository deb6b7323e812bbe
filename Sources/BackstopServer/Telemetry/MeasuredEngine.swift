import CoreMetrics
import SQLText

/// An engine that counts and times its writing transactions.
struct MeasuredEngine: SQLEngine {
    /// The engine that does the work.
    let base: any SQLEngine
    let metrics: any MetricsFactory

    var dialect: Dialect { base.dialect }

    func read<T: Sendable>(_ body: @escaping @Sendable (any SQLTransaction) throws -> T) async throws -> T {
        try await base.read(body)
    }

    @discardableResult
    func write<T: Sendable>(_ body: @escaping @Sendable (any SQLTransaction) throws -> T) async throws -> T {
        let began = ContinuousClock.now
        do {
            let value = try await base.write(body)
            note("committed", began)
            return value
        } catch {
            // Verbs undo what they wrote by throwing their refusal, which is no failure of the store.
            note(error is SQLError ? "failed" : "undone", began)
            throw error
        }
    }

    func close() async { await base.close() }

    private func note(_ outcome: String, _ began: ContinuousClock.Instant) {
        Figure.storeWrites.add(1, [("outcome", outcome)], to: metrics)
        Figure.storeWriteTime.time(ContinuousClock.now - began, in: metrics)
    }
}
