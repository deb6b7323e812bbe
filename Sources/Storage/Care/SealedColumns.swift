package import SQLText
package import Sealing

/// Every sealed column of the schema, so that keys can rotate and a test can find one that was forgotten.
package struct SealedColumn: Hashable, Sendable {
    /// The table.
    package let table: String
    /// The column.
    package let column: String
    /// The column that names the row in the associated data.
    package let identity: String

    init(_ table: String, _ column: String, identity: String = "id") {
        self.table = table
        self.column = column
        self.identity = identity
    }

    /// The columns that a rotation seals again.
    package static let rotating: [SealedColumn] =
        byID.flatMap { table, columns in columns.map { SealedColumn(table, $0) } } + [
            SealedColumn("command_key", "result", identity: "key"),
            SealedColumn("paying_account", "debtor", identity: "county_code"),
        ]

    /// Those whose rows are named by their id, by table.
    private static let byID: KeyValuePairs<String, [String]> = [
        "outbox_message": ["recipient", "body"], "identity_document": ["number"], "person_address": ["detail"],
        "person_phone": ["phone"], "staff_user": ["totp_secret"], "staff_session": ["totp_pending"],
        "citizen_account": ["phone"], "application_draft": ["form"], "aid_case": ["form", "clock"],
        "case_member": ["id_number"], "case_event": ["payload"], "child_recognition": ["basis"],
        "supplement_notice": ["items", "answer"], "verification_report": ["content"], "household_visit": ["findings"],
        "case_sorting": ["record", "answers"], "determination": ["record", "why_sheet"], "opinion": ["body"],
        "publicity_notice": ["content"], "notice_objection": ["content", "contact", "answer"],
        "issued_document": ["content"], "award_change": ["content"], "account_change": ["payee"],
        "pay_item": ["account"], "pay_batch": ["debtor"], "shown_screen": ["content"],
        "verification_subject": ["trail"], "verification_match": ["content"], "verification_task": ["note"],
        "link_pair": ["content"], "relay_exchange": ["question"], "relay_answer": ["content"],
        "report_doubt": ["note"], "report_objection": ["finding", "statement", "reason"],
        "correction_ticket": ["content", "answer"], "match_suppression": ["revoke_reason"], "family_change": ["note"],
        "support_obligor": ["content"], "aid_certificate": ["content"], "status_letter": ["content"],
        "agency_mandate": ["content"], "window_handover": ["content"], "inform_commitment": ["content"],
        "case_review": ["statement"], "adverse_notice": ["content", "answer", "close_reason"],
        "recovery": ["grounds"], "recovery_entry": ["reason"], "remedy_proceeding": ["claim"],
        "remedy_step": ["note"], "provisional_approval": ["statement", "back_check"], "credit_entry": ["grounds"],
        "credit_step": ["note"], "medical_notice": ["content"], "medical_recognition": ["opinion", "answer"],
        "aid_first": ["request"], "case_conference": ["content"], "conference_undertaking": ["act", "done_note"],
        "document_mark": ["content"], "case_reminder": ["answer"], "standing_posting": ["content"],
        "appraisal": ["content"], "decision_meeting": ["content"], "relative_entry": ["struck_reason"],
        "sampling_finding": ["words"], "hotline_ticket": ["gist", "content", "informant"], "hotline_step": ["words"],
        "case_complaint": ["untie_reason"], "lead": ["content", "informant"], "lead_step": ["words"],
        "lead_reminder": ["answer"],
        "sampling_correction": ["words"],
    ]

    /// Sealed columns that keep the key they were sealed with.
    ///
    /// The audit chain hashes the sealed bytes, and uploads are addressed by content and written once. Earlier keys
    /// stay in the key file for them.
    package static let standing: [SealedColumn] = [
        SealedColumn("audit_entry", "payload"), SealedColumn("blob_content", "content", identity: "address"),
    ]
}

extension StoreTransaction {
    /// Seals about `limit` values of a column again that another key than the current one sealed; returns how many.
    ///
    /// Starts after `after` and returns the last row looked at, so that a caller walks the table in steps. Rows that
    /// share an identity (a command's key is unique within its actor only) are never parted by a step's end.
    package func reseal(
        _ sealed: SealedColumn, after: SQLValue?, limit: Int
    ) throws -> (count: Int, last: SQLValue?) {
        let condition: Statement = after.map { "\(raw: sealed.identity) > \($0)" } ?? "1 = 1"
        let held: Statement = "FROM \(raw: sealed.table) WHERE \(raw: sealed.column) IS NOT NULL AND \(condition)"
        let rows = try sql.query(
            """
            SELECT \(raw: sealed.identity) AS identity, \(raw: sealed.column) AS sealed \(held)
            AND \(raw: sealed.identity) <= (SELECT max(step.identity) FROM
            (SELECT \(raw: sealed.identity) AS identity \(held) ORDER BY 1 LIMIT \(limit)) AS step)
            ORDER BY 1
            """)
        var count = 0
        for row in rows {
            let bytes = try row.blob("sealed")
            guard try keys.keyID(of: bytes) != keys.currentKeyID else { continue }
            let identity = try row.value("identity")
            let place = try sealed.place(of: identity)
            let again = try keys.seal(keys.open(bytes, at: place), at: place)
            count += try sql.execute(
                """
                UPDATE \(raw: sealed.table) SET \(raw: sealed.column) = \(again)
                WHERE \(raw: sealed.identity) = \(identity) AND \(raw: sealed.column) = \(bytes)
                """)
        }
        return (count, try rows.last?.value("identity"))
    }

    /// Opens the oldest and the latest values of a column; returns why the first that does not open does not.
    package func fault(in sealed: SealedColumn, sample: Int) throws -> SealingError? {
        for order: Statement in ["ASC", "DESC"] {
            let rows = try sql.query(
                """
                SELECT \(raw: sealed.identity) AS identity, \(raw: sealed.column) AS sealed FROM \(raw: sealed.table)
                WHERE \(raw: sealed.column) IS NOT NULL ORDER BY 1 \(order) LIMIT \(sample)
                """)
            for row in rows {
                do {
                    _ = try keys.open(row.blob("sealed"), at: sealed.place(of: row.value("identity")))
                } catch let error as SealingError {
                    return error
                }
            }
        }
        return nil
    }
}

extension SealedColumn {
    /// The place a row's value was sealed for.
    func place(of identity: SQLValue) throws -> SealedPlace {
        switch identity {
        case .integer(let number): SealedPlace(table: table, column: column, row: String(number))
        case .text(let text): SealedPlace(table: table, column: column, row: text)
        default: throw StoreError(.damaged, "A row of \(table) has no usable identity.")
        }
    }
}
