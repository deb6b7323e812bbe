package import Primitives
import SQLText
import Sealing

/// How an authorisation was given.
package enum AuthorizationMethod: String, CaseIterable, Codable, Hashable, Sendable {
    case ownCode, beforeClerk, represented, guardian

    /// The method in words.
    package var chinese: String {
        switch self {
        case .ownCode: "本人手机验证码"
        case .beforeClerk: "窗口当面签字"
        case .represented: "他人代签"
        case .guardian: "监护人代签"
        }
    }
}

/// An authorisation of a person to check the household's circumstances (D05).
package struct AuthorizationRow: Hashable, Sendable {
    /// The authorisation's id.
    package var id: AuthorizationID
    /// The draft it was given for.
    package var draftID: DraftID?
    /// The case it serves.
    package var caseID: CaseID?
    /// The blind index of the person's ID.
    package var idIndex: [UInt8]
    /// Its public number.
    package var number: String
    /// How it was given.
    package var method: AuthorizationMethod
    /// Who signed.
    package var signerName: String
    /// How the signer stands to the person; empty when it is the same.
    package var signerRelation: String
    /// Why somebody else signed.
    package var reason: String
    /// What proves it.
    package var evidenceID: UploadID?
    /// The clerk before whom it was signed.
    package var staffID: StaffID?
    /// The hash of the text that was shown.
    package var textHash: [UInt8]
    /// What the data may be used for.
    package var purpose: String
    /// When it was given.
    package var signedAt: Instant
    /// The day it was given, by the business clock.
    package var signedDay: CivilDate
    /// The last day it is good for.
    package var expiresDay: CivilDate
    /// When it was withdrawn.
    package var withdrawnAt: Instant?
    /// The day the person, recovered, confirmed it.
    package var ratifiedDay: CivilDate?

    /// Takes the parts.
    package init(
        id: AuthorizationID, owner: UploadOwner, idIndex: [UInt8], number: String, method: AuthorizationMethod,
        signerName: String, signerRelation: String, reason: String, evidenceID: UploadID?, staffID: StaffID?,
        textHash: [UInt8], purpose: String, signedAt: Instant, signedDay: CivilDate, expiresDay: CivilDate
    ) {
        self.id = id
        switch owner {
        case .draft(let draft): draftID = draft
        case .file(let file): caseID = file
        }
        self.idIndex = idIndex
        self.number = number
        self.method = method
        self.signerName = signerName
        self.signerRelation = signerRelation
        self.reason = reason
        self.evidenceID = evidenceID
        self.staffID = staffID
        self.textHash = textHash
        self.purpose = purpose
        self.signedAt = signedAt
        self.signedDay = signedDay
        self.expiresDay = expiresDay
    }

    /// Whether it may be relied on.
    package func isValid(on day: CivilDate) -> Bool { withdrawnAt == nil && signedDay <= day && day <= expiresDay }
}

extension StoreTransaction {
    /// The blind index by which an authorisation names its person.
    package func authorizationIndex(_ id: CitizenID) -> [UInt8] { keys.blindIndex(id.text, purpose: "citizenID") }

    /// Writes an authorisation; the caller has read the draft or case as somebody who may.
    package func insertAuthorization(_ row: AuthorizationRow) throws {
        try sql.execute(
            """
            INSERT INTO verification_authorization (id, draft_id, case_id, id_index, number, method, signer_name,
            signer_relation, reason, evidence_upload_id, staff_id, text_hash, purpose, signed_at, valid_from,
            expires_day)
            VALUES (\(row.id), \(row.draftID), \(row.caseID), \(row.idIndex), \(row.number), \(row.method.rawValue),
            \(row.signerName), \(row.signerRelation), \(row.reason), \(row.evidenceID), \(row.staffID),
            \(row.textHash), \(row.purpose), \(row.signedAt), \(row.signedDay), \(row.expiresDay))
            """)
    }

    /// The authorisations given for a draft, oldest first; the caller has read the draft as somebody who may.
    package func authorizations(of draft: DraftID) throws -> [AuthorizationRow] {
        try sql.query(
            "SELECT * FROM verification_authorization WHERE draft_id = \(draft) AND case_id IS NULL ORDER BY id"
        ).map(Self.authorizationRow)
    }

    /// The authorisations that serve a case within the scope, oldest first.
    package func authorizations(of file: CaseID, in scope: Scope) throws -> [AuthorizationRow] {
        try sql.query(
            "SELECT * FROM \(scope.table(.caseAuthorization)) AS a WHERE a.case_id = \(file) ORDER BY a.id"
        ).map(Self.authorizationRow)
    }

    /// An authorisation of a case within the scope.
    package func authorization(_ id: AuthorizationID, in scope: Scope) throws -> AuthorizationRow? {
        try sql.first("SELECT * FROM \(scope.table(.caseAuthorization)) AS a WHERE a.id = \(id)")
            .map(Self.authorizationRow)
    }

    /// Records the withdrawal or the confirmation of an authorisation of a case.
    package func updateAuthorization(_ row: AuthorizationRow, in scope: Scope) throws {
        try changeOne(
            """
            UPDATE verification_authorization SET withdrawn_at = \(row.withdrawnAt), ratified_day = \(row.ratifiedDay)
            WHERE id = \(row.id) AND \(scope.covers(.caseAuthorization))
            """, "The authorisation")
    }

    /// Notes why a person has not authorised yet; an earlier note about the same person is replaced.
    package func noteWaiting(_ reason: String, idIndex: [UInt8], owner: UploadOwner, at instant: Instant) throws {
        let (draft, file): (DraftID?, CaseID?) =
            switch owner {
            case .draft(let id): (id, nil)
            case .file(let id): (nil, id)
            }
        try sql.execute(
            """
            DELETE FROM authorization_wait WHERE id_index = \(idIndex)
            AND ((case_id IS NULL AND draft_id = \(draft)) OR case_id = \(file))
            """)
        guard !reason.isEmpty else { return }
        let id: AuthorizationID = ids.next()
        try sql.execute(
            """
            INSERT INTO authorization_wait (id, draft_id, case_id, id_index, reason, noted_at)
            VALUES (\(id), \(draft), \(file), \(idIndex), \(reason), \(instant))
            """)
    }

    /// Why people of a draft have not authorised, by their index.
    package func waitingReasons(of draft: DraftID) throws -> [[UInt8]: String] {
        try reasons("SELECT id_index, reason FROM authorization_wait WHERE draft_id = \(draft) AND case_id IS NULL")
    }

    /// Why people of a case have not authorised, by their index; the caller has read the case in its scope.
    package func waitingReasons(of file: CaseID) throws -> [[UInt8]: String] {
        try reasons("SELECT id_index, reason FROM authorization_wait WHERE case_id = \(file)")
    }

    private func reasons(_ statement: Statement) throws -> [[UInt8]: String] {
        Dictionary(
            try sql.query(statement).map { (try $0.blob("id_index"), try $0.text("reason")) },
            uniquingKeysWith: { $1 })
    }

    /// Gives the authorisations of a draft, and the notes of those who wait, to the case that came of it.
    package func moveAuthorizations(from draft: DraftID, to file: CaseID) throws {
        try sql.execute(
            "UPDATE verification_authorization SET case_id = \(file) WHERE draft_id = \(draft) AND case_id IS NULL")
        try sql.execute(
            "UPDATE authorization_wait SET case_id = \(file) WHERE draft_id = \(draft) AND case_id IS NULL")
    }

    private static func authorizationRow(_ row: Row) throws -> AuthorizationRow {
        let draft: DraftID? = try row.optionalID("draft_id")
        let file: CaseID? = try row.optionalID("case_id")
        let owner: UploadOwner = file.map { .file($0) } ?? .draft(draft ?? DraftID(0))
        var found = AuthorizationRow(
            id: try row.id("id"), owner: owner, idIndex: try row.blob("id_index"), number: try row.text("number"),
            method: try row.code("method"), signerName: try row.text("signer_name"),
            signerRelation: try row.text("signer_relation"), reason: try row.text("reason"),
            evidenceID: try row.optionalID("evidence_upload_id"), staffID: try row.optionalID("staff_id"),
            textHash: try row.blob("text_hash"), purpose: try row.text("purpose"),
            signedAt: try row.instant("signed_at"), signedDay: try row.date("valid_from"),
            expiresDay: try row.date("expires_day"))
        found.draftID = draft
        found.withdrawnAt = try row.optionalInstant("withdrawn_at")
        found.ratifiedDay = try row.optionalDate("ratified_day")
        return found
    }
}
