import Primitives

/// How long sessions hold, on the system clock.
package struct SessionLimits: Hashable, Sendable {
    /// Seconds without a request after which a citizen signs in again.
    package var citizenIdleSeconds: Int64 = 3600
    /// Seconds after which a citizen signs in again in any case.
    package var citizenAbsoluteSeconds: Int64 = 12 * 3600
    /// Seconds without a request after which staff sign in again.
    package var staffIdleSeconds: Int64 = 1800
    /// Seconds after which staff sign in again in any case.
    package var staffAbsoluteSeconds: Int64 = 10 * 3600

    /// Citizens: 60 minutes idle and 12 hours in all; staff: 30 minutes and 10 hours.
    package static let standard = SessionLimits()

    /// Takes the standard limits, to be changed one by one.
    package init() {}

    /// When a citizen's session ends if nothing more happens.
    func citizenEnd(createdAt: Instant, seenAt: Instant) -> Instant {
        min(seenAt.adding(seconds: citizenIdleSeconds), createdAt.adding(seconds: citizenAbsoluteSeconds))
    }

    /// When a staff session ends if nothing more happens.
    func staffEnd(createdAt: Instant, seenAt: Instant) -> Instant {
        min(seenAt.adding(seconds: staffIdleSeconds), createdAt.adding(seconds: staffAbsoluteSeconds))
    }

    /// A session's last sight is written at most this often, so that reading a page seldom writes.
    static let touchMilliseconds: Int64 = 60_000
}
