package import Casework
package import Primitives
import SQLText

/// A review in one line of the list, with its case; names are masked.
package struct ReviewLine: Hashable, Sendable {
    /// The review.
    package let review: ReviewRow
    /// Its case.
    package let place: CasePlaceRow
}

/// Which reviews a list shows.
package struct ReviewNarrowing: Hashable, Sendable {
    /// The last month in which they are due; nil for all ahead.
    package var through: CalendarMonth?
    /// The class; nil for all.
    package var reviewClass: ReviewClass?
    /// Only those begun, or only those not begun; nil for both.
    package var isOpen: Bool?

    /// A narrowing; nothing is left out unless it is said.
    package init(through: CalendarMonth? = nil, reviewClass: ReviewClass? = nil, isOpen: Bool? = nil) {
        self.through = through
        self.reviewClass = reviewClass
        self.isOpen = isOpen
    }

    var condition: Statement {
        var condition: Statement = "v.state IN ('scheduled', 'open')"
        if let isOpen { condition = condition + (isOpen ? " AND v.state = 'open'" : " AND v.state = 'scheduled'") }
        if let through { condition = condition + " AND v.due_month <= \(through)" }
        if let reviewClass { condition = condition + " AND v.review_class = \(reviewClass.rawValue)" }
        return condition
    }
}

extension StoreTransaction {
    /// One page of the reviews of the scope by due month, and how many there are: two statements.
    package func reviewLines(
        _ narrowing: ReviewNarrowing, limit: Int, offset: Int, in scope: Scope
    ) throws -> (lines: [ReviewLine], total: Int) {
        let source: Statement = """
            FROM \(scope.table(.caseReview)) AS v JOIN aid_case AS c ON c.id = v.case_id WHERE \(narrowing.condition)
            """
        let lines = try sql.query(
            """
            SELECT v.*, \(CasePlaceRow.columns) \(source) ORDER BY v.due_month, v.id LIMIT \(limit) OFFSET \(offset)
            """
        ).map { ReviewLine(review: try reviewRow($0), place: try CasePlaceRow($0)) }
        return (lines, try sql.count("SELECT count(*) \(source)"))
    }

    /// Cases in force whose review is due by a month and not begun, the longest due first.
    package func casesToReview(through month: CalendarMonth, limit: Int, in scope: Scope) throws -> [CaseID] {
        try sql.query(
            """
            SELECT v.case_id FROM \(scope.table(.caseReview)) AS v JOIN aid_case AS c ON c.id = v.case_id
            WHERE v.state = 'scheduled' AND v.due_month <= \(month) AND c.state = 'active'
            ORDER BY v.due_month, v.id LIMIT \(limit)
            """
        ).map { try $0.id("case_id") }
    }
}
