package import Casework
package import Primitives
import SQLText

/// A case whose statutory day has passed, as the late list shows it.
package struct LateCaseRow: Sendable {
    /// The case.
    package let id: CaseID
    /// The acceptance number.
    package let number: String
    /// The program.
    package let program: Program
    /// Where it stands.
    package let state: CaseState
    /// The applicant's name in full; lists mask it.
    package let applicantName: String
    /// The village it is handled in.
    package let region: RegionCode
    /// The day it was due.
    package let deadlineDay: CivilDate
    /// Whether a calendar was missing when that was computed.
    package let isProvisional: Bool
    /// Who works on it.
    package let assignedStaffID: StaffID?
}

/// A case one of whose steps is past its last day while the whole limit is not, as the late list shows it.
package struct LateStepRow: Sendable {
    /// The case.
    package let id: CaseID
    /// The acceptance number.
    package let number: String
    /// The program.
    package let program: Program
    /// Where it stands.
    package let state: CaseState
    /// The applicant's name in full; lists mask it.
    package let applicantName: String
    /// The village it is handled in.
    package let region: RegionCode
    /// The step's last day.
    package let deadlineDay: CivilDate
    /// Who works on it.
    package let assignedStaffID: StaffID?
}

extension StoreTransaction {
    /// One page of the cases past their day within the scope and region, the longest late first.
    package func lateCases(
        before today: CivilDate, in scope: Scope, under region: RegionCode?, limit: Int, offset: Int
    ) throws -> [LateCaseRow] {
        try sql.query(
            """
            SELECT c.id, c.number, c.program, c.state, c.applicant_name, c.region_code, c.deadline_day,
            c.deadline_provisional, c.assigned_staff_id \(Self.late(before: today, in: scope, under: region))
            ORDER BY c.deadline_day, c.id LIMIT \(limit) OFFSET \(offset)
            """
        ).map { row in
            LateCaseRow(
                id: try row.id("id"), number: try row.text("number"), program: try row.code("program"),
                state: try row.code("state"), applicantName: try row.text("applicant_name"),
                region: try row.region("region_code"), deadlineDay: try row.date("deadline_day"),
                isProvisional: try row.flag("deadline_provisional"),
                assignedStaffID: try row.optionalID("assigned_staff_id"))
        }
    }

    /// How many cases are past their day in each township of the scope and region, most first.
    package func lateCounts(
        before today: CivilDate, in scope: Scope, under region: RegionCode?
    ) throws -> [(township: RegionCode, name: String, count: Int)] {
        try sql.query(
            """
            SELECT b.township, r.name, count(*) AS cases FROM (SELECT SUBSTR(c.region_code, 1, 9) AS township
            \(Self.late(before: today, in: scope, under: region))) AS b LEFT JOIN region AS r ON r.code = b.township
            GROUP BY b.township, r.name ORDER BY cases DESC, b.township
            """
        ).map { row in
            let code = try row.region("township")
            return (code, try row.optionalText("name") ?? code.text, try row.int("cases"))
        }
    }

    /// The cases of which a step was reported late while the whole limit still runs, the longest late first.
    ///
    /// By the reminders that every post reads, so that both lists say the same.
    package func lateSteps(
        before today: CivilDate, in scope: Scope, under region: RegionCode?, limit: Int
    ) throws -> [LateStepRow] {
        try sql.query(
            """
            SELECT c.id, c.number, c.program, c.state, c.applicant_name, c.region_code, c.assigned_staff_id,
            MIN(r.deadline_day) AS deadline_day \(Self.lateSteps(before: today, in: scope, under: region))
            GROUP BY c.id, c.number, c.program, c.state, c.applicant_name, c.region_code, c.assigned_staff_id
            ORDER BY deadline_day, c.id LIMIT \(limit)
            """
        ).map { row in
            LateStepRow(
                id: try row.id("id"), number: try row.text("number"), program: try row.code("program"),
                state: try row.code("state"), applicantName: try row.text("applicant_name"),
                region: try row.region("region_code"), deadlineDay: try row.date("deadline_day"),
                assignedStaffID: try row.optionalID("assigned_staff_id"))
        }
    }

    /// How many such cases there are.
    package func lateStepCount(before today: CivilDate, in scope: Scope, under region: RegionCode?) throws -> Int {
        try sql.one(
            "SELECT count(DISTINCT c.id) AS cases \(Self.lateSteps(before: today, in: scope, under: region))"
        ).int("cases")
    }

    private static func lateSteps(before today: CivilDate, in scope: Scope, under region: RegionCode?) -> Statement {
        """
        FROM \(scope.table(.aidCase)) AS c JOIN case_reminder AS r ON r.case_id = c.id AND r.days_left < 0
        WHERE r.deadline_day < \(today) AND \(stands) \(within(region)) AND (c.deadline_day IS NULL
        OR NOT (\(DeadlineBand.overdue.condition(today: today, soonDay: today))))
        """
    }

    private static func late(before today: CivilDate, in scope: Scope, under region: RegionCode?) -> Statement {
        """
        FROM \(scope.table(.aidCase)) AS c
        WHERE \(DeadlineBand.overdue.condition(today: today, soonDay: today)) \(within(region))
        """
    }

    private static func within(_ region: RegionCode?) -> Statement {
        region.map { "AND c.region_code >= \($0) AND c.region_code < \($0.text + ":")" } ?? ""
    }
}
