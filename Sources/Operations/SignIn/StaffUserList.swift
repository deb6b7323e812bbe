import Casework
package import Storage

/// The administrator's list of users; four queries a page.
package struct StaffUserList: Sendable, Hashable {
    /// The users by login.
    package let lines: [StaffLine]
    /// What to ask the next page with; nil on the last.
    package let next: String?

    /// The users who hold or held a post in the administrator's region; nil for anybody else.
    package static func load(
        after login: String = "", limit: Int = 50, in context: CommandContext
    ) throws -> StaffUserList? {
        guard let staff = context.actor.staff, staff.role == .administrator else { return nil }
        let lines = try context.store.staffLines(
            in: staff.region, after: login, limit: limit + 1, on: context.today, at: context.now)
        return StaffUserList(
            lines: Array(lines.prefix(limit)), next: lines.count > limit ? lines[limit - 1].login : nil)
    }
}
