import Foundation
package import Storage

/// The queues that a person has saved, each with the filter it opens.
package struct SavedQueueViews: Sendable {
    /// One saved queue.
    package struct Line: Hashable, Sendable {
        /// The view.
        package let id: SavedViewID
        /// What its owner calls it.
        package let name: String
        /// What it narrows the queue to.
        package let filter: CaseQueueFilter
    }

    /// The asker's, by name.
    package let lines: [Line]

    /// One statement; a view written by a program that knew other filters is left out.
    package static func load(in context: CommandContext) throws -> SavedQueueViews {
        guard let staff = context.actor.staff else { return SavedQueueViews(lines: []) }
        return SavedQueueViews(
            lines: try context.store.savedViews(of: staff.staffID).compactMap { row in
                let filter = try? JSONDecoder().decode(CaseQueueFilter.self, from: Data(row.filter.utf8))
                return filter.map { Line(id: row.id, name: row.name, filter: $0) }
            })
    }
}
