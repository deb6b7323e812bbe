import Casework
package import Primitives
package import Storage

/// What a family is asked to bring, and what it has brought so far (C13).
///
/// Three statements.
package struct CitizenSupplement: Sendable {
    /// The case's version, for the form.
    package let version: Int64
    /// What is missing, in the clerk's words.
    package let items: [String]
    /// The last day.
    package let dueDay: CivilDate
    /// The files that came for it, oldest first.
    package let uploads: [UploadRow]

    /// The open list of the asker's own case; nil when nothing is awaited.
    package static func load(_ id: CaseID, in context: CommandContext) throws -> CitizenSupplement? {
        guard context.actor.account != nil, let row = try context.store.caseRow(id, in: context.scope),
            row.state == .supplement, let notice = try context.store.supplement(of: id, in: context.scope),
            notice.answeredDay == nil
        else { return nil }
        return CitizenSupplement(
            version: row.version, items: notice.items, dueDay: notice.dueDay,
            uploads: try context.store.uploads(of: id, in: context.scope).filter {
                $0.purpose == UploadPurpose.supplement.rawValue
            })
    }
}
