package import Casework
package import Primitives
import SQLText
import Sealing

/// A posting of a case in its village, its text opened.
package struct NoticeRow: Sendable {
    /// The posting's id.
    package let id: NoticeID
    /// The case.
    package let caseID: CaseID
    /// Counts from 1 within the case.
    package let round: Int
    /// The village, 12 digits.
    package let region: RegionCode
    /// What the board says.
    package let notice: PublicityNotice
    /// What the public link carries, 128 random bits.
    package let token: String
    /// The photo of the first day.
    package let firstPhotoID: UploadID?
    /// The photo of the last day.
    package let lastPhotoID: UploadID?
    /// `clean`, `objected` or `withdrawn` once it ended.
    package let outcome: String?
}

extension PublicityNotice {
    /// The code printed under the board's text, which whoever photographs it types in.
    ///
    /// The beginning of the text's SHA-256: another text, or another day, has another code.
    package var checkCode: String {
        get throws { String(Digest.hex(Digest.sha256(try StoreTransaction.json(self))).prefix(8)).uppercased() }
    }
}

/// Which day's photo of a board.
package enum NoticePhoto: String, CaseIterable, Codable, Hashable, Sendable {
    case first, last
}

extension StoreTransaction {
    /// Writes a posting; one still hanging of the same case is taken down.
    ///
    /// The caller has read the case in its scope.
    package func insertNotice(
        _ notice: PublicityNotice, caseID: CaseID, round: Int, region: RegionCode, in scope: Scope
    ) throws -> (id: NoticeID, token: String) {
        try sql.execute(
            """
            UPDATE publicity_notice SET outcome = 'withdrawn', ended_day = \(notice.postedOn)
            WHERE case_id = \(caseID) AND outcome IS NULL AND \(scope.covers(.publicityNotice))
            """)
        let id: NoticeID = ids.next()
        let token = Token.link()
        let sealed = try seal(Self.json(notice), "publicity_notice", "content", id.rawValue)
        try sql.execute(
            """
            INSERT INTO publicity_notice (id, case_id, round, region_code, posted_day, closes_day, closes_provisional,
            content, token) VALUES (\(id), \(caseID), \(round), \(region), \(notice.postedOn), \(notice.closes.on),
            \(notice.closes.provisional), \(sealed), \(token))
            """)
        return (id, token)
    }

    /// Puts the photo of a day to a posting within the scope.
    package func setNoticePhoto(_ id: NoticeID, _ which: NoticePhoto, _ upload: UploadID, in scope: Scope) throws {
        let column = which == .first ? "first_photo_id" : "last_photo_id"
        try changeOne(
            """
            UPDATE publicity_notice SET \(raw: column) = \(upload) WHERE id = \(id) AND outcome IS NULL
            AND \(scope.covers(.publicityNotice))
            """, "The notice")
    }

    /// Ends a posting within the scope: `clean` or `objected`.
    package func endNotice(_ id: NoticeID, outcome: String, on day: CivilDate, in scope: Scope) throws {
        try changeOne(
            """
            UPDATE publicity_notice SET outcome = \(outcome), ended_day = \(day) WHERE id = \(id)
            AND outcome IS NULL AND \(scope.covers(.publicityNotice))
            """, "The notice")
    }

    /// A posting by id within the scope.
    package func notice(_ id: NoticeID, in scope: Scope) throws -> NoticeRow? {
        try sql.first("SELECT * FROM \(scope.table(.publicityNotice)) AS n WHERE n.id = \(id)").map(noticeRow)
    }

    /// The postings of a case within the scope, first round first.
    package func notices(of caseID: CaseID, in scope: Scope) throws -> [NoticeRow] {
        try sql.query(
            "SELECT * FROM \(scope.table(.publicityNotice)) AS n WHERE n.case_id = \(caseID) ORDER BY n.round"
        ).map(noticeRow)
    }

    /// What hangs in a village on a day, for everybody who passes the board.
    package func postedNotices(in village: RegionCode, on day: CivilDate) throws -> [NoticeRow] {
        let scope = Scope.system("public notices hang for everybody to read while their days run")
        return try sql.query(
            """
            SELECT * FROM \(scope.table(.publicityNotice)) AS n WHERE n.region_code = \(village)
            AND n.posted_day <= \(day) AND n.closes_day >= \(day) AND (n.outcome IS NULL OR n.outcome = 'clean')
            ORDER BY n.posted_day, n.id
            """
        ).map(noticeRow)
    }

    /// A posting by the token of its public link, for everybody who holds it.
    package func notice(token: String) throws -> NoticeRow? {
        let scope = Scope.system("a public notice is read and objected to through its random token")
        return try sql.first("SELECT * FROM \(scope.table(.publicityNotice)) AS n WHERE n.token = \(token)")
            .map(noticeRow)
    }

    /// How many postings are not ended within the scope.
    package func runningNoticeCount(in scope: Scope) throws -> Int {
        try sql.count("SELECT count(*) FROM \(scope.table(.publicityNotice)) AS n WHERE n.outcome IS NULL")
    }

    /// A page of the postings not ended within the scope, by closing day, each with its objections that wait.
    package func runningNotices(
        in scope: Scope, limit: Int, offset: Int = 0
    ) throws -> [(notice: NoticeRow, objections: Int)] {
        try sql.query(
            """
            SELECT n.*, (SELECT count(*) FROM notice_objection AS o WHERE o.notice_id = n.id AND o.upheld IS NULL)
            AS waiting FROM \(scope.table(.publicityNotice)) AS n WHERE n.outcome IS NULL
            ORDER BY n.closes_day, n.id LIMIT \(limit) OFFSET \(offset)
            """
        ).map { (try noticeRow($0), try $0.int("waiting")) }
    }

    private func noticeRow(_ row: Row) throws -> NoticeRow {
        NoticeRow(
            id: try row.id("id"), caseID: try row.id("case_id"), round: try row.int("round"),
            region: try row.region("region_code"),
            notice: try Self.fromJSON(open(row, "publicity_notice", "content")), token: try row.text("token"),
            firstPhotoID: try row.optionalID("first_photo_id"), lastPhotoID: try row.optionalID("last_photo_id"),
            outcome: try row.optionalText("outcome"))
    }
}
