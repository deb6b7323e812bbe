package import Casework
package import Primitives
import SQLText

/// An order that an award waits, and what the award is, its payee masked.
package struct AwardHoldRow: Hashable, Sendable {
    /// The award.
    package let award: AwardID
    /// The number on the family's certificate.
    package let certificateNumber: String
    /// The payee's name, masked.
    package let payeeMasked: String
    /// The program.
    package let program: Program
    /// Why it waits.
    package let reason: String
    /// Who ordered it.
    package let heldBy: StaffID
    /// When.
    package let heldAt: Instant
}

extension StoreTransaction {
    /// One page of the awards of the scope that wait, the longest first, and how many there are: two statements.
    package func awardHolds(limit: Int, offset: Int, in scope: Scope) throws -> (rows: [AwardHoldRow], total: Int) {
        let source = Self.openHolds(scope)
        let rows = try sql.query(
            "SELECT \(Self.holdColumns) \(source) ORDER BY h.held_at, h.id LIMIT \(limit) OFFSET \(offset)")
        return (try rows.map(Self.holdRow), try sql.count("SELECT count(*) \(source)"))
    }

    /// The order that an award of the scope waits; nil when it does not.
    package func awardHold(of award: AwardID, in scope: Scope) throws -> AwardHoldRow? {
        try sql.first("SELECT \(Self.holdColumns) \(Self.openHolds(scope)) AND a.id = \(award)").map(Self.holdRow)
    }

    private static let holdColumns: Statement =
        "a.id, a.certificate_number, a.payee_name, a.program, h.reason, h.held_by_id, h.held_at"

    private static func openHolds(_ scope: Scope) -> Statement {
        """
        FROM award_hold AS h JOIN \(scope.table(.award)) AS a ON a.id = h.award_id WHERE h.released_at IS NULL
        """
    }

    private static func holdRow(_ row: Row) throws -> AwardHoldRow {
        AwardHoldRow(
            award: try row.id("id"), certificateNumber: try row.text("certificate_number"),
            payeeMasked: Masking.name(try row.text("payee_name")), program: try row.code("program"),
            reason: try row.text("reason"), heldBy: try row.id("held_by_id"), heldAt: try row.instant("held_at"))
    }
}
