import Casework
import Payments
package import Primitives
import Sealing
import Storage

/// Hands a batch to the bank: fixes its file by hash, marks payments as sent, posts the books.
///
/// A payment that may no longer be made is held back here: it is not in the file, and its money stands as returned.
/// Later calls only write the audit entry of another download. `Bureau.writeBankFile` gives the bytes.
package struct WriteBankFile: Command {
    package static let name = "money.writeBankFile"
    /// The batch.
    package let batch: BatchID
    /// Which form is downloaded.
    package let format: BankFileFormat

    /// Asks for the file of a batch.
    package init(batch: BatchID, format: BankFileFormat) {
        self.batch = batch
        self.format = format
    }

    /// Checks who asks and what stands, then stores, or gives every reason why not.
    package func run(in context: CommandContext) throws -> Outcome<BatchReceipt> {
        var file = try BatchFile(batch, in: context)
        if format == .message, file.row.instructedAt == nil,
            try context.store.payingAccount(of: file.row.county) == nil
        {
            return .refused([.noPayingAccount])
        }
        let step: BatchFile.Step
        do {
            step = try file.take(.instruct, in: context)
            if case .moved = step { try instruct(&file.row, in: context) }
        } catch let refused as BankFileRefused {
            return .refused(refused.problems.map { Reason($0, code: "bankFile") })
        }
        if case .refused(let reasons) = step { return .refused(reasons) }
        if format == .message, file.row.messageHash == nil { return .refused([.noPayingAccount]) }
        try context.audit(
            "batch.download", "batch", file.row.id.rawValue, region: file.row.county, payload: "\"\(format.rawValue)\"")
        return .done(BatchReceipt(file.row))
    }

    private func instruct(_ row: inout BatchRow, in context: CommandContext) throws {
        let store = context.store
        let blocks = Dictionary(
            try store.blocks(inBatch: row.id, month: row.month).map { ($0.award, $0) },
            uniquingKeysWith: { first, _ in first })
        let items = try store.items(of: row.id)
        let held = items.filter { blocks[$0.key.award] != nil }
        for item in held {
            let why = blocks[item.key.award]?.chinese ?? ""
            try store.settle(item.id, .failed(code: PayItemRow.withheldCode, reason: why), on: context.today)
        }
        try store.markSent(itemsOf: row.id)
        var entries: [(event: LedgerEvent, amount: Money)] =
            row.isRetry
            ? items.map { (.reissued($0.retryOf ?? $0.id, in: row.id), $0.amount) } : [(.instructed(row.id), row.total)]
        entries += held.map { (.failed($0.id), $0.amount) }
        try store.post(entries, root: row.root, at: context.now, on: context.today)
        row.instructedAt = context.now
        row.instructedDay = context.today
        row.debtor = try store.payingAccount(of: row.county)
        let payments = items.filter { blocks[$0.key.award] == nil }.map(\.payment)
        if !payments.isEmpty {
            let texts = try BankFileTexts(row, payments: payments, at: context.now, on: context.today)
            row.textHash = Digest.sha256(texts.text)
            row.messageHash = texts.message.map { Digest.sha256($0) }
        } else {
            throw BankFileRefused([BankFileProblem(line: 0, "名册上的待遇现在都不能发放，没有文件可写")])
        }
        try store.updateBatch(&row, in: context.scope, at: context.now)
    }
}

/// Sets the account a county pays from, which pain.001 needs.
package struct SetPayingAccount: Command {
    package static let name = "money.setPayingAccount"
    /// The county.
    package let county: RegionCode
    /// The payer's name.
    package let holder: String
    /// The account number.
    package let account: String
    /// The bank's CNAPS number, 12 digits.
    package let bankNumber: String

    /// Asks to set the paying account of a county.
    package init(county: RegionCode, holder: String, account: String, bankNumber: String) {
        self.county = county
        self.holder = holder
        self.account = account
        self.bankNumber = bankNumber
    }

    /// Checks who asks and what stands, then stores, or gives every reason why not.
    package func run(in context: CommandContext) throws -> Outcome<RegionCode> {
        guard let staff = context.staff(as: .financeOfficer, .administrator) else { return .refused([.notAllowed]) }
        guard county.level == .county, context.scope.contains(county) else { return .refused([.notFound]) }
        var reasons: [Reason] = []
        func require(_ holds: Bool, _ field: String, _ chinese: String, _ english: String) {
            if !holds { reasons.append(Reason("payingAccount.\(field)", field: field, chinese, english)) }
        }
        require(!holder.isBlank, "holder", "请填写付款户名。", "Write the name of the paying account.")
        let isNumber = !account.isEmpty && account.allSatisfy { $0.isASCII && $0.isNumber }
        require(isNumber, "account", "付款账号只能由数字组成。", "The account number has digits only.")
        let isBank = bankNumber.utf8.count == 12 && bankNumber.allSatisfy { $0.isASCII && $0.isNumber }
        require(isBank, "bankNumber", "开户行行号应为12位数字。", "The bank's CNAPS number has 12 digits.")
        guard reasons.isEmpty else { return .refused(reasons) }
        try context.store.setPayingAccount(
            PayingAccount(name: holder, account: account, bankNumber: bankNumber), of: county, by: staff.staffID,
            at: context.now)
        try context.audit("money.payingAccount", "region", 0, region: county)
        return .done(county)
    }
}

extension Reason {
    /// pain.001 needs to know who pays.
    static let noPayingAccount = Reason(
        "bankFile.noPayingAccount", "本县还没有登记付款账户，不能生成pain.001报文。请财政岗位先登记，或改用一卡通文本。",
        "The county has no paying account on record, which pain.001 needs. Have finance set it, or use the text file.")
}
