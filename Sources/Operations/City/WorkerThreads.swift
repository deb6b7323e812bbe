import Dispatch
import Foundation

/// Work that reads and writes files for seconds, kept off the threads on which Swift's tasks run.
enum WorkerThreads {
    /// Runs a piece of work on a thread that may block.
    static func run<T: Sendable>(_ body: @escaping @Sendable () throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global(qos: .utility).async {
                continuation.resume(with: Result { try body() })
            }
        }
    }

    /// Runs a piece of work for each item, so many at once; results in the order of the items.
    static func map<Item: Sendable, T: Sendable>(
        _ items: [Item], atOnce: Int = max(2, ProcessInfo.processInfo.activeProcessorCount),
        _ body: @escaping @Sendable (Item) throws -> T
    ) async throws -> [T] {
        try await withThrowingTaskGroup(of: (Int, T).self) { group in
            var results: [T?] = Array(repeating: nil, count: items.count)
            for (index, item) in items.enumerated() {
                if index >= atOnce, let (finished, value) = try await group.next() { results[finished] = value }
                group.addTask { (index, try await run { try body(item) }) }
            }
            for try await (finished, value) in group { results[finished] = value }
            return results.compactMap { $0 }
        }
    }
}
