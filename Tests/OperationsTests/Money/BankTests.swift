import Casework
import Foundation
import Operations
import OperationsTestKit
import Payments
import Primitives
import Storage
import Testing

/// Bank files written and answers read, between a roster and the families' money.
@Suite struct BankTests {
    @Test func `A bank file can be downloaded again, byte for byte, and tells of a change`() async throws {
        let town = try await PayTown.open()
        _ = try await town.award(1)
        let batch = try #require(try await town.makeRoster().value).batch
        let bureau = town.test.bureau
        let missing = try await bureau.writeBankFile(batch, format: .message, as: town.payer, key: "m")
        #expect(missing.codes == ["bankFile.noPayingAccount"])
        let account = SetPayingAccount(
            county: town.county, holder: "惠民县财政局", account: "370001", bankNumber: "102466000001")
        #expect(try await town.perform(account, as: town.payer).codes == ["notAllowed"])
        #expect(try await town.perform(account, as: town.finance).value == town.county)
        #expect(
            try await bureau.writeBankFile(batch, format: .oneCard, as: town.payer, key: "early").codes == [
                "batch.wrongState"
            ])
        _ = try await town.instruct(batch)
        for format in BankFileFormat.allCases {
            let first = try #require(
                try await bureau.writeBankFile(batch, format: format, as: town.payer, key: "a\(format)").value)
            town.test.clock.advance(days: 3)
            let again = try #require(
                try await bureau.writeBankFile(batch, format: format, as: town.payer, key: "b\(format)").value)
            #expect(first == again)
        }
        #expect(
            try await bureau.writeBankFile(batch, format: .oneCard, as: town.checker, key: "c").codes == [
                "batch.wrongRole"
            ])
        await town.close()
    }

    @Test func `A paying account is refused with every reason`() async throws {
        let town = try await PayTown.open()
        let wrong = SetPayingAccount(county: town.county, holder: "", account: "x", bankNumber: "1")
        let codes = try await town.perform(wrong, as: town.finance).codes
        #expect(codes == ["payingAccount.holder", "payingAccount.account", "payingAccount.bankNumber"])
        await town.close()
    }

    @Test func `What may no longer be paid is held back when the file is written`() async throws {
        let town = try await PayTown.open()
        _ = try await town.award(1)
        let held = try await town.award(2)
        let made = try #require(try await town.makeRoster().value)
        for (command, actor) in [(0, town.payer), (1, town.checker), (2, town.payer), (3, town.finance)] {
            switch command {
            case 0: _ = try await town.perform(LockRoster(batch: made.batch), as: actor)
            case 1: _ = try await town.perform(CheckRoster(batch: made.batch), as: actor)
            case 2: _ = try await town.perform(RequestFunds(batch: made.batch), as: actor)
            default: _ = try await town.perform(ApproveFunds(batch: made.batch), as: actor)
            }
        }
        _ = try await town.perform(HoldAward(award: held.id, reason: "举报"), as: town.payer)
        let file = try #require(
            try await town.test.bureau.writeBankFile(made.batch, format: .oneCard, as: town.payer, key: "f").value)
        #expect(try OneCardFile.parse(String(decoding: file.bytes, as: UTF8.self)).payments.count == 1)
        let answer = try await town.answer(made)
        #expect(
            try await town.perform(ReadBankAnswer(batch: made.batch, content: answer), as: town.payer).value?.isComplete
                == true)
        _ = try await town.perform(CloseBatch(batch: made.batch), as: town.checker)
        _ = try await town.perform(ReleaseAward(award: held.id), as: town.payer)
        #expect(try await town.makeRoster().value?.total == Money(yuan: 500))
        await town.close()
    }

    @Test func `The same answer twice is one, a second one must agree, and a strange one changes nothing`() async throws
    {
        let town = try await PayTown.open()
        _ = try await town.award(1)
        _ = try await town.award(2)
        let made = try #require(try await town.makeRoster().value)
        let good = try await town.answer(made)
        let early = ReadBankAnswer(batch: made.batch, content: good)
        #expect(try await town.perform(early, as: town.payer).codes == ["batch.wrongState"])
        _ = try await town.instruct(made.batch)
        let garbage = ReadBankAnswer(batch: made.batch, content: Data("YKT1|A|other|1|0|0\n1|77|00||1.00\n".utf8))
        #expect(try await town.perform(garbage, as: town.payer).codes.allSatisfy { $0 == "bankAnswer" })
        let answer = try await town.answer(made, failing: [try await town.items(made.batch)[0].id])
        let read = ReadBankAnswer(batch: made.batch, content: answer)
        #expect(try await town.perform(read, as: town.checker).codes == ["notAllowed"])
        let first = try #require(try await town.perform(read, as: town.payer).value)
        let again = try #require(try await town.perform(read, as: town.payer).value)
        #expect(first == again)
        #expect(first.failedCount == 1 && first.paidCount == 1 && first.isComplete)
        #expect(try await town.messages().count == 2)
        await town.close()
    }

    @Test func `A failed payment is corrected by two people and paid again with the money that came back`() async throws
    {
        let town = try await PayTown.open()
        let award = try await town.award(1)
        let made = try #require(try await town.makeRoster().value)
        _ = try await town.instruct(made.batch)
        let early = try await town.perform(RetryFailed(batch: made.batch), as: town.payer)
        #expect(early.codes == ["retry.notAnswered"])
        let failing = Set(try await town.items(made.batch).map(\.id))
        let answer = ReadBankAnswer(batch: made.batch, content: try await town.answer(made, failing: failing))
        _ = try await town.perform(answer, as: town.payer)
        #expect(try await town.makeRoster().value?.batch == made.batch)
        let wrong = CorrectAccount(award: award.id, account: "12", reason: "")
        #expect(try await town.perform(wrong, as: town.payer).codes == ["account.number", "missingReason"])
        let right = CorrectAccount(award: award.id, account: PayTown.account(77), reason: "存折已换")
        let change = try #require(try await town.perform(right, as: town.payer).value)
        #expect(try await town.perform(right, as: town.payer).codes == ["account.waiting"])
        #expect(try await town.perform(ApproveAccountChange(change: change), as: town.payer).codes == ["notAllowed"])
        #expect(try await town.perform(ApproveAccountChange(change: change), as: town.checker).value == award.id)
        #expect(
            try await town.perform(ApproveAccountChange(change: change), as: town.checker).codes == ["account.decided"])
        #expect(try await town.messages().contains { $0.hasPrefix("accountChanged 19900001001") })
        let retry = try #require(try await town.perform(RetryFailed(batch: made.batch), as: town.payer).value)
        #expect(try await town.perform(RetryFailed(batch: made.batch), as: town.payer).codes == ["retry.nothing"])
        #expect(try await town.items(retry.batch).map(\.payee.account.number) == [PayTown.account(77)])
        _ = try await town.instruct(retry.batch)
        let paid = ReadBankAnswer(batch: retry.batch, content: try await town.answer(retry))
        #expect(try await town.perform(paid, as: town.payer).value?.isComplete == true)
        let books = try await town.test.bureau.store.read { try Ledger(replaying: $0.postings(root: made.batch)) }
        #expect(books.isBalanced)
        #expect(books.balance(of: .paid) == Money(yuan: 500))
        #expect(books.balance(of: .returned) == .zero)
        await town.close()
    }

    @Test func `A refused account change leaves the account`() async throws {
        let town = try await PayTown.open()
        let award = try await town.award(1)
        let right = CorrectAccount(award: award.id, account: PayTown.account(77), reason: "存折已换")
        let change = try #require(try await town.perform(right, as: town.payer).value)
        let refuse = RefuseAccountChange(change: change, reason: "")
        #expect(try await town.perform(refuse, as: town.checker).codes == ["missingReason"])
        _ = try await town.perform(RefuseAccountChange(change: change, reason: "户名不符"), as: town.checker)
        let row = try await town.test.bureau.store.read { try $0.awardRow(award.id, in: .system("a test")) }
        #expect(row?.award.payee?.account.number == PayTown.account(1))
        await town.close()
    }
}
