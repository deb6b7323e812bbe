package import Primitives
import Sealing
package import Storage

/// The pages on which a case was decided: who saw which page when, and decided what.
///
/// Two statements.
package struct DecisionScreens: Sendable {
    /// One page.
    package struct Line: Hashable, Sendable {
        /// The page.
        package let row: ShownScreenRow
        /// Who decided on it.
        package let staffName: String
    }

    /// The pages, oldest first.
    package let lines: [Line]

    /// Reads them for somebody who sees the case.
    package static func load(_ caseID: CaseID, in context: CommandContext) throws -> DecisionScreens? {
        guard context.actor.staff != nil, try context.store.caseRow(caseID, in: context.scope) != nil else {
            return nil
        }
        let rows = try context.store.shownScreens(of: caseID, in: context.scope)
        let names = try context.store.staffNames(Set(rows.map(\.staffID)))
        return DecisionScreens(lines: rows.map { Line(row: $0, staffName: names[$0.staffID] ?? "") })
    }
}

/// One such page with its bytes.
package struct DecisionScreen: Sendable {
    /// Who saw it and when.
    package let row: ShownScreenRow
    /// The page's HTML as it was sent.
    package let html: String
    /// Whether the bytes are those whose hash was kept.
    package let isIntact: Bool

    /// Reads a page; nil outside the scope.
    package static func load(_ id: ShownScreenID, in context: CommandContext) throws -> DecisionScreen? {
        guard context.actor.staff != nil, let found = try context.store.shownScreen(id, in: context.scope) else {
            return nil
        }
        return DecisionScreen(
            row: found.row, html: String(decoding: found.content, as: UTF8.self),
            isIntact: Digest.sha256(found.content) == found.row.contentHash)
    }
}
