package import Primitives
import SQLText

/// The signed statements of a case.
package enum OpinionStage: String, CaseIterable, Codable, Hashable, Sendable {
    case firstOpinion, confirmation
    case returned = "return"
    case end
}

/// A signed statement about a case, its text opened.
package struct OpinionRow: Sendable {
    /// The statement's id, which also orders them by time.
    package let id: OpinionID
    /// The case.
    package let caseID: CaseID
    /// Which statement.
    package let stage: OpinionStage
    /// Whether it is in the family's favour.
    package let isPositive: Bool
    /// The reason codes.
    package let reasonCodes: [String]
    /// What was written.
    package let text: String
    /// The determination it rests on.
    package let determinationID: DeterminationID?
    /// Who signed it.
    package let staffID: StaffID
    /// Under which post.
    package let postID: PostID
    /// The day.
    package let day: CivilDate

    /// Takes the parts.
    package init(
        id: OpinionID, caseID: CaseID, stage: OpinionStage, isPositive: Bool, reasonCodes: [String], text: String,
        determinationID: DeterminationID?, staffID: StaffID, postID: PostID, day: CivilDate
    ) {
        self.id = id
        self.caseID = caseID
        self.stage = stage
        self.isPositive = isPositive
        self.reasonCodes = reasonCodes
        self.text = text
        self.determinationID = determinationID
        self.staffID = staffID
        self.postID = postID
        self.day = day
    }
}

extension StoreTransaction {
    /// Writes a signed statement; the caller has read the case in its scope.
    package func insertOpinion(_ row: OpinionRow, at instant: Instant) throws {
        let body = try seal(row.text, "opinion", "body", row.id.rawValue)
        try sql.execute(
            """
            INSERT INTO opinion (id, case_id, stage, positive, reason_codes, body, determination_id, staff_id, post_id,
            business_day, created_at)
            VALUES (\(row.id), \(row.caseID), \(row.stage.rawValue), \(row.isPositive),
            \(row.reasonCodes.joined(separator: ",")), \(body), \(row.determinationID), \(row.staffID), \(row.postID),
            \(row.day), \(instant))
            """)
    }

    /// The signed statements of a case within the scope, oldest first.
    package func opinions(of caseID: CaseID, in scope: Scope) throws -> [OpinionRow] {
        try sql.query(
            "SELECT * FROM \(scope.table(.opinion)) AS o WHERE o.case_id = \(caseID) ORDER BY o.id"
        ).map { row in
            OpinionRow(
                id: try row.id("id"), caseID: try row.id("case_id"), stage: try row.code("stage"),
                isPositive: try row.flag("positive"),
                reasonCodes: try row.text("reason_codes").split(separator: ",").map(String.init),
                text: try openText(row, "opinion", "body"), determinationID: try row.optionalID("determination_id"),
                staffID: try row.id("staff_id"), postID: try row.id("post_id"), day: try row.date("business_day"))
        }
    }
}
