import Casework
import Primitives
import Testing

@Suite struct RelativeRegisterTests {
    static func entry(
        _ source: RelativeSource, person: Int64 = 1, official: Int64 = 50, on: String = "2026-03-02"
    ) -> RelativeEntry {
        RelativeEntry(
            person: PersonID(person), official: OfficialID(official), officialPerson: PersonID(official),
            staffID: StaffID(7), kinship: .sibling, source: source, on: day(on))
    }

    private func register(_ entries: RelativeEntry...) throws -> RelativeRegister {
        try entries.reduce(RelativeRegister()) { try #require($0.adding($1, on: Fixture.today).value) }
    }

    @Test func `a household on the ledger is visited by the county and its relative is kept from the case`() throws {
        let ledger = try register(Self.entry(.applicant))
        let household: Set = [PersonID(1), PersonID(2)]
        #expect(ledger.needsCountyVisit(household, on: Fixture.today))
        #expect(!ledger.needsCountyVisit(household, on: day("2026-03-01")))
        #expect(ledger.relatedStaff(of: household, on: Fixture.today) == [StaffID(7)])
        #expect(!ledger.needsCountyVisit([PersonID(2)], on: Fixture.today))
    }

    @Test func `a struck entry stays on the ledger and counts no longer`() throws {
        let ledger = try register(Self.entry(.registers))
        let struck = try #require(
            ledger.striking(Self.entry(.registers), by: StaffID(8), evidenceCount: 1, on: day("2026-03-10")).value)
        #expect(struck.entries.count == 1)
        #expect(struck.needsCountyVisit([PersonID(1)], on: day("2026-03-09")))
        #expect(!struck.needsCountyVisit([PersonID(1)], on: day("2026-03-10")))
    }

    @Test func `what the registers show and nobody declared stands out, and so do missing declarations`() throws {
        let ledger = try register(
            Self.entry(.registers), Self.entry(.registers, person: 2), Self.entry(.staff, person: 2))
        #expect(ledger.undeclared(on: Fixture.today).map(\.person) == [PersonID(1)])
        let missing = RelativeRegister.missingDeclarations(
            of: [StaffID(1), StaffID(2), StaffID(3)],
            declared: [StaffID(1): day("2026-01-05"), StaffID(2): day("2025-12-31")], in: 2026)
        #expect(missing == [StaffID(2), StaffID(3)])
    }

    @Test func `each fault is named`() throws {
        let ledger = try register(Self.entry(.applicant))
        func adding(_ entry: RelativeEntry) -> [StatedRefusal] { ledger.adding(entry, on: Fixture.today).refusals }
        func striking(_ entry: RelativeEntry, by staff: Int64 = 8, evidence: Int = 1) -> [StatedRefusal] {
            ledger.striking(entry, by: StaffID(staff), evidenceCount: evidence, on: Fixture.today).refusals
        }
        expectEachReason([
            Broken(RelativeReason.sameTwo, adding(Self.entry(.staff, person: 50))),
            Broken(.sameEntry, adding(Self.entry(.applicant, on: "2026-03-05"))),
            Broken(.dayImpossible, adding(Self.entry(.staff, on: "2026-03-21"))),
            Broken(.strikerRelated, striking(Self.entry(.applicant), by: 7)),
            Broken(.evidenceMissing, striking(Self.entry(.applicant), evidence: 0)),
            Broken(.notThere, striking(Self.entry(.staff))),
        ])
    }
}
