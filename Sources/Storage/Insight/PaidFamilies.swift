package import Primitives
import SQLText

/// A family that the bank paid for a month, as the list behind the screen's number shows it.
package struct PaidFamilyRow: Hashable, Sendable {
    /// The family.
    package let familyID: FamilyID
    /// The first member's name, masked.
    package let headMasked: String
    /// Its program.
    package let program: FamilyProgram
    /// The name of the place it lives in.
    package let regionName: String
    /// What it got for the month, over all its awards.
    package let amount: Money
}

extension StoreTransaction {
    /// One page of the families paid for a month, how many there are and what they got: two statements.
    package func paidFamilies(
        _ month: CalendarMonth, limit: Int, offset: Int, in scope: Scope
    ) throws -> (rows: [PaidFamilyRow], total: Int, amount: Money) {
        let all = try sql.one(
            """
            SELECT count(DISTINCT a.family_id) AS families, COALESCE(SUM(i.amount_fen), 0) AS total_fen
            \(Self.paid(month, scope))
            """)
        let rows = try sql.query(
            """
            SELECT l.*, f.program, f.region_code, r.name AS region_name, p.name AS head_name FROM (
            SELECT a.family_id, SUM(i.amount_fen) AS amount_fen \(Self.paid(month, scope))
            GROUP BY a.family_id ORDER BY a.family_id LIMIT \(limit) OFFSET \(offset)) AS l
            JOIN \(scope.table(.family)) AS f ON f.id = l.family_id LEFT JOIN region AS r ON r.code = f.region_code
            LEFT JOIN family_member AS m ON m.id = (SELECT h.id FROM family_member AS h WHERE h.family_id = f.id
            AND h.valid_to IS NULL ORDER BY h.member_number, h.id LIMIT 1)
            LEFT JOIN person AS p ON p.id = m.person_id ORDER BY l.family_id
            """
        ).map { row in
            PaidFamilyRow(
                familyID: try row.id("family_id"), headMasked: Masking.name(try row.optionalText("head_name") ?? ""),
                program: try row.code("program"),
                regionName: try row.optionalText("region_name") ?? row.text("region_code"),
                amount: try row.money("amount_fen"))
        }
        return (rows, try all.int("families"), try all.money("total_fen"))
    }

    /// The items that the bank paid for a month: what the screen adds up and what its list shows.
    static func paid(_ month: CalendarMonth, _ scope: Scope) -> Statement {
        """
        FROM \(scope.table(.payItem)) AS i JOIN \(scope.table(.award)) AS a ON a.id = i.award_id
        WHERE i.month = \(month) AND i.state = 'paid'
        """
    }
}
