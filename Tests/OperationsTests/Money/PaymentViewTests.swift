import Casework
import Operations
import OperationsTestKit
import Payments
import Primitives
import Storage
import Testing

/// What payers, families and auditors are shown of the money.
@Suite struct PaymentViewTests {
    @Test func `A batch shows masked payments and who was left out, a family its payments`() async throws {
        let town = try await PayTown.open()
        _ = try await town.award(1, amount: 500)
        let made = try #require(try await town.makeRoster().value)
        _ = try await town.instruct(made.batch)
        _ = try await town.perform(
            ReadBankAnswer(batch: made.batch, content: try await town.answer(made)), as: town.payer)
        town.test.clock.advance(days: 31)
        let late = try await town.award(2, amount: 300, from: town.march.adding(months: 1))
        _ = try await town.award(3, hasAccount: false)
        let april = try #require(try await town.makeRoster(town.march.adding(months: 1)).value)
        let view = try #require(
            try await town.test.bureau.view(as: town.payer) { try BatchView.load(april.batch, in: $0) })
        let items = try await town.test.bureau.store.read { try $0.payLines(of: april.batch) }
        #expect(items.map(\.award).contains(late.id))
        #expect(items.allSatisfy { !$0.payeeMasked.contains("小") && $0.accountLastFour.count == 4 })
        #expect(view.exclusions.map(\.code) == ["missingAccount"])
        #expect(view.countyName == "惠民县")
        let history = try await town.test.bureau.view(as: town.payer) {
            try PaymentHistory.load(family: items[0].family, in: $0)
        }
        #expect(history.lines.map(\.month) == [town.march.adding(months: 1), town.march])
        #expect(history.lines[1].answeredDay != nil && history.lines[1].state == .paid)
        await town.close()
    }

    @Test func `Lists, views and exports hold nothing of another county or for a post without a part in paying`()
        async throws
    {
        let town = try await PayTown.open()
        let award = try await town.award(1)
        let made = try #require(try await town.makeRoster().value)
        let other = Actor.staff(try await town.test.staff(.payer, at: "371622"))
        let clerk = Actor.staff(try await town.test.staff(.townshipClerk, at: "371621001"))
        for actor in [other, clerk] {
            let seen = try await town.test.bureau.view(as: actor) { context in
                (
                    try BatchList.load(BatchList.Filter(), limit: 50, offset: 0, in: context).rows.count,
                    try BatchView.load(made.batch, in: context) == nil,
                    try RosterDocument.load(made.batch, in: context) == nil
                )
            }
            #expect(seen == (0, true, true))
            #expect(try await !town.perform(ExportBatch(batch: made.batch), as: actor).codes.isEmpty)
        }
        let hidden = try await town.test.bureau.view(as: other) {
            try PaymentHistory.load(family: award.terms.family, in: $0).lines.count
        }
        #expect(hidden == 0)
        await town.close()
    }

    @Test func `An export shows four digits, and whole accounts only to a payer with a reason`() async throws {
        let town = try await PayTown.open()
        _ = try await town.award(1)
        let batch = try #require(try await town.makeRoster().value).batch
        let masked = try #require(try await town.perform(ExportBatch(batch: batch), as: town.checker).value)
        #expect(masked.rows.map(\.account) == ["****0001"])
        let whole = ExportBatch(batch: batch, reasonForAccounts: "与银行核对")
        #expect(try await town.perform(whole, as: town.checker).codes == ["notAllowed"])
        let blank = ExportBatch(batch: batch, reasonForAccounts: " ")
        #expect(try await town.perform(blank, as: town.payer).codes == ["missingReason"])
        #expect(try await town.perform(whole, as: town.payer).value?.rows.map(\.account) == [PayTown.account(1)])
        let lines = try await town.test.bureau.store.read {
            try $0.auditLines(subjectKind: "batch", subjectID: batch.rawValue)
        }
        #expect(lines.contains { $0.verb == "batch.export" && $0.reason == "与银行核对" })
        await town.close()
    }

    @Test func `The roster document names who signed`() async throws {
        let town = try await PayTown.open()
        _ = try await town.award(1)
        let batch = try #require(try await town.makeRoster().value).batch
        _ = try await town.perform(LockRoster(batch: batch), as: town.payer)
        let paper = try #require(
            try await town.test.bureau.view(as: town.payer) { try RosterDocument.load(batch, in: $0) })
        #expect(paper.content.kind == .payRoster)
        #expect(paper.content.lines.contains(DocumentLine("经办", "经办")))
        #expect(paper.content.lines.contains(DocumentLine("复核", "（未签）")))
        await town.close()
    }
}
