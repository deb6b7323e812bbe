package import Casework
import Primitives
package import Storage

/// What a post is reminded of, and what was reported to it as late (S29): the same rows behind both.
///
/// Two statements.
package struct ReminderList: Sendable {
    /// Most rows of one page.
    package static let pageLimit = 50
    /// The page's rows.
    package let rows: [ReminderRow]
    /// How many there are in all.
    package let total: Int
    /// How many of them are late and unanswered.
    package let late: Int

    /// The levels a role answers for; empty for roles that no reminder is for.
    package static func levels(of role: Role) -> [ReminderLevel] {
        switch role {
        case .townshipClerk, .gridWorker, .aide, .verificationOfficer: [.handler]
        case .townshipReviewer: [.handler, .townshipHead]
        case .countyReviewer: [.townshipHead, .county]
        case .leader: [.county, .city]
        default: []
        }
    }

    /// A page for the asker's post within its area; empty for others.
    package static func load(offset: Int = 0, in context: CommandContext) throws -> ReminderList {
        let levels = context.actor.staff.map { Self.levels(of: $0.role) } ?? []
        guard !levels.isEmpty else { return ReminderList(rows: [], total: 0, late: 0) }
        let withLeads = context.actor.staff.map { LeadAuthority.readers.contains($0.role) } ?? false
        let counts = try context.store.reminderCounts(levels, withLeads: withLeads, in: context.scope)
        return ReminderList(
            rows: try context.store.reminders(
                levels, withLeads: withLeads, in: context.scope, limit: pageLimit, offset: offset),
            total: counts.total, late: counts.late)
    }
}
