package import Casework
package import Payments
package import Primitives
import SQLText

/// An award as stored: its history replayed, and what the row adds to it.
package struct AwardRow: Sendable {
    /// Where an award comes from.
    package enum Origin: String, Sendable {
        /// Confirmed in a case of this installation.
        case decided = "case"
        /// Taken over from the list of families who received it before.
        case imported
    }

    /// Rises with every change.
    package internal(set) var version: Int64
    /// The number on the family's certificate.
    package let certificateNumber: String
    /// The village the family is handled in.
    package let region: RegionCode
    /// Where it comes from.
    package let origin: Origin
    /// The award with its whole history.
    package internal(set) var award: Award

    /// An award that is not stored yet.
    package init(award: Award, certificateNumber: String, region: RegionCode, origin: Origin) {
        version = 1
        self.certificateNumber = certificateNumber
        self.region = region
        self.origin = origin
        self.award = award
    }

    init(award: Award, row: Row) throws {
        version = try row.integer("version")
        certificateNumber = try row.text("certificate_number")
        region = try row.region("region_code")
        origin = try row.code("origin")
        self.award = award
    }
}

extension StoreTransaction {
    /// Stores an award just started, with its first change.
    package func insertAward(_ row: AwardRow, actor: ActorRow, at instant: Instant, on day: CivilDate) throws {
        let (award, terms) = (row.award, row.award.terms)
        try sql.execute(
            """
            INSERT INTO award (id, version, family_id, case_id, program, certificate_number, class, region_code,
            head_count, payee_person_id, payee_name, account_last_four, amount_fen, from_month, to_month, status,
            origin, created_at)
            VALUES (\(award.id), 1, \(terms.family), \(terms.caseID), \(terms.program), \(row.certificateNumber),
            \(terms.classCode), \(row.region), \(terms.members.count), \(terms.payee?.person),
            \(terms.payee?.holderName ?? ""), \(terms.payee.map(Self.lastFour) ?? ""), \(terms.monthlyAmount),
            \(terms.firstMonth), \(terms.lastMonth), 'active', \(row.origin.rawValue), \(instant))
            """)
        try putMembers(of: award)
        try insertChange(award.changes[0], number: 1, of: award.id, actor: actor, at: instant, on: day)
    }

    /// Appends a change to an award and brings its row up to date; throws `AwardError` when the change may not stand.
    package func appendChange(
        _ kind: AwardChange.Kind, to row: inout AwardRow, by staff: StaffID, actor: ActorRow, in scope: Scope,
        at instant: Instant, on day: CivilDate
    ) throws {
        let change = AwardChange(kind, at: instant, by: staff)
        try row.award.append(change)
        let award = row.award
        try insertChange(change, number: award.changes.count, of: award.id, actor: actor, at: instant, on: day)
        let now = AwardProjection(award)
        try changeOne(
            """
            UPDATE award SET version = version + 1, class = \(award.classCode), head_count = \(now.members.count),
            payee_person_id = \(award.payee?.person), payee_name = \(award.payee?.holderName ?? ""),
            account_last_four = \(award.payee.map(Self.lastFour) ?? ""), amount_fen = \(now.amount),
            suspended_from = \(now.suspendedFrom), stopped_from = \(now.stoppedFrom), status = \(now.status)
            WHERE id = \(award.id) AND version = \(row.version) AND \(scope.covers(.award))
            """, "The award")
        row.version += 1
        if case .amountChanged = kind { try putMembers(of: award) }
    }

    private func putMembers(of award: Award) throws {
        try sql.execute("DELETE FROM award_member WHERE award_id = \(award.id)")
        for person in AwardProjection(award).members {
            try sql.execute("INSERT INTO award_member (award_id, person_id) VALUES (\(award.id), \(person))")
        }
    }

    private func insertChange(
        _ change: AwardChange, number: Int, of award: AwardID, actor: ActorRow, at instant: Instant, on day: CivilDate
    ) throws {
        let id: EventID = ids.next()
        let content = try seal(Self.json(change), "award_change", "content", id.rawValue)
        try sql.execute(
            """
            INSERT INTO award_change (id, award_id, sequence, kind, from_month, content, actor_kind, actor_id,
            business_day, created_at)
            VALUES (\(id), \(award), \(number), \(change.kind.code), \(change.firstMonth), \(content),
            \(actor.kind.rawValue), \(actor.id), \(day), \(instant))
            """)
    }

    /// An award by id; nil when there is none in the scope.
    ///
    /// Two queries.
    package func awardRow(_ id: AwardID, in scope: Scope) throws -> AwardRow? {
        try awardRows("a.id = \(id)", in: scope).first
    }

    /// The award of a case that was itself read within the asker's scope.
    ///
    /// Two queries.
    ///
    /// An applicant who withdraws may not have proven who they are, and still ends the award.
    package func awardRow(ofCase id: CaseID, in scope: Scope) throws -> AwardRow? {
        guard try sql.first("SELECT 1 AS found FROM \(scope.table(.aidCase)) AS c WHERE c.id = \(id)") != nil else {
            return nil
        }
        return try awardRows("a.case_id = \(id)", in: Self.caseAwards).first
    }

    /// The scope in which a case's own award is changed.
    package static var caseAwards: Scope {
        .system("the award of a case that was itself read within the asker's scope")
    }

    /// Awards of a program handled inside a county, ascending, in two queries.
    package func awardRows(program: Program, county: RegionCode, in scope: Scope) throws -> [AwardRow] {
        try awardRows(
            "a.program = \(program.rawValue) AND a.region_code >= \(county) AND a.region_code < \(county.text + ":")",
            in: scope)
    }

    /// Awards of a family, ascending, in two queries.
    package func awardRows(family: FamilyID, in scope: Scope) throws -> [AwardRow] {
        try awardRows("a.family_id = \(family)", in: scope)
    }

    private func awardRows(_ condition: Statement, in scope: Scope) throws -> [AwardRow] {
        var changes: [Int64: [AwardChange]] = [:]
        try sql.forEach(
            """
            SELECT k.id, k.award_id, k.content FROM award_change AS k JOIN \(scope.table(.award)) AS a
            ON a.id = k.award_id WHERE \(condition) ORDER BY k.award_id, k.sequence
            """
        ) { row in
            let change: AwardChange = try Self.fromJSON(open(row, "award_change", "content"))
            changes[try row.integer("award_id"), default: []].append(change)
        }
        return try sql.query("SELECT a.* FROM \(scope.table(.award)) AS a WHERE \(condition) ORDER BY a.id").map {
            row in
            let id: AwardID = try row.id("id")
            return try AwardRow(award: Award(id: id, replaying: changes[id.rawValue] ?? []), row: row)
        }
    }

    static func lastFour(_ payee: PayeeAccount) -> String { String(payee.account.number.suffix(4)) }
}

/// What the row of an award says: the standing after the last change, for lists and the roster's guard.
private struct AwardProjection {
    let amount: Money
    let members: [PersonID]
    let suspendedFrom: CalendarMonth?
    let stoppedFrom: CalendarMonth?
    let status: String

    init(_ award: Award) {
        amount = award.monthlyAmount
        members = award.members
        let start = award.terms.firstMonth
        var month = award.changes.compactMap(\.firstMonth).max() ?? start
        let last = award.standing(in: month)
        while month > start, award.standing(in: month.adding(months: -1)).name == last.name {
            month = month.adding(months: -1)
        }
        suspendedFrom = last.name == "suspended" ? month : nil
        stoppedFrom = last.name == "stopped" ? month : nil
        status = last.name
    }
}

extension AwardStanding {
    fileprivate var name: String {
        switch self {
        case .suspended: "suspended"
        case .stopped: "stopped"
        case .notStarted, .running, .ended: "active"
        }
    }
}

extension AwardChange.Kind {
    /// The kind without its contents, for lists.
    package var code: String {
        switch self {
        case .started: "started"
        case .amountChanged: "amountChanged"
        case .suspended: "suspended"
        case .resumed: "resumed"
        case .stopped: "stopped"
        case .accountChanged: "accountChanged"
        case .classChanged: "classChanged"
        }
    }
}
