import Casework
import Foundation
import Operations
import OperationsTestKit
import Payments
import Primitives
import SQLText
import Storage
import Testing

/// Random sequences of verbs by random people: no award is paid twice for a month, the books balance after each step,
/// and no batch beyond draft holds what the guard forbids at the moment of its locking.
@Suite struct RandomPayTests {
    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func `Whatever is done in whatever order, nobody is paid twice and the books balance`(seed: UInt64) async throws {
        let town = try await PayTown.open()
        var draw = SeededGenerator(seed: seed)
        var awards: [Award] = []
        for number in 1...5 {
            awards.append(try await town.award(number, amount: Int64.random(in: 100...900, using: &draw)))
        }
        let months = [town.march, town.march.adding(months: 1)]
        town.test.clock.advance(days: 35)
        for _ in 0..<70 {
            try await step(town, awards, months, &draw)
            try await check(town, awards)
        }
        let paid = try await town.test.bureau.store.read {
            try $0.sql.count("SELECT count(*) FROM pay_item WHERE state = 'paid'")
        }
        #expect(paid > 0)
        await town.close()
    }

    private func step(
        _ town: PayTown, _ awards: [Award], _ months: [CalendarMonth], _ draw: inout SeededGenerator
    ) async throws {
        let award = awards.randomElement(using: &draw) ?? awards[0]
        let month = months.randomElement(using: &draw) ?? months[0]
        let batches = try await town.batches()
        let batch = batches.randomElement(using: &draw)?.id ?? BatchID(1)
        switch Int.random(in: 0..<18, using: &draw) {
        case 0, 1: _ = try await town.makeRoster(month)
        case 2: try await lock(batch, town)
        case 3: _ = try await town.perform(CheckRoster(batch: batch), as: town.checker)
        case 4: _ = try await town.perform(RequestFunds(batch: batch), as: town.payer)
        case 5: _ = try await town.perform(ApproveFunds(batch: batch), as: town.finance)
        case 6: _ = try await town.perform(ReturnRoster(batch: batch, reason: "退"), as: town.checker)
        case 7: _ = try await town.perform(WriteBankFile(batch: batch, format: .oneCard), as: town.payer)
        case 8, 9: try await answer(batches, town, &draw)
        case 10: _ = try await town.perform(RetryFailed(batch: batch), as: town.payer)
        case 11: _ = try await town.perform(CloseBatch(batch: batch), as: town.checker)
        case 12: _ = try await town.perform(HoldAward(award: award.id, reason: "查"), as: town.payer)
        case 13: _ = try await town.perform(ReleaseAward(award: award.id), as: town.checker)
        case 14: try await town.suspend(award.id, from: month)
        case 15 where award.id == awards.last?.id: try await town.die(award.terms.members[0], on: month.firstDay)
        default: try await town.instructAll(batch)
        }
    }

    /// Tries to lock, and expects a refusal whenever the draft holds what may not be paid at that moment.
    private func lock(_ batch: BatchID, _ town: PayTown) async throws {
        guard let row = try await town.batches().first(where: { $0.id == batch }) else { return }
        let blocks = try await town.test.bureau.store.read { try $0.blocks(inBatch: batch, month: row.month) }
        let outcome = try await town.perform(LockRoster(batch: batch), as: town.payer)
        if row.standing.state == .draft, !blocks.isEmpty { #expect(outcome.codes.allSatisfy { $0 == "batch.blocked" }) }
        if row.standing.state == .draft, outcome.value != nil { #expect(blocks.isEmpty) }
    }

    private func answer(_ batches: [BatchRow], _ town: PayTown, _ draw: inout SeededGenerator) async throws {
        guard let row = batches.filter({ $0.standing.state == .instructed }).randomElement(using: &draw) else { return }
        let items = try await town.items(row.id).filter(\.wentToBank)
        let failing = Set(items.map(\.id).filter { _ in Int.random(in: 0..<3, using: &draw) == 0 })
        let content = try await town.answer(row.id, row.number, failing: failing)
        _ = try await town.perform(ReadBankAnswer(batch: row.id, content: content), as: town.payer)
    }

    private func check(_ town: PayTown, _ awards: [Award]) async throws {
        try await town.test.bureau.store.read { store in
            let twice = try store.sql.query(
                """
                SELECT i.award_id, p.month, SUM(p.amount_fen) AS total FROM pay_item AS i
                JOIN pay_item_part AS p ON p.item_id = i.id WHERE i.state IN ('due', 'sent', 'paid', 'failed')
                GROUP BY i.award_id, p.month
                """)
            for row in twice {
                let id: AwardID = try row.id("award_id")
                let amount = awards.first { $0.id == id }?.terms.monthlyAmount
                #expect(try row.money("total") <= amount ?? .zero)
            }
            for root in try store.sql.query("SELECT DISTINCT root_id FROM pay_batch") {
                let ledger = try Ledger(replaying: store.postings(root: root.id("root_id")))
                #expect(ledger.isBalanced)
            }
        }
    }
}

extension PayTown {
    func batches() async throws -> [BatchRow] {
        try await test.bureau.store.read { store in
            try store.batches(month: nil, state: nil, program: nil, in: .system("a test"), limit: 100, offset: 0)
        }
    }

    /// All steps in a row; those that are not due are refused.
    func instructAll(_ batch: BatchID) async throws { _ = try await instruct(batch) }
}
