package import Primitives
import SQLText

/// One thing that was done with a version: who, when and why; never changed.
package struct PackStepRow: Sendable {
    /// What was done: `draft`, `edit`, `submit`, `approve`, `return`, `withdraw`, `publish`.
    package let step: String
    /// Who did it.
    package let staff: StaffID
    /// The person's name.
    package let staffName: String
    /// Why, where it was asked.
    package let reason: String
    /// The hash of the texts after it.
    package let textHash: String
    /// The business day.
    package let day: CivilDate
    /// When.
    package let at: Instant
}

extension StoreTransaction {
    /// Appends a step to a version's record.
    package func appendPackStep(
        _ step: String, to id: PackVersionID, by staff: StaffID, reason: String = "", textHash: String,
        at instant: Instant, on day: CivilDate
    ) throws {
        let stepID: EventID = ids.next()
        try sql.execute(
            """
            INSERT INTO pack_step (id, version_id, step, staff_id, reason, text_hash, business_day, created_at)
            VALUES (\(stepID), \(id), \(step), \(staff), \(reason), \(textHash), \(day), \(instant))
            """)
    }

    /// The record of a version, the first step first.
    package func packSteps(of id: PackVersionID) throws -> [PackStepRow] {
        try sql.query(
            """
            SELECT s.*, u.name AS staff_name FROM pack_step AS s JOIN staff_user AS u ON u.id = s.staff_id
            WHERE s.version_id = \(id) ORDER BY s.id
            """
        ).map { row in
            PackStepRow(
                step: try row.text("step"), staff: try row.id("staff_id"), staffName: try row.text("staff_name"),
                reason: try row.text("reason"), textHash: try row.text("text_hash"),
                day: try row.date("business_day"), at: try row.instant("created_at"))
        }
    }
}
