package import Casework
package import Primitives
import SQLText

/// How near the end of its limit a case is.
package enum DeadlineBand: String, CaseIterable, Codable, Hashable, Sendable {
    case overdue, today, soon

    /// The one meaning of a band for a case `c`: undecided, its clock running, its last day there.
    ///
    /// The queue, the counters, the late list and the screen count by it, so that their numbers agree.
    func condition(today: CivilDate, soonDay: CivilDate) -> Statement {
        let day: Statement =
            switch self {
            case .overdue: "c.deadline_day < \(today)"
            case .today: "c.deadline_day = \(today)"
            case .soon: "c.deadline_day >= \(today) AND c.deadline_day <= \(soonDay)"
            }
        return "\(CaseState.isOpenCondition) AND c.clock_stopped = 0 AND \(day)"
    }
}

extension CaseState {
    /// Whether a case `c` was sent and is not yet decided.
    static var isOpenCondition: Statement {
        "c.state IN (\(Statement.list(allCases.filter { $0.isBeforeDecision && $0 != .draft }.map(\.rawValue))))"
    }
}

/// The column a list of cases is ordered by.
package enum CaseListColumn: String, CaseIterable, Codable, Hashable, Sendable {
    case deadline, filed, name, number, people, income, state
}

/// The order of a list of cases; by deadline, with stopped clocks last, unless somebody asked for another.
package struct CaseListOrder: Codable, Hashable, Sendable {
    /// What is compared first.
    package let column: CaseListColumn
    /// Whether the greatest stands first.
    package let isDescending: Bool

    /// An order by a column.
    package init(_ column: CaseListColumn, isDescending: Bool = false) {
        self.column = column
        self.isDescending = isDescending
    }

    /// The order's terms over a table name; what has no value stands last either way, and ties by the case's id.
    func terms(of table: String) -> Statement {
        let columns =
            switch column {
            case .deadline: isDescending ? ["deadline_day"] : ["clock_stopped", "deadline_day"]
            case .filed: ["submitted_day"]
            case .name: ["applicant_name"]
            case .number: ["number"]
            case .people: ["head_count"]
            case .income: ["declared_per_capita_fen"]
            case .state: ["state"]
            }
        let direction = isDescending ? " DESC" : ""
        let list = columns.map { "\(table).\($0)\(direction) NULLS LAST" } + ["\(table).id"]
        return "\(raw: list.joined(separator: ", "))"
    }
}

/// What a list of cases is narrowed to, in terms of rows.
package struct CaseListFilter: Hashable, Sendable {
    /// States to show; empty for all.
    package var states: [CaseState] = []
    /// A region inside the scope.
    package var region: RegionCode?
    /// One program.
    package var program: Program?
    /// A band of deadlines; decided cases and those whose clock stands still are in none.
    package var band: DeadlineBand?
    /// Only cases that were sent and are not yet decided.
    package var isOpen = false
    /// Only cases sent in a month.
    package var filed: CalendarMonth?
    /// The order of the rows.
    package var order = CaseListOrder(.deadline)
    /// The business day.
    package var today: CivilDate
    /// The last day of the band `soon`.
    package var soonDay: CivilDate
    /// The person it is assigned to.
    package var assigned: StaffID?
    /// A name or its beginning, its letters, an ID or its last four, an acceptance number, a village or a township.
    package var text = ""

    /// Everything of the scope.
    package init(today: CivilDate, soonDay: CivilDate) {
        self.today = today
        self.soonDay = soonDay
    }
}

/// A case as lists read it, without its sealed form.
package struct CaseListRow: Sendable {
    /// The case's id.
    package let id: CaseID
    /// The acceptance number.
    package let number: String
    /// The applicant's name, masked.
    package let applicantMasked: String
    /// The last four of the applicant's ID.
    package let lastFour: String
    /// How many people it covers.
    package let headCount: Int
    /// The program.
    package let program: Program
    /// Where it stands.
    package let state: CaseState
    /// The village.
    package let region: RegionCode
    /// The village's name.
    package let villageName: String
    /// The township's name.
    package let townshipName: String
    /// Declared income a person and month; nil when part of it is not known.
    package let declaredPerCapita: Money?
    /// The day it was sent.
    package let submittedDay: CivilDate
    /// The statutory clock.
    package let clock: StatutoryClock?
    /// The deadline as last counted.
    package let deadlineDay: CivilDate?
    /// Whether a calendar was missing when it was counted.
    package let deadlineProvisional: Bool
    /// Whether no day counts now.
    package let clockStopped: Bool
    /// Who works on it.
    package let assignedName: String?
    /// The confirmed amount a month.
    package let amount: Money?
}

/// The latest report of a case, as lists need it.
package struct CaseReportMark: Hashable, Sendable {
    /// The conclusion's code.
    package let conclusion: String
    /// Sources that gave no answer.
    package let silentSources: Int
    /// Differences between declared and found.
    package let conflicts: Int
    /// Whether it rests on the present facts.
    package let isCurrent: Bool
}

/// How many cases of a state there are, by band.
package struct CaseCount: Hashable, Sendable {
    /// The state.
    package let state: CaseState
    /// All of them.
    package let total: Int
    /// Past their limit.
    package let overdue: Int
    /// Due today.
    package let today: Int
    /// Due within the next days, today among them.
    package let soon: Int
}

extension StoreTransaction {
    /// One page of the cases in the scope, in the filter's order, and how many there are in all: two statements.
    package func caseList(
        _ filter: CaseListFilter, limit: Int, offset: Int, in scope: Scope
    ) throws -> (rows: [CaseListRow], total: Int) {
        let source: Statement = "\(scope.table(.aidCase)) AS c WHERE \(condition(filter))"
        let total = try sql.count("SELECT count(*) FROM \(source)")
        let rows = try sql.query(
            """
            SELECT l.*, v.name AS village_name, t.name AS township_name, u.name AS assigned_name FROM (
            SELECT c.id, c.number, c.applicant_name, c.applicant_last_four, c.head_count, c.program, c.state,
            c.region_code, c.declared_per_capita_fen, c.submitted_day, c.clock, c.deadline_day,
            c.deadline_provisional, c.clock_stopped, c.assigned_staff_id, c.amount_fen FROM \(source)
            ORDER BY \(filter.order.terms(of: "c")) LIMIT \(limit) OFFSET \(offset)) AS l
            LEFT JOIN region AS v ON v.code = l.region_code LEFT JOIN region AS t ON t.code = v.parent_code
            LEFT JOIN staff_user AS u ON u.id = l.assigned_staff_id
            ORDER BY \(filter.order.terms(of: "l"))
            """)
        return (try rows.map(caseListRow), total)
    }

    /// How many cases of the scope stand in each state, by band: one statement.
    package func caseCounts(_ filter: CaseListFilter, in scope: Scope) throws -> [CaseCount] {
        let counts: (DeadlineBand) -> Statement = { band in
            let condition = band.condition(today: filter.today, soonDay: filter.soonDay)
            return "COALESCE(sum(CASE WHEN \(condition) THEN 1 ELSE 0 END), 0)"
        }
        return try sql.query(
            """
            SELECT c.state, count(*) AS total, \(counts(.overdue)) AS overdue, \(counts(.today)) AS due_today,
            \(counts(.soon)) AS soon
            FROM \(scope.table(.aidCase)) AS c WHERE \(condition(filter)) GROUP BY c.state
            """
        ).map { row in
            CaseCount(
                state: try row.code("state"), total: try row.int("total"), overdue: try row.int("overdue"),
                today: try row.int("due_today"), soon: try row.int("soon"))
        }
    }

    /// The latest report of each of these cases, which were listed within a scope: one statement.
    package func reportMarks(of cases: [CaseID], in scope: Scope) throws -> [CaseID: CaseReportMark] {
        guard !cases.isEmpty else { return [:] }
        let rows = try sql.query(
            """
            SELECT r.case_id, r.conclusion, r.silent_sources, r.conflicts,
            CASE WHEN r.facts_version = c.facts_version THEN 1 ELSE 0 END AS is_current
            FROM verification_report AS r JOIN \(scope.table(.aidCase)) AS c ON c.id = r.case_id
            WHERE r.case_id IN (\(Statement.list(cases))) ORDER BY r.version
            """)
        return Dictionary(
            try rows.map { row in
                let mark = CaseReportMark(
                    conclusion: try row.text("conclusion"), silentSources: try row.int("silent_sources"),
                    conflicts: try row.int("conflicts"), isCurrent: try row.flag("is_current"))
                return (try row.id("case_id"), mark)
            }, uniquingKeysWith: { $1 })
    }

    /// Which of these cases have a relative on the staff, an open objection or people who have not authorised.
    package func caseMarks(of cases: [CaseID], in scope: Scope) throws -> [CaseID: Set<String>] {
        guard !cases.isEmpty else { return [:] }
        let list = Statement.list(cases)
        let rows = try sql.query(
            """
            SELECT c.id, k.mark FROM \(scope.table(.aidCase)) AS c JOIN (
            SELECT case_id, 'relative' AS mark FROM case_relation WHERE case_id IN (\(list))
            UNION SELECT case_id, 'objection' AS mark FROM notice_objection
            WHERE upheld IS NULL AND case_id IN (\(list))
            UNION SELECT case_id, 'waiting' AS mark FROM authorization_wait WHERE case_id IN (\(list))) AS k
            ON k.case_id = c.id
            """)
        return try rows.reduce(into: [:]) { $0[try $1.id("id"), default: []].insert(try $1.text("mark")) }
    }

    private func condition(_ filter: CaseListFilter) -> Statement {
        var parts: [Statement] = ["1 = 1"]
        if !filter.states.isEmpty { parts.append("c.state IN (\(Statement.list(filter.states.map(\.rawValue))))") }
        if let region = filter.region {
            parts.append("c.region_code >= \(region) AND c.region_code < \(region.text + ":")")
        }
        if let program = filter.program { parts.append("c.program = \(program.rawValue)") }
        if let staff = filter.assigned { parts.append("c.assigned_staff_id = \(staff)") }
        if let band = filter.band { parts.append(band.condition(today: filter.today, soonDay: filter.soonDay)) }
        if filter.isOpen { parts.append(CaseState.isOpenCondition) }
        if let month = filter.filed {
            parts.append("c.submitted_day >= \(month.firstDay) AND c.submitted_day <= \(month.lastDay)")
        }
        if let text = SearchText(filter.text) { parts.append(matching(text)) }
        return Statement.joined(parts, separator: " AND ")
    }

    /// Members are found through the case, whose scope stands in the outer statement.
    private func matching(_ text: SearchText) -> Statement {
        let people: Statement = """
            c.id IN (SELECT m.case_id FROM case_member AS m WHERE m.person_id IN (\(text.people(in: self))))
            """
        let places: Statement = text.villages.map { " OR c.region_code IN (\($0))" } ?? ""
        return "(\(text.number("c.number")) OR \(text.certificate("c.id")) OR \(people)\(places))"
    }

    private func caseListRow(_ row: Row) throws -> CaseListRow {
        let region = try row.region("region_code")
        return CaseListRow(
            id: try row.id("id"), number: try row.text("number"),
            applicantMasked: Masking.name(try row.text("applicant_name")),
            lastFour: try row.text("applicant_last_four"), headCount: try row.int("head_count"),
            program: try row.code("program"), state: try row.code("state"), region: region,
            villageName: try row.optionalText("village_name") ?? region.text,
            townshipName: try row.optionalText("township_name") ?? "",
            declaredPerCapita: try row.optionalMoney("declared_per_capita_fen"),
            submittedDay: try row.date("submitted_day"),
            clock: try row.optionalBlob("clock") == nil ? nil : Self.fromJSON(open(row, "aid_case", "clock")),
            deadlineDay: try row.optionalDate("deadline_day"),
            deadlineProvisional: try row.flag("deadline_provisional"), clockStopped: try row.flag("clock_stopped"),
            assignedName: try row.optionalText("assigned_name"), amount: try row.optionalMoney("amount_fen"))
    }
}
