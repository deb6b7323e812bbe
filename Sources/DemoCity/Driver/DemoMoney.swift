import Casework
import Foundation
import Operations
import Payments
import Primitives
import Storage

// A month's money in the main county, each step by the person whose step it is.
extension DemoRun {
    /// From roster to the bank's answer, in which the first payment fails; answers what came of it.
    func payMonth(_ month: CalendarMonth, in county: RegionCode) async throws -> BankAnswerReceipt {
        let (payer, checker, finance) = (try actor("payer"), try actor("checker"), try actor("finance"))
        let made = try await act(MakeRoster(county: county, month: month, program: .dibao), as: payer, month.text)
        _ = try await act(LockRoster(batch: made.batch), as: payer)
        _ = try await act(CheckRoster(batch: made.batch), as: checker)
        _ = try await act(RequestFunds(batch: made.batch), as: payer)
        _ = try await act(ApproveFunds(batch: made.batch), as: finance)
        let written = try await bureau.writeBankFile(made.batch, format: .oneCard, as: payer, key: "demo-\(next())")
        guard case .done(let file) = written else {
            throw DemoRefused(step: "bank file of \(month.text)", reasons: written.reasons)
        }
        let order = try OneCardFile.parse(String(decoding: file.bytes, as: UTF8.self))
        return try await act(
            ReadBankAnswer(batch: made.batch, content: Data(Self.answer(to: order).utf8)), as: payer)
    }

    /// Leaves the roster of a month locked, for the second person to check.
    func prepareRoster(_ month: CalendarMonth, in county: RegionCode) async throws {
        let payer = try actor("payer")
        let made = try await act(MakeRoster(county: county, month: month, program: .dibao), as: payer, month.text)
        _ = try await act(LockRoster(batch: made.batch), as: payer)
    }

    /// The paying account of the county, so that the bank's message can be written as well.
    func setPayingAccount(of county: RegionRowName) async throws {
        _ = try await act(
            SetPayingAccount(
                county: county.code, holder: county.name + "财政局社会保障专户", account: "6217003710000000017",
                bankNumber: "105466000011"),
            as: try actor("finance"))
    }

    /// What a bank answers when one account does not fit its name.
    private static func answer(to order: OneCardFile) -> String {
        let failed = order.payments.first?.amount ?? .zero
        var text = "YKT1|A|\(order.batchNumber)|\(order.payments.count)|\((order.total - failed).fen)|\(failed.fen)\n"
        for (index, payment) in order.payments.enumerated() {
            let outcome = index == 0 ? "05|账号户名不符" : "00|"
            text += "\(index + 1)|\(payment.item.text)|\(outcome)|\(payment.amount.text)\n"
        }
        return text
    }
}
