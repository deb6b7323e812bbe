package import Primitives
import SQLText
import Sealing

/// One line of the audit log before it is written.
package struct AuditNote: Sendable {
    /// What was done, as the verb's name.
    package let verb: String
    /// What it was done to: table and id.
    package let subjectKind: String
    /// The subject's id; 0 when the verb has none.
    package let subjectID: Int64
    /// The region the subject lies in; empty when none.
    package let region: String
    /// The reason the person gave; empty when none was asked.
    package let reason: String
    /// Details, sealed and lawfully erasable.
    package let payload: String

    /// Takes the parts.
    package init(
        verb: String, subjectKind: String, subjectID: Int64, region: String = "", reason: String = "",
        payload: String = "{}"
    ) {
        self.verb = verb
        self.subjectKind = subjectKind
        self.subjectID = subjectID
        self.region = region
        self.reason = reason
        self.payload = payload
    }
}

/// One line of the audit log as it is read back.
package struct AuditLine: Sendable {
    /// The entry's id, which also orders entries by time.
    package let id: AuditID
    /// When, by the system clock.
    package let at: Instant
    /// Who.
    package let actor: ActorRow
    /// What was done.
    package let verb: String
    /// The subject's kind.
    package let subjectKind: String
    /// The subject's id.
    package let subjectID: Int64
    /// The region's code.
    package let region: String
    /// The reason given.
    package let reason: String
}

extension StoreTransaction {
    /// Appends an entry inside the running transaction; the sealer links it within seconds.
    package func appendAudit(_ note: AuditNote, actor: ActorRow, at instant: Instant) throws {
        let id: AuditID = ids.next()
        let salt = Token.randomBytes(16)
        let payload = try seal(note.payload, "audit_entry", "payload", id.rawValue)
        let payloadHash = AuditChain.payloadHash(salt: salt, sealedPayload: payload)
        let entryHash = AuditChain.entryHash(
            fields: Self.auditFields(id: id, at: instant, actor: actor, note: note), payloadHash: payloadHash)
        try sql.execute(
            """
            INSERT INTO audit_entry (id, at, actor_kind, actor_id, post_id, verb, subject_kind, subject_id,
            region_code, reason, salt, payload, payload_hash, entry_hash)
            VALUES (\(id), \(instant), \(actor.kind.rawValue), \(actor.id), \(actor.postID), \(note.verb),
            \(note.subjectKind), \(note.subjectID), \(note.region), \(note.reason), \(salt), \(payload),
            \(payloadHash), \(entryHash))
            """)
    }

    static func auditFields(id: AuditID, at: Instant, actor: ActorRow, note: AuditNote) -> [String] {
        [
            String(id.rawValue), String(at.milliseconds), actor.kind.rawValue, String(actor.id), String(actor.postID),
            note.verb, note.subjectKind, String(note.subjectID), note.region, note.reason,
        ]
    }

    /// The latest entries about one subject, newest first.
    package func auditLines(subjectKind: String, subjectID: Int64, limit: Int = 200) throws -> [AuditLine] {
        try sql.query(
            """
            SELECT id, at, actor_kind, actor_id, post_id, verb, subject_kind, subject_id, region_code, reason
            FROM audit_entry WHERE subject_kind = \(subjectKind) AND subject_id = \(subjectID)
            ORDER BY id DESC LIMIT \(limit)
            """
        ).map(Self.auditLine)
    }

    static func auditLine(_ row: Row) throws -> AuditLine {
        AuditLine(
            id: try row.id("id"), at: try row.instant("at"),
            actor: ActorRow(
                kind: try row.code("actor_kind"), id: try row.integer("actor_id"), postID: try row.integer("post_id")),
            verb: try row.text("verb"), subjectKind: try row.text("subject_kind"),
            subjectID: try row.integer("subject_id"), region: try row.text("region_code"),
            reason: try row.text("reason"))
    }
}
