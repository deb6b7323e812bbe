package import Casework
package import Primitives
import SQLText
import Sealing

/// Marks keys of a certificate of assistance.
package enum CertificateSubject {}
/// The key of a certificate of assistance.
package typealias CertificateID = Identifier<CertificateSubject>

/// Somebody named on a certificate, as on the day of issue.
package struct CertificateHolder: Codable, Hashable, Sendable {
    /// Full name.
    package let name: String
    /// How the person stands to the applicant, in words.
    package let relation: String
    /// The last four of the ID.
    package let lastFour: String

    /// Takes the parts.
    package init(name: String, relation: String, lastFour: String) {
        self.name = name
        self.relation = relation
        self.lastFour = lastFour
    }
}

/// What is kept sealed of a certificate: the value with its steps, and what was printed.
package struct CertificateContent: Codable, Hashable, Sendable {
    /// The certificate.
    package var certificate: Certificate
    /// Who is named on it, the applicant first.
    package var holders: [CertificateHolder]
    /// The place where the family lives.
    package var place: String
    /// The body that issued it.
    package var issuer: String

    /// Takes the parts.
    package init(certificate: Certificate, holders: [CertificateHolder], place: String, issuer: String) {
        self.certificate = certificate
        self.holders = holders
        self.place = place
        self.issuer = issuer
    }
}

/// A certificate as stored.
package struct CertificateRow: Sendable {
    /// The row's id.
    package let id: CertificateID
    /// Rises with every step.
    package let version: Int64
    /// The case it belongs to.
    package let caseID: CaseID
    /// What its QR code carries, 128 random bits.
    package let token: String
    /// What it says.
    package let content: CertificateContent

    /// The certificate.
    package var certificate: Certificate { content.certificate }
}

/// One line of a certificate's record.
package struct CertificateEventRow: Hashable, Sendable {
    /// What was done.
    package let event: String
    /// Why.
    package let reason: String
    /// Who.
    package let actor: ActorRow
    /// The business day.
    package let on: CivilDate
}

extension StoreTransaction {
    /// Stores a certificate just issued, with a fresh token.
    package func insertCertificate(
        _ content: CertificateContent, of caseID: CaseID, at instant: Instant
    ) throws -> CertificateID {
        let id: CertificateID = ids.next()
        let sealed = try seal(Self.json(content), "aid_certificate", "content", id.rawValue)
        let certificate = content.certificate
        try sql.execute(
            """
            INSERT INTO aid_certificate (id, version, case_id, number, token, state, valid_through_day, content,
            created_at)
            VALUES (\(id), 1, \(caseID), \(certificate.number), \(Token.link()), \(certificate.state.rawValue),
            \(certificate.validThrough), \(sealed), \(instant))
            """)
        return id
    }

    /// Writes a certificate after a step; the version is the one that was read.
    package func updateCertificate(
        _ row: CertificateRow, to content: CertificateContent, in scope: Scope
    ) throws {
        let sealed = try seal(Self.json(content), "aid_certificate", "content", row.id.rawValue)
        try changeOne(
            """
            UPDATE aid_certificate SET version = version + 1, state = \(content.certificate.state.rawValue),
            valid_through_day = \(content.certificate.validThrough), content = \(sealed)
            WHERE id = \(row.id) AND version = \(row.version) AND \(scope.covers(.aidCertificate))
            """, "The certificate")
    }

    /// Appends to a certificate's record.
    package func appendCertificateEvent(
        _ event: String, of id: CertificateID, caseID: CaseID, reason: String, actor: ActorRow, at instant: Instant,
        on day: CivilDate
    ) throws {
        try sql.execute(
            """
            INSERT INTO certificate_event (id, case_id, certificate_id, event, reason, actor_kind, actor_id,
            business_day, created_at)
            VALUES (\(ids.next(CertificateSubject.self)), \(caseID), \(id), \(event), \(reason),
            \(actor.kind.rawValue), \(actor.id), \(day), \(instant))
            """)
    }

    /// The certificates of a case, oldest first.
    package func certificates(of caseID: CaseID, in scope: Scope) throws -> [CertificateRow] {
        try sql.query(
            "SELECT * FROM \(scope.table(.aidCertificate)) AS c WHERE c.case_id = \(caseID) ORDER BY c.id"
        ).map(certificateRow)
    }

    /// A certificate by id.
    package func certificate(_ id: CertificateID, in scope: Scope) throws -> CertificateRow? {
        try sql.first("SELECT * FROM \(scope.table(.aidCertificate)) AS c WHERE c.id = \(id)").map(certificateRow)
    }

    /// A certificate by the token of its QR code, to say whether it is good today and nothing else.
    package func certificate(token: String) throws -> CertificateRow? {
        let scope = Scope.system("whoever is shown a certificate may ask by its token whether it is valid today")
        return try sql.first("SELECT * FROM \(scope.table(.aidCertificate)) AS c WHERE c.token = \(token)")
            .map(certificateRow)
    }

    /// The record of a case's certificates, oldest first.
    package func certificateEvents(of caseID: CaseID, in scope: Scope) throws -> [CertificateEventRow] {
        try sql.query(
            "SELECT * FROM \(scope.table(.certificateEvent)) AS e WHERE e.case_id = \(caseID) ORDER BY e.id"
        ).map { row in
            CertificateEventRow(
                event: try row.text("event"), reason: try row.text("reason"),
                actor: ActorRow(kind: try row.code("actor_kind"), id: try row.integer("actor_id")),
                on: try row.date("business_day"))
        }
    }

    private func certificateRow(_ row: Row) throws -> CertificateRow {
        CertificateRow(
            id: try row.id("id"), version: try row.integer("version"), caseID: try row.id("case_id"),
            token: try row.text("token"),
            content: try Self.fromJSON(open(row, "aid_certificate", "content")))
    }
}
