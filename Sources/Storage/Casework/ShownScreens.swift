package import Primitives
import SQLText
import Sealing

/// The subject of a shown page's identifier.
package enum ShownScreenSubject {}

/// Identifies a page that was shown to somebody who might decide on it.
package typealias ShownScreenID = Identifier<ShownScreenSubject>

/// A page as it was sent to a person who might decide on it.
package struct ShownScreenEntry: Sendable {
    /// The page's id, which its form carries.
    package let id: ShownScreenID
    /// The case.
    package let caseID: CaseID
    /// Who saw it.
    package let staffID: StaffID
    /// Under which post.
    package let postID: PostID
    /// The event of the procedure that its form offers.
    package let event: String
    /// The version of the case that it shows.
    package let seenVersion: Int64
    /// The page's bytes, UTF-8 of its HTML.
    package let content: [UInt8]

    /// Takes the parts.
    package init(
        id: ShownScreenID, caseID: CaseID, staffID: StaffID, postID: PostID, event: String, seenVersion: Int64,
        content: [UInt8]
    ) {
        (self.id, self.caseID, self.staffID, self.postID) = (id, caseID, staffID, postID)
        (self.event, self.seenVersion, self.content) = (event, seenVersion, content)
    }
}

/// A page on which somebody decided.
package struct ShownScreenRow: Hashable, Sendable {
    /// The page's id.
    package let id: ShownScreenID
    /// The case.
    package let caseID: CaseID
    /// Who saw it and decided.
    package let staffID: StaffID
    /// The event of the procedure.
    package let event: String
    /// When it was sent to the person.
    package let shownAt: Instant
    /// When the decision came.
    package let decidedAt: Instant
    /// The decision's place in the case's record.
    package let eventSequence: Int64
    /// The SHA-256 of the bytes sent.
    package let contentHash: [UInt8]
}

extension StoreTransaction {
    /// Keeps a page that is about to be sent; the caller has read the case in its scope.
    package func insertShownScreen(_ entry: ShownScreenEntry, at instant: Instant) throws {
        let sealed = try seal(entry.content, "shown_screen", "content", entry.id.rawValue)
        try sql.execute(
            """
            INSERT INTO shown_screen (id, case_id, staff_id, post_id, event, seen_version, shown_at, content,
            content_hash)
            VALUES (\(entry.id), \(entry.caseID), \(entry.staffID), \(entry.postID), \(entry.event),
            \(entry.seenVersion), \(instant), \(sealed), \(Digest.sha256(entry.content)))
            """)
    }

    /// Forgets pages that nobody decided on, shown before an instant.
    package func removeIdleScreens(before instant: Instant) throws {
        try sql.execute("DELETE FROM shown_screen WHERE event_sequence IS NULL AND shown_at < \(instant)")
    }

    /// Ties a page to the latest event of its case; the page's hash, or nil when it is not the one this person saw.
    package func decideOnScreen(
        _ id: ShownScreenID, by staff: StaffID, in scope: Scope, at instant: Instant
    ) throws -> [UInt8]? {
        let row = try sql.first(
            """
            SELECT s.content_hash, s.event,
            (SELECT MAX(e.sequence) FROM case_event AS e WHERE e.case_id = s.case_id) AS sequence,
            (SELECT e.kind FROM case_event AS e WHERE e.case_id = s.case_id ORDER BY e.sequence DESC LIMIT 1) AS kind
            FROM \(scope.table(.shownScreen)) AS s
            WHERE s.id = \(id) AND s.staff_id = \(staff) AND s.event_sequence IS NULL
            """)
        guard let row, try row.text("kind") == row.text("event") else { return nil }
        try sql.execute(
            """
            UPDATE shown_screen SET event_sequence = \(try row.integer("sequence")), decided_at = \(instant)
            WHERE id = \(id) AND \(scope.covers(.shownScreen))
            """)
        return try row.blob("content_hash")
    }

    /// The pages on which a case was decided, oldest first, without their bytes.
    package func shownScreens(of caseID: CaseID, in scope: Scope) throws -> [ShownScreenRow] {
        try sql.query(
            """
            SELECT s.id, s.case_id, s.staff_id, s.event, s.shown_at, s.decided_at, s.event_sequence, s.content_hash
            FROM \(scope.table(.shownScreen)) AS s
            WHERE s.case_id = \(caseID) AND s.event_sequence IS NOT NULL ORDER BY s.event_sequence
            """
        ).map(Self.shownScreenRow)
    }

    /// A page on which somebody decided, with its bytes.
    package func shownScreen(_ id: ShownScreenID, in scope: Scope) throws -> (row: ShownScreenRow, content: [UInt8])? {
        let row = try sql.first(
            """
            SELECT * FROM \(scope.table(.shownScreen)) AS s WHERE s.id = \(id) AND s.event_sequence IS NOT NULL
            """)
        return try row.map { (try Self.shownScreenRow($0), try open($0, "shown_screen", "content")) }
    }

    private static func shownScreenRow(_ row: Row) throws -> ShownScreenRow {
        ShownScreenRow(
            id: try row.id("id"), caseID: try row.id("case_id"), staffID: try row.id("staff_id"),
            event: try row.text("event"), shownAt: try row.instant("shown_at"),
            decidedAt: try row.instant("decided_at"), eventSequence: try row.integer("event_sequence"),
            contentHash: try row.blob("content_hash"))
    }
}
