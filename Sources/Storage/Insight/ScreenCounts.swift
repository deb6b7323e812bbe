import Casework
package import Insight
package import Primitives
import SQLText

extension StoreTransaction {
    /// The counts of the big screen in a scope on a day, in eight queries of aggregates, one snapshot.
    ///
    /// A family is in benefit by its layer in the object library (低保, 特困), which a confirmation sets and an end takes
    /// away.
    package func screenFacts(
        scope: Scope, labels: ScreenLabels, on today: CivilDate, at moment: Instant, sourceNames: [String: String]
    ) throws -> ScreenFacts {
        var facts = ScreenFacts(scope: labels, moment: moment, month: today.calendarMonth)
        try countFamilies(in: scope, into: &facts)
        try countPersons(in: scope, on: today, into: &facts)
        try countCases(in: scope, on: today, into: &facts)
        try countPayments(in: scope, into: &facts)
        try countAnswers(in: scope, names: sourceNames, into: &facts)
        return facts
    }

    static let inBenefit: Statement = "('dibao', 'tekun')"

    private func countFamilies(in scope: Scope, into facts: inout ScreenFacts) throws {
        let rows = try sql.query(
            "SELECT f.program, count(*) AS families FROM \(scope.table(.family)) AS f GROUP BY f.program")
        var counts: [FamilyProgram: Int] = [:]
        for row in rows { counts[try row.code("program")] = try row.int("families") }
        facts.families = (counts[.dibao] ?? 0) + (counts[.tekun] ?? 0)
        facts.programs = FamilyProgram.allCases.filter { $0 != .applied }.map { program in
            ScreenFacts.Count(
                code: program.rawValue, labels: ScreenLabels(zh: program.chinese, en: program.english),
                count: counts[program] ?? 0)
        }
    }

    private func countPersons(in scope: Scope, on today: CivilDate, into facts: inout ScreenFacts) throws {
        let persons = Self.personsInBenefit(scope)
        let bounds = try Self.ageBounds(today)
        let rows = try sql.query(
            """
            SELECT b.band, count(*) AS persons FROM (SELECT DISTINCT p.id, CASE WHEN p.birth_day > \(bounds[0]) THEN 0
            WHEN p.birth_day > \(bounds[1]) THEN 1 WHEN p.birth_day > \(bounds[2]) THEN 2
            WHEN p.birth_day > \(bounds[3]) THEN 3 WHEN p.birth_day > \(bounds[4]) THEN 4 ELSE 5 END AS band
            \(persons)) AS b GROUP BY b.band
            """)
        for row in rows { facts.ages[AgeBand.allCases[try row.int("band")]] = try row.int("persons") }
        facts.persons = facts.ages.values.reduce(0, +)
        facts.counties = try sql.query(
            """
            SELECT c.county, r.name, count(*) AS persons
            FROM (SELECT DISTINCT p.id, SUBSTR(f.region_code, 1, 6) AS county \(persons)) AS c
            LEFT JOIN region AS r ON r.code = c.county GROUP BY c.county, r.name ORDER BY c.county
            """
        ).map { row in
            let code = try row.text("county")
            let name = try row.optionalText("name") ?? code
            return ScreenFacts.Count(
                code: code, labels: ScreenLabels(zh: name, en: name), count: try row.int("persons"))
        }
    }

    /// The living members of families in benefit: what the screen counts and its lists show; one row a membership.
    static func personsInBenefit(_ scope: Scope) -> Statement {
        """
        FROM \(scope.table(.family)) AS f JOIN family_member AS m ON m.family_id = f.id AND m.valid_to IS NULL
        JOIN person AS p ON p.id = m.person_id AND p.death_day IS NULL WHERE f.program IN \(inBenefit)
        """
    }

    /// The last birthday of each age band but the oldest: who was born later is younger than the next band.
    static func ageBounds(_ today: CivilDate) throws -> [CivilDate] {
        try [18, 45, 60, 70, 80].map { try birthday(yearsBefore: $0, today) }
    }

    private func countCases(in scope: Scope, on today: CivilDate, into facts: inout ScreenFacts) throws {
        let isLate = DeadlineBand.overdue.condition(today: today, soonDay: today)
        let row = try sql.one(
            """
            SELECT count(*) AS open_cases,
            COALESCE(SUM(CASE WHEN \(isLate) THEN 1 ELSE 0 END), 0) AS late
            FROM \(scope.table(.aidCase)) AS c WHERE \(CaseState.isOpenCondition)
            """)
        facts.openCases = try row.int("open_cases")
        facts.overdueCases = try row.int("late")
        let first = facts.month.adding(months: -11)
        let months = (0..<12).map { first.adding(months: $0) }
        let number = Statement.joined(
            months.enumerated().map { index, month in "WHEN c.submitted_day <= \(month.lastDay) THEN \(index)" },
            separator: " ")
        let filed = try sql.query(
            """
            SELECT b.number, count(*) AS cases FROM (SELECT CASE \(number) ELSE 12 END AS number
            FROM \(scope.table(.aidCase)) AS c WHERE c.submitted_day >= \(first.firstDay)) AS b GROUP BY b.number
            """)
        for row in filed {
            let index = try row.int("number")
            if index < 12 { facts.applicants[months[index]] = try row.int("cases") }
        }
    }

    private func countPayments(in scope: Scope, into facts: inout ScreenFacts) throws {
        let row = try sql.one(
            """
            SELECT count(DISTINCT a.family_id) AS families, COALESCE(SUM(i.amount_fen), 0) AS total_fen
            \(Self.paid(facts.month, scope))
            """)
        facts.paidFamilies = try row.int("families")
        facts.paidAmount = try row.money("total_fen")
    }

    private func countAnswers(
        in scope: Scope, names: [String: String], into facts: inout ScreenFacts
    ) throws {
        var outcomes: [String: [VerificationOutcome: Int]] = [:]
        let rows = try sql.query(
            """
            SELECT s.dataset, s.status, SUM(s.answers) AS answers FROM source_answer AS s
            JOIN \(scope.table(.verificationReport)) AS r ON r.id = s.report_id
            WHERE r.version = (SELECT MAX(l.version) FROM verification_report AS l WHERE l.case_id = r.case_id)
            GROUP BY s.dataset, s.status
            """)
        for row in rows {
            outcomes[try row.text("dataset"), default: [:]][try row.code("status")] = try row.int("answers")
        }
        facts.verification = outcomes.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.map {
            code, answers in
            ScreenFacts.Source(
                code: code, labels: ScreenLabels(zh: names[code] ?? code, en: code), outcomes: answers)
        }
    }

    /// The latest birth date of somebody who is that old; 29 February falls on the 28th in a common year.
    private static func birthday(yearsBefore years: Int, _ today: CivilDate) throws -> CivilDate {
        let year = today.year - years
        if let day = try? CivilDate(year: year, month: today.month, day: today.day) { return day }
        return try CivilDate(year: year, month: today.month, day: today.day - 1)
    }
}

extension FamilyProgram {
    fileprivate var english: String {
        switch self {
        case .dibao: "Dibao"
        case .tekun: "Destitute support"
        case .edge: "Marginal households"
        case .monitored: "Watched"
        case .applied: "Applied"
        }
    }
}
