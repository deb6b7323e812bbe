package import Payments
package import Primitives
import SQLText

/// A payment as lists show it: name masked, account by its last four digits.
package struct PayLine: Hashable, Sendable {
    /// The payment.
    package let id: PayItemID
    /// The award.
    package let award: AwardID
    /// The family.
    package let family: FamilyID
    /// The number on the certificate.
    package let certificateNumber: String
    /// The payee with the middle of the name hidden.
    package let payeeMasked: String
    /// The account's last four digits.
    package let accountLastFour: String
    /// Whether it is the month's own money or arrears.
    package let kind: DueKey.Kind
    /// The sum.
    package let amount: Money
    /// How it stands.
    package let state: PayItemState
    /// The bank's words, when it failed.
    package let answerReason: String?
}

/// A payment as the family sees it.
package struct PaymentLine: Hashable, Sendable {
    /// The roster's month.
    package let month: CalendarMonth
    /// Whether it is the month's own money or arrears.
    package let kind: DueKey.Kind
    /// The sum.
    package let amount: Money
    /// How it stands.
    package let state: PayItemState
    /// The day the bank's answer was read; for a paid one the day it counts as paid.
    package let answeredDay: CivilDate?
    /// The account's last four digits.
    package let accountLastFour: String
}

extension StoreTransaction {
    /// One page of a batch's payments, in order, from the one after `after`; nil `limit` gives all.
    package func payLines(
        of batch: BatchID, state: PayItemState? = nil, after: PayItemID? = nil, limit: Int? = nil
    ) throws -> [PayLine] {
        var narrowed: Statement = "i.batch_id = \(batch)"
        if let state { narrowed += " AND i.state = \(state.rawValue)" }
        if let after { narrowed += " AND i.id > \(after)" }
        let page: Statement = limit.map { "LIMIT \($0)" } ?? ""
        return try sql.query(
            """
            SELECT i.id, i.award_id, a.family_id, a.certificate_number, i.payee_name, i.account_last_four, i.kind,
            i.amount_fen, i.state, i.answer_reason FROM \(Self.payrollScope.table(.payItem)) AS i
            JOIN \(Self.payrollScope.table(.award)) AS a ON a.id = i.award_id WHERE \(narrowed) ORDER BY i.id \(page)
            """
        ).map { row in
            PayLine(
                id: try row.id("id"), award: try row.id("award_id"), family: try row.id("family_id"),
                certificateNumber: try row.text("certificate_number"),
                payeeMasked: Masking.name(try row.text("payee_name")),
                accountLastFour: try row.text("account_last_four"), kind: try row.code("kind"),
                amount: try row.money("amount_fen"), state: try row.code("state"),
                answerReason: try row.optionalText("answer_reason"))
        }
    }

    /// What a family was paid, latest first; what was paid again by another batch appears once.
    package func paymentLines(family: FamilyID, in scope: Scope) throws -> [PaymentLine] {
        try paymentLines("a.family_id = \(family)", in: scope)
    }

    /// What the award of a case paid, latest first; the case is read within the asker's scope.
    package func paymentLines(ofCase id: CaseID, in scope: Scope) throws -> [PaymentLine] {
        guard try sql.first("SELECT 1 AS found FROM \(scope.table(.aidCase)) AS c WHERE c.id = \(id)") != nil else {
            return []
        }
        return try paymentLines("a.case_id = \(id)", in: Self.caseAwards)
    }

    private func paymentLines(_ condition: Statement, in scope: Scope) throws -> [PaymentLine] {
        try sql.query(
            """
            SELECT i.month, i.kind, i.amount_fen, i.state, i.answered_day, i.account_last_four
            FROM \(scope.table(.payItem)) AS i JOIN \(scope.table(.award)) AS a ON a.id = i.award_id
            WHERE \(condition) AND i.state <> 'retried' ORDER BY i.month DESC, i.id DESC
            """
        ).map { row in
            PaymentLine(
                month: try row.month("month"), kind: try row.code("kind"), amount: try row.money("amount_fen"),
                state: try row.code("state"), answeredDay: try row.optionalDate("answered_day"),
                accountLastFour: try row.text("account_last_four"))
        }
    }
}
