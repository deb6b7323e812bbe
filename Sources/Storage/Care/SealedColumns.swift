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
    package static let rotating: [SealedColumn] = [
        SealedColumn("command_key", "result", identity: "key"),
        SealedColumn("outbox_message", "recipient"), SealedColumn("outbox_message", "body"),
        SealedColumn("identity_document", "number"), SealedColumn("person_address", "detail"),
        SealedColumn("person_phone", "phone"), SealedColumn("staff_user", "totp_secret"),
        SealedColumn("staff_session", "totp_pending"),
        SealedColumn("citizen_account", "phone"), SealedColumn("application_draft", "form"),
        SealedColumn("aid_case", "form"), SealedColumn("aid_case", "clock"),
        SealedColumn("case_member", "id_number"), SealedColumn("case_event", "payload"),
        SealedColumn("child_recognition", "basis"),
        SealedColumn("supplement_notice", "items"), SealedColumn("supplement_notice", "answer"),
        SealedColumn("verification_report", "content"), SealedColumn("household_visit", "findings"),
        SealedColumn("case_sorting", "record"), SealedColumn("case_sorting", "answers"),
        SealedColumn("determination", "record"), SealedColumn("determination", "why_sheet"),
        SealedColumn("opinion", "body"), SealedColumn("publicity_notice", "content"),
        SealedColumn("notice_objection", "content"), SealedColumn("notice_objection", "contact"),
        SealedColumn("notice_objection", "answer"), SealedColumn("issued_document", "content"),
        SealedColumn("award_change", "content"), SealedColumn("account_change", "payee"),
        SealedColumn("pay_item", "account"), SealedColumn("pay_batch", "debtor"),
        SealedColumn("paying_account", "debtor", identity: "county_code"),
        SealedColumn("shown_screen", "content"), SealedColumn("verification_subject", "trail"),
        SealedColumn("verification_match", "content"), SealedColumn("verification_task", "note"),
        SealedColumn("link_pair", "content"),
        SealedColumn("relay_exchange", "question"), SealedColumn("relay_answer", "content"),
        SealedColumn("report_doubt", "note"), SealedColumn("report_objection", "finding"),
        SealedColumn("report_objection", "statement"), SealedColumn("report_objection", "reason"),
        SealedColumn("correction_ticket", "content"), SealedColumn("correction_ticket", "answer"),
        SealedColumn("match_suppression", "revoke_reason"),
        SealedColumn("family_change", "note"), SealedColumn("support_obligor", "content"),
        SealedColumn("aid_certificate", "content"), SealedColumn("status_letter", "content"),
        SealedColumn("agency_mandate", "content"), SealedColumn("window_handover", "content"),
        SealedColumn("inform_commitment", "content"),
        SealedColumn("case_review", "statement"), SealedColumn("adverse_notice", "content"),
        SealedColumn("adverse_notice", "answer"), SealedColumn("adverse_notice", "close_reason"),
        SealedColumn("recovery", "grounds"), SealedColumn("recovery_entry", "reason"),
        SealedColumn("remedy_proceeding", "claim"), SealedColumn("remedy_step", "note"),
        SealedColumn("provisional_approval", "statement"), SealedColumn("provisional_approval", "back_check"),
        SealedColumn("credit_entry", "grounds"), SealedColumn("credit_step", "note"),
        SealedColumn("medical_notice", "content"), SealedColumn("medical_recognition", "opinion"),
        SealedColumn("medical_recognition", "answer"), SealedColumn("aid_first", "request"),
        SealedColumn("case_conference", "content"), SealedColumn("conference_undertaking", "act"),
        SealedColumn("conference_undertaking", "done_note"),
        SealedColumn("document_mark", "content"), SealedColumn("case_reminder", "answer"),
        SealedColumn("standing_posting", "content"),
        SealedColumn("appraisal", "content"), SealedColumn("decision_meeting", "content"),
        SealedColumn("relative_entry", "struck_reason"), SealedColumn("sampling_finding", "words"),
        SealedColumn("hotline_ticket", "gist"), SealedColumn("hotline_ticket", "content"),
        SealedColumn("hotline_ticket", "informant"), SealedColumn("hotline_step", "words"),
        SealedColumn("case_complaint", "untie_reason"),
        SealedColumn("lead", "content"), SealedColumn("lead", "informant"), SealedColumn("lead_step", "words"),
        SealedColumn("sampling_correction", "words"),
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
