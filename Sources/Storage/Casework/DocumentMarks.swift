package import Casework
package import Primitives
import SQLText

/// A signature as stored, with the picture or scan that shows it.
package struct DocumentMarkRow: Hashable, Sendable {
    /// The document.
    package let documentID: DocumentID
    /// What was signed by whom and how.
    package let mark: SignedMark
    /// The drawn picture, the thumbprint's photo or the scan; nil for codes, staff and seals.
    package let uploadID: UploadID?
}

/// The first print of a document: every later copy is these bytes.
package struct DocumentPrintRow: Hashable, Sendable {
    /// The keyed hash of the bytes, under which they lie sealed.
    package let address: String
    /// The hex SHA-256 of the bytes.
    package let digest: String
}

/// The subject of a signature's identifier.
package enum DocumentMarkSubject {}

extension StoreTransaction {
    /// Puts a signature to a document that the caller has read in its scope.
    package func insertMark(
        _ mark: SignedMark, on document: DocumentID, upload: UploadID? = nil, on day: CivilDate, at instant: Instant
    ) throws {
        let id = ids.next(DocumentMarkSubject.self)
        let staff: StaffID? = if case .staff(let id) = mark.method { id } else { nil }
        try sql.execute(
            """
            INSERT INTO document_mark (id, document_id, side, staff_id, upload_id, text_digest, content, business_day,
            created_at)
            VALUES (\(id), \(document), \(mark.side.rawValue), \(staff), \(upload), \(mark.textDigest),
            \(seal(Self.json(mark), "document_mark", "content", id.rawValue)), \(day), \(instant))
            """)
    }

    /// The signatures of a document, oldest first.
    package func marks(of document: DocumentID, in scope: Scope) throws -> [DocumentMarkRow] {
        try sql.query(
            "SELECT * FROM \(scope.table(.documentMark)) AS m WHERE m.document_id = \(document) ORDER BY m.id"
        ).map(markRow)
    }

    /// The signatures of a document whose random token the asker holds.
    package func marksForVerifying(_ document: DocumentID) throws -> [DocumentMarkRow] {
        try marks(of: document, in: Self.verifying)
    }

    /// The signatures of every document of a case, by document, oldest first.
    package func marks(ofCase caseID: CaseID, in scope: Scope) throws -> [DocumentID: [DocumentMarkRow]] {
        let rows = try sql.query(
            """
            SELECT m.* FROM document_mark AS m JOIN \(scope.table(.issuedDocument)) AS d ON d.id = m.document_id
            WHERE d.case_id = \(caseID) ORDER BY m.id
            """)
        return Dictionary(grouping: try rows.map(markRow), by: \.documentID)
    }

    /// Documents of open cases within the scope that this member of staff has still to sign as second visitor.
    package func documentsSignedOnce(kinds: [String], in scope: Scope, limit: Int) throws -> [DocumentID] {
        try sql.query(
            """
            SELECT d.id FROM \(scope.table(.issuedDocument)) AS d WHERE d.kind IN (\(Statement.list(kinds)))
            AND (SELECT count(*) FROM document_mark AS m WHERE m.document_id = d.id AND m.side = 'staff') = 1
            ORDER BY d.id LIMIT \(limit)
            """
        ).map { try $0.id("id") }
    }

    /// The first print of a document; nil while it was never printed.
    package func print(of document: DocumentID, in scope: Scope) throws -> DocumentPrintRow? {
        try sql.first(
            "SELECT * FROM \(scope.table(.documentPrint)) AS p WHERE p.document_id = \(document)"
        ).map { DocumentPrintRow(address: try $0.text("address"), digest: try $0.text("content_digest")) }
    }

    /// Keeps the first print; whoever comes second keeps nothing.
    package func insertPrint(
        of document: DocumentID, address: String, byteCount: Int, digest: String, at instant: Instant
    ) throws {
        try sql.execute(
            """
            INSERT INTO document_print (document_id, address, byte_count, content_digest, made_at)
            VALUES (\(document), \(address), \(byteCount), \(digest), \(instant)) ON CONFLICT (document_id) DO NOTHING
            """)
    }

    private func markRow(_ row: Row) throws -> DocumentMarkRow {
        DocumentMarkRow(
            documentID: try row.id("document_id"), mark: try Self.fromJSON(open(row, "document_mark", "content")),
            uploadID: try row.optionalID("upload_id"))
    }
}
