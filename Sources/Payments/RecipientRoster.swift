package import Primitives

/// The list of families who already receive a benefit, as a county hands it over at the start.
package struct RecipientRoster: Hashable, Sendable {
    /// One active award.
    package struct Entry: Hashable, Sendable {
        /// The row in the sheet, from 1, the heading being a row too.
        package let row: Int
        package let certificateNumber: String
        package let applicantName: String
        package let applicantID: CitizenID
        /// The IDs of all persons the amount is for, the applicant among them, ascending.
        package let memberIDs: [CitizenID]
        package let classCode: String
        package let monthlyAmount: Money
        /// Nil when the list names none; nothing is paid before one is recorded.
        package let account: BankAccount?
        package let fromMonth: CalendarMonth
    }

    /// A column of the list, by the heading it must have.
    package enum Column: String, CaseIterable, Sendable {
        case certificateNumber = "证号"
        case applicantName = "申请人"
        case applicantID = "身份证号"
        /// IDs parted by `;`, each with or without `name:` in front; the applicant may be left out.
        case members = "家庭成员"
        case classCode = "类别"
        case monthlyAmount = "月保障金额"
        case account = "银行账号"
        case fromMonth = "起始月份"
    }

    package let entries: [Entry]

    /// Families on the list.
    package var familyCount: Int { entries.count }
    /// Persons on the list.
    package var personCount: Int { entries.reduce(0) { $0 + $1.memberIDs.count } }
    /// What the list pays in a month.
    package var monthlyTotal: Money { entries.reduce(.zero) { $0 + $1.monthlyAmount } }
    /// Accounts that are named for more than one family, or fail their check digit: to be looked at, not refused.
    package var accountWarnings: [BankFileProblem] {
        var rowOfAccount: [BankAccount: Int] = [:]
        return entries.compactMap { entry in
            guard let account = entry.account else { return nil }
            if let earlier = rowOfAccount.updateValue(entry.row, forKey: account) {
                return BankFileProblem(line: entry.row, column: Column.account.rawValue, "与第\(earlier)行为同一账号")
            }
            return account.warnings.first.map {
                BankFileProblem(line: entry.row, column: Column.account.rawValue, "\($0)")
            }
        }
    }

    /// Reads rows of cells, the first being the headings in any order; refused with every problem.
    package init(rows: [[String]]) throws(BankFileRefused) {
        let headings = (rows.first ?? []).map(RecipientRow.trimmed)
        var columns: [Column: Int] = [:]
        var problems: [BankFileProblem] = []
        for column in Column.allCases {
            switch headings.indices.filter({ headings[$0].utf8.elementsEqual(column.rawValue.utf8) }) {
            case let found where found.count == 1: columns[column] = found[0]
            case let found where found.isEmpty:
                problems.append(BankFileProblem(line: 1, column: column.rawValue, "缺少此列，请按模板补上表头"))
            default: problems.append(BankFileProblem(line: 1, column: column.rawValue, "此列出现了不止一次"))
            }
        }
        guard problems.isEmpty else { throw BankFileRefused(problems) }
        var entries: [Entry] = []
        for (index, cells) in rows.enumerated().dropFirst() {
            guard cells.contains(where: { !RecipientRow.trimmed($0).isEmpty }) else { continue }
            var row = RecipientRow(number: index + 1, cells: cells, columns: columns)
            if let entry = row.entry() { entries.append(entry) }
            problems += row.problems
        }
        if entries.isEmpty, problems.isEmpty { problems.append(BankFileProblem(line: 0, "名单没有任何数据行")) }
        problems += RecipientRoster.repeats(in: entries)
        guard problems.isEmpty else { throw BankFileRefused(problems.sorted { $0.line < $1.line }) }
        self.entries = entries
    }

    /// Certificates and persons that stand on the list twice.
    private static func repeats(in entries: [Entry]) -> [BankFileProblem] {
        var problems: [BankFileProblem] = []
        var rowOfCertificate: [[UInt8]: Int] = [:]
        var rowOfPerson: [CitizenID: Int] = [:]
        for entry in entries {
            if let earlier = rowOfCertificate.updateValue(entry.row, forKey: Array(entry.certificateNumber.utf8)) {
                problems.append(
                    BankFileProblem(
                        line: entry.row, column: Column.certificateNumber.rawValue,
                        "证号\(entry.certificateNumber)与第\(earlier)行重复"))
            }
            for member in entry.memberIDs {
                guard let earlier = rowOfPerson.updateValue(entry.row, forKey: member) else { continue }
                let column = member == entry.applicantID ? Column.applicantID : .members
                problems.append(
                    BankFileProblem(
                        line: entry.row, column: column.rawValue,
                        "\(member.masked)已在第\(earlier)行，一人不能同时列在两户"))
            }
        }
        return problems
    }
}
