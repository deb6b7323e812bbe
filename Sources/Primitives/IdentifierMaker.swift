import Synchronization

/// Makes keys that are unique, increasing and, with a node number per process, need no central counter.
///
/// When the clock stands still or goes back, it counts on from the last millisecond it has used.
package final class IdentifierMaker: Sendable {
    /// 2020-01-01T00:00Z.
    package static let epoch = Instant(milliseconds: 1_577_836_800_000)
    /// The node numbers that fit.
    package static let nodes = 0...511

    private static let counterLimit: Int64 = 4096
    private let node: Int64
    private let now: @Sendable () -> Instant
    private let last = Mutex((milliseconds: Int64(0), counter: Int64(0)))

    /// A maker for one process: no two that write the same database may share a node number.
    package init(node: Int, now: @escaping @Sendable () -> Instant) {
        precondition(Self.nodes.contains(node), "A node number is 0 to 511.")
        self.node = Int64(node)
        self.now = now
    }

    /// The next key.
    package func next<Subject>(_: Subject.Type = Subject.self) -> Identifier<Subject> {
        let elapsed = Self.epoch.milliseconds(until: now())
        precondition(elapsed > 0, "The clock stands before 2020: keys made now would collide with later ones.")
        let (milliseconds, counter) = last.withLock { last in
            if elapsed > last.milliseconds {
                last = (elapsed, 0)
            } else if last.counter + 1 < Self.counterLimit {
                last.counter += 1
            } else {
                last = (last.milliseconds + 1, 0)
            }
            return last
        }
        precondition(milliseconds < 1 << 42, "The clock stands beyond 2159: the 42 bits for time are used up.")
        return Identifier(milliseconds << 21 | node << 12 | counter)
    }
}
