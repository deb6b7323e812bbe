package import Casework
package import Primitives
import Storage

/// A notice as everybody may read it on the web: the name masked, and gone after its last day.
package struct PublicNoticeView: Hashable, Sendable {
    /// What the link carries.
    package let token: String
    /// The heading.
    package let title: String
    /// The lines, the name masked.
    package let lines: [DocumentLine]
    /// The line above the seal.
    package let sealLine: String
    /// The last day.
    package let closesOn: CivilDate

    /// Reads a notice by its link; nil when it does not hang today.
    ///
    /// One query.
    package static func load(token: String, in context: CommandContext) throws -> PublicNoticeView? {
        try context.store.notice(token: token).flatMap { PublicNoticeView($0, on: context.today) }
    }

    init?(_ row: NoticeRow, on today: CivilDate) {
        guard row.outcome == nil, let lines = row.notice.webLines(on: today) else { return nil }
        token = row.token
        title = row.notice.title
        self.lines = lines.map { DocumentLine($0.label, $0.value) }
        sealLine = row.notice.sealLine
        closesOn = row.notice.closes.on
    }
}

/// The notices that hang in a village today, for everybody.
///
/// Two queries.
package struct NoticeBoard: Sendable {
    /// The village.
    package let village: RegionCode
    /// Its name with those above it, from the county down.
    package let path: [String]
    /// The notices, first posted first.
    package let notices: [PublicNoticeView]

    /// Reads the board; nil when there is no such village.
    package static func load(_ village: RegionCode, in context: CommandContext) throws -> NoticeBoard? {
        guard village.level == .village, try context.store.region(village) != nil else { return nil }
        return NoticeBoard(
            village: village, path: try context.store.regionPath(village),
            notices: try context.store.postedNotices(in: village, on: context.today)
                .compactMap { PublicNoticeView($0, on: context.today) })
    }
}

/// The notices under way within the scope (S14): days left, photos missing, objections.
///
/// Two queries and one a village.
package struct NoticeList: Sendable {
    /// Most notices of one page.
    package static let pageLimit = 50

    /// One notice.
    package struct Line: Hashable, Sendable {
        /// The notice.
        package let id: NoticeID
        /// The case.
        package let caseID: CaseID
        /// The applicant's masked name.
        package let applicant: String
        /// The village's name.
        package let village: String
        /// Which posting of the case.
        package let round: Int
        /// The day it was posted.
        package let postedOn: CivilDate
        /// The last day, with its citation and whether it is provisional.
        package let closes: Deadline
        /// Days until the last day; 0 on it, negative after it.
        package let daysLeft: Int
        /// Photos that are missing by today, in words.
        package let missingPhotos: [String]
        /// Objections waiting for an answer.
        package let openObjections: Int
        /// What the public link carries.
        package let token: String
    }

    /// The page's notices, the first to close first.
    package let lines: [Line]
    /// How many are under way in all.
    package let total: Int

    /// Reads a page of the list for staff; empty for others.
    package static func load(
        limit: Int = pageLimit, offset: Int = 0, in context: CommandContext
    ) throws -> NoticeList {
        guard context.actor.staff != nil else { return NoticeList(lines: [], total: 0) }
        let total = try context.store.runningNoticeCount(in: context.scope)
        var villages: [RegionCode: String] = [:]
        let rows = try context.store.runningNotices(in: context.scope, limit: limit, offset: offset)
        for code in Set(rows.map(\.notice.region)) { villages[code] = try context.store.regionName(code) }
        return NoticeList(
            lines: rows.map { row, objections in
                let notice = row.notice
                var missing: [String] = []
                if row.firstPhotoID == nil { missing.append("首日照片") }
                if row.lastPhotoID == nil, context.today >= notice.closes.on { missing.append("末日照片") }
                return Line(
                    id: row.id, caseID: row.caseID, applicant: Masking.name(notice.applicant.text),
                    village: villages[row.region] ?? row.region.text, round: row.round, postedOn: notice.postedOn,
                    closes: notice.closes, daysLeft: context.today.days(until: notice.closes.on),
                    missingPhotos: missing, openObjections: objections, token: row.token)
            }, total: total)
    }
}

/// The objections to a case's notices, for the township that answers and the county that watches.
///
/// One query.
package struct ObjectionList: Sendable {
    /// One objection.
    package struct Line: Hashable, Sendable {
        /// The objection.
        package let id: ObjectionID
        /// What was said.
        package let text: String
        /// How to reach the person; hidden below the county (`domain.md` §9.8).
        package let contact: String?
        /// The day it came in.
        package let filedOn: CivilDate
        /// Whether it was found right; nil while it waits.
        package let isUpheld: Bool?
        /// The answer.
        package let answer: String?
        /// The day of the answer.
        package let answeredOn: CivilDate?
    }

    /// The objections, oldest first.
    package let lines: [Line]

    /// Reads them for staff; empty for others, the family included.
    package static func load(_ caseID: CaseID, in context: CommandContext) throws -> ObjectionList {
        guard let staff = context.actor.staff else { return ObjectionList(lines: []) }
        let showsContact = staff.role == .countyReviewer
        return ObjectionList(
            lines: try context.store.objections(of: caseID, in: context.scope).map { row in
                Line(
                    id: row.id, text: row.text, contact: showsContact ? row.contact : nil, filedOn: row.filedOn,
                    isUpheld: row.isUpheld, answer: row.answer, answeredOn: row.answeredOn)
            })
    }
}
