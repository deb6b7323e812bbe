package import Casework
package import Payments
package import Primitives
import SQLText

/// One payment of a batch as lists show it.
package struct PayItemLine: Hashable, Sendable {
    /// The payment's id.
    package let id: PayItemID
    /// The number on the family's certificate.
    package let certificateNumber: String
    /// The payee with the middle of the name hidden.
    package let payeeMasked: String
    /// The last four digits of the account.
    package let accountLastFour: String
    /// Regular, or arrears of earlier months.
    package let kind: DueKey.Kind
    /// The sum.
    package let amount: Money
    /// How it stands.
    package let state: PayItemState
    /// The bank's words, when it came back.
    package let answer: String?
}

/// How many payments of a batch stand one way, and what they sum up to.
package struct PayItemTally: Hashable, Sendable {
    /// The state.
    package let state: PayItemState
    /// How many.
    package let count: Int
    /// Their sum.
    package let total: Money
}

/// An answer of the bank as it was read.
package struct BankAnswerLine: Hashable, Sendable {
    /// When it was read.
    package let readAt: Instant
    /// By whom.
    package let readBy: StaffID
    /// Payments that arrived.
    package let paidCount: Int
    /// Payments that came back.
    package let failedCount: Int
    /// Payments the file said nothing about.
    package let missingCount: Int
}

extension StoreTransaction {
    /// How many batches of the scope a list has, narrowed as the list is.
    package func batchCount(
        month: CalendarMonth?, state: BatchState?, program: Program?, in scope: Scope
    ) throws -> Int {
        var narrowed: Statement = "1 = 1"
        if let month { narrowed += " AND b.month = \(month)" }
        if let state { narrowed += " AND b.state = \(state.rawValue)" }
        if let program { narrowed += " AND b.program = \(program.rawValue)" }
        return try sql.count("SELECT count(*) FROM \(scope.table(.payBatch)) AS b WHERE \(narrowed)")
    }

    /// The batches that pay a batch's failures again, and the one they go back to, by run.
    package func batches(root: BatchID, in scope: Scope) throws -> [(id: BatchID, number: String, state: BatchState)] {
        try sql.query(
            """
            SELECT b.id, b.number, b.state FROM \(scope.table(.payBatch)) AS b WHERE b.root_id = \(root) ORDER BY b.run
            """
        ).map { (try $0.id("id"), try $0.text("number"), try $0.code("state")) }
    }

    /// Payments of a batch that was itself read within the asker's scope, names and accounts masked.
    package func itemLines(
        of batch: BatchID, state: PayItemState?, limit: Int, offset: Int
    ) throws -> [PayItemLine] {
        let only: Statement = state.map { "AND i.state = \($0.rawValue)" } ?? ""
        return try sql.query(
            """
            SELECT i.id, a.certificate_number, i.payee_name, i.account_last_four, i.kind, i.amount_fen, i.state,
            i.answer_reason FROM \(Self.payrollScope.table(.payItem)) AS i
            JOIN \(Self.payrollScope.table(.award)) AS a ON a.id = i.award_id
            WHERE i.batch_id = \(batch) \(only) ORDER BY i.id LIMIT \(limit) OFFSET \(offset)
            """
        ).map { row in
            PayItemLine(
                id: try row.id("id"), certificateNumber: try row.text("certificate_number"),
                payeeMasked: Masking.name(try row.text("payee_name")),
                accountLastFour: try row.text("account_last_four"), kind: try row.code("kind"),
                amount: try row.money("amount_fen"), state: try row.code("state"),
                answer: try row.optionalText("answer_reason"))
        }
    }

    /// Payments of a batch by how they stand.
    package func itemTallies(of batch: BatchID) throws -> [PayItemTally] {
        try sql.query(
            """
            SELECT i.state, count(*) AS items, sum(i.amount_fen) AS total_fen
            FROM \(Self.payrollScope.table(.payItem)) AS i WHERE i.batch_id = \(batch) GROUP BY i.state ORDER BY i.state
            """
        ).map { row in
            PayItemTally(state: try row.code("state"), count: try row.int("items"), total: try row.money("total_fen"))
        }
    }

    /// What each award of a program in a county is paid as its regular sum of a month, made or under way.
    package func regularAmounts(
        program: Program, county: RegionCode, month: CalendarMonth
    ) throws -> [AwardID: Money] {
        var amounts: [AwardID: Money] = [:]
        try sql.forEach(
            """
            SELECT i.award_id, i.amount_fen FROM \(Self.payrollScope.table(.payItem)) AS i
            JOIN \(Self.payrollScope.table(.award)) AS a ON a.id = i.award_id
            WHERE a.program = \(program.rawValue) AND a.region_code >= \(county)
            AND a.region_code < \(county.text + ":") AND i.month = \(month) AND i.kind = 'regular'
            AND i.state IN ('due', 'sent', 'paid', 'failed')
            """
        ) { row in amounts[try row.id("award_id")] = try row.money("amount_fen") }
        return amounts
    }

    /// The award of a certificate in the scope; nil when there is none.
    package func awardID(certificate: String, in scope: Scope) throws -> AwardID? {
        try sql.first(
            "SELECT a.id FROM \(scope.table(.award)) AS a WHERE a.certificate_number = \(certificate)"
        )?.id("id")
    }

    /// The bank's answers to a batch that was itself read within the asker's scope, as they were read.
    package func bankAnswers(of batch: BatchID) throws -> [BankAnswerLine] {
        try sql.query("SELECT * FROM bank_answer WHERE batch_id = \(batch) ORDER BY id").map { row in
            BankAnswerLine(
                readAt: try row.instant("read_at"), readBy: try row.id("read_by_id"),
                paidCount: try row.int("paid_count"), failedCount: try row.int("failed_count"),
                missingCount: try row.int("missing_count"))
        }
    }
}
