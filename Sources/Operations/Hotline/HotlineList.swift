import Casework
import Primitives
import Storage

/// The columns of a list of tickets as the hotline's platform gives it out.
package enum HotlineColumn: String, CaseIterable, Sendable {
    case number = "工单编号"
    case received = "来电日期"
    case subject = "诉求类别"
    case caller = "来电人"
    case phone = "联系电话"
    case content = "诉求内容"
    case gist = "转办内容"
    case office = "承办单位"
    case caseNumber = "受理号"
    case repeats = "重复工单"

    /// Whether a list without the column cannot be read.
    package var isNeeded: Bool {
        switch self {
        case .number, .received, .subject, .content: true
        default: false
        }
    }
}

/// A ticket of a list, with the row it stands in.
package struct ListedTicket: Codable, Hashable, Sendable {
    /// The row of the sheet, from 1, the heading being a row too.
    package let row: Int
    /// The ticket.
    package let incoming: IncomingTicket
}

/// Reads a list of tickets and collects everything wrong with it.
struct HotlineListReader {
    /// Most tickets of one list.
    static let most = 2_000

    private let columns: [HotlineColumn: Int]
    private let offices: [String: RegionCode]
    private let county: RegionCode
    private(set) var tickets: [ListedTicket] = []
    private(set) var problems: [Reason] = []

    /// Reads rows of cells; `offices` are the townships of the county by name and by code.
    init(rows: [[String]], county: RegionCode, offices: [String: RegionCode]) {
        self.county = county
        self.offices = offices
        let headings = (rows.first ?? []).map(Self.trimmed)
        var columns: [HotlineColumn: Int] = [:]
        for column in HotlineColumn.allCases {
            let found = headings.indices.filter { headings[$0] == column.rawValue }
            columns[column] = found.first
            if found.count > 1 { problems.append(.listProblem(1, column.rawValue, "此列出现了不止一次")) }
            if found.isEmpty, column.isNeeded {
                problems.append(.listProblem(1, column.rawValue, "缺少此列，请补上表头"))
            }
        }
        self.columns = columns
        guard problems.isEmpty else { return }
        var rowOfNumber: [String: Int] = [:]
        for (index, cells) in rows.enumerated().dropFirst() where cells.contains(where: { !Self.trimmed($0).isEmpty }) {
            let row = index + 1
            guard let incoming = ticket(cells, row: row) else { continue }
            if let earlier = rowOfNumber.updateValue(row, forKey: incoming.number) {
                problems.append(.listProblem(row, HotlineColumn.number.rawValue, "与第\(earlier)行编号相同"))
            }
            tickets.append(ListedTicket(row: row, incoming: incoming))
        }
        if tickets.isEmpty, problems.isEmpty { problems.append(.listProblem(1, "", "名单没有任何数据行")) }
        if tickets.count > Self.most { problems.append(.listProblem(1, "", "一次最多\(Self.most)张工单，请分批导入")) }
    }

    private mutating func ticket(_ cells: [String], row: Int) -> IncomingTicket? {
        func cell(_ column: HotlineColumn) -> String {
            columns[column].flatMap { cells.indices.contains($0) ? Self.trimmed(cells[$0]) : nil } ?? ""
        }
        let received = Self.day(cell(.received))
        let subject = HotlineSubject.allCases.first { $0.chinese == cell(.subject) }
        let name = cell(.office)
        let office = name.isEmpty || name == county.text ? county : offices[name]
        if received == nil { note(row, .received, "“\(cell(.received))”不是日期，请写成2026-03-12") }
        if subject == nil {
            let known = HotlineSubject.allCases.map(\.chinese).joined(separator: "、")
            note(row, .subject, "“\(cell(.subject))”不是类别，只能是\(known)")
        }
        if office == nil { note(row, .office, "“\(name)”不是本县的乡镇（街道），留空则由县级办理") }
        guard let received, let subject, let office else { return nil }
        return IncomingTicket(
            number: cell(.number), receivedOn: received, subject: subject, callerName: cell(.caller),
            callerPhone: cell(.phone), content: cell(.content), gist: cell(.gist), office: office,
            caseNumber: cell(.caseNumber), repeats: cell(.repeats))
    }

    private mutating func note(_ row: Int, _ column: HotlineColumn, _ sentence: String) {
        problems.append(.listProblem(row, column.rawValue, sentence))
    }

    private static func trimmed(_ text: String) -> String {
        String(text.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }

    /// A day as sheets write it: with or without a time, with hyphens or slashes.
    private static func day(_ text: String) -> CivilDate? {
        let head = text.prefix { $0 != " " && $0 != "T" }.replacing("/", with: "-")
        let parts = head.split(separator: "-").compactMap { Int($0) }
        guard parts.count == 3 else { return nil }
        return try? CivilDate(year: parts[0], month: parts[1], day: parts[2])
    }
}
