import Casework
import Operations
import OperationsTestKit
import Payments
import Primitives
import Storage
import Testing

@Suite struct RosterTests {
    @Test func `A month goes from the roster to the bank and back to the family`() async throws {
        let town = try await PayTown.open()
        _ = try await town.award(1, amount: 500)
        _ = try await town.award(2, amount: 321)
        let made = try #require(try await town.makeRoster().value)
        #expect(made.itemCount == 2)
        #expect(made.total == Money(yuan: 821))
        let sent = try #require(try await town.instruct(made.batch).value)
        #expect(sent.state == .instructed)
        let receipt = try #require(
            try await town.perform(
                ReadBankAnswer(batch: made.batch, content: try await town.answer(made)), as: town.payer
            ).value)
        #expect(receipt.isComplete && receipt.paidCount == 2)
        let texts = try await town.messages()
        #expect(texts.count == 2)
        #expect(texts.contains { $0.contains("2026年3月低保500.00元") && $0.contains("尾号0001") })
        let closed = try await town.perform(CloseBatch(batch: made.batch), as: town.checker)
        #expect(closed.value?.state == .closed)
        let books = try await town.test.bureau.store.read { try Ledger(replaying: $0.postings(root: made.batch)) }
        #expect(books.isBalanced)
        #expect(books.balance(of: .paid) == Money(yuan: 821))
        await town.close()
    }

    @Test func `The same run started twice pays once`() async throws {
        let town = try await PayTown.open()
        _ = try await town.award(1)
        let first = try #require(try await town.makeRoster().value)
        let again = try #require(try await town.makeRoster().value)
        #expect(again.batch == first.batch)
        _ = try await town.instruct(first.batch)
        let late = try #require(try await town.makeRoster().value)
        #expect(late.batch == first.batch)
        _ = try await town.award(2)
        let second = try #require(try await town.makeRoster().value)
        #expect(second.batch != first.batch)
        #expect(second.itemCount == 1)
        await town.close()
    }

    @Test func `One key gives one batch, and another request under it is refused`() async throws {
        let town = try await PayTown.open()
        _ = try await town.award(1)
        let bureau = town.test.bureau
        let command = MakeRoster(county: town.county, month: town.march, program: .dibao)
        let first = try await bureau.perform(command, as: town.payer, key: "k")
        let again = try await bureau.perform(command, as: town.payer, key: "k")
        #expect(first == again)
        let other = MakeRoster(county: town.county, month: town.march, program: .destituteSupport)
        #expect(try await bureau.perform(other, as: town.payer, key: "k").codes == ["keyReused"])
        await town.close()
    }

    @Test func `Arrears of months nobody paid come with the first roster`() async throws {
        let town = try await PayTown.open()
        _ = try await town.award(1, amount: 100, from: try CalendarMonth(year: 2026, month: 1))
        #expect(try await town.makeRoster().value?.total == Money(yuan: 300))
        await town.close()
    }

    @Test func `A roster is refused with every reason`() async throws {
        let town = try await PayTown.open()
        let april = try CalendarMonth(year: 2026, month: 4)
        let wrong = MakeRoster(county: town.county, month: april, program: .marginalHousehold)
        #expect(try await town.perform(wrong, as: town.payer).codes == ["roster.noMoney", "roster.tooEarly"])
        #expect(try await town.perform(wrong, as: town.checker).codes == ["notAllowed"])
        let elsewhere = MakeRoster(county: try RegionCode("371622"), month: town.march, program: .dibao)
        #expect(try await town.perform(elsewhere, as: town.payer).codes == ["notFound"])
        #expect(try await town.makeRoster().codes == ["roster.nothingDue"])
        await town.close()
    }

    @Test func `The dead, the held, the suspended and those without an account are left out with reasons`() async throws
    {
        let town = try await PayTown.open()
        let dead = try await town.award(1)
        let held = try await town.award(2)
        let suspended = try await town.award(3)
        _ = try await town.award(4, hasAccount: false)
        _ = try await town.award(5)
        try await town.die(dead.terms.members[0], on: try CivilDate(year: 2026, month: 2, day: 10))
        _ = try await town.perform(HoldAward(award: held.id, reason: "举报核实中"), as: town.payer)
        try await town.suspend(suspended.id)
        let made = try #require(try await town.makeRoster().value)
        #expect(made.itemCount == 1)
        let lines = try await town.test.bureau.store.read { try $0.exclusions(of: made.batch) }
        #expect(Set(lines.map(\.code)) == ["dead", "held", "suspended", "missingAccount"])
        #expect(lines.allSatisfy { !$0.payeeMasked.contains("小") })
        await town.close()
    }

    @Test func `A death learned after the roster was made keeps it from being locked and checked`() async throws {
        let town = try await PayTown.open()
        let award = try await town.award(1)
        _ = try await town.award(2)
        let made = try #require(try await town.makeRoster().value)
        let day = try CivilDate(year: 2026, month: 3, day: 1)
        try await town.die(award.terms.members[0], on: day)
        #expect(try await town.perform(LockRoster(batch: made.batch), as: town.payer).codes == ["batch.blocked"])
        let again = try #require(try await town.makeRoster().value)
        #expect(again.itemCount == 1)
        #expect(try await town.perform(LockRoster(batch: made.batch), as: town.payer).value?.state == .locked)
        let held = try await town.items(made.batch)[0].key.award
        _ = try await town.perform(HoldAward(award: held, reason: "举报"), as: town.payer)
        #expect(try await town.perform(CheckRoster(batch: made.batch), as: town.checker).codes == ["batch.blocked"])
        let returned = ReturnRoster(batch: made.batch, reason: "有人被暂缓")
        #expect(try await town.perform(returned, as: town.checker).value?.state == .draft)
        await town.close()
    }

    @Test func `Duties are kept apart`() async throws {
        let town = try await PayTown.open()
        _ = try await town.award(1)
        let batch = try #require(try await town.makeRoster().value).batch
        #expect(try await town.perform(CheckRoster(batch: batch), as: town.checker).codes == ["batch.wrongState"])
        #expect(try await town.perform(LockRoster(batch: batch), as: town.checker).codes == ["batch.wrongRole"])
        let clerk = Actor.staff(try await town.test.staff(.townshipClerk, at: "371621"))
        #expect(try await town.perform(LockRoster(batch: batch), as: clerk).codes == ["notAllowed"])
        _ = try await town.perform(LockRoster(batch: batch), as: town.payer)
        let both = try #require(town.payer.staff)
        let secondPost = Actor.staff(
            StaffActor(staffID: both.staffID, postID: both.postID, role: .payChecker, region: both.region, name: "经办"))
        #expect(try await town.perform(CheckRoster(batch: batch), as: secondPost).codes == ["batch.samePerson"])
        #expect(
            try await town.perform(ReturnRoster(batch: batch, reason: " "), as: town.checker).codes == [
                "batch.missingReason"
            ])
        #expect(try await town.perform(ReturnRoster(batch: batch, reason: "改"), as: town.payer).codes == ["notAllowed"])
        _ = try await town.perform(CheckRoster(batch: batch), as: town.checker)
        _ = try await town.perform(RequestFunds(batch: batch), as: town.payer)
        let third = Actor.staff(
            StaffActor(
                staffID: both.staffID, postID: both.postID, role: .financeOfficer, region: both.region, name: "经办"))
        #expect(try await town.perform(ApproveFunds(batch: batch), as: third).codes == ["batch.samePerson"])
        #expect(
            try await town.perform(ReturnFunds(batch: batch, reason: "改"), as: town.checker).codes == ["notAllowed"])
        let returned = try await town.perform(ReturnFunds(batch: batch, reason: "科目不符"), as: town.finance)
        #expect(returned.value?.state == .draft)
        await town.close()
    }

    @Test func `Another county's payer gets nothing of a batch`() async throws {
        let town = try await PayTown.open()
        let award = try await town.award(1)
        let batch = try #require(try await town.makeRoster().value).batch
        let other = Actor.staff(try await town.test.staff(.payer, at: "371622"))
        #expect(try await town.perform(LockRoster(batch: batch), as: other).codes == ["notFound"])
        #expect(try await town.perform(WriteBankFile(batch: batch, format: .oneCard), as: other).codes == ["notFound"])
        #expect(try await town.perform(HoldAward(award: award.id, reason: "x"), as: other).codes == ["notFound"])
        let township = Actor.staff(try await town.test.staff(.townshipClerk, at: "371621101"))
        let change = CorrectAccount(award: award.id, account: PayTown.account(9), reason: "存折丢失")
        #expect(try await town.perform(change, as: township).codes == ["notFound"])
        await town.close()
    }

    @Test func `An empty draft cannot be locked`() async throws {
        let town = try await PayTown.open()
        let award = try await town.award(1)
        let batch = try #require(try await town.makeRoster().value).batch
        _ = try await town.perform(HoldAward(award: award.id, reason: "举报"), as: town.payer)
        #expect(try await town.makeRoster().value?.itemCount == 0)
        #expect(try await town.perform(LockRoster(batch: batch), as: town.payer).codes == ["batch.empty"])
        #expect(
            try await town.perform(HoldAward(award: award.id, reason: " "), as: town.payer).codes == ["missingReason"])
        _ = try await town.perform(ReleaseAward(award: award.id), as: town.payer)
        #expect(try await town.makeRoster().value?.itemCount == 1)
        await town.close()
    }
}

extension PayTown {
    func suspend(_ award: AwardID, from: CalendarMonth? = nil) async throws {
        let (month, now) = (from ?? march, test.clock.now)
        try await test.bureau.store.write { store in
            let scope = Scope.system("a test")
            guard var row = try store.awardRow(award, in: scope) else { return }
            try store.appendChange(
                .suspended(reason: "复核", from: month), to: &row, by: StaffID(1), actor: ActorRow(kind: .system),
                in: scope, at: now, on: month.firstDay)
        }
    }
}
