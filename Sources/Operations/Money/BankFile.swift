import Casework
import Payments
package import Primitives
import Sealing
import Storage

/// The two forms of a bank file.
package enum BankFileFormat: String, Codable, Sendable, CaseIterable {
    /// The one-card text.
    case oneCard
    /// ISO 20022 pain.001.
    case message

    /// What the download is called at its end.
    package var fileExtension: String { self == .oneCard ? "txt" : "xml" }
}

/// The bytes of a bank file with the name to save them under.
package struct BankFile: Sendable, Hashable {
    /// The file's name.
    package let name: String
    /// Its bytes, UTF-8.
    package let bytes: [UInt8]
    /// Their SHA-256 as stored when the file was first written.
    package let hash: [UInt8]
}

/// A batch as both bank files say it: a function of stored rows, so that every download has the same bytes.
struct BankFileTexts {
    let text: [UInt8]
    /// Nil while the county has set no paying account.
    let message: [UInt8]?

    init(_ row: BatchRow, payments: [BankPayment], at instant: Instant, on day: CivilDate) throws(BankFileRefused) {
        text = Array(try OneCardFile(batchNumber: row.number, month: row.month, payments: payments).text.utf8)
        guard let debtor = row.debtor else {
            message = nil
            return
        }
        let order = try Pain001(
            messageID: row.number, createdAt: instant, executionDate: day,
            debtor: Pain001.Debtor(name: debtor.name, account: debtor.account, bankNumber: debtor.bankNumber),
            purpose: row.month.chineseText + row.program.chinese, payments: payments)
        message = Array(order.text.utf8)
    }
}

extension Bureau {
    /// Writes the bank file of a batch, or gives the same bytes again; each download is audited.
    package func writeBankFile(
        _ batch: BatchID, format: BankFileFormat, as actor: Actor, key: String
    ) async throws -> Outcome<BankFile> {
        let outcome = try await perform(WriteBankFile(batch: batch, format: format), as: actor, key: key)
        guard case .done = outcome else { return .refused(outcome.reasons) }
        return try await view(as: actor) { context in
            guard let row = try context.store.batch(batch, in: context.scope), let at = row.instructedAt,
                let day = row.instructedDay
            else { return .refused([.notFound]) }
            let payments = try context.store.items(of: batch).filter(\.wentToBank).map(\.payment)
            let texts = try BankFileTexts(row, payments: payments, at: at, on: day)
            let (bytes, hash) = format == .oneCard ? (texts.text, row.textHash) : (texts.message, row.messageHash)
            guard let bytes, let hash else { return .refused([.noPayingAccount]) }
            guard Digest.sha256(bytes) == hash else {
                throw StoreError(
                    .damaged,
                    "The payments of batch \(row.number) differ from the bank file that was written. Do not send it.")
            }
            return .done(BankFile(name: "\(row.number).\(format.fileExtension)", bytes: bytes, hash: hash))
        }
    }
}
