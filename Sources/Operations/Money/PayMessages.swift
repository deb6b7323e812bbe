import Casework
import Payments
import Primitives
import Storage

/// The messages that tell families of a batch what became of their money: amount and month, last four digits, no names.
struct PayMessages {
    private let contacts: [AwardID: PayContact]
    private let row: BatchRow

    /// Reads the phones of all awards of a batch, in two queries.
    init(batch row: BatchRow, in context: CommandContext) throws {
        self.row = row
        contacts = try context.store.payContacts(batch: row.id)
    }

    /// Writes the message about one payment; without a phone there is none.
    func send(_ outcome: PaymentOutcome, of item: PayItemRow, in context: CommandContext) throws {
        let what = "\(row.month.chineseText)\(row.program.chineseShort)\(item.amount.text)元"
        let account = "尾号\(item.payee.account.number.suffix(4))的账户"
        switch outcome {
        case .paid:
            try send("paid", "您家\(what)已发到\(account)。", award: item.key.award, in: context)
        case .failed:
            try send(
                "payFailed", "您家\(what)没有发到\(account)，工作人员会核对账户后补发，不收任何费用，不会问您密码。",
                award: item.key.award, in: context)
        }
    }

    private func send(_ template: String, _ sentence: String, award: AwardID, in context: CommandContext) throws {
        try contacts[award]?.send(template, sentence, in: context)
    }
}

extension PayContact {
    /// Writes a message to this phone into the outbox.
    func send(_ template: String, _ sentence: String, in context: CommandContext) throws {
        guard !phone.isEmpty else { return }
        let settings = context.bureau.settings
        let look = trackingToken.map { "查看：\(settings.publicAddress)/t/\($0)" } ?? "咨询：\(settings.hotline)"
        try context.store.enqueueMessage(
            channel: "sms", template: template, recipient: phone, recipientMasked: Masking.phone(phone),
            body: "【\(settings.name)】\(sentence)\(look)", caseID: caseID, at: context.now, on: context.today)
    }
}
