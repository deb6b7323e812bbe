import SQLText
import Storage

extension Bureau {
    /// Seals every rotating column with the current key, a thousand rows a transaction; safe to stop and start again.
    package func resealColumns(progress: (Int) -> Void) async throws -> Int {
        var total = 0
        for column in SealedColumn.rotating {
            var last: SQLValue?
            repeat {
                let from = last
                let (count, next) = try await store.write { try $0.reseal(column, after: from, limit: 1_000) }
                total += count
                last = next
                if count > 0 { progress(total) }
            } while last != nil
        }
        _ = try await store.write { transaction in
            try transaction.appendAudit(
                AuditNote(verb: "keys.reseal", subjectKind: "installation", subjectID: 0),
                actor: Actor.system.row, at: systemClock())
        }
        return total
    }
}
