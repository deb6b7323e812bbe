package import Primitives
package import Storage

/// The colleagues whose post reaches a case: second visitors, assignees, relatives.
///
/// Three statements.
package struct Colleagues: Sendable {
    /// The staff members, by login, each with the posts that reach the case.
    package let lines: [StaffLine]
    /// Most people of the list; a county has fewer at one level.
    private static let limit = 500

    /// Those of the asker's own region, or of the case's township where the asker's region is wider.
    package static func load(of region: RegionCode, in context: CommandContext) throws -> Colleagues {
        guard let staff = context.actor.staff, context.scope.contains(region) else { return Colleagues(lines: []) }
        let township = region.ancestor(at: .township) ?? region
        let part = staff.region.contains(township) ? staff.region : township
        let lines = try context.store.staffLines(
            in: part, after: "", limit: limit, on: context.today, at: context.now)
        return Colleagues(
            lines: lines.filter { line in !line.isClosed && line.posts.contains { $0.region.contains(region) } })
    }
}
