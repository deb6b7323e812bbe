import Primitives

/// One row of a recipient list while it is read; every problem of the row is kept.
struct RecipientRow {
    let number: Int
    let cells: [String]
    let columns: [RecipientRoster.Column: Int]
    private(set) var problems: [BankFileProblem] = []

    init(number: Int, cells: [String], columns: [RecipientRoster.Column: Int]) {
        self.number = number
        self.cells = cells
        self.columns = columns
    }

    mutating func entry() -> RecipientRoster.Entry? {
        let certificate = required(.certificateNumber)
        let name = required(.applicantName)
        let classCode = required(.classCode)
        let applicant = required(.applicantID).flatMap { citizenID($0, in: .applicantID) }
        let members = memberIDs(applicant: applicant)
        let amount = required(.monthlyAmount).flatMap { monthlyAmount($0) }
        let month = required(.fromMonth).flatMap { fromMonth($0) }
        let account = bankAccount()
        guard problems.isEmpty, let certificate, let name, let classCode, let applicant, let amount, let month else {
            return nil
        }
        return RecipientRoster.Entry(
            row: number, certificateNumber: certificate, applicantName: name, applicantID: applicant,
            memberIDs: members, classCode: classCode, monthlyAmount: amount, account: account, fromMonth: month)
    }

    static func trimmed(_ cell: String) -> String {
        String(cell.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }

    private func cell(_ column: RecipientRoster.Column) -> String {
        guard let index = columns[column], index < cells.count else { return "" }
        return RecipientRow.trimmed(cells[index])
    }

    private mutating func required(_ column: RecipientRoster.Column) -> String? {
        let value = cell(column)
        if value.isEmpty { problem(column, "不能为空") }
        return value.isEmpty ? nil : value
    }

    private mutating func citizenID(_ text: String, in column: RecipientRoster.Column) -> CitizenID? {
        do { return try CitizenID(text) } catch {
            problem(column, "身份证号“\(text)”有误：\(error)")
            return nil
        }
    }

    private mutating func memberIDs(applicant: CitizenID?) -> [CitizenID] {
        var members: Set<CitizenID> = applicant.map { [$0] } ?? []
        var listed: Set<CitizenID> = []
        for part in cell(.members).split(whereSeparator: { ";；\n".contains($0) }) {
            let text = RecipientRow.trimmed(
                part.split(whereSeparator: { ":：".contains($0) }).last.map(String.init) ?? "")
            if text.isEmpty { continue }
            guard let member = citizenID(text, in: .members) else { continue }
            if !listed.insert(member).inserted { problem(.members, "\(member.masked)在本行列了两次") }
            members.insert(member)
        }
        return members.sorted()
    }

    private mutating func monthlyAmount(_ text: String) -> Money? {
        if let amount = BankPayment.amount(text), amount > .zero { return amount }
        problem(.monthlyAmount, "应为大于零的元数，最多两位小数，不带千分号，现为“\(text)”")
        return nil
    }

    private mutating func fromMonth(_ text: String) -> CalendarMonth? {
        do { return try CalendarMonth(parsing: text) } catch {
            problem(.fromMonth, "应写作YYYY-MM，现为“\(text)”")
            return nil
        }
    }

    private mutating func bankAccount() -> BankAccount? {
        let text = cell(.account)
        guard !text.isEmpty else { return nil }
        do { return try BankAccount(text) } catch {
            problem(.account, "\(error)")
            return nil
        }
    }

    private mutating func problem(_ column: RecipientRoster.Column, _ message: String) {
        problems.append(BankFileProblem(line: number, column: column.rawValue, message))
    }
}
