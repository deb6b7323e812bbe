package import Casework
package import Primitives
import SQLText

/// What came of the tickets of one office about one subject.
package struct HotlineFigure: Hashable, Sendable {
    /// The office: a township or a county.
    package let region: RegionCode
    /// Its name.
    package let regionName: String
    /// The subject.
    package let subject: HotlineSubject
    /// Tickets that came in.
    package let received: Int
    /// Those that still wait for somebody.
    package let open: Int
    /// Open ones past their last day.
    package let overdue: Int
    /// Those that were answered.
    package let replied: Int
    /// Those answered after the last day.
    package let repliedLate: Int
    /// Those sent back to the hotline.
    package let returned: Int
    /// Those that repeat an earlier one.
    package let repeats: Int
    /// Callers who were satisfied when called back.
    package let satisfied: Int
    /// Callers who were not.
    package let dissatisfied: Int
}

extension StoreTransaction {
    /// The tickets that came in between two days, by office and subject, within reach; one statement.
    package func hotlineFigures(
        from first: CivilDate, through last: CivilDate, today: CivilDate, in reach: HotlineReach
    ) throws -> [HotlineFigure] {
        try sql.query(
            """
            SELECT t.region_code, r.name, t.subject, count(*) AS received,
            SUM(CASE WHEN t.state IN ('returned', 'closed') THEN 0 ELSE 1 END) AS open_count,
            SUM(CASE WHEN t.state NOT IN ('returned', 'closed') AND t.due_day < \(today) THEN 1 ELSE 0 END) AS overdue,
            SUM(CASE WHEN a.late IS NULL THEN 0 ELSE 1 END) AS replied,
            SUM(CASE WHEN a.late = 1 THEN 1 ELSE 0 END) AS replied_late,
            SUM(CASE WHEN t.state = 'returned' THEN 1 ELSE 0 END) AS returned_count,
            SUM(CASE WHEN t.repeats_id IS NULL THEN 0 ELSE 1 END) AS repeats,
            SUM(CASE WHEN t.satisfied = 1 THEN 1 ELSE 0 END) AS satisfied,
            SUM(CASE WHEN t.satisfied = 0 THEN 1 ELSE 0 END) AS dissatisfied
            FROM \(reach.table) AS t LEFT JOIN region AS r ON r.code = t.region_code
            LEFT JOIN (SELECT ticket_id, MAX(CASE WHEN business_day > due_day THEN 1 ELSE 0 END) AS late
            FROM hotline_step WHERE event = 'reply' GROUP BY ticket_id) AS a ON a.ticket_id = t.id
            WHERE t.received_day >= \(first) AND t.received_day <= \(last)
            GROUP BY t.region_code, r.name, t.subject ORDER BY t.region_code, t.subject
            """
        ).map { row in
            let region = try row.region("region_code")
            return HotlineFigure(
                region: region, regionName: try row.optionalText("name") ?? region.text,
                subject: try row.code("subject"), received: try row.int("received"), open: try row.int("open_count"),
                overdue: try row.int("overdue"), replied: try row.int("replied"),
                repliedLate: try row.int("replied_late"), returned: try row.int("returned_count"),
                repeats: try row.int("repeats"), satisfied: try row.int("satisfied"),
                dissatisfied: try row.int("dissatisfied"))
        }
    }
}
