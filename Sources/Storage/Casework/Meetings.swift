package import Casework
package import Primitives
import SQLText

/// A township's decision meeting on a delegated case (E10), its content opened.
package struct MeetingRow: Sendable {
    /// The meeting's id, which also orders them by the time they were recorded.
    package let id: MeetingID
    /// The case.
    package let caseID: CaseID
    /// Whether more than half of those present were for granting.
    package let isCarried: Bool
    /// The version of the facts that lay before it.
    package let factsVersion: Int64
    /// Members, recusals, votes and minutes.
    package let meeting: DecisionMeeting
    /// Who recorded it.
    package let recordedBy: StaffID

    /// A meeting as held.
    package init(
        id: MeetingID, caseID: CaseID, isCarried: Bool, factsVersion: Int64, meeting: DecisionMeeting,
        recordedBy: StaffID
    ) {
        self.id = id
        self.caseID = caseID
        self.isCarried = isCarried
        self.factsVersion = factsVersion
        self.meeting = meeting
        self.recordedBy = recordedBy
    }
}

extension StoreTransaction {
    /// Records a meeting; the caller has read the case in its scope.
    package func insertMeeting(_ row: MeetingRow, at instant: Instant) throws {
        let sealed = try seal(Self.json(row.meeting), "decision_meeting", "content", row.id.rawValue)
        try sql.execute(
            """
            INSERT INTO decision_meeting (id, case_id, held_day, carried, facts_version, content, recorded_by_id,
            created_at)
            VALUES (\(row.id), \(row.caseID), \(row.meeting.on), \(row.isCarried), \(row.factsVersion), \(sealed),
            \(row.recordedBy), \(instant))
            """)
    }

    /// The meetings on a case within the scope, in the order they were recorded.
    package func meetings(of caseID: CaseID, in scope: Scope) throws -> [MeetingRow] {
        try sql.query(
            "SELECT * FROM \(scope.table(.decisionMeeting)) AS m WHERE m.case_id = \(caseID) ORDER BY m.id"
        ).map { row in
            MeetingRow(
                id: try row.id("id"), caseID: try row.id("case_id"), isCarried: try row.flag("carried"),
                factsVersion: try row.integer("facts_version"),
                meeting: try Self.fromJSON(open(row, "decision_meeting", "content")),
                recordedBy: try row.id("recorded_by_id"))
        }
    }

    /// The vote that a decision on a case may rest on: the latest on the present facts, held since the first opinion.
    ///
    /// An earlier vote was about another opinion or other facts.
    package func standingVote(of row: CaseRow, in scope: Scope) throws -> MeetingFact? {
        try sql.first(
            """
            SELECT m.carried FROM \(scope.table(.decisionMeeting)) AS m WHERE m.case_id = \(row.id)
            AND m.facts_version = \(row.factsVersion)
            AND m.id > COALESCE((SELECT max(o.id) FROM \(scope.table(.opinion)) AS o
            WHERE o.case_id = \(row.id) AND o.stage IN ('firstOpinion', 'return')), 0)
            ORDER BY m.id DESC LIMIT 1
            """
        ).map { MeetingFact(isCarried: try $0.flag("carried")) }
    }

    /// Whether a staff member holds a post today at a place or below it.
    package func holdsPost(_ staff: StaffID, within region: RegionCode, on day: CivilDate) throws -> Bool {
        try sql.query(
            """
            SELECT region_code FROM staff_post WHERE staff_id = \(staff) AND valid_from <= \(day)
            AND (valid_to IS NULL OR valid_to > \(day))
            """
        ).contains { region.contains(try $0.region("region_code")) }
    }

    /// Name, role and region of the first post that a staff member holds today; nil when they hold none.
    package func presentPost(
        of staff: StaffID, on day: CivilDate
    ) throws -> (name: String, role: Role, region: RegionCode)? {
        try sql.first(
            """
            SELECT u.name, p.role, p.region_code FROM staff_post AS p JOIN staff_user AS u ON u.id = p.staff_id
            WHERE p.staff_id = \(staff) AND p.valid_from <= \(day) AND (p.valid_to IS NULL OR p.valid_to > \(day))
            ORDER BY p.id LIMIT 1
            """
        ).map { (try $0.text("name"), try $0.code("role"), try $0.region("region_code")) }
    }
}
