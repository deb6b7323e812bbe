package import Casework
package import Primitives
import SQLText

/// Marks keys of a hand-over between townships.
package enum TownshipTransferSubject {}
/// The key of a hand-over between townships.
package typealias TownshipTransferID = Identifier<TownshipTransferSubject>

/// A hand-over of a family between townships as stored.
package struct TownshipTransferRow: Hashable, Sendable {
    /// The row's id.
    package var id: TownshipTransferID
    /// Rises with every step.
    package var version: Int64
    /// The case.
    package var caseID: CaseID
    /// The village it leaves.
    package var from: RegionCode
    /// The village it goes to.
    package var to: RegionCode
    /// The first month the receiver pays.
    package var firstMonth: CalendarMonth
    /// Where it stands.
    package var state: TransferState
    /// Why the family moves.
    package var reason: String
    /// Papers the file still lacks, named by the sender, and the day by which they follow; nil when it is whole.
    package var missing: TransferGap?
    /// Why it was sent back or withdrawn.
    package var answer: String?
    /// What the receiver computed by its own standard; nil inside a county.
    package var amount: Money?
    /// Who sent it.
    package var sentBy: StaffID
    /// The day it was sent.
    package var sentOn: CivilDate
    /// Who took it, sent it back or withdrew it.
    package var answeredBy: StaffID?
    /// The day of that.
    package var answeredOn: CivilDate?

    /// One that is sent now; nobody has answered it.
    package init(
        id: TownshipTransferID, caseID: CaseID, from: RegionCode, to: RegionCode, firstMonth: CalendarMonth,
        reason: String, sentBy: StaffID, sentOn: CivilDate
    ) {
        self.id = id
        version = 1
        self.caseID = caseID
        self.from = from
        self.to = to
        self.firstMonth = firstMonth
        state = .sent
        self.reason = reason
        self.sentBy = sentBy
        self.sentOn = sentOn
    }
}

/// A hand-over that waits at its receiver, as a list shows it.
package struct WaitingTransfer: Hashable, Sendable {
    /// The hand-over.
    package let id: TownshipTransferID
    /// The applicant, masked.
    package let applicantMasked: String
    /// The case's number.
    package let number: String
    /// The program.
    package let program: Program
    /// Where the family comes from.
    package let from: String
    /// The village it goes to.
    package let to: String
    /// The first month the receiver pays.
    package let firstMonth: CalendarMonth
    /// The day it was sent.
    package let sentOn: CivilDate
    /// Papers the file still lacks; nil when it is whole.
    package let missing: TransferGap?
}

extension TransferGap {
    /// The papers, one a line.
    var text: String { papers.joined(separator: "\n") }
}

extension StoreTransaction {
    /// Stores a hand-over that was sent.
    package func insertTransfer(_ row: TownshipTransferRow) throws {
        try sql.execute(
            """
            INSERT INTO township_transfer (id, version, case_id, from_code, to_code, first_month, state, reason,
            sent_by_id, sent_day, missing, missing_due_day)
            VALUES (\(row.id), 1, \(row.caseID), \(row.from), \(row.to), \(row.firstMonth), \(row.state.rawValue),
            \(row.reason), \(row.sentBy), \(row.sentOn), \(row.missing?.text ?? ""), \(row.missing?.due))
            """)
    }

    /// Writes the outcome of a hand-over, or that it was sent once more; the version is the one that was read.
    package func updateTransfer(_ row: TownshipTransferRow, in scope: Scope) throws {
        try changeOne(
            """
            UPDATE township_transfer SET version = version + 1, state = \(row.state.rawValue),
            first_month = \(row.firstMonth), reason = \(row.reason), answer = \(row.answer),
            amount_fen = \(row.amount), sent_by_id = \(row.sentBy), sent_day = \(row.sentOn),
            answered_by_id = \(row.answeredBy), answered_day = \(row.answeredOn),
            missing = \(row.missing?.text ?? ""), missing_due_day = \(row.missing?.due)
            WHERE id = \(row.id) AND version = \(row.version) AND \(scope.covers(.townshipTransfer))
            """, "The hand-over")
    }

    /// The hand-overs of a case, oldest first.
    package func transfers(of caseID: CaseID, in scope: Scope) throws -> [TownshipTransferRow] {
        try sql.query(
            "SELECT * FROM \(scope.table(.townshipTransfer)) AS t WHERE t.case_id = \(caseID) ORDER BY t.id"
        ).map(Self.transferRow)
    }

    /// A hand-over that was sent to a region of the asker, who cannot see the case before taking it.
    package func transfer(_ id: TownshipTransferID, sentTo region: RegionCode) throws -> TownshipTransferRow? {
        try sql.first("SELECT t.* FROM township_transfer AS t WHERE t.id = \(id) AND \(Self.sent(to: region))")
            .map(Self.transferRow)
    }

    /// The hand-overs that wait at a region, oldest first.
    package func waitingTransfers(at region: RegionCode) throws -> [WaitingTransfer] {
        let scope = Self.receiving
        return try sql.query(
            """
            SELECT t.id, t.from_code, t.to_code, t.first_month, t.sent_day, t.missing, t.missing_due_day,
            c.applicant_name, c.number, c.program,
            a.name AS from_name, b.name AS to_name FROM township_transfer AS t
            JOIN \(scope.table(.aidCase)) AS c ON c.id = t.case_id
            LEFT JOIN region AS a ON a.code = t.from_code LEFT JOIN region AS b ON b.code = t.to_code
            WHERE \(Self.sent(to: region)) ORDER BY t.id
            """
        ).map { row in
            WaitingTransfer(
                id: try row.id("id"), applicantMasked: Masking.name(try row.text("applicant_name")),
                number: try row.text("number"), program: try row.code("program"),
                from: try row.optionalText("from_name") ?? row.text("from_code"),
                to: try row.optionalText("to_name") ?? row.text("to_code"),
                firstMonth: try row.month("first_month"), sentOn: try row.date("sent_day"),
                missing: try Self.gap(row))
        }
    }

    /// The scope in which a receiver reads and takes over the case that was sent to it.
    package static var receiving: Scope {
        .system("a case that was sent to the asker's own township by a hand-over")
    }

    /// Moves a case, its family and its award to another village, with who may see them.
    package func moveCase(
        _ row: CaseRow, to village: RegionCode, body: CompetentBody, on day: CivilDate, at instant: Instant
    ) throws {
        try changeOne(
            """
            UPDATE aid_case SET version = version + 1, region_code = \(village), competent_body = \(body.rawValue),
            assigned_staff_id = NULL, updated_at = \(instant) WHERE id = \(row.id) AND version = \(row.version)
            """, "The case")
        let family = row.familyID
        try sql.execute(
            "UPDATE family SET region_code = \(village), version = version + 1 WHERE id = \(family)")
        try sql.execute(
            """
            UPDATE family_grant SET valid_to = \(day) WHERE family_id = \(family) AND valid_to IS NULL
            AND why IN ('lives', 'helped')
            """)
        try grant(village, on: family, why: .lives, from: day)
        if let township = village.ancestor(at: .township) { try grant(township, on: family, why: .helped, from: day) }
        try sql.execute(
            "UPDATE award SET region_code = \(village), version = version + 1 WHERE case_id = \(row.id)")
    }

    private static func sent(to region: RegionCode) -> Statement {
        "t.state = 'sent' AND t.to_code >= \(region) AND t.to_code < \(region.text + ":")"
    }

    private static func gap(_ row: Row) throws -> TransferGap? {
        try row.optionalDate("missing_due_day").map {
            TransferGap(papers: try row.text("missing").split(separator: "\n").map(String.init), due: $0)
        }
    }

    private static func transferRow(_ row: Row) throws -> TownshipTransferRow {
        var found = TownshipTransferRow(
            id: try row.id("id"), caseID: try row.id("case_id"), from: try row.region("from_code"),
            to: try row.region("to_code"), firstMonth: try row.month("first_month"), reason: try row.text("reason"),
            sentBy: try row.id("sent_by_id"), sentOn: try row.date("sent_day"))
        found.version = try row.integer("version")
        found.missing = try gap(row)
        found.state = try row.code("state")
        found.answer = try row.optionalText("answer")
        found.amount = try row.optionalMoney("amount_fen")
        found.answeredBy = try row.optionalID("answered_by_id")
        found.answeredOn = try row.optionalDate("answered_day")
        return found
    }
}
