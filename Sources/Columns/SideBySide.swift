import Dispatch
import Glibc
import Synchronization

/// Runs the same work on several threads at once and waits for all of them.
enum SideBySide {
    /// How many threads reading and writing use: the cores there are, four at most.
    static let threads = max(1, min(4, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))))

    /// Calls the body once on each thread with the thread's number; the first error is thrown when all are done.
    static func run(
        threads: Int = threads, _ body: @Sendable (Int) throws(SnapshotError) -> Void
    ) throws(SnapshotError) {
        if threads == 1 { return try body(0) }
        let failure = Mutex<SnapshotError?>(nil)
        DispatchQueue.concurrentPerform(iterations: threads) { number in
            do throws(SnapshotError) { try body(number) } catch {
                failure.withLock { if $0 == nil { $0 = error } }
            }
        }
        if let error = failure.withLock({ $0 }) { throw error }
    }
}
