package import Primitives
import SQLText
import Sealing

/// What a phone code is for: one purpose's code opens nothing else.
package enum PhoneCodePurpose: Hashable, Sendable, Codable {
    /// Signing in.
    case signIn
    /// One adult's own consent to the comparison, for a draft and the member's number in it.
    case authorize(draftID: DraftID, memberNumber: Int)
    /// The same for a case that was sent: the authorisation, or taking it back.
    case authorizeCase(caseID: CaseID, memberNumber: Int)
    /// One adult's signature under a document.
    case sign(documentID: DocumentID, memberNumber: Int)

    /// The purpose's name in rows.
    package var name: String {
        switch self {
        case .signIn: "signIn"
        case .authorize: "authorize"
        case .authorizeCase: "authorizeCase"
        case .sign: "sign"
        }
    }

    var subjectID: Int64 {
        switch self {
        case .signIn: 0
        case .authorize(let draftID, _): draftID.rawValue
        case .authorizeCase(let caseID, _): caseID.rawValue
        case .sign(let documentID, _): documentID.rawValue
        }
    }

    var memberNumber: Int64 {
        switch self {
        case .signIn: 0
        case .authorize(_, let number), .authorizeCase(_, let number), .sign(_, let number): Int64(number)
        }
    }
}

/// The answer to a typed phone code.
///
/// The try is counted already.
package enum PhoneCodeCheck: Hashable, Sendable, Codable {
    /// It is the code; it works once.
    case accepted
    /// It is not the code.
    case wrong(triesLeft: Int)
    /// No code is open for this phone and purpose: never asked for, expired, used, replaced or tried too often.
    case noneOpen
}

extension StoreTransaction {
    /// How often one code may be tried.
    package static let phoneCodeTries = 5

    /// The blind index of a phone number, the same in every table.
    package func phoneIndex(_ phone: String) -> [UInt8] { keys.blindIndex(phone, purpose: "phone") }

    /// Keeps a code as a keyed hash and ends the codes before it.
    package func putPhoneCode(
        _ code: String, phone: String, purpose: PhoneCodePurpose, expiresAt: Instant, at instant: Instant
    ) throws {
        try sql.execute(
            "UPDATE phone_code SET used_at = \(instant) WHERE \(codesOpen(phone, purpose)) AND used_at IS NULL")
        let id = ids.next(EventSubject.self)
        try sql.execute(
            """
            INSERT INTO phone_code (id, phone_index, purpose, subject_id, member_number, code_hash, created_at,
            expires_at)
            VALUES (\(id), \(phoneIndex(phone)), \(purpose.name), \(purpose.subjectID), \(purpose.memberNumber),
            \(codeHash(code, id: id.rawValue)), \(instant), \(expiresAt))
            """)
    }

    /// Tries a code: counts the try in the row, and uses the code up when it is right.
    package func tryPhoneCode(
        _ code: String, phone: String, purpose: PhoneCodePurpose, at instant: Instant
    ) throws -> PhoneCodeCheck {
        let row = try sql.first(
            """
            SELECT id, code_hash, tries FROM phone_code WHERE \(codesOpen(phone, purpose)) AND used_at IS NULL
            AND expires_at > \(instant) AND tries < \(Self.phoneCodeTries) ORDER BY id DESC LIMIT 1
            """)
        guard let row else { return .noneOpen }
        let id = try row.integer("id")
        let isRight = Digest.equalInConstantTime(codeHash(code, id: id), try row.blob("code_hash"))
        let usedAt: Instant? = isRight ? instant : nil
        try sql.execute("UPDATE phone_code SET tries = tries + 1, used_at = \(usedAt) WHERE id = \(id)")
        return isRight ? .accepted : .wrong(triesLeft: Self.phoneCodeTries - (try row.int("tries")) - 1)
    }

    /// Forgets codes that expired before an instant; returns how many.
    @discardableResult
    package func prunePhoneCodes(before instant: Instant) throws -> Int {
        try sql.execute("DELETE FROM phone_code WHERE expires_at < \(instant)")
    }

    private func codesOpen(_ phone: String, _ purpose: PhoneCodePurpose) -> Statement {
        """
        phone_index = \(phoneIndex(phone)) AND purpose = \(purpose.name) AND subject_id = \(purpose.subjectID)
        AND member_number = \(purpose.memberNumber)
        """
    }

    private func codeHash(_ code: String, id: Int64) -> [UInt8] {
        keys.signature("\(id)\u{1F}\(code)", purpose: "phone-code")
    }
}

extension StoreTransaction {
    /// Whether a draft is kept by this account or this staff member.
    package func keepsDraft(_ draft: DraftID, account: AccountID?, staff: StaffID?) throws -> Bool {
        let row = try sql.first(
            "SELECT account_id, staff_id FROM application_draft WHERE id = \(draft) AND discarded_at IS NULL")
        guard let row else { return false }
        let owner: AccountID? = try row.optionalID("account_id")
        let keeper: StaffID? = try row.optionalID("staff_id")
        return (account != nil && owner == account) || (staff != nil && keeper == staff)
    }
}
