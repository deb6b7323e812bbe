package import Casework
package import Primitives
import SQLText

/// What stands beside a case's row and guards its next step: read in a bounded number of queries.
package struct CaseSurroundings: Sendable {
    /// Staff related to the family 近亲属, who may not touch the case.
    package var relatedStaff: Set<StaffID> = []
    /// Whether the one supplement notice was used, and until when it runs.
    package var supplementDueOn: CivilDate?
    /// Whether the supplement notice was issued.
    package var supplementUsed = false
    /// Whether an objection waits for its answer.
    package var objectionOpen = false
    /// Everyone who visited the household for this case.
    package var surveyors: Set<StaffID> = []
    /// The latest report's silent sources, when there is a report on the present facts.
    package var silentSources: Int?
    /// The latest investigation visit.
    package var visit: VisitFact?
    /// The latest county visit.
    package var countyVisit: VisitFact?
    /// The latest determination.
    package var determination: DeterminationFact?
    /// The latest first opinion.
    package var opinion: OpinionFact?
    /// The latest posting.
    package var notice: NoticeFact?
    /// The latest posting's id.
    package var noticeID: NoticeID?
    /// How many postings there were.
    package var noticeRounds = 0
    /// Why the county must visit.
    package var countyVisitReasons: Set<CountyVisitReason> = []
    /// Names of sources silent in the latest report, for the opinion to state.
    package var silentSourceNames: [String] = []
    /// The latest report's id.
    package var reportID: ReportID?
    /// Children of the case who are recognised as orphans or as without a carer, by person.
    package var recognisedChildren: [PersonID: NoticeExemption] = [:]
}

extension StoreTransaction {
    /// Reads what guards a case's next step.
    package func surroundings(of row: CaseRow, in scope: Scope) throws -> CaseSurroundings {
        var found = CaseSurroundings()
        let id = row.id
        let related = try relatedOfficials(of: id, in: scope)
        found.relatedStaff = related.staff
        if related.isAny { found.countyVisitReasons.insert(.registeredRelative) }
        if row.form.hasRelativeOnStaff == true { found.countyVisitReasons.insert(.registeredRelative) }
        if let notice = try sql.first(
            "SELECT due_day, answered_day FROM \(scope.table(.supplementNotice)) AS s WHERE s.case_id = \(id)")
        {
            found.supplementUsed = true
            found.supplementDueOn = try notice.optionalDate("answered_day") == nil ? try notice.date("due_day") : nil
        }
        let objections = try sql.query(
            "SELECT upheld FROM \(scope.table(.noticeObjection)) AS o WHERE o.case_id = \(id)")
        if !objections.isEmpty { found.countyVisitReasons.insert(.complaint) }
        found.objectionOpen = try objections.contains { try $0.optionalInteger("upheld") == nil }
        try readVisits(id, in: scope, into: &found)
        try readDecisions(row, in: scope, into: &found)
        try readNotice(id, in: scope, into: &found)
        found.recognisedChildren = Dictionary(
            try childRecognitions(of: id, in: scope).map { ($0.personID, $0.kind) }, uniquingKeysWith: { $1 })
        return found
    }

    private func readVisits(_ id: CaseID, in scope: Scope, into found: inout CaseSurroundings) throws {
        let rows = try sql.query(
            """
            SELECT purpose, visited_day, first_visitor_id, second_visitor_id, household_signer
            FROM \(scope.table(.householdVisit)) AS v WHERE v.case_id = \(id) ORDER BY v.id
            """)
        for row in rows {
            let first: StaffID = try row.id("first_visitor_id")
            let second: StaffID? = try row.optionalID("second_visitor_id")
            let visitors = [first] + (second.map { [$0] } ?? [])
            let fact = VisitFact(
                visitors: visitors, on: try row.date("visited_day"),
                householdSigned: try !row.text("household_signer").isEmpty, visitorsSigned: true)
            if try row.text("purpose") == "county" { found.countyVisit = fact } else { found.visit = fact }
            found.surveyors.formUnion(visitors)
        }
    }

    private func readDecisions(_ row: CaseRow, in scope: Scope, into found: inout CaseSurroundings) throws {
        if let report = try sql.first(
            """
            SELECT id, silent_sources FROM \(scope.table(.verificationReport)) AS r
            WHERE r.case_id = \(row.id) AND r.facts_version = \(row.factsVersion) ORDER BY r.version DESC LIMIT 1
            """)
        {
            let reportID: ReportID = try report.id("id")
            found.reportID = reportID
            found.silentSources = try report.int("silent_sources")
            found.silentSourceNames = try sql.query(
                """
                SELECT DISTINCT dataset FROM source_answer WHERE report_id = \(reportID)
                AND status IN ('noAnswer', 'error') ORDER BY dataset
                """
            ).map { try $0.text("dataset") }
        }
        if let last = try sql.first(
            """
            SELECT facts_version, outcome, amount_fen FROM \(scope.table(.determination)) AS d
            WHERE d.case_id = \(row.id) ORDER BY d.version DESC LIMIT 1
            """)
        {
            found.determination = DeterminationFact(
                factsVersion: try last.integer("facts_version"), eligible: try last.text("outcome") == "eligible",
                amount: try last.money("amount_fen"))
        }
        if let last = try sql.first(
            """
            SELECT positive, staff_id FROM \(scope.table(.opinion)) AS o
            WHERE o.case_id = \(row.id) AND o.stage = 'firstOpinion' ORDER BY o.id DESC LIMIT 1
            """)
        {
            found.opinion = OpinionFact(
                direction: try last.flag("positive") ? .positive : .negative, by: try last.id("staff_id"))
        }
    }

    private func readNotice(_ id: CaseID, in scope: Scope, into found: inout CaseSurroundings) throws {
        guard
            let row = try sql.first(
                """
                SELECT * FROM \(scope.table(.publicityNotice)) AS n WHERE n.case_id = \(id)
                ORDER BY n.round DESC LIMIT 1
                """)
        else { return }
        found.noticeID = try row.id("id")
        found.noticeRounds = try row.int("round")
        found.notice = NoticeFact(
            closesOn: try row.date("closes_day"),
            firstDayPhotographed: try row.optionalInteger("first_photo_id") != nil,
            lastDayPhotographed: try row.optionalInteger("last_photo_id") != nil,
            closedClean: try row.optionalText("outcome") == "clean")
    }
}
