import Casework
import Operations
import OperationsTestKit
import Payments
import Policies
import Primitives
import Storage
import Testing

/// A change for the past of every program that is decided here: `RetroactiveEffect` beyond dibao, computed by hand.
@Suite struct RetroactiveProgramsTests {
    @Test func `destitute support is computed again from its own record, and the difference is paid`() async throws {
        let past = try await PastWorld.destitute()
        // The rural standard from 800 to 850: 1.3 times the difference of 50 is 65; the care grade stays.
        let id = try await past.published("850")
        let line = try #require(try await past.lines(id).first)
        #expect(try await past.lines(id).count == 1)
        #expect(line.program == .destituteSupport && line.month.text == "2026-04" && line.name == "赵小龙")
        #expect(line.paid == past.granted && line.due == past.granted + Money(yuan: 65) && line.isPayable)
        #expect(try await past.world.row().amount == past.granted, "nothing is ordered by publishing")
        #expect(try await past.office.codes(OrderPastPay(id: id), as: past.office.clerk) == ["notAllowed"])
        #expect(try await past.office.codes(OrderPastPay(id: id), as: past.office.stranger) == ["policy.nothingOwed"])
        let missing = OrderPastPay(id: PackVersionID(7))
        #expect(try await past.office.codes(missing, as: past.office.drafter) == ["notFound"])
        let done = try await past.ordered(id)
        #expect(done.awards == 1 && done.sum == Money(yuan: 65) && done.left == 0 && !done.isMore)
        #expect(try await past.lines(id).map(\.state) == [.ordered])
        #expect(try await past.office.codes(OrderPastPay(id: id), as: past.office.drafter) == ["policy.nothingOwed"])
        // The next roster pays the month itself with the higher sum, and April's difference.
        past.test.clock.advance(days: 30)
        let roster = try #require(try await past.roster(month: 1).value)
        #expect(roster.total == past.granted + Money(yuan: 65) + Money(yuan: 65))
        await past.end()
    }

    @Test func `a lowered standard is only listed, and the award pays what a person ordered`() async throws {
        let past = try await PastWorld.destitute()
        let id = try await past.published("700")
        let line = try #require(try await past.lines(id).first)
        #expect(line.due == past.granted - Money(yuan: 130) && !line.isPayable)
        #expect(try await past.office.codes(OrderPastPay(id: id), as: past.office.drafter) == ["policy.nothingOwed"])
        past.test.clock.advance(days: 30)
        #expect(try await past.roster(month: 1).value?.total == past.granted)
        await past.end()
    }

    @Test func `an award stopped meanwhile and a month too long ago are left to a person, with the reason`()
        async throws
    {
        let stopped = try await PastWorld.destitute()
        let id = try await stopped.published("850")
        try await stopped.stop()
        let done = try await stopped.ordered(id)
        #expect(done.awards == 0 && done.left == 1)
        let line = try #require(try await stopped.lines(id).first)
        #expect(line.state == .left && line.leftReason.contains("停发"))
        await stopped.end()
        let late = try await PastWorld.destitute()
        let version = try await late.published("850")
        late.test.clock.advance(days: 400)
        #expect(try await late.ordered(version).left == 1)
        #expect(try await late.lines(version).first?.leftReason.contains("12个月") == true)
        await late.end()
    }

    @Test func `a version that is not published orders nothing`() async throws {
        let past = try await PastWorld.destitute()
        let id = try await past.office.approved("850", from: "2026-04-01")
        #expect(try await past.office.codes(OrderPastPay(id: id), as: past.office.drafter) == ["policy.wrongState"])
        await past.end()
    }

    @Test func `relief paid once is computed again on its own day`() async throws {
        let past = try await PastWorld.relief()
        // One month of the urban standard for three: 995 becomes 1,045, by hand 3 × 50 more.
        let id = try await past.published("1045", "standardUrban", from: "2026-03-01")
        let line = try #require(try await past.lines(id).first)
        #expect(line.program == .temporaryRelief && line.paid == past.granted)
        #expect(line.due == past.granted + Money(yuan: 150), "\(line.reason)")
        #expect(try await past.ordered(id).sum == Money(yuan: 150))
        let roster = try #require(try await past.roster(month: 0).value)
        #expect(roster.total == Money(yuan: 150), "the difference alone: relief is no monthly money")
        await past.end()
        // From a day after the decision the version touches nothing of it.
        let other = try await PastWorld.relief()
        let later = try await other.published("1045", "standardUrban", from: "2026-03-20")
        #expect(try await other.lines(later).isEmpty)
        await other.end()
    }

    @Test func `a sum that a person ordered otherwise is listed by name and not computed`() async throws {
        let past = try await PastWorld.destitute(raised: Money(yuan: 33))
        let id = try await past.published("850")
        let line = try #require(try await past.lines(id).first)
        #expect(line.due == nil && line.reason.contains("由人核算") && line.name == "赵小龙")
        #expect(RetroactiveSums(try await past.lines(id)).total.open == 1)
        await past.end()
    }

    @Test func `a marginal household that fits dibao under the version is listed for a person`() async throws {
        // Three standards of 800 are 2,400; 2,500 of income is above it and below one and a half.
        let past = try await PastWorld.recognised(.marginalHousehold) { form in
            form.incomes = [DeclaredItem(memberNumber: 1, kind: .transfer, amount: .monthly(Money(yuan: 2_500)))]
        }
        let id = try await past.published("1200", from: "2026-03-01")
        let lines = try await past.lines(id)
        #expect(!lines.isEmpty && lines.allSatisfy { $0.award == nil && $0.program == .marginalHousehold })
        #expect(lines.allSatisfy { $0.reason.contains("当时认定为最低生活保障边缘家庭，按新内容符合最低生活保障") }, "\(lines.map(\.reason))")
        #expect(lines.first?.due ?? .zero > .zero && lines.first?.paid == .zero)
        #expect(try await past.office.codes(OrderPastPay(id: id), as: past.office.drafter) == ["policy.nothingOwed"])
        await past.end()
    }

    @Test func `a recognition that falls under the version takes nothing back and waits for a person`() async throws {
        let past = try await PastWorld.recognised(.marginalHousehold) { form in
            form.incomes = [DeclaredItem(memberNumber: 1, kind: .transfer, amount: .monthly(Money(yuan: 2_500)))]
        }
        let id = try await past.published("500", from: "2026-03-01")
        let line = try #require(try await past.lines(id).first)
        #expect(line.due == .zero && line.paid == .zero && line.reason.contains("不再符合条件"))
        #expect(RetroactiveSums([line]).total.open == 1)
        await past.end()
    }

    @Test func `a rigid-expenditure household that fits a higher class is listed with it`() async throws {
        let past = try await PastWorld.recognised(.rigidExpenseHousehold) { form in
            form.incomes = [DeclaredItem(memberNumber: 2, kind: .wage, amount: .monthly(Money(yuan: 5_500)))]
            form.expenses = [DeclaredItem(memberNumber: 1, kind: .medical, amount: .yearly(Money(yuan: 60_000)))]
        }
        let id = try await past.published("3000", from: "2026-03-01")
        let lines = try await past.lines(id)
        #expect(!lines.isEmpty && lines.allSatisfy { $0.reason.contains("刚性支出困难家庭") }, "\(lines.map(\.reason))")
        await past.end()
    }

    @Test func `a change of a pack that decides none of these lists nothing`() async throws {
        let past = try await PastWorld.destitute()
        let programs = try await past.touched("procedure")
        #expect(programs.isEmpty)
        #expect(Set(try await past.touched("standards")) == Set(Program.allCases))
        #expect(try await past.touched("temporaryRelief").contains(.temporaryRelief))
        await past.end()
    }
}

/// A family with a decision of some program, the office that makes policy, and the money that went out.
private struct PastWorld {
    let world: CaseWorld
    let office: PolicyOffice
    let town: PayTown
    let program: Program
    let granted: Money

    var test: TestBureau { world.test }

    /// A grandfather alone, recognised as destitute in March and paid for April.
    static func destitute(raised: Money? = nil) async throws -> PastWorld {
        let world = try await CaseWorld.make { form in
            form.program = .destituteSupport
            form.members = [form.members[0]]
            form.incomes = []
        }
        try await world.investigate()
        _ = try await world.determineSorted(["supportForm": "home"])
        let granted = try await world.grant()
        if let raised { try await world.order(granted.amount + raised) }
        return try await PastWorld(world, .destituteSupport, granted.amount, paysNextMonth: true)
    }

    /// A family given relief once in March, one month of the standard.
    static func relief() async throws -> PastWorld {
        let world = try await CaseWorld.make { $0.program = .temporaryRelief }
        try await world.investigate()
        _ = try await world.determineSorted([
            "reliefType": "emergency", "reliefCause": "other", "reliefSelfPaid": "0", "reliefClass": "D",
        ])
        let granted = try await world.grant()
        return try await PastWorld(world, .temporaryRelief, granted.amount, paysNextMonth: false)
    }

    /// A family recognised without money in March; it is May.
    static func recognised(
        _ program: Program, form change: (inout ApplicationForm) -> Void
    ) async throws -> PastWorld {
        let world = try await CaseWorld.make { form in
            form.program = program
            change(&form)
        }
        try await world.investigate()
        if program == .marginalHousehold {
            _ = try await world.determine()
        } else {
            // Whether a higher class fits is a question of its own, and is answered here.
            try await world.answerSorting([:], for: "dibao")
            _ = try await world.determineSorted([:])
        }
        _ = try await world.grant()
        return try await PastWorld(world, program, nil, paysNextMonth: true)
    }

    private init(_ world: CaseWorld, _ program: Program, _ granted: Money?, paysNextMonth: Bool) async throws {
        let test = world.test
        (self.world, self.program, self.granted) = (world, program, granted ?? .zero)
        town = PayTown(
            test: test, payer: .staff(try await test.staff(.payer, at: "371621")),
            checker: .staff(try await test.staff(.payChecker, at: "371621")),
            finance: .staff(try await test.staff(.financeOfficer, at: "371621")), county: try RegionCode("371621"),
            march: try await test.bureau.today().calendarMonth.adding(months: paysNextMonth ? 1 : 0))
        office = try await PolicyOffice.open(test)
        if paysNextMonth { test.clock.advance(days: granted == nil ? 60 : 31) }
        guard granted != nil else { return }
        let made = try #require(try await roster(month: 0).value)
        #expect(try await town.instruct(made.batch).value != nil)
    }

    /// The roster of the first paid month, or of one after it.
    func roster(month: Int) async throws -> Operations.Outcome<BatchReceipt> {
        let command = MakeRoster(
            county: town.county, month: town.march.adding(months: month), program: program)
        return try await town.perform(command, as: town.payer)
    }

    /// A version of the standards published for the past.
    func published(_ yuan: String, _ parameter: String = "standardRural", from day: String = "2026-04-01") async throws
        -> PackVersionID
    {
        let begun = try await office.ok(try office.draft(from: day), as: office.drafter)
        let value = SetPackValue(
            id: begun.id, seen: begun.version, parameter: parameter, from: try CivilDate(parsing: day), value: yuan,
            citation: PolicyOffice.note)
        let edited = try await office.ok(value, as: office.drafter)
        #expect(try await office.submit(edited.id).isEmpty)
        try await office.ok(
            ApprovePack(id: edited.id, seen: try await office.row(edited.id).version), as: office.approver)
        let outcome = try await office.publish(edited.id, past: true)
        guard outcome.value != nil else { throw WorldError("not published: \(outcome.reasons.map(\.chinese))") }
        return edited.id
    }

    func lines(_ id: PackVersionID) async throws -> [RetroactiveLineRow] {
        let drafter = office.drafter
        let view = try await test.bureau.view(as: .staff(drafter)) { try PackVersionView.load(id, in: $0) }
        return try #require(view).lines
    }

    func ordered(_ id: PackVersionID) async throws -> PastPayOrdered {
        let outcome = try await test.bureau.orderPastPay(
            id, as: .staff(office.drafter), key: "order-\(test.clock.now.milliseconds)")
        return try #require(outcome.value)
    }

    /// The award ended before the first paid month, as a death that became known later.
    func stop() async throws {
        let (id, now, month) = (world.caseID, test.clock.now, town.march)
        try await test.bureau.store.write { store in
            guard var row = try store.awardRow(ofCase: id, in: .system("a test")) else { throw WorldError("no award") }
            try store.appendChange(
                .stopped(.death, from: month), to: &row, by: StaffID(1), actor: ActorRow(kind: .system),
                in: .system("a test"), at: now, on: now.chinaDate)
        }
    }

    /// The programs that a pack's version can change.
    func touched(_ pack: String) async throws -> [Program] {
        try await test.bureau.view(as: .system) { context in
            Program.touched(by: Set(try context.policies(on: context.today).dependents(on: pack)))
        }
    }

    func end() async { await world.end() }
}

extension CaseWorld {
    /// A person orders another sum than the computed one from the first month on.
    fileprivate func order(_ amount: Money) async throws {
        let (id, now) = (caseID, test.clock.now)
        try await test.bureau.store.write { store in
            guard var row = try store.awardRow(ofCase: id, in: .system("a test")) else { throw WorldError("no award") }
            try store.appendChange(
                .amountChanged(amount, members: row.award.members, from: row.award.terms.firstMonth), to: &row,
                by: StaffID(1), actor: ActorRow(kind: .system), in: .system("a test"), at: now, on: now.chinaDate)
        }
    }
}
