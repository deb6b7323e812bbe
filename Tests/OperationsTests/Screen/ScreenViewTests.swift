import Casework
import Insight
import Operations
import OperationsTestKit
import Primitives
import Testing

@Suite struct ScreenViewTests {
    @Test func `Numbers come from rows of the asker's area and each opens a list`() async throws {
        let town = try await PayTown.open()
        for number in 1...3 { _ = try await town.award(number, members: 2) }
        _ = try await town.award(4, village: "371622101201")
        let made = try #require(try await town.makeRoster().value)
        _ = try await town.instruct(made.batch)
        _ = try await town.perform(
            ReadBankAnswer(batch: made.batch, content: try await town.answer(made)), as: town.payer)
        let leader = Actor.staff(try await town.test.staff(.leader, at: "3716"))
        let bureau = town.test.bureau
        let county = try #require(try await bureau.view(as: town.payer) { try ScreenView.load(in: $0) }).model
        let city = try #require(try await bureau.view(as: leader) { try ScreenView.load(in: $0) }).model
        #expect(county.totals.first { $0.key == "families" }?.count == .exact(3))
        #expect(county.totals.first { $0.key == "persons" }?.count == .exact(6))
        #expect(county.totals.first { $0.key == "paidFamilies" }?.count == .exact(3))
        #expect(county.payment.amount == Money(yuan: 1500))
        #expect(city.totals.first { $0.key == "families" }?.count == .exact(4))
        #expect(city.counties.figures.map(\.labels.zh) == ["惠民县", "阳信县"])
        #expect(county.ages.total == .exact(6))
        let links = (county.totals + county.programs.figures + county.ages.figures + county.applicants.figures)
            .map(\.link)
        #expect(links.allSatisfy { $0?.hasPrefix("/staff/") == true })
        #expect(county.applicants.figures.count == 12)
        await town.close()
    }

    @Test func `The public variant keeps small counts back, and a citizen has no screen`() async throws {
        let town = try await PayTown.open()
        _ = try await town.award(1)
        let bureau = town.test.bureau
        let hall = try #require(
            try await bureau.view(as: town.payer) { try ScreenView.load(audience: .everybody, in: $0) }
        ).model
        #expect(hall.totals.first { $0.key == "families" }?.count == .fewerThanFive)
        #expect(try await bureau.view(as: .visitor) { try ScreenView.load(in: $0) == nil })
        await town.close()
    }
}
