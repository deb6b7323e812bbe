import Casework
package import Primitives
import Storage

/// What a roster pays otherwise than the month before, family by family.
package struct RosterChange: Sendable, Hashable {
    /// A family whose regular sum differs.
    package struct Line: Sendable, Hashable {
        /// Certificate number and masked payee.
        package let label: String
        /// What was paid the month before; nil for a family that is new on the roster.
        package let before: Money?
        /// What is paid now; nil for a family that is no longer on it.
        package let now: Money?
    }

    /// The most lines that a page shows.
    package static let mostLines = 100

    /// What the regular sums of the month before come to.
    package let totalBefore: Money
    /// What they come to now.
    package let total: Money
    /// Families new on the roster.
    package let addedCount: Int
    /// Families no longer on it.
    package let removedCount: Int
    /// Families paid another sum.
    package let changedCount: Int
    /// The differences, at most `mostLines`.
    package let lines: [Line]

    /// Compares two months' regular sums; one query for the labels.
    init(from before: [AwardID: Money], to now: [AwardID: Money], in context: CommandContext) throws {
        totalBefore = before.values.reduce(.zero, +)
        total = now.values.reduce(.zero, +)
        let differing = Set(before.keys).union(now.keys).filter { before[$0] != now[$0] }.sorted()
        addedCount = differing.count { before[$0] == nil }
        removedCount = differing.count { now[$0] == nil }
        changedCount = differing.count - addedCount - removedCount
        let shown = Array(differing.prefix(Self.mostLines))
        let labels = try context.store.awardLabels(shown)
        lines = shown.map { Line(label: labels[$0] ?? $0.text, before: before[$0], now: now[$0]) }
    }
}
