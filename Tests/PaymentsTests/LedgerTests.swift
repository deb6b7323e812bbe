import Payments
import Primitives
import Testing

@Suite struct LedgerTests {
    /// Lines of `event item-or-batch yuan → funds payable clearing paid returned`, balances after the line; an
    /// exclamation mark in place of the balances means the posting is refused.
    static let story = """
        approved   7 1000 → 1000 1000    0    0    0
        instructed 7 1000 →    0 1000 1000    0    0
        paid       1  600 →    0 1000  400  600    0
        paid       1  600 →    0 1000  400  600    0
        paid       1  500 → !
        failed     2  400 →    0 1000    0  600  400
        paid       3  100 → !
        reissued   2  300 →    0 1000  300  600  100
        paid       2  300 →    0 1000    0  900  100
        refunded   2  100 →    0  900    0  900    0
        refunded   4    1 → !
        recovered  1   50 →    0  900    0  850   50
        refunded   1   50 →    0  850    0  850    0
        approved   8    0 → !
        """

    @Test func `the story of a batch in the books`() throws {
        var ledger = Ledger()
        for (index, line) in Self.story.split(separator: "\n").enumerated() {
            let words = line.split(separator: " ").map(String.init)
            let id = try #require(Int64(words[1]))
            let yuan = try #require(Int64(words[2]))
            let event = try #require(Self.event(words[0], id))
            let posting = LedgerPosting(event, amount: Money(yuan: yuan), at: Samples.now)
            guard words[4] != "!" else {
                #expect(throws: LedgerError.self, "line \(index + 1)") { try ledger.post(posting) }
                continue
            }
            try ledger.post(posting)
            let accounts: [LedgerAccount] = [.fundsApproved, .benefitsPayable, .bankClearing, .paid, .returned]
            #expect(accounts.map { "\(ledger.balance(of: $0).fen / 100)" } == Array(words[4...]), "line \(index + 1)")
            #expect(ledger.isBalanced)
        }
        #expect(ledger.postings.count == 9)
    }

    static func event(_ name: String, _ id: Int64) -> LedgerEvent? {
        switch name {
        case "approved": .fundsApproved(BatchID(id))
        case "instructed": .instructed(BatchID(id))
        case "paid": .paid(PayItemID(id))
        case "failed": .failed(PayItemID(id))
        case "reissued": .reissued(PayItemID(id), in: BatchID(9))
        case "refunded": .refunded(PayItemID(id))
        case "recovered": .recovered(PayItemID(id), receipt: "R1")
        default: nil
        }
    }

    @Test func `each refusal has its reason`() throws {
        var ledger = Ledger()
        let approved = LedgerPosting(.fundsApproved(BatchID(1)), amount: Money(yuan: 10), at: Samples.now)
        #expect(try ledger.post(approved))
        #expect(try !ledger.post(approved))
        let other = LedgerPosting(.fundsApproved(BatchID(1)), amount: Money(yuan: 11), at: Samples.now)
        #expect(throws: LedgerError.keyTaken("approved/1")) { try ledger.post(other) }
        let early = LedgerPosting(.paid(PayItemID(1)), amount: Money(yuan: 1), at: Samples.now)
        #expect(throws: LedgerError.overdrawn("paid/1", .bankClearing, balance: .zero)) { try ledger.post(early) }
        let nothing = LedgerPosting(.paid(PayItemID(1)), amount: .zero, at: Samples.now)
        #expect(throws: LedgerError.amountNotPositive("paid/1", .zero)) { try ledger.post(nothing) }
        let same = LedgerPosting(key: "x", debit: .paid, credit: .paid, amount: Money(yuan: 1), postedAt: Samples.now)
        #expect(throws: LedgerError.sameAccount("x", .paid)) { try ledger.post(same) }
    }

    @Test(arguments: 0..<100 as Range<UInt64>)
    func `random postings keep the books balanced and no account overdrawn`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let names = ["approved", "instructed", "paid", "failed", "reissued", "refunded", "recovered"]
        var ledger = Ledger()
        for _ in 0..<300 {
            let name = names[Int.random(in: 0..<names.count, using: &random)]
            let event = try #require(Self.event(name, Int64.random(in: 1...40, using: &random)))
            let amount = Money(fen: Int64.random(in: 0...100_000, using: &random))
            _ = try? ledger.post(LedgerPosting(event, amount: amount, at: Samples.now))
            #expect(ledger.isBalanced)
            #expect(LedgerAccount.allCases.allSatisfy { ledger.balance(of: $0) >= .zero })
        }
        #expect(!ledger.postings.isEmpty)
        #expect(try Ledger(replaying: ledger.postings).postings == ledger.postings)
    }
}
