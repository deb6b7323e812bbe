package import Casework
package import Primitives
import SQLText

/// A month of a family that a change for the past would have made another: computed, never ordered.
package struct RetroactiveLineRow: Hashable, Sendable, Codable {
    /// The family.
    package let family: FamilyID
    /// The case whose decision was computed again; nil for a family taken over from a list.
    package let caseID: CaseID?
    /// The award that was paid; nil for a family that was refused.
    package let award: AwardID?
    /// The certificate's number, or the case's where there is none.
    package let number: String
    /// The village or township the family is handled in.
    package let region: RegionCode
    /// The month.
    package let month: CalendarMonth
    /// What was paid for it.
    package let paid: Money
    /// What the version gives for it; nil when that cannot be said.
    package let due: Money?
    /// Why it cannot be said, or what kind of decision it was; empty in the usual case.
    package let reason: String

    /// Takes the parts.
    package init(
        family: FamilyID, caseID: CaseID?, award: AwardID?, number: String, region: RegionCode, month: CalendarMonth,
        paid: Money, due: Money?, reason: String = ""
    ) {
        self.family = family
        self.caseID = caseID
        self.award = award
        self.number = number
        self.region = region
        self.month = month
        self.paid = paid
        self.due = due
        self.reason = reason
    }

    /// What is still owed to the family; negative when more was paid than the version gives; nil when unknown.
    package var difference: Money? { due.map { $0 - paid } }
}

/// What was paid for one month of an award.
package struct PaidMonth: Sendable {
    /// The award.
    package let award: AwardID
    /// Its family.
    package let family: FamilyID
    /// Its case; nil for one taken over from a list.
    package let caseID: CaseID?
    /// The certificate's number.
    package let number: String
    /// Where the family is handled.
    package let region: RegionCode
    /// The month.
    package let month: CalendarMonth
    /// What was sent to the bank or arrived.
    package let paid: Money
}

extension StoreTransaction {
    /// Stores the lines of a trial.
    package func insertRetroactive(_ lines: [RetroactiveLineRow], of trial: PackTrialID) throws {
        for line in lines {
            let id: EventID = ids.next()
            try sql.execute(
                """
                INSERT INTO retroactive_line (id, trial_id, family_id, case_id, award_id, number, region_code, month,
                paid_fen, due_fen, reason)
                VALUES (\(id), \(trial), \(line.family), \(line.caseID), \(line.award), \(line.number), \(line.region),
                \(line.month), \(line.paid), \(line.due), \(line.reason))
                """)
        }
    }

    /// The lines of a trial within a scope, by month and number.
    package func retroactiveLines(of trial: PackTrialID, in scope: Scope) throws -> [RetroactiveLineRow] {
        try sql.query(
            """
            SELECT r.* FROM \(scope.table(.retroactiveLine)) AS r WHERE r.trial_id = \(trial)
            ORDER BY r.month, r.number
            """
        ).map { row in
            RetroactiveLineRow(
                family: try row.id("family_id"), caseID: try row.optionalID("case_id"),
                award: try row.optionalID("award_id"), number: try row.text("number"),
                region: try row.region("region_code"), month: try row.month("month"), paid: try row.money("paid_fen"),
                due: try row.optionalMoney("due_fen"), reason: try row.text("reason"))
        }
    }

    /// The scope of a change for the past: a family left out by scope would be left out of its settlement.
    private static var wholeRegion: Scope {
        .system("a change of policy for the past concerns every award and refusal of its region")
    }

    private func paidFrom(_ program: Program, _ region: RegionCode, _ month: CalendarMonth) -> Statement {
        """
        FROM \(Self.wholeRegion.table(.payItem)) AS i
        JOIN \(Self.wholeRegion.table(.award)) AS a ON a.id = i.award_id
        JOIN pay_item_part AS p ON p.item_id = i.id
        WHERE a.program = \(program.rawValue) AND a.region_code >= \(region)
        AND a.region_code < \(region.text + ":") AND i.state IN ('sent', 'paid') AND p.month >= \(month)
        """
    }

    /// How much of a program was paid in a region for months from the given one on.
    package func paidSum(_ program: Program, in region: RegionCode, from month: CalendarMonth) throws -> PaidSum {
        let row = try sql.one(
            "SELECT count(*) AS parts, COALESCE(SUM(p.amount_fen), 0) AS fen \(paidFrom(program, region, month))")
        return PaidSum(count: try row.integer("parts"), amount: try row.money("fen"))
    }

    /// The last month of a program that was paid in a region; nil when nothing was from the given month on.
    package func lastPaidMonth(
        _ program: Program, in region: RegionCode, from month: CalendarMonth
    ) throws -> CalendarMonth? {
        try sql.one("SELECT MAX(p.month) AS last_month \(paidFrom(program, region, month))")
            .optionalMonth("last_month")
    }

    /// What was paid for each award and month of a program in a region, by award and month.
    package func paidMonths(
        _ program: Program, in region: RegionCode, from month: CalendarMonth
    ) throws -> [PaidMonth] {
        let paid = paidFrom(program, region, month)
        return try sql.query(
            """
            SELECT a.id, a.family_id, a.case_id, a.certificate_number, a.region_code, p.month,
            SUM(p.amount_fen) AS fen \(paid)
            GROUP BY a.id, a.family_id, a.case_id, a.certificate_number, a.region_code, p.month
            ORDER BY a.id, p.month
            """
        ).map { row in
            PaidMonth(
                award: try row.id("id"), family: try row.id("family_id"), caseID: try row.optionalID("case_id"),
                number: try row.text("certificate_number"), region: try row.region("region_code"),
                month: try row.month("month"), paid: try row.money("fen"))
        }
    }

    /// The determination of a case that held in a month: the latest one made by the month's last day.
    package func determination(of caseID: CaseID, in month: CalendarMonth) throws -> DeterminationRow? {
        try sql.first(
            """
            SELECT d.id FROM \(Self.wholeRegion.table(.determination)) AS d WHERE d.case_id = \(caseID)
            AND d.business_day <= \(month.lastDay) ORDER BY d.version DESC LIMIT 1
            """
        ).flatMap { try determination($0.id("id"), in: Self.wholeRegion) }
    }

    /// Cases of a program in a region that were refused because the computation said so, by number.
    package func computedRefusals(_ program: Program, in region: RegionCode) throws -> [CaseRow] {
        try sql.query(
            """
            SELECT c.id FROM \(Self.wholeRegion.table(.aidCase)) AS c WHERE c.program = \(program.rawValue)
            AND c.region_code >= \(region) AND c.region_code < \(region.text + ":") AND c.state = 'refused'
            AND EXISTS (SELECT 1 FROM \(Self.wholeRegion.table(.determination)) AS d WHERE d.case_id = c.id
            AND d.outcome <> 'eligible' AND d.version = (SELECT MAX(e.version)
            FROM \(Self.wholeRegion.table(.determination)) AS e WHERE e.case_id = c.id)) ORDER BY c.number
            """
        ).compactMap { try caseRow($0.id("id"), in: Self.wholeRegion) }
    }

    /// The record of each case's latest determination in a region, by the case's number; ended cases are left out.
    package func latestRecords(
        _ program: Program, in region: RegionCode
    ) throws -> [(number: String, record: [UInt8])] {
        try sql.query(
            """
            SELECT d.id, d.record, c.number FROM \(Self.wholeRegion.table(.determination)) AS d
            JOIN \(Self.wholeRegion.table(.aidCase)) AS c ON c.id = d.case_id
            WHERE c.program = \(program.rawValue) AND c.region_code >= \(region)
            AND c.region_code < \(region.text + ":")
            AND c.state NOT IN ('withdrawn', 'endedNonCooperation', 'endedDeath', 'endedMoved', 'terminated',
            'archived')
            AND d.version = (SELECT MAX(e.version) FROM \(Self.wholeRegion.table(.determination)) AS e
            WHERE e.case_id = d.case_id) ORDER BY c.number
            """
        ).map { (try $0.text("number"), try open($0, "determination", "record")) }
    }
}
