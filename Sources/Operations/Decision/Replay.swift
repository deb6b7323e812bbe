import Policies
package import Primitives
import Sealing
import Storage

/// Whether a stored determination still follows from its own record.
package struct Replay: Hashable, Sendable {
    /// Whether the recomputed bytes equal the stored ones, and these their hash.
    package let matches: Bool
    /// The SHA-256 stored with the record, in hexadecimal.
    package let storedHash: String
    /// The SHA-256 of the recomputed record, in hexadecimal.
    package let replayedHash: String
}

extension Bureau {
    /// Computes a determination again from its sealed facts and policy and compares the bytes; nil outside the scope.
    package func replay(_ id: DeterminationID, as actor: Actor) async throws -> Replay? {
        try await view(as: actor) { context in
            try context.store.determination(id, in: context.scope).map { try Replay($0, in: context) }
        }
    }
}

extension Replay {
    /// Computes a stored determination again.
    init(_ row: DeterminationRow, in context: CommandContext) throws {
        let record = try DeterminationRecord(bytes: row.entry.record)
        let replayed = try record.replayed(texts: try context.store.policyTexts(record.policyHashes))
        self.init(
            matches: replayed == row.entry.record && Digest.sha256(row.entry.record) == row.recordHash,
            storedHash: Digest.hex(row.recordHash), replayedHash: Digest.hex(Digest.sha256(replayed)))
    }
}
