package import Primitives
import SQLText

extension StoreTransaction {
    /// Cases whose time to object to the report has run out or was waived, oldest first, with their versions.
    package func endedObjectionWindows(on day: CivilDate, limit: Int) throws -> [(id: CaseID, version: Int64)] {
        let scope = Scope.system("the time to object ends by the calendar, whoever handles the case")
        return try sql.query(
            """
            SELECT c.id, c.version FROM \(scope.table(.aidCase)) AS c WHERE c.state = 'objectionWindow'
            AND EXISTS (SELECT 1 FROM report_issue AS i WHERE i.case_id = c.id AND i.objection_due_day IS NOT NULL)
            AND NOT EXISTS (SELECT 1 FROM report_issue AS i WHERE i.case_id = c.id AND i.objection_due_day >= \(day)
            AND i.waived_day IS NULL) ORDER BY c.id LIMIT \(limit)
            """
        ).map { (try $0.id("id"), try $0.integer("version")) }
    }
}
