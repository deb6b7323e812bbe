package import Primitives
import SQLText

/// What an upload belongs to.
package enum UploadOwner: Hashable, Sendable, Codable {
    /// A draft: seen by whoever made it.
    case draft(DraftID)
    /// A case: seen within its scope.
    case file(CaseID)
}

/// An upload as stored: its bytes lie sealed under the address.
package struct UploadRow: Hashable, Sendable {
    /// The upload's id.
    package let id: UploadID
    /// The draft it came with.
    package let draftID: DraftID?
    /// The case it belongs to.
    package let caseID: CaseID?
    /// What it is for, as `UploadPurpose` names it.
    package let purpose: String
    /// The media type by its bytes.
    package let mediaType: String
    /// How long it is.
    package let byteCount: Int
    /// The keyed hash of its bytes.
    package let address: String
    /// When it came, by the business clock.
    package let createdAt: Instant
}

extension StoreTransaction {
    /// Records an upload; the same bytes for the same purpose of the same owner are one row.
    package func insertUpload(
        owner: UploadOwner, purpose: String, mediaType: String, byteCount: Int, address: String, actor: ActorRow,
        at instant: Instant
    ) throws -> UploadID {
        let (draft, file) = Self.ids(of: owner)
        let held = try sql.first(
            """
            SELECT id FROM upload WHERE address = \(address) AND purpose = \(purpose)
            AND COALESCE(case_id, 0) = \(file?.rawValue ?? 0) AND (case_id IS NOT NULL OR draft_id = \(draft))
            """)
        if let held { return try held.id("id") }
        let id: UploadID = ids.next()
        try sql.execute(
            """
            INSERT INTO upload (id, draft_id, case_id, purpose, media_type, byte_count, address, created_at,
            created_by_kind, created_by_id)
            VALUES (\(id), \(draft), \(file), \(purpose), \(mediaType), \(byteCount), \(address), \(instant),
            \(actor.kind.rawValue), \(actor.id))
            """)
        return id
    }

    /// The uploads of a draft, oldest first; the caller has read the draft as somebody who may.
    package func uploads(of draft: DraftID) throws -> [UploadRow] {
        try sql.query(
            "SELECT * FROM upload WHERE draft_id = \(draft) AND case_id IS NULL ORDER BY id"
        ).map(Self.uploadRow)
    }

    /// The uploads of a case within the scope, oldest first.
    package func uploads(of file: CaseID, in scope: Scope) throws -> [UploadRow] {
        try sql.query(
            "SELECT * FROM \(scope.table(.caseUpload)) AS u WHERE u.case_id = \(file) ORDER BY u.id"
        ).map(Self.uploadRow)
    }

    /// An upload of a case within the scope, or of a draft that this actor made.
    package func upload(_ id: UploadID, in scope: Scope, actor: ActorRow) throws -> UploadRow? {
        if let row = try sql.first("SELECT * FROM \(scope.table(.caseUpload)) AS u WHERE u.id = \(id)") {
            return try Self.uploadRow(row)
        }
        guard
            let row = try sql.first("SELECT * FROM upload WHERE id = \(id) AND case_id IS NULL"),
            let draft: DraftID = try row.optionalID("draft_id"), try self.draft(draft, of: actor) != nil
        else { return nil }
        return try Self.uploadRow(row)
    }

    /// Gives the uploads of a draft to the case that came of it.
    package func moveUploads(from draft: DraftID, to file: CaseID) throws {
        try sql.execute("UPDATE upload SET case_id = \(file) WHERE draft_id = \(draft) AND case_id IS NULL")
    }

    /// Takes an upload back out of a draft; its bytes stay for whoever else refers to them.
    package func deleteUpload(_ id: UploadID, from draft: DraftID) throws {
        try sql.execute("DELETE FROM upload WHERE id = \(id) AND draft_id = \(draft) AND case_id IS NULL")
    }

    private static func ids(of owner: UploadOwner) -> (DraftID?, CaseID?) {
        switch owner {
        case .draft(let id): (id, nil)
        case .file(let id): (nil, id)
        }
    }

    private static func uploadRow(_ row: Row) throws -> UploadRow {
        UploadRow(
            id: try row.id("id"), draftID: try row.optionalID("draft_id"), caseID: try row.optionalID("case_id"),
            purpose: try row.text("purpose"), mediaType: try row.text("media_type"),
            byteCount: try row.int("byte_count"), address: try row.text("address"),
            createdAt: try row.instant("created_at"))
    }
}
