package import Primitives
import SQLText
import Sealing

/// The last link of the audit chain.
package struct AuditHead: Hashable, Sendable {
    /// How many entries are linked.
    package let position: Int64
    /// The link's hash, 32 bytes.
    package let hash: [UInt8]

    /// Takes the parts.
    package init(position: Int64, hash: [UInt8]) {
        self.position = position
        self.hash = hash
    }
}

/// Where the audit chain does not hold.
package struct AuditFault: Hashable, Sendable {
    /// The link's position; 0 for what concerns the whole chain.
    package let position: Int64
    /// A sentence: what is wrong.
    package let sentence: String

    /// Takes the parts.
    package init(position: Int64, sentence: String) {
        self.position = position
        self.sentence = sentence
    }
}

extension StoreTransaction {
    /// The last link, or the origin of an empty chain.
    package func auditHead() throws -> AuditHead {
        let row = try sql.first("SELECT position, link_hash FROM audit_link ORDER BY position DESC LIMIT 1")
        guard let row else { return AuditHead(position: 0, hash: AuditChain.origin) }
        return AuditHead(position: try row.integer("position"), hash: try row.blob("link_hash"))
    }

    /// Links entries that are not linked yet, oldest first; the caller holds the sealer's lease.
    package func linkAuditEntries(limit: Int, at instant: Instant) throws -> AuditHead {
        var head = try auditHead()
        let rows = try sql.query(
            """
            SELECT e.id, e.entry_hash FROM audit_entry AS e LEFT JOIN audit_link AS l ON l.audit_id = e.id
            WHERE l.audit_id IS NULL ORDER BY e.id LIMIT \(limit)
            """)
        for row in rows {
            let position = head.position + 1
            let hash = AuditChain.link(after: head.hash, position: position, entryHash: try row.blob("entry_hash"))
            let id: AuditID = try row.id("id")
            try sql.execute(
                """
                INSERT INTO audit_link (position, audit_id, link_hash, linked_at)
                VALUES (\(position), \(id), \(hash), \(instant))
                """)
            head = AuditHead(position: position, hash: hash)
        }
        return head
    }

    /// Recomputes the whole chain and returns every fault; none means that no entry was changed, removed or put in.
    package func auditFaults(limit: Int = 100) throws -> [AuditFault] {
        var faults: [AuditFault] = []
        var previous = AuditHead(position: 0, hash: AuditChain.origin)
        try sql.forEach(
            """
            SELECT l.position, l.link_hash, e.* FROM audit_link AS l
            LEFT JOIN audit_entry AS e ON e.id = l.audit_id ORDER BY l.position
            """
        ) { row in
            let position = try row.integer("position")
            let linkHash = try row.blob("link_hash")
            if position != previous.position + 1 {
                faults.append(
                    AuditFault(position: position, sentence: "Links before position \(position) are missing."))
            }
            if faults.count < limit, let sentence = try Self.fault(in: row, position: position, after: previous.hash) {
                faults.append(AuditFault(position: position, sentence: sentence))
            }
            previous = AuditHead(position: position, hash: linkHash)
        }
        return faults
    }

    private static func fault(in row: Row, position: Int64, after previous: [UInt8]) throws -> String? {
        guard try row.optionalInteger("id") != nil else { return "The entry of link \(position) was removed." }
        let line = try auditLine(row)
        let note = AuditNote(
            verb: line.verb, subjectKind: line.subjectKind, subjectID: line.subjectID, region: line.region,
            reason: line.reason)
        let payloadHash = try row.blob("payload_hash")
        if let payload = try row.optionalBlob("payload"), let salt = try row.optionalBlob("salt"),
            AuditChain.payloadHash(salt: salt, sealedPayload: payload) != payloadHash
        {
            return "The details of entry \(line.id.text) were changed."
        }
        let entryHash = AuditChain.entryHash(
            fields: auditFields(id: line.id, at: line.at, actor: line.actor, note: note), payloadHash: payloadHash)
        guard entryHash == (try row.blob("entry_hash")) else { return "Entry \(line.id.text) was changed." }
        let expected = AuditChain.link(after: previous, position: position, entryHash: entryHash)
        return expected == (try row.blob("link_hash")) ? nil : "Link \(position) does not follow from the one before."
    }
}
