import Casework
import Operations
import OperationsTestKit
import Primitives
import Storage
import Testing

/// One person filed alone, and households from elsewhere: what the form may say and what is refused.
@Suite struct SingleFilingCheckTests {
    private static func file(
        _ test: TestBureau, _ ground: SingleFilingGround = .adultSevereDisability, birth: String = "20060401",
        grade: Int = 3, employment: Employment = .unemployed, program: Program = .dibao,
        register: String = Household.village, permit: Bool? = nil, with other: Bool = false
    ) async throws -> Outcome<SubmittedApplication> {
        let actor = Actor.citizen(try await test.citizen(phone: "19900000019"))
        let village = try RegionCode(Household.village)
        let id = try await test.perform(StartDraft(program: program, region: village), as: actor).get()
        var member = DeclaredMember(
            number: 0, name: "赵文龙", idNumber: try Household.id(birth, 19).text, relation: .applicant,
            health: .chronicIllness, disability: Disability(kind: .intellectual, grade: grade), isStudent: false,
            isAbleToWork: false, employment: employment)
        member.isRepresented = true
        var parts: [DraftPart] = [
            .filing(FilingDeclaration(alone: AloneDeclaration(ground: ground), hasResidencePermit: permit)),
            .member(member), .incomes([]), .properties([]), .expenses([]), .hardship("没有收入，靠父亲养活。"),
            .places(register: try RegionCode(register), residence: village, address: "三组"),
            .contact(phone: "19900000019", bankAccount: "6217000000001858", accountHolderNumber: 1),
            .pledge(isPledged: true, hasRelativeOnStaff: false),
        ]
        if other {
            parts.append(
                .member(
                    DeclaredMember(
                        number: 0, name: "赵大", idNumber: try Household.id("19800401", 20).text, relation: .parent,
                        health: .healthy, isAbleToWork: true, employment: .casualWork)))
        }
        var version: Int64 = 1
        for part in parts {
            version = try await test.perform(
                SaveDraftPart(draftID: id, version: version, part: part), as: actor
            ).get().version
        }
        for number in other ? [1, 2] : [1] {
            let later = RecordAuthorization(
                owner: .draft(id), memberNumber: number, act: .later(reason: "监护人随后代签"), textHash: "")
            _ = try await test.perform(later, as: actor).get()
        }
        return try await test.perform(SubmitApplication(draftID: id, version: version), as: actor)
    }

    @Test func `the nineteen-year-old is filed alone, and the form says so`() async throws {
        try await withBureau { test in
            let sent = try await Self.file(test).get()
            let clerk = Actor.staff(try await test.staff(.townshipClerk, at: "371621001"))
            let view = try #require(try await test.bureau.view(as: clerk) { try CaseView.load(sent.caseID, in: $0) })
            #expect(view.row.headCount == 1 && view.row.form.filing?.alone?.ground == .adultSevereDisability)
            let paper = try await test.bureau.view(as: clerk) { context in
                try DocumentStanding.list(sent.caseID, in: context).first { $0.content.kind == .applicationForm }
            }
            #expect(paper?.content.lines.contains { $0.value.contains("单人户：成年无业重度残疾人") } == true)
        }
    }

    /// What a filing on a bureau of its own is refused for.
    private static func codes(
        _ ground: SingleFilingGround = .adultSevereDisability, birth: String = "20060401", grade: Int = 3,
        employment: Employment = .unemployed, program: Program = .dibao, register: String = Household.village,
        permit: Bool? = nil, with other: Bool = false
    ) async throws -> [String] {
        var found: [String] = []
        try await withBureau { test in
            found = try await file(
                test, ground, birth: birth, grade: grade, employment: employment, program: program,
                register: register, permit: permit, with: other
            ).reasonCodes
        }
        return found
    }

    @Test func `grade, age, work, household, program and company decide whether one may be filed alone`() async throws {
        #expect(try await Self.codes(grade: 4) == ["singleFiling.notSevere"])
        #expect(try await Self.codes(employment: .casualWork) == ["singleFiling.hasWork"])
        #expect(try await Self.codes(birth: "20100401").contains("singleFiling.notAdult"))
        #expect(try await Self.codes(.severeDisability) == ["singleFiling.householdNotMarginal"])
        #expect(
            try await Self.codes(.seriousIllness)
                == ["singleFiling.householdNotMarginal", "singleFiling.illnessNotRecognized"])
        #expect(try await Self.codes(.religiousLife) == ["singleFiling.yearsTooFew"])
        #expect(try await Self.codes(.local).contains("singleFiling.groundNotHere"))
        #expect(try await Self.codes(program: .marginalHousehold) == ["aloneOnlyDibao"])
        #expect(try await Self.codes(with: true).contains("aloneWithOthers"))
    }

    @Test func `a household of another province needs a permit`() async throws {
        #expect(try await Self.codes(register: "32") == ["filingPlaceNotLawful"])
        #expect(try await Self.codes(register: "32", permit: true) == [])
        #expect(try await Self.codes(register: "370102") == [])
    }
}
