package import Primitives
import SQLText
import Sealing

/// A document as it was issued: its bytes never change, and a reprint renders them again.
package struct IssuedDocumentRow: Sendable {
    /// The document's id.
    package let id: DocumentID
    /// The case it belongs to; nil for documents of no case.
    package let caseID: CaseID?
    /// The kind's code, D01 to D28 and E01 on.
    package let kind: String
    /// The document number 文书号.
    package let number: String
    /// What its verifying QR code carries, 128 random bits.
    package let token: String
    /// The title.
    package let title: String
    /// The day of issue.
    package let issuedDay: CivilDate
    /// The stored bytes.
    package let content: [UInt8]
    /// Their SHA-256, as stored at issue.
    package let contentHash: [UInt8]
}

extension StoreTransaction {
    /// Issues a document with a fresh verifying token.
    @discardableResult
    package func insertDocument(
        kind: String, number: String, title: String, content: [UInt8], caseID: CaseID?, region: RegionCode,
        actor: ActorRow, at instant: Instant, on day: CivilDate
    ) throws -> DocumentID {
        let id: DocumentID = ids.next()
        let sealed = try seal(content, "issued_document", "content", id.rawValue)
        let issuedBy: Int64? = actor.kind == .staff ? actor.id : nil
        try sql.execute(
            """
            INSERT INTO issued_document (id, case_id, kind, number, token, title, region_code, content, content_hash,
            issued_day, issued_by_id, created_at)
            VALUES (\(id), \(caseID), \(kind), \(number), \(Token.link()), \(title), \(region), \(sealed),
            \(Digest.sha256(content)), \(day), \(issuedBy), \(instant))
            """)
        return id
    }

    /// The documents of a case, oldest first.
    package func documents(of caseID: CaseID, in scope: Scope) throws -> [IssuedDocumentRow] {
        try sql.query(
            "SELECT * FROM \(scope.table(.issuedDocument)) AS d WHERE d.case_id = \(caseID) ORDER BY d.id"
        ).map(documentRow)
    }

    /// A document by id.
    package func document(_ id: DocumentID, in scope: Scope) throws -> IssuedDocumentRow? {
        try sql.first("SELECT * FROM \(scope.table(.issuedDocument)) AS d WHERE d.id = \(id)").map(documentRow)
    }

    /// A document by the token of its QR code: holding the paper is the right to check it.
    package func document(token: String) throws -> IssuedDocumentRow? {
        try sql.first("SELECT * FROM \(Self.verifying.table(.issuedDocument)) AS d WHERE d.token = \(token)")
            .map(documentRow)
    }

    static let verifying = Scope.system(
        "whoever holds a document may verify it by the random token printed on it")

    /// The kinds of the papers issued later in the case of a document, to tell whether it still stands.
    package func kindsIssued(after row: IssuedDocumentRow) throws -> [String] {
        guard let caseID = row.caseID else { return [] }
        return try sql.query(
            """
            SELECT d.kind FROM \(Self.verifying.table(.issuedDocument)) AS d
            WHERE d.case_id = \(caseID) AND d.id > \(row.id) ORDER BY d.id
            """
        ).map { try $0.text("kind") }
    }

    private func documentRow(_ row: Row) throws -> IssuedDocumentRow {
        IssuedDocumentRow(
            id: try row.id("id"), caseID: try row.optionalID("case_id"), kind: try row.text("kind"),
            number: try row.text("number"), token: try row.text("token"), title: try row.text("title"),
            issuedDay: try row.date("issued_day"), content: try open(row, "issued_document", "content"),
            contentHash: try row.blob("content_hash"))
    }
}
