package import Storage
import Verification

/// The exchanges with the higher platform as the verification centre sees them: open ones first, oldest first.
///
/// Two queries.
package struct RelayListView: Sendable {
    /// Exchanges a page.
    package static let pageSize = 50
    /// The platform's name; nil when none is set up.
    package let platform: String?
    /// The exchanges of the page.
    package let lines: [RelayLine]
    /// How many there are, by state.
    package let counts: [String: Int]

    /// How many exchanges there are in all.
    package var total: Int { counts.values.reduce(0, +) }

    /// Reads a page for the verification centre; empty for others.
    package static func load(offset: Int = 0, in context: CommandContext) throws -> RelayListView {
        let platform = context.bureau.relay?.platform
        guard CaseComparison.mayAsk(context.actor) else {
            return RelayListView(platform: platform, lines: [], counts: [:])
        }
        return RelayListView(
            platform: platform,
            lines: try context.store.relayLines(in: context.scope, limit: pageSize, offset: offset),
            counts: try context.store.relayCounts(in: context.scope))
    }
}
