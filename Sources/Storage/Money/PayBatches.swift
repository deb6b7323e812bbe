package import Casework
package import Payments
package import Primitives
import SQLText
import Sealing

/// A payment batch as stored.
package struct BatchRow: Sendable {
    /// The batch's id.
    package let id: BatchID
    /// Rises with every change.
    package internal(set) var version: Int64
    /// The number on the roster and in the bank file.
    package let number: String
    /// The program paid.
    package let program: Program
    /// The county that pays.
    package let county: RegionCode
    /// The roster's month.
    package let month: CalendarMonth
    /// Which run of the month this is, from 1.
    package let run: Int
    /// The batch whose money this one pays again; its own id for a first payment.
    package let root: BatchID
    /// Where it stands, with who took the steps that duties hang on.
    package var standing: BatchStanding
    /// How many payments it has.
    package var itemCount: Int
    /// What they sum up to.
    package var total: Money
    /// Who had the roster computed.
    package var madeBy: StaffID
    /// The business day the bank file was written on.
    package var instructedDay: CivilDate?
    /// When that was; part of the file's bytes.
    package var instructedAt: Instant?
    /// Who paid, as the bank file says; nil while no paying account was set.
    package var debtor: PayingAccount?
    /// SHA-256 of the text file.
    package var textHash: [UInt8]?
    /// SHA-256 of the pain.001 message; nil when there was no paying account.
    package var messageHash: [UInt8]?

    /// Whether it pays again what the bank sent back.
    package var isRetry: Bool { root != id }

    /// A batch that is not stored yet.
    package init(
        id: BatchID, number: String, program: Program, county: RegionCode, month: CalendarMonth, run: Int,
        root: BatchID, madeBy: StaffID
    ) {
        self.id = id
        version = 1
        self.number = number
        self.program = program
        self.county = county
        self.month = month
        self.run = run
        self.root = root
        standing = .draft
        itemCount = 0
        total = .zero
        self.madeBy = madeBy
    }
}

/// The account a county pays from.
package struct PayingAccount: Codable, Hashable, Sendable {
    /// The payer's name.
    package let name: String
    /// The account number.
    package let account: String
    /// The bank's CNAPS number, 12 digits.
    package let bankNumber: String

    /// Takes the parts.
    package init(name: String, account: String, bankNumber: String) {
        self.name = name
        self.account = account
        self.bankNumber = bankNumber
    }
}

extension StoreTransaction {
    /// Stores a batch just computed.
    package func insertBatch(_ row: BatchRow, at instant: Instant) throws {
        try sql.execute(
            """
            INSERT INTO pay_batch (id, version, number, program, county_code, month, run, root_id, state, item_count,
            total_fen, made_by_id, created_at, updated_at)
            VALUES (\(row.id), 1, \(row.number), \(row.program.rawValue), \(row.county), \(row.month), \(row.run),
            \(row.root), \(row.standing.state.rawValue), \(row.itemCount), \(row.total), \(row.madeBy), \(instant),
            \(instant))
            """)
    }

    /// Writes what a step changes.
    ///
    /// A guarded step changes nothing while the batch holds a payment that may not be made.
    package func updateBatch(_ row: inout BatchRow, guarded: Bool = false, in scope: Scope, at instant: Instant) throws
    {
        let debtor: [UInt8]? = try row.debtor.map { try seal(Self.json($0), "pay_batch", "debtor", row.id.rawValue) }
        let standing = row.standing
        let free: Statement = guarded ? "AND NOT EXISTS (\(Self.blocks(inBatch: row.id, month: row.month)))" : ""
        try changeOne(
            """
            UPDATE pay_batch SET version = version + 1, state = \(standing.state.rawValue),
            item_count = \(row.itemCount), total_fen = \(row.total), made_by_id = \(row.madeBy),
            locked_by_id = \(standing.maker), checked_by_id = \(standing.checker),
            finance_by_id = \(standing.approver), return_reason = \(standing.returnReason),
            instructed_day = \(row.instructedDay), instructed_at = \(row.instructedAt), debtor = \(debtor),
            text_hash = \(row.textHash), message_hash = \(row.messageHash), updated_at = \(instant)
            WHERE id = \(row.id) AND version = \(row.version) AND \(scope.covers(.payBatch)) \(free)
            """, "The batch")
        row.version += 1
    }

    /// A batch by id; nil when there is none in the scope.
    package func batch(_ id: BatchID, in scope: Scope) throws -> BatchRow? {
        try sql.first("SELECT * FROM \(scope.table(.payBatch)) AS b WHERE b.id = \(id)").map(batchRow)
    }

    /// Batches of a month and program in a county, by run.
    package func batches(
        county: RegionCode, program: Program, month: CalendarMonth, in scope: Scope
    ) throws -> [BatchRow] {
        try sql.query(
            """
            SELECT * FROM \(scope.table(.payBatch)) AS b WHERE b.county_code = \(county)
            AND b.program = \(program.rawValue) AND b.month = \(month) ORDER BY b.run
            """
        ).map(batchRow)
    }

    /// Batches of the scope, latest month first, narrowed by month, state and program.
    package func batches(
        month: CalendarMonth?, state: BatchState?, program: Program?, in scope: Scope, limit: Int, offset: Int
    ) throws -> [BatchRow] {
        var narrowed: Statement = "1 = 1"
        if let month { narrowed += " AND b.month = \(month)" }
        if let state { narrowed += " AND b.state = \(state.rawValue)" }
        if let program { narrowed += " AND b.program = \(program.rawValue)" }
        return try sql.query(
            """
            SELECT * FROM \(scope.table(.payBatch)) AS b WHERE \(narrowed)
            ORDER BY b.month DESC, b.county_code, b.program, b.run DESC LIMIT \(limit) OFFSET \(offset)
            """
        ).map(batchRow)
    }

    private func batchRow(_ row: Row) throws -> BatchRow {
        var batch = BatchRow(
            id: try row.id("id"), number: try row.text("number"), program: try row.code("program"),
            county: try row.region("county_code"), month: try row.month("month"), run: try row.int("run"),
            root: try row.id("root_id"), madeBy: try row.id("made_by_id"))
        batch.version = try row.integer("version")
        batch.standing = BatchStanding(
            state: try row.code("state"), maker: try row.optionalID("locked_by_id"),
            checker: try row.optionalID("checked_by_id"), approver: try row.optionalID("finance_by_id"),
            returnReason: try row.optionalText("return_reason"))
        batch.itemCount = try row.int("item_count")
        batch.total = try row.money("total_fen")
        batch.instructedDay = try row.optionalDate("instructed_day")
        batch.instructedAt = try row.optionalInstant("instructed_at")
        batch.debtor =
            try row.optionalBlob("debtor") == nil ? nil : Self.fromJSON(open(row, "pay_batch", "debtor"))
        batch.textHash = try row.optionalBlob("text_hash")
        batch.messageHash = try row.optionalBlob("message_hash")
        return batch
    }

    /// The account a county pays from; nil until one was set.
    package func payingAccount(of county: RegionCode) throws -> PayingAccount? {
        let row = try sql.first("SELECT debtor FROM paying_account WHERE county_code = \(county)")
        guard let sealed = try row?.blob("debtor") else { return nil }
        return try Self.fromJSON(keys.open(sealed, at: Self.payingPlace(county)))
    }

    /// Sets the account a county pays from; batches written before keep theirs.
    package func setPayingAccount(
        _ account: PayingAccount, of county: RegionCode, by staff: StaffID, at instant: Instant
    ) throws {
        let sealed = try keys.seal(Self.json(account), at: Self.payingPlace(county))
        try sql.execute(
            """
            INSERT INTO paying_account (county_code, version, debtor, updated_at, updated_by_id)
            VALUES (\(county), 1, \(sealed), \(instant), \(staff))
            ON CONFLICT (county_code) DO UPDATE SET version = paying_account.version + 1, debtor = excluded.debtor,
            updated_at = excluded.updated_at, updated_by_id = excluded.updated_by_id
            """)
    }

    private static func payingPlace(_ county: RegionCode) -> SealedPlace {
        SealedPlace(table: "paying_account", column: "debtor", row: county.text)
    }
}
