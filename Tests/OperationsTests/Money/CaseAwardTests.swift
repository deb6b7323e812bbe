import Casework
import Operations
import OperationsTestKit
import Payments
import Primitives
import Storage
import Testing

/// What a decision does to money, through the whole walk of a case.
@Suite struct CaseAwardTests {
    private static func confirmed() async throws -> CaseWorld {
        let world = try await CaseWorld.make()
        try await world.close(try await world.post())
        _ = try await world.ok(
            ConfirmCase(caseID: world.caseID, seenVersion: try await world.version()), as: world.county)
        return world
    }

    private static func award(_ world: CaseWorld) async throws -> AwardRow {
        let id = world.caseID
        return try #require(
            try await world.test.bureau.store.read { try $0.awardRow(ofCase: id, in: .system("a test")) })
    }

    @Test func `A confirmation makes an award with a certificate, paid from the next month into the form's account`()
        async throws
    {
        let world = try await Self.confirmed()
        let row = try await Self.award(world)
        let month = try await world.test.bureau.today().calendarMonth.adding(months: 1)
        #expect(row.certificateNumber == "DB371621-2026-000001")
        #expect(row.origin == .decided)
        #expect(row.award.terms.firstMonth == month)
        #expect(row.award.terms.members.count == 3)
        #expect(row.award.payee?.account.number == "6217000000000000123")
        #expect(row.award.payee?.holderName == "赵小龙")
        await world.end()
    }

    @Test func `A confirmed family is paid, told, and sees it on its progress page`() async throws {
        let world = try await Self.confirmed()
        let row = try await Self.award(world)
        let (test, month) = (world.test, row.award.terms.firstMonth)
        test.clock.advance(days: 31)
        let town = PayTown(
            test: test, payer: .staff(try await test.staff(.payer, at: "371621")),
            checker: .staff(try await test.staff(.payChecker, at: "371621")),
            finance: .staff(try await test.staff(.financeOfficer, at: "371621")), county: try RegionCode("371621"),
            march: month)
        let made = try #require(try await town.makeRoster().value)
        _ = try await town.instruct(made.batch)
        _ = try await town.perform(
            ReadBankAnswer(batch: made.batch, content: try await town.answer(made)), as: town.payer)
        let id = world.caseID
        let history = try await test.bureau.view(as: .staff(world.clerk)) {
            try PaymentHistory.load(caseID: id, in: $0)
        }
        #expect(history.lines.map(\.state) == [.paid])
        #expect(history.lines[0].accountLastFour == "0123")
        let outbox = try await test.bureau.view(as: .staff(world.clerk)) { try OutboxView.load(in: $0) }
        #expect(outbox.lines.first?.template == "paid")
        #expect(outbox.lines.first?.recipientMasked == "199****0001")
        for stranger in [Actor.staff(world.stranger), .visitor] {
            let seen = try await test.bureau.view(as: stranger) { context in
                (
                    try PaymentHistory.load(caseID: id, in: context).lines.count,
                    try OutboxView.load(in: context).lines.count
                )
            }
            #expect(seen == (0, 0))
        }
        await world.end()
    }

    @Test func `A suspension pauses, a resumption goes on, an end stops from the month after`() async throws {
        let world = try await Self.confirmed()
        let first = try await Self.award(world).award.terms.firstMonth
        world.test.clock.advance(days: 31)
        _ = try await world.ok(
            Step(caseID: world.caseID, event: .suspend(reasonCodes: [.contactLost])), as: world.county)
        var row = try await Self.award(world)
        #expect(row.award.amountDue(in: first) == .zero)
        _ = try await world.ok(Step(caseID: world.caseID, event: .resume), as: world.county)
        row = try await Self.award(world)
        #expect(row.award.amountDue(in: first) == row.award.terms.monthlyAmount)
        _ = try await world.ok(Step(caseID: world.caseID, event: .withdraw), as: world.clerk)
        row = try await Self.award(world)
        #expect(row.award.standing(in: first.adding(months: 1)) == .stopped(.withdrawn))
        #expect(row.award.amountDue(in: first) == row.award.terms.monthlyAmount)
        await world.end()
    }
}
