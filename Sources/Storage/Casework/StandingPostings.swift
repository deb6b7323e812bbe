package import Casework
package import Primitives
import SQLText

/// The subject of a board's identifier.
package enum StandingPostingSubject {}

/// Identifies a board that hangs for long.
package typealias StandingPostingID = Identifier<StandingPostingSubject>

/// Where a board stands.
package enum StandingPostingState: String, CaseIterable, Codable, Hashable, Sendable {
    /// Made by the program because the list changed; nobody has approved it.
    case drafted
    /// Approved by the township, not yet on the wall.
    case approved
    /// On the wall.
    case posted
    /// Taken down or replaced.
    case ended
}

/// What a board shows: headings and rows, and the line under them.
package struct StandingPostingContent: Codable, Hashable, Sendable {
    /// The headings.
    package let headings: [String]
    /// The rows.
    package let rows: [[String]]
    /// Village, hotline, day and seal.
    package let footer: String
    /// The rule the fields come from.
    package let citation: String
    /// What could not be put on the board and why, with what to do; for the desk, never on the wall.
    package let leftOut: [String]

    /// What a board shows.
    package init(headings: [String], rows: [[String]], footer: String, citation: String, leftOut: [String] = []) {
        self.headings = headings
        self.rows = rows
        self.footer = footer
        self.citation = citation
        self.leftOut = leftOut
    }

    /// Reads what a board shows; boards from before say of nothing that it was left out.
    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            headings: try values.decode([String].self, forKey: .headings),
            rows: try values.decode([[String]].self, forKey: .rows),
            footer: try values.decode(String.self, forKey: .footer),
            citation: try values.decode(String.self, forKey: .citation),
            leftOut: try values.decodeIfPresent([String].self, forKey: .leftOut) ?? [])
    }
}

/// A board as stored.
package struct StandingPostingRow: Sendable {
    /// The board.
    package let id: StandingPostingID
    /// E12, the persons helped, or E13, the funds.
    package let kind: DocumentKind
    /// The village, or for funds the township.
    package let region: RegionCode
    /// The place's name.
    package let regionName: String
    /// The month of the funds.
    package let month: CalendarMonth?
    /// Where it stands.
    package let state: StandingPostingState
    /// What it shows.
    package let content: StandingPostingContent
    /// The hex SHA-256 of the list.
    package let digest: String
    /// The day it was made.
    package let draftedOn: CivilDate
    /// The paper with its number; nil before approval.
    package let documentID: DocumentID?
    /// The day it was approved.
    package let approvedOn: CivilDate?
    /// The day it was hung.
    package let postedOn: CivilDate?
    /// The photo of the board on the wall.
    package let photoAddress: String?
    /// The photo's media type by its bytes.
    package let photoType: String?
    /// The day it ended.
    package let endedOn: CivilDate?
    /// Why it ended.
    package let endedReason: String?

    /// The code printed under the list, which whoever hangs it types in.
    package var checkCode: String { String(digest.prefix(8)).uppercased() }
}

/// A household that is paid, for the board of its village.
package struct HelpedHousehold: Sendable {
    /// The village.
    package let village: RegionCode
    /// The number of its certificate.
    package let certificate: String
    /// The program.
    package let program: Program
    /// The monthly sum.
    package let amount: Money
    /// The members helped, the head of the family first.
    package let members: [(name: String, birthDate: CivilDate)]
    /// What a child of it is recognised as.
    package let recognised: Set<NoticeExemption>
}

extension StoreTransaction {
    /// The households paid in the villages of a township in a month, by village and certificate number.
    ///
    /// Three statements.
    package func helpedHouseholds(
        under township: RegionCode, in month: CalendarMonth, scope: Scope
    ) throws -> [HelpedHousehold] {
        let within: Statement = """
            a.region_code >= \(township) AND a.region_code < \(township.text + ":") AND a.status = 'active'
            AND a.from_month <= \(month) AND (a.to_month IS NULL OR a.to_month >= \(month))
            """
        let members = try sql.query(
            """
            SELECT am.award_id, p.name, p.birth_day FROM \(scope.table(.award)) AS a
            JOIN award_member AS am ON am.award_id = a.id JOIN person AS p ON p.id = am.person_id
            LEFT JOIN family_member AS m ON m.person_id = p.id AND m.valid_to IS NULL
            WHERE \(within) ORDER BY am.award_id, COALESCE(m.member_number, 99), p.id
            """
        ).map { (try $0.integer("award_id"), try $0.text("name"), try $0.date("birth_day")) }
        let recognised = try sql.query(
            """
            SELECT am.award_id, r.kind FROM \(scope.table(.award)) AS a
            JOIN award_member AS am ON am.award_id = a.id
            JOIN child_recognition AS r ON r.person_id = am.person_id AND r.withdrawn_day IS NULL WHERE \(within)
            """
        ).map { row -> (Int64, NoticeExemption) in (try row.integer("award_id"), try row.code("kind")) }
        let byAward = Dictionary(grouping: members, by: \.0)
        let kinds = Dictionary(grouping: recognised, by: \.0).mapValues { Set($0.map(\.1)) }
        return try sql.query(
            """
            SELECT a.id, a.region_code, a.certificate_number, a.program, a.amount_fen FROM \(scope.table(.award)) AS a
            WHERE \(within) ORDER BY a.region_code, a.certificate_number
            """
        ).map { row in
            let id = try row.integer("id")
            return HelpedHousehold(
                village: try row.region("region_code"), certificate: try row.text("certificate_number"),
                program: try row.code("program"), amount: try row.money("amount_fen"),
                members: (byAward[id] ?? []).map { ($0.1, $0.2) },
                recognised: kinds[id] ?? [])
        }
    }

    /// What the bank paid in a township for a month, by program.
    package func paidFunds(
        under township: RegionCode, in month: CalendarMonth, scope: Scope
    ) throws -> [FundsPosting.Line] {
        try sql.query(
            """
            SELECT a.program, count(DISTINCT a.id) AS households, SUM(i.amount_fen) AS amount,
            (SELECT SUM(b.head_count) FROM award AS b WHERE b.program = a.program
            AND b.region_code >= \(township) AND b.region_code < \(township.text + ":")
            AND EXISTS (SELECT 1 FROM pay_item AS j WHERE j.award_id = b.id AND j.month = \(month)
            AND j.state = 'paid')) AS persons
            FROM \(scope.table(.payItem)) AS i JOIN award AS a ON a.id = i.award_id
            WHERE i.month = \(month) AND i.state = 'paid' AND a.region_code >= \(township)
            AND a.region_code < \(township.text + ":") GROUP BY a.program ORDER BY a.program
            """
        ).map { row in
            FundsPosting.Line(
                program: try row.code("program"), households: try row.int("households"),
                persons: try row.int("persons"),
                amount: try row.money("amount"))
        }
    }

    /// The townships in which any award was ever made, for the daily look.
    package func townshipsWithAwards(in scope: Scope) throws -> [RegionCode] {
        try sql.query(
            "SELECT DISTINCT SUBSTR(a.region_code, 1, 9) AS township FROM \(scope.table(.award)) AS a ORDER BY township"
        ).map { try $0.region("township") }
    }

    /// The last month of which anything was paid in a township.
    package func lastPaidMonth(under township: RegionCode, scope: Scope) throws -> CalendarMonth? {
        try sql.first(
            """
            SELECT MAX(i.month) AS month FROM \(scope.table(.payItem)) AS i JOIN award AS a ON a.id = i.award_id
            WHERE i.state = 'paid' AND a.region_code >= \(township) AND a.region_code < \(township.text + ":")
            """
        )?.optionalMonth("month")
    }

    /// The boards within the scope that have not ended, those that wait for somebody first.
    package func standingPostings(in scope: Scope, limit: Int, offset: Int = 0) throws -> [StandingPostingRow] {
        try sql.query(
            """
            SELECT s.*, r.name AS region_name FROM \(scope.table(.standingPosting)) AS s
            LEFT JOIN region AS r ON r.code = s.region_code WHERE s.state <> 'ended'
            ORDER BY CASE s.state WHEN 'drafted' THEN 0 WHEN 'approved' THEN 1 ELSE 2 END, s.region_code, s.id
            LIMIT \(limit) OFFSET \(offset)
            """
        ).map(postingRow)
    }

    /// How many boards within the scope have not ended.
    package func standingPostingCount(in scope: Scope) throws -> Int {
        try sql.count(
            "SELECT count(*) FROM \(scope.table(.standingPosting)) AS s WHERE s.state <> 'ended'")
    }

    /// The boards of a place and kind that have not ended.
    package func standingPostings(
        _ kind: DocumentKind, at region: RegionCode, in scope: Scope
    ) throws -> [StandingPostingRow] {
        try sql.query(
            """
            SELECT s.*, r.name AS region_name FROM \(scope.table(.standingPosting)) AS s
            LEFT JOIN region AS r ON r.code = s.region_code
            WHERE s.kind = \(kind.rawValue) AND s.region_code = \(region) AND s.state <> 'ended' ORDER BY s.id
            """
        ).map(postingRow)
    }

    /// The villages of a township that have a board which has not ended.
    package func villagesWithBoards(under township: RegionCode, in scope: Scope) throws -> [RegionCode] {
        try sql.query(
            """
            SELECT DISTINCT s.region_code FROM \(scope.table(.standingPosting)) AS s WHERE s.kind = 'E12'
            AND s.region_code >= \(township) AND s.region_code < \(township.text + ":") AND s.state <> 'ended'
            ORDER BY s.region_code
            """
        ).map { try $0.region("region_code") }
    }

    /// A board within the scope.
    package func standingPosting(_ id: StandingPostingID, in scope: Scope) throws -> StandingPostingRow? {
        try sql.first(
            """
            SELECT s.*, r.name AS region_name FROM \(scope.table(.standingPosting)) AS s
            LEFT JOIN region AS r ON r.code = s.region_code WHERE s.id = \(id)
            """
        ).map(postingRow)
    }

    /// Makes a board for somebody to approve.
    @discardableResult
    package func insertPosting(
        _ kind: DocumentKind, at region: RegionCode, month: CalendarMonth?, content: StandingPostingContent,
        digest: String, on day: CivilDate
    ) throws -> StandingPostingID {
        let id: StandingPostingID = ids.next()
        try sql.execute(
            """
            INSERT INTO standing_posting (id, kind, region_code, paid_month, state, content, content_digest,
            household_count, drafted_day)
            VALUES (\(id), \(kind.rawValue), \(region), \(month), 'drafted',
            \(seal(Self.json(content), "standing_posting", "content", id.rawValue)), \(digest), \(content.rows.count),
            \(day))
            """)
        return id
    }

    /// Approves a draft with the paper that was issued for it; false when it is none any more.
    package func approvePosting(
        _ id: StandingPostingID, document: DocumentID, by staff: StaffID, on day: CivilDate, in scope: Scope
    ) throws -> Bool {
        try sql.execute(
            """
            UPDATE standing_posting SET state = 'approved', document_id = \(document), approved_by_id = \(staff),
            approved_day = \(day) WHERE id = \(id) AND state = 'drafted' AND \(scope.covers(.standingPosting))
            """) == 1
    }

    /// Notes that an approved board hangs, with its photo; false when it is not approved any more.
    package func hangPosting(
        _ id: StandingPostingID, photo: (address: String, mediaType: String), by staff: StaffID, on day: CivilDate,
        in scope: Scope
    ) throws -> Bool {
        try sql.execute(
            """
            UPDATE standing_posting SET state = 'posted', posted_by_id = \(staff), posted_day = \(day),
            photo_address = \(photo.address), photo_type = \(photo.mediaType)
            WHERE id = \(id) AND state = 'approved' AND \(scope.covers(.standingPosting))
            """) == 1
    }

    /// Ends a board with the reason.
    package func endPosting(_ id: StandingPostingID, reason: String, on day: CivilDate, in scope: Scope) throws {
        try sql.execute(
            """
            UPDATE standing_posting SET state = 'ended', ended_day = \(day), ended_reason = \(reason)
            WHERE id = \(id) AND state <> 'ended' AND \(scope.covers(.standingPosting))
            """)
    }

    private func postingRow(_ row: Row) throws -> StandingPostingRow {
        let region = try row.region("region_code")
        return StandingPostingRow(
            id: try row.id("id"), kind: try row.code("kind"), region: region,
            regionName: try row.optionalText("region_name") ?? region.text,
            month: try row.optionalMonth("paid_month"),
            state: try row.code("state"),
            content: try Self.fromJSON(open(row, "standing_posting", "content")),
            digest: try row.text("content_digest"),
            draftedOn: try row.date("drafted_day"), documentID: try row.optionalID("document_id"),
            approvedOn: try row.optionalDate("approved_day"), postedOn: try row.optionalDate("posted_day"),
            photoAddress: try row.optionalText("photo_address"), photoType: try row.optionalText("photo_type"),
            endedOn: try row.optionalDate("ended_day"),
            endedReason: try row.optionalText("ended_reason"))
    }
}
