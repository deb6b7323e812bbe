package import Casework
package import Primitives
import SQLText

/// Subject of the id of a register entry of aid given first.
package enum AidFirstSubject {}
/// Id of a register entry of aid given first.
package typealias AidFirstID = Identifier<AidFirstSubject>

/// Aid given first 先行救助 as registered (E02), opened.
package struct AidFirstRow: Hashable, Sendable {
    /// The entry's id.
    package let id: AidFirstID
    /// The case.
    package let caseID: CaseID
    /// The row's version.
    package internal(set) var version: Int64 = 1
    /// The township that pays.
    package let township: RegionCode
    /// Its public number.
    package let number: String
    /// When the emergency was reported.
    package let reportedAt: Instant
    /// When it was paid.
    package let paidAt: Instant
    /// The business day of the payment.
    package let paidOn: CivilDate
    /// Who decided it.
    package let paidBy: StaffID
    /// What was asked.
    package let request: AidFirstRequest
    /// The ruling it stands on.
    package let plan: AidFirstPlan
    /// The papers that have come in.
    package var papers: Set<AidFirstPaper>
    /// The day the papers were complete or the aid was revoked.
    package var closedOn: CivilDate?

    /// Takes the parts of an entry.
    package init(
        id: AidFirstID, caseID: CaseID, township: RegionCode, number: String, reportedAt: Instant, paidAt: Instant,
        paidOn: CivilDate, paidBy: StaffID, request: AidFirstRequest, plan: AidFirstPlan,
        papers: Set<AidFirstPaper> = []
    ) {
        (self.id, self.caseID, self.township, self.number) = (id, caseID, township, number)
        (self.reportedAt, self.paidAt, self.paidOn, self.paidBy) = (reportedAt, paidAt, paidOn, paidBy)
        (self.request, self.plan, self.papers) = (request, plan, papers)
    }
}

/// An entry of a township's reserve as kept.
package struct ReserveEntryRow: Sendable {
    /// Its place in the book, from 1.
    package let sequence: Int64
    /// The entry.
    package let entry: TownshipReserve.Entry
    /// What was there afterwards.
    package let balance: Money
    /// The case it was paid for; nil when filled up.
    package let caseID: CaseID?
    /// Who wrote it.
    package let staffID: StaffID
}

/// A township's reserve at a glance.
package struct ReserveStanding: Sendable {
    /// The township.
    package let township: RegionCode
    /// Its name.
    package let name: String
    /// What is there.
    package let balance: Money
    /// Entries with papers owed.
    package let open: Int
}

extension StoreTransaction {
    /// Registers aid given first; the caller has read the case in its scope.
    package func insertAidFirst(_ row: AidFirstRow) throws {
        try sql.execute(
            """
            INSERT INTO aid_first (id, case_id, version, township_code, number, emergency, reported_at, paid_at,
            paid_day, paid_by_id, amount_fen, request, plan, papers, papers_due_day)
            VALUES (\(row.id), \(row.caseID), 1, \(row.township), \(row.number),
            \(row.request.emergency?.rawValue ?? ""), \(row.reportedAt), \(row.paidAt), \(row.paidOn), \(row.paidBy),
            \(row.plan.amount), \(try seal(Self.json(row.request), "aid_first", "request", row.id.rawValue)),
            \(String(decoding: try Self.json(row.plan), as: UTF8.self)), \(paperText(row)), \(row.plan.papersDue.on))
            """)
    }

    /// Writes which papers are in, within the scope.
    package func updateAidFirst(_ row: inout AidFirstRow, in scope: Scope) throws {
        try changeOne(
            """
            UPDATE aid_first SET version = version + 1, papers = \(paperText(row)), closed_day = \(row.closedOn)
            WHERE id = \(row.id) AND version = \(row.version) AND \(scope.covers(.aidFirst))
            """, "The register entry")
        row.version += 1
    }

    /// The register entry of a case within the scope; nil when none was made.
    package func aidFirst(of caseID: CaseID, in scope: Scope) throws -> AidFirstRow? {
        try sql.first("SELECT * FROM \(scope.table(.aidFirst)) AS a WHERE a.case_id = \(caseID)").map(aidRow)
    }

    /// Whether a family was aided first for a kind of emergency since a day, other than in one case.
    package func wasAidedFirst(
        _ family: FamilyID, for emergency: EmergencyKind, since day: CivilDate, except caseID: CaseID, in scope: Scope
    ) throws -> Bool {
        try sql.count(
            """
            SELECT count(*) FROM \(scope.table(.aidFirst)) AS a JOIN aid_case AS c ON c.id = a.case_id
            WHERE c.family_id = \(family) AND a.emergency = \(emergency.rawValue) AND a.paid_day >= \(day)
            AND a.case_id <> \(caseID)
            """) > 0
    }

    /// Writes the next entry of a township's reserve; nil when the money is not there.
    package func addReserveEntry(
        _ entry: TownshipReserve.Entry, to township: RegionCode, for caseID: CaseID?, by staff: StaffID,
        at instant: Instant, in scope: Scope
    ) throws -> Money? {
        let last = try reserveEntries(of: township, limit: 1, in: scope).first
        let signed = entry.kind == .paidOut ? -entry.amount : entry.amount
        let balance = (last?.balance ?? .zero) + signed
        guard balance >= .zero else { return nil }
        let id: Identifier<TownshipReserve> = ids.next()
        try sql.execute(
            """
            INSERT INTO reserve_entry (id, township_code, sequence, kind, amount_fen, balance_fen, business_day,
            reference, case_id, staff_id, created_at) VALUES (\(id), \(township), \((last?.sequence ?? 0) + 1),
            \(entry.kind.rawValue), \(entry.amount), \(balance), \(entry.on), \(entry.reference), \(caseID), \(staff),
            \(instant))
            """)
        return balance
    }

    /// The entries of a township's reserve within the scope, latest first.
    package func reserveEntries(of township: RegionCode, limit: Int, in scope: Scope) throws -> [ReserveEntryRow] {
        try sql.query(
            """
            SELECT r.* FROM \(scope.table(.reserveEntry)) AS r WHERE r.township_code = \(township)
            ORDER BY r.sequence DESC LIMIT \(limit)
            """
        ).map { row in
            ReserveEntryRow(
                sequence: try row.integer("sequence"),
                entry: TownshipReserve.Entry(
                    kind: try row.code("kind"), amount: try row.money("amount_fen"), on: try row.date("business_day"),
                    reference: try row.text("reference")),
                balance: try row.money("balance_fen"), caseID: try row.optionalID("case_id"),
                staffID: try row.id("staff_id"))
        }
    }

    /// What is in a township's reserve.
    package func reserveBalance(of township: RegionCode, in scope: Scope) throws -> Money {
        try reserveEntries(of: township, limit: 1, in: scope).first?.balance ?? .zero
    }

    /// The reserves of the townships of a region, by code.
    package func reserveStandings(below region: RegionCode, in scope: Scope) throws -> [ReserveStanding] {
        try sql.query(
            """
            SELECT t.code, t.name, COALESCE((SELECT r.balance_fen FROM \(scope.table(.reserveEntry)) AS r
            WHERE r.township_code = t.code ORDER BY r.sequence DESC LIMIT 1), 0) AS balance_fen,
            (SELECT count(*) FROM \(scope.table(.aidFirst)) AS a WHERE a.township_code = t.code
            AND a.closed_day IS NULL) AS open_count
            FROM region AS t WHERE t.level = 'township' AND t.code >= \(region) AND t.code < \(region.text + ":")
            ORDER BY t.code
            """
        ).map { row in
            ReserveStanding(
                township: try row.region("code"), name: try row.text("name"), balance: try row.money("balance_fen"),
                open: try row.int("open_count"))
        }
    }

    private func paperText(_ row: AidFirstRow) -> String {
        AidFirstPaper.allCases.filter(row.papers.contains).map(\.rawValue).joined(separator: ",")
    }

    func aidRow(_ row: Row) throws -> AidFirstRow {
        var found = AidFirstRow(
            id: try row.id("id"), caseID: try row.id("case_id"), township: try row.region("township_code"),
            number: try row.text("number"), reportedAt: try row.instant("reported_at"),
            paidAt: try row.instant("paid_at"), paidOn: try row.date("paid_day"), paidBy: try row.id("paid_by_id"),
            request: try Self.fromJSON(open(row, "aid_first", "request")),
            plan: try Self.fromJSON(Array(row.text("plan").utf8)),
            papers: Set(try row.text("papers").split(separator: ",").compactMap { AidFirstPaper(rawValue: String($0)) })
        )
        found.version = try row.integer("version")
        found.closedOn = try row.optionalDate("closed_day")
        return found
    }
}
