package import Casework
package import Primitives
import SQLText

/// A county's order that lets townships decide, as kept; an order is public, so it is read without a scope.
package struct DelegationRow: Sendable {
    /// The order's id.
    package let id: DelegationID
    /// Rises when it is revoked.
    package let version: Int64
    /// The number of the document (E09).
    package let number: String
    /// What it says.
    package let order: DelegationOrder
    /// Who issued it.
    package let issuedBy: StaffID
    /// Why it was revoked; nil while it stands.
    package let revokeReason: String?

    /// An order as issued.
    package init(id: DelegationID, number: String, order: DelegationOrder, issuedBy: StaffID) {
        self.init(id: id, version: 1, number: number, order: order, issuedBy: issuedBy, revokeReason: nil)
    }

    init(
        id: DelegationID, version: Int64, number: String, order: DelegationOrder, issuedBy: StaffID,
        revokeReason: String?
    ) {
        self.id = id
        self.version = version
        self.number = number
        self.order = order
        self.issuedBy = issuedBy
        self.revokeReason = revokeReason
    }
}

extension StoreTransaction {
    /// Writes an order with every township and program it reaches; its share to sample is given in permille.
    package func insertDelegation(
        _ row: DelegationRow, publishedOn: CivilDate, samplingPermille: Int64, at instant: Instant
    ) throws {
        let order = row.order
        try sql.execute(
            """
            INSERT INTO delegation_order (id, version, county_code, number, kind, basis, from_day, through_day,
            published_day, sampling_permille, relief_ceiling_fen, issued_by_id, created_at)
            VALUES (\(row.id), 1, \(order.county), \(row.number), \(order.kind.rawValue), \(order.basis), \(order.from),
            \(order.through), \(publishedOn), \(samplingPermille), \(order.reliefCeiling), \(row.issuedBy), \(instant))
            """)
        for township in order.townships.sorted() {
            for program in Program.allCases where order.programs.contains(program) {
                try sql.execute(
                    """
                    INSERT INTO delegation_reach (order_id, township_code, program)
                    VALUES (\(row.id), \(township), \(program.rawValue))
                    """)
            }
        }
    }

    /// Ends an order before its term; it covers nothing from that day on.
    package func revokeDelegation(
        _ row: DelegationRow, on day: CivilDate, by staff: StaffID, reason: String
    ) throws {
        try changeOne(
            """
            UPDATE delegation_order SET version = version + 1, revoked_day = \(day), revoked_by_id = \(staff),
            revoke_reason = \(reason) WHERE id = \(row.id) AND version = \(row.version) AND revoked_day IS NULL
            """, "The delegation order")
    }

    /// The number that a document was issued under, which is public.
    package func documentNumber(of id: DocumentID) throws -> String {
        try sql.one("SELECT number FROM issued_document WHERE id = \(id)").text("number")
    }

    /// The orders of a county, the latest first.
    package func delegations(of county: RegionCode) throws -> [DelegationRow] {
        try delegations("o.county_code = \(county)").reversed()
    }

    /// One order; nil when there is none.
    package func delegation(_ id: DelegationID) throws -> DelegationRow? {
        try delegations("o.id = \(id)").first
    }

    /// The orders that ever handed a program to a township, in the order of their issue.
    package func delegations(of program: Program, to township: RegionCode) throws -> [DelegationRow] {
        try delegations("r.township_code = \(township) AND r.program = \(program.rawValue)")
    }

    /// Orders by a condition, each with the reach that the condition lets through.
    private func delegations(_ condition: Statement) throws -> [DelegationRow] {
        let rows = try sql.query(
            """
            SELECT o.*, r.township_code, r.program FROM delegation_order AS o
            JOIN delegation_reach AS r ON r.order_id = o.id WHERE \(condition)
            ORDER BY o.id, r.township_code, r.program
            """)
        var groups: [(id: DelegationID, rows: [Row])] = []
        for row in rows {
            let id: DelegationID = try row.id("id")
            if groups.last?.id == id {
                groups[groups.count - 1].rows.append(row)
            } else {
                groups.append((id, [row]))
            }
        }
        return try groups.map { try delegation($0.rows, $0.id) }
    }

    private func delegation(_ rows: [Row], _ id: DelegationID) throws -> DelegationRow {
        let row = rows[0]
        let order = DelegationOrder(
            kind: try row.code("kind"), county: try row.region("county_code"),
            townships: Set(try rows.map { try $0.region("township_code") }),
            programs: Set(try rows.map { try $0.code("program", as: Program.self) }), basis: try row.text("basis"),
            from: try row.date("from_day"), through: try row.optionalDate("through_day"),
            revokedOn: try row.optionalDate("revoked_day"), publishedOn: try row.date("published_day"),
            samplingShare: Ratio(permille: try row.integer("sampling_permille")),
            reliefCeiling: try row.optionalMoney("relief_ceiling_fen"))
        return DelegationRow(
            id: id, version: try row.integer("version"), number: try row.text("number"), order: order,
            issuedBy: try row.id("issued_by_id"), revokeReason: try row.optionalText("revoke_reason"))
    }
}
