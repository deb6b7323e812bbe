package import Casework
package import Primitives
import SQLText

/// Why an award may not stand on a locked roster, as the guard's query finds it.
package struct PayBlock: Hashable, Sendable {
    /// The kinds of obstacles.
    package enum Code: String, Sendable, Codable {
        case dead, held, suspended, stopped
    }

    /// The award.
    package let award: AwardID
    /// The kind.
    package let code: Code
    /// Who died.
    package let person: PersonID?
    /// On what day.
    package let day: CivilDate?
    /// Why the award is held.
    package let reason: String
}

extension StoreTransaction {
    /// What keeps awards of a program in a county off the roster of a month.
    ///
    /// One query.
    package func blocks(program: Program, county: RegionCode, month: CalendarMonth) throws -> [PayBlock] {
        try blocks(
            Self.blocks(
                month: month, from: "\(Self.payrollScope.table(.award)) AS a",
                where: """
                    a.program = \(program.rawValue) AND a.region_code >= \(county)
                    AND a.region_code < \(county.text + ":")
                    """))
    }

    /// What keeps payments of a batch from being made.
    ///
    /// The same query guards every step up to the bank file.
    package func blocks(inBatch batch: BatchID, month: CalendarMonth) throws -> [PayBlock] {
        try blocks(Self.blocks(inBatch: batch, month: month))
    }

    static func blocks(inBatch batch: BatchID, month: CalendarMonth) -> Statement {
        let source: Statement = """
            \(payrollScope.table(.payItem)) AS i JOIN \(payrollScope.table(.award)) AS a ON a.id = i.award_id
            """
        let ours: Statement = "i.batch_id = \(batch) AND i.state = 'due'"
        return """
            \(blocks(month: month, from: source, where: ours)) UNION ALL
            SELECT a.id AS award_id, 'stopped' AS code, 0 AS person_id, 0 AS death_day, '' AS reason FROM \(source)
            WHERE \(ours) AND i.kind = 'regular' AND a.stopped_from <= \(month)
            """
    }

    /// Members who died before the month, a payee who died by its end, a person's order, a suspension.
    private static func blocks(month: CalendarMonth, from source: Statement, where ours: Statement) -> Statement {
        """
        SELECT a.id AS award_id, 'dead' AS code, p.id AS person_id, p.death_day, '' AS reason FROM \(source)
        JOIN award_member AS m ON m.award_id = a.id JOIN \(payrollScope.table(.person)) AS p ON p.id = m.person_id
        WHERE \(ours) AND p.death_day < \(month.firstDay) UNION ALL
        SELECT a.id, 'dead', p.id, p.death_day, '' FROM \(source)
        JOIN \(payrollScope.table(.person)) AS p ON p.id = a.payee_person_id
        WHERE \(ours) AND p.death_day <= \(month.lastDay) UNION ALL
        SELECT a.id, 'held', 0, 0, h.reason FROM \(source)
        JOIN award_hold AS h ON h.award_id = a.id AND h.released_at IS NULL WHERE \(ours) UNION ALL
        SELECT a.id, 'suspended', 0, 0, '' FROM \(source) WHERE \(ours) AND a.suspended_from <= \(month)
        """
    }

    private func blocks(_ statement: Statement) throws -> [PayBlock] {
        try sql.query(statement).map { row in
            let code: PayBlock.Code = try row.code("code")
            return PayBlock(
                award: try row.id("award_id"), code: code, person: code == .dead ? try row.id("person_id") : nil,
                day: code == .dead ? try row.date("death_day") : nil, reason: try row.text("reason"))
        }
    }

    /// Orders an award to wait; an order that stands already is kept.
    ///
    /// Returns whether one was added.
    package func hold(_ award: AwardID, reason: String, by staff: StaffID, at instant: Instant) throws -> Bool {
        let id: EventID = ids.next()
        return try sql.execute(
            """
            INSERT INTO award_hold (id, award_id, reason, held_by_id, held_at)
            SELECT \(id), \(award), \(reason), \(staff), \(instant) WHERE NOT EXISTS
            (SELECT 1 FROM award_hold WHERE award_id = \(award) AND released_at IS NULL)
            """) == 1
    }

    /// Ends the order to wait.
    ///
    /// Returns whether there was one.
    package func release(_ award: AwardID, by staff: StaffID, at instant: Instant) throws -> Bool {
        try sql.execute(
            """
            UPDATE award_hold SET released_by_id = \(staff), released_at = \(instant)
            WHERE award_id = \(award) AND released_at IS NULL
            """) == 1
    }
}
