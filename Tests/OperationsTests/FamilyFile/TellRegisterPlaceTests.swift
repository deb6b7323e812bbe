import Casework
import Operations
import OperationsTestKit
import Primitives
import Storage
import Testing

/// A family from elsewhere was helped here: its place of register is told what it was given, and nothing else.
@Suite struct TellRegisterPlaceTests {
    private static let office = "颍上县民政局"

    /// A family of another province whom the township helped first.
    private static func helped() async throws -> CaseWorld {
        let world = try await CaseWorld.make { form in
            form.program = .temporaryRelief
            form.registerRegion = try? RegionCode("34")
        }
        try await world.fillReserve()
        return world
    }

    @Test func `the letter says what was given, once something was`() async throws {
        let world = try await Self.helped()
        let tell = TellRegisterPlace(caseID: world.caseID, office: Self.office, matter: "请核实低保是否在保")
        #expect(try await world.codes(tell, as: world.clerk) == ["nothingGiven"])
        #expect(try await world.documents()["E20"] == nil)
        try await world.helpFirst()
        let actor = Actor.staff(world.clerk)
        let first = try await world.test.bureau.perform(tell, as: actor, key: "tell")
        let again = try await world.test.bureau.perform(tell, as: actor, key: "tell")
        #expect(first.value != nil && again == first)
        let other = TellRegisterPlace(caseID: world.caseID, office: "别处")
        let reused = try await world.test.bureau.perform(other, as: actor, key: "tell")
        #expect(reused.reasons == [.keyReused])
        let letter = try #require(try await world.documents()["E20"])
        let given = try #require(letter.lines.first { $0.label == "已给救助" }?.value)
        #expect(given.contains("先行救助1,200.00元"))
        #expect(letter.lines.contains { $0.label == "函告事项" })
        await world.end()
    }

    @Test func `nobody is told of a family from here, by a stranger, or without an addressee`() async throws {
        let here = try await CaseWorld.make { $0.program = .temporaryRelief }
        let blank = TellRegisterPlace(caseID: here.caseID, office: " ")
        #expect(
            try await here.codes(blank, as: here.reviewer) == ["registeredHere", "officeMissing", "nothingGiven"])
        #expect(try await here.codes(blank, as: here.officer) == ["notAllowed"])
        #expect(try await here.codes(blank, as: here.stranger) == ["notFound"])
        let long = TellRegisterPlace(caseID: here.caseID, office: String(repeating: "长", count: 2_001))
        #expect(try await here.codes(long, as: here.county).contains("textTooLong"))
        await here.end()
    }
}
