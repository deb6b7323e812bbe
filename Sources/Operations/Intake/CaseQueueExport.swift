import Casework
import Primitives
import Storage

/// Writes down that a queue is exported, by whom, for what, and what it was narrowed to.
private struct NoteExport: Command {
    static let name = "intake.exportQueue"
    let filter: CaseQueueFilter
    let reason: String

    func run(in context: CommandContext) throws -> Outcome<Bool> {
        guard let staff = context.actor.staff else { return .refused([.notAllowed]) }
        guard reason.filter({ !$0.isWhitespace }).count >= 2 else { return .refused([.exportReasonMissing]) }
        let payload = String(decoding: try StoreTransaction.json(filter), as: UTF8.self)
        try context.audit(
            Self.name, "queue", 0, region: filter.region ?? staff.region, reason: reason, payload: payload)
        return .done(true)
    }
}

extension Bureau {
    /// Most rows of an export.
    package static let exportRowsMax = 20_000

    /// All rows of a queue for a file: names masked, no IDs, at most 20,000; the reason is kept in the audit log.
    package func exportCaseQueue(
        _ filter: CaseQueueFilter, reason: String, as actor: Actor, key: String
    ) async throws -> Outcome<[CaseQueueRow]> {
        let noted = try await perform(NoteExport(filter: filter, reason: reason), as: actor, key: key)
        guard noted.value != nil else { return .refused(noted.reasons) }
        return .done(
            try await view(as: actor) { context in
                var rows: [CaseQueueRow] = []
                while rows.count < Self.exportRowsMax {
                    let size = min(500, Self.exportRowsMax - rows.count)
                    let part = try CaseQueue.load(filter, limit: size, offset: rows.count, in: context).rows
                    rows += part
                    if part.count < size { break }
                }
                return rows
            })
    }
}
