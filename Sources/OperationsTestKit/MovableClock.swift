package import Primitives
import Synchronization

/// A system clock that a test moves by hand; it also ticks a millisecond at each reading, as time does.
package final class MovableClock: Sendable {
    private let milliseconds: Mutex<Int64>

    /// Starts at an instant.
    package init(_ start: Instant) { milliseconds = Mutex(start.milliseconds) }

    /// The instant now.
    package var now: Instant {
        Instant(
            milliseconds: milliseconds.withLock { value in
                value += 1
                return value
            })
    }

    /// Moves the clock on.
    package func advance(seconds: Int) { milliseconds.withLock { $0 += Int64(seconds) * 1000 } }

    /// Moves the clock on by whole days.
    package func advance(days: Int) { advance(seconds: days * 86_400) }
}
