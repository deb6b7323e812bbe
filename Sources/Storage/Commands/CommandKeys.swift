package import Primitives
import SQLText
import Sealing

/// A command that was done before under the same key.
package struct CommandRecord: Sendable {
    /// The command's name.
    package let command: String
    /// The hash of what was asked.
    package let requestHash: [UInt8]
    /// The encoded outcome, returned again.
    package let result: [UInt8]

    /// Takes the parts.
    package init(command: String, requestHash: [UInt8], result: [UInt8]) {
        self.command = command
        self.requestHash = requestHash
        self.result = result
    }
}

extension StoreTransaction {
    /// The record of an idempotency key of one actor.
    package func commandRecord(key: String, actor: ActorRow) throws -> CommandRecord? {
        guard
            let row = try sql.first(
                """
                SELECT command, request_hash, result FROM command_key
                WHERE actor_kind = \(actor.kind.rawValue) AND actor_id = \(actor.id) AND key = \(key)
                """)
        else { return nil }
        let result = try keys.open(
            row.blob("result"), at: SealedPlace(table: "command_key", column: "result", row: key))
        return CommandRecord(
            command: try row.text("command"), requestHash: try row.blob("request_hash"), result: result)
    }

    /// Remembers what a key did; the primary key lets only one of two racing commands through.
    package func recordCommand(_ record: CommandRecord, key: String, actor: ActorRow, at instant: Instant) throws {
        let sealed = try keys.seal(
            record.result, at: SealedPlace(table: "command_key", column: "result", row: key))
        try sql.execute(
            """
            INSERT INTO command_key (actor_kind, actor_id, key, command, request_hash, result, created_at)
            VALUES (\(actor.kind.rawValue), \(actor.id), \(key), \(record.command), \(record.requestHash),
            \(sealed), \(instant))
            """)
    }
}
