package import Casework
package import Primitives
import SQLText

extension StoreTransaction {
    /// Stores the lines of a trial.
    package func insertRetroactive(_ lines: [RetroactiveLineRow], of trial: PackTrialID) throws {
        for line in lines {
            let id: EventID = ids.next()
            try sql.execute(
                """
                INSERT INTO retroactive_line (id, trial_id, program, family_id, case_id, award_id, number, region_code,
                month, paid_fen, due_fen, reason)
                VALUES (\(id), \(trial), \(line.program.rawValue), \(line.family), \(line.caseID), \(line.award),
                \(line.number), \(line.region), \(line.month), \(line.paid), \(line.due), \(line.reason))
                """)
        }
    }

    /// The lines of a trial within a scope, by month and number, with the name each family's case or award has.
    package func retroactiveLines(of trial: PackTrialID, in scope: Scope) throws -> [RetroactiveLineRow] {
        try sql.query(
            """
            SELECT r.*, COALESCE(c.applicant_name, a.payee_name, '') AS person_name
            FROM \(scope.table(.retroactiveLine)) AS r LEFT JOIN aid_case AS c ON c.id = r.case_id
            LEFT JOIN award AS a ON a.id = r.award_id WHERE r.trial_id = \(trial) ORDER BY r.month, r.number
            """
        ).map { row in
            var line = RetroactiveLineRow(
                program: try row.code("program"), family: try row.id("family_id"),
                caseID: try row.optionalID("case_id"), award: try row.optionalID("award_id"),
                number: try row.text("number"), region: try row.region("region_code"), month: try row.month("month"),
                paid: try row.money("paid_fen"), due: try row.optionalMoney("due_fen"),
                reason: try row.text("reason"))
            (line.id, line.name) = (try row.id("id"), try row.text("person_name"))
            (line.state, line.leftReason) = (try row.code("state"), try row.text("left_reason"))
            return line
        }
    }

    /// Writes what became of a line within the scope: ordered, or left to a person with the reason.
    package func settleRetroactive(
        _ line: EventID, _ state: RetroactiveState, because reason: String = "", by staff: StaffID, on day: CivilDate,
        in scope: Scope
    ) throws {
        try changeOne(
            """
            UPDATE retroactive_line SET state = \(state.rawValue), left_reason = \(reason), settled_by_id = \(staff),
            settled_day = \(day) WHERE id = \(line) AND state = 'listed' AND \(scope.covers(.retroactiveLine))
            """, "The line of a change for the past")
    }

    /// The scope of a change for the past: a family left out by scope would be left out of its settlement.
    package static var wholeRegion: Scope {
        .system("a change of policy for the past concerns every award and refusal of its region")
    }

    private func paidFrom(_ programs: [Program], _ region: RegionCode, _ month: CalendarMonth) -> Statement {
        """
        FROM \(Self.wholeRegion.table(.payItem)) AS i
        JOIN \(Self.wholeRegion.table(.award)) AS a ON a.id = i.award_id
        JOIN pay_item_part AS p ON p.item_id = i.id
        WHERE a.program IN (\(Statement.list(programs.map(\.rawValue)))) AND a.region_code >= \(region)
        AND a.region_code < \(region.text + ":") AND i.state IN ('sent', 'paid') AND p.month >= \(month)
        """
    }

    /// How much of some programs was paid in a region for months from the given one on.
    package func paidSum(_ programs: [Program], in region: RegionCode, from month: CalendarMonth) throws -> PaidSum {
        guard !programs.isEmpty else { return PaidSum(count: 0, amount: .zero) }
        let row = try sql.one(
            "SELECT count(*) AS parts, COALESCE(SUM(p.amount_fen), 0) AS fen \(paidFrom(programs, region, month))")
        return PaidSum(count: try row.integer("parts"), amount: try row.money("fen"))
    }

    /// What was paid for each award and month of some programs in a region, by award and month.
    package func paidMonths(
        _ programs: [Program], in region: RegionCode, from month: CalendarMonth
    ) throws -> [PaidMonth] {
        guard !programs.isEmpty else { return [] }
        let paid = paidFrom(programs, region, month)
        return try sql.query(
            """
            SELECT a.id, a.program, a.family_id, a.case_id, a.certificate_number, a.region_code, p.month,
            SUM(p.amount_fen) AS fen \(paid)
            GROUP BY a.id, a.program, a.family_id, a.case_id, a.certificate_number, a.region_code, p.month
            ORDER BY a.id, p.month
            """
        ).map { row in
            PaidMonth(
                award: try row.id("id"), program: try row.code("program"), family: try row.id("family_id"),
                caseID: try row.optionalID("case_id"), number: try row.text("certificate_number"),
                region: try row.region("region_code"), month: try row.month("month"), paid: try row.money("fen"))
        }
    }

    /// Cases of some programs in a region that the computation refused, or that are recognised without money.
    ///
    /// By number; nothing was paid for either, so that no list of payments has them.
    package func unpaidDecisions(_ programs: [Program], in region: RegionCode) throws -> [CaseRow] {
        guard !programs.isEmpty else { return [] }
        let unpaid = programs.filter { $0.payment == .none }.map(\.rawValue)
        let recognised: Statement =
            unpaid.isEmpty
            ? "" : "OR (c.program IN (\(Statement.list(unpaid))) AND c.state IN ('active', 'reverifying'))"
        return try sql.query(
            """
            SELECT c.id FROM \(Self.wholeRegion.table(.aidCase)) AS c
            WHERE c.program IN (\(Statement.list(programs.map(\.rawValue)))) AND c.region_code >= \(region)
            AND c.region_code < \(region.text + ":") AND ((c.state = 'refused'
            AND EXISTS (SELECT 1 FROM \(Self.wholeRegion.table(.determination)) AS d WHERE d.case_id = c.id
            AND d.outcome <> 'eligible' AND d.version = (SELECT MAX(e.version)
            FROM \(Self.wholeRegion.table(.determination)) AS e WHERE e.case_id = c.id)))
            \(recognised)) ORDER BY c.number
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
