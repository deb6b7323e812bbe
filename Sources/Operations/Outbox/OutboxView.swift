package import Primitives
package import Storage

/// What was told to whom (S30): messages about cases of the asker's scope, latest first, receivers masked.
///
/// Two queries.
package struct OutboxView: Sendable {
    /// Messages a page.
    package static let pageSize = 50
    /// The messages.
    package let lines: [OutboxEntry]
    /// Messages of the scope that were given up.
    package let failedCount: Int
    /// The `before` of the next page; nil on the last.
    package let next: OutboxID?

    /// Reads a page; `onlyFailed` leaves what was not given up out.
    package static func load(
        onlyFailed: Bool = false, before: OutboxID? = nil, in context: CommandContext
    ) throws -> OutboxView {
        let lines = try context.store.outboxEntries(
            in: context.scope, onlyFailed: onlyFailed, before: before, limit: pageSize + 1)
        return OutboxView(
            lines: Array(lines.prefix(pageSize)), failedCount: try context.store.failedMessageCount(in: context.scope),
            next: lines.count > pageSize ? lines[pageSize - 1].id : nil)
    }
}
