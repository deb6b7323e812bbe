import Casework
import Operations
import OperationsTestKit
import Primitives
import Storage
import Testing

/// The ledger of relatives: declared yearly and with a case, matched by a register, struck with a trace; the county
/// visits every household on it.
@Suite struct RelativeLedgerTests {
    private func relative(_ member: Int = 1, _ kinship: Kinship = .parent) -> DeclaredRelative {
        DeclaredRelative(name: CaseWorld.names[member - 1], idNumber: CaseWorld.ids[member - 1], kinship: kinship)
    }

    private func surroundings(_ world: CaseWorld) async throws -> CaseSurroundings {
        let id = world.caseID
        return try await world.test.bureau.view(as: .staff(world.county)) { try CaseFile(id, in: $0).surroundings }
    }

    private func entries(_ world: CaseWorld) async throws -> [RelativeRow] {
        try await world.test.bureau.view(as: .staff(world.county)) { try $0.store.relatives(in: $0.scope) }
    }

    @Test func `a reviewer's declaration keeps them from the relative's case and brings the county to the door`()
        async throws
    {
        let world = try await CaseWorld.make()
        #expect(try await surroundings(world).relatedStaff.isEmpty)
        let command = DeclareRelatives(officialID: nil, ownID: "", relatives: [relative()])
        let actor = Actor.staff(world.reviewer)
        let first = try await world.test.bureau.perform(command, as: actor, key: "d")
        #expect(first.value == 1)
        #expect(try await world.test.bureau.perform(command, as: actor, key: "d") == first)
        #expect(try await world.ok(command, as: world.reviewer) == 0, "said again it adds nothing")
        let found = try await surroundings(world)
        #expect(found.relatedStaff == [world.reviewer.staffID])
        #expect(found.countyVisitReasons == [.registeredRelative])
        let own = try #require(try await entries(world).first?.official.id)
        let leave = EndOfficial(officialID: own, reason: "离任")
        #expect(try await world.codes(leave, as: world.reviewer) == ["notFound"], "nobody ends the own kinships")
        let second = try await world.ok(
            DeclareRelatives(officialID: nil, ownID: "", relatives: [relative(2, .sibling)]), as: world.reviewer)
        #expect(second == 1)
        #expect(try await world.count("relative_declaration") == 1)
        #expect(try await entries(world).map(\.nameMasked) == ["高*真", "赵*龙"])
        let elsewhere = try await world.test.bureau.view(as: .staff(world.stranger)) {
            try $0.store.relatives(in: $0.scope).count
        }
        #expect(elsewhere == 0)
        await world.end()
    }

    @Test func `every fault of a declaration is named at once and nothing is kept`() async throws {
        let world = try await CaseWorld.make()
        func codes(own: String = "", _ relatives: [DeclaredRelative]) async throws -> Set<String> {
            Set(
                try await world.codes(
                    DeclareRelatives(officialID: nil, ownID: own, relatives: relatives), as: world.clerk))
        }
        #expect(
            try await codes([DeclaredRelative(name: "某", idNumber: "1", kinship: .child)]) == ["relativeNumberWrong"])
        #expect(
            try await codes([DeclaredRelative(name: " ", idNumber: CaseWorld.ids[0], kinship: .child)])
                == ["textMissing"])
        #expect(try await codes(own: "12", []) == ["ownNumberWrong"])
        #expect(try await codes(own: CaseWorld.ids[1], [relative(2)]) == ["relative.sameTwo"])
        let many = Array(repeating: relative(), count: DeclareRelatives.relativesMax + 1)
        #expect(try await codes(many) == ["tooManyRelatives"])
        let unknown = DeclareRelatives(officialID: OfficialID(3), ownID: "", relatives: [])
        #expect(try await world.codes(unknown, as: world.clerk) == ["notFound"])
        #expect(try await world.codes(unknown, as: world.officer) == ["notAllowed"])
        #expect(try await world.codes(unknown, as: .visitor) == ["notAllowed"])
        #expect(try await world.count("relative_entry") == 0)
        #expect(try await world.count("relative_declaration") == 0)
        await world.end()
    }

    @Test func `a village's official has no account, and the county visits all the same`() async throws {
        let world = try await CaseWorld.make()
        let add = AddOfficial(officialName: "王支书", duty: "村党支部书记", region: try RegionCode(CaseWorld.village))
        #expect(try await world.codes(add, as: world.officer) == ["notAllowed"])
        #expect(try await world.codes(add, as: world.stranger) == ["placeUnknown"])
        var blank = add
        blank.officialName = " "
        #expect(try await world.codes(blank, as: world.clerk) == ["textMissing"])
        let id = try await world.ok(add, as: world.clerk)
        let none = DeclareRelatives(officialID: id, ownID: "", relatives: [])
        #expect(try await world.codes(none, as: world.stranger) == ["notFound"])
        _ = try await world.ok(
            DeclareRelatives(officialID: id, ownID: "", relatives: [relative()]), as: world.clerk)
        let found = try await surroundings(world)
        #expect(found.relatedStaff.isEmpty && found.countyVisitReasons == [.registeredRelative])
        let end = EndOfficial(officialID: id, reason: "换届")
        var unsaid = end
        unsaid.reason = ""
        #expect(try await world.codes(unsaid, as: world.clerk) == ["textMissing"])
        #expect(try await world.codes(end, as: world.stranger) == ["notFound"])
        #expect(try await world.codes(end, as: world.officer) == ["notAllowed"])
        _ = try await world.ok(end, as: world.clerk)
        #expect(try await surroundings(world).countyVisitReasons.isEmpty)
        await world.end()
    }

    @Test func `what the applicant says at filing stands on the ledger, and who is named withdraws`() async throws {
        let world = try await CaseWorld.make()
        let id = world.caseID
        let member = try await world.test.bureau.view(as: .staff(world.county)) {
            try $0.store.caseMembers(id, in: $0.scope)[0].id
        }
        let declare = DeclareRelative(
            caseID: id, staffID: world.reviewer.staffID, relation: "女婿", caseMemberID: member, kinship: .parent)
        _ = try await world.ok(declare, as: world.clerk)
        let rows = try await entries(world)
        #expect(rows.map(\.entry.source) == [.applicant] && rows[0].caseID == id)
        #expect(try await surroundings(world).relatedStaff == [world.reviewer.staffID])
        _ = try await world.ok(declare, as: world.clerk)
        #expect(try await entries(world).count == 1)
        let stranger = DeclareRelative(
            caseID: id, staffID: world.reviewer.staffID, relation: "女婿", caseMemberID: CaseMemberID(9),
            kinship: .parent)
        #expect(try await world.codes(stranger, as: world.clerk) == ["notFound"])
        await world.end()
    }

    @Test func `the county strikes with a paper, never about itself, and the trace stays`() async throws {
        let world = try await CaseWorld.make()
        _ = try await world.ok(DeclareRelatives(officialID: nil, ownID: "", relatives: [relative()]), as: world.county)
        let row = try #require(try await entries(world).first)
        let strike = StrikeRelative(entryID: row.id, seenVersion: 1, evidence: "户籍证明：并非亲属")
        #expect(try await world.codes(strike, as: world.clerk) == ["notAllowed"])
        #expect(try await world.codes(strike, as: world.county) == ["relative.strikerRelated"])
        var change = strike
        change.evidence = " "
        #expect(try await world.codes(change, as: world.secondCounty) == ["relative.evidenceMissing"])
        change.evidence = String(repeating: "证", count: 501)
        #expect(try await world.codes(change, as: world.secondCounty) == ["textTooLong"])
        change = strike
        change.seenVersion = 7
        #expect(try await world.codes(change, as: world.secondCounty) == ["changedMeanwhile"])
        change.entryID = RelativeEntryID(4)
        #expect(try await world.codes(change, as: world.secondCounty) == ["notFound"])
        #expect(try await surroundings(world).countyVisitReasons == [.registeredRelative])
        _ = try await world.ok(strike, as: world.secondCounty)
        #expect(try await world.codes(strike, as: world.secondCounty) == ["relative.notThere"])
        #expect(try await surroundings(world).countyVisitReasons.isEmpty)
        #expect(try await entries(world).first?.entry.struckOn != nil)
        await world.end()
    }

    @Test func `the marriage register shows a spouse whom nobody declared`() async throws {
        var files = CaseWorld.standardFiles
        let own = "371621198003071230"
        files["marriage"] = ["1,C1,M,\(CaseWorld.ids[1]),\(own),2010-05-01"]
        let world = try await CaseWorld.make(files: files)
        _ = try await world.ok(
            DeclareRelatives(officialID: nil, ownID: own, relatives: []), as: world.reviewer)
        let refused = try await world.test.bureau.matchRelatives(as: .staff(world.clerk), key: "x")
        #expect(refused.reasons.map(\.code) == ["notAllowed"])
        let match = try await world.test.bureau.matchRelatives(as: .staff(world.county), key: "m").value
        #expect(match?.officials == 1 && match?.added == 1)
        let view = try await world.test.bureau.view(as: .staff(world.county)) { try RelativeLedgerView.load(in: $0) }
        let ledger = try #require(view)
        #expect(ledger.entries.map(\.entry.source) == [.registers])
        #expect(ledger.undeclared == Set(ledger.entries.map(\.id)))
        #expect(ledger.missing.contains("周县级") && !ledger.missing.contains("孙审核"))
        #expect(try await surroundings(world).relatedStaff == [world.reviewer.staffID])
        let again = try await world.test.bureau.matchRelatives(as: .staff(world.county), key: "n").value
        #expect(again?.added == 0)
        await world.end()
        let bare = try await CaseWorld.make(files: nil)
        let silent = try await bare.test.bureau.matchRelatives(as: .staff(bare.county), key: "s")
        #expect(silent.reasons.map(\.code) == ["marriagesMissing"])
        await bare.end()
    }

    @Test(arguments: [
        (["M,2010-05-01", "D,"], 0, true), (["M,", "D,2015-05-01"], 0, true), (["M,", "D,"], 0, true),
        (["M,2010-05-01", "D,2015-05-01"], 0, false), (["M,2010-05-01", "D,2015-05-01", "M,2018-05-01"], 1, false),
        (["M,"], 1, false), (["M,2010-05-01", ",2015-05-01"], 0, true),
    ])
    func `an undated divorce may end the marriage or an earlier one: no day is no order, so nobody is a spouse by it`(
        acts: [String], added: Int, isUnclear: Bool
    ) async throws {
        var files = CaseWorld.standardFiles
        let own = "371621198003071230"
        files["marriage"] = acts.enumerated().map { number, act in
            let parts = act.split(separator: ",", omittingEmptySubsequences: false)
            return "\(number + 1),C1,\(parts[0]),\(CaseWorld.ids[1]),\(own),\(parts[1])"
        }
        let world = try await CaseWorld.make(files: files)
        _ = try await world.ok(DeclareRelatives(officialID: nil, ownID: own, relatives: []), as: world.reviewer)
        let match = try #require(
            try await world.test.bureau.matchRelatives(as: .staff(world.county), key: "m").value)
        #expect(match.added == added)
        let official = try #require(
            try await world.test.bureau.view(as: .staff(world.county)) { try $0.store.officials(in: $0.scope) }.first)
        #expect(match.unclear == (isUnclear ? [official.id] : []), "the county is told whom to ask")
        await world.end()
    }

    @Test func `families on file show parents and children whom nobody declared, and whom an official owes support`()
        async throws
    {
        var files = CaseWorld.standardFiles
        files["marriage"] = []
        let world = try await CaseWorld.make(files: files)
        try await world.setRelations(["applicant", "child", "grandchild"])
        // The reviewer is the household's daughter on file; another official is named as obligor of its father.
        let own = CaseWorld.ids[1]
        _ = try await world.ok(
            DeclareRelatives(officialID: nil, ownID: own, relatives: []), as: world.reviewer)
        let obligor = "371621198003071230"
        _ = try await world.ok(
            DeclareRelatives(officialID: nil, ownID: obligor, relatives: []), as: world.county)
        let father = try await world.person("赵小龙")
        _ = try await world.ok(
            RecordObligor(
                family: try await world.familyID(), person: father, kinship: .child,
                content: ObligorContent(name: "赵大山", idNumber: obligor, place: "济南市", basis: "有工资"),
                ability: .able, maintenance: nil, replaces: nil), as: world.clerk)
        let match = try await world.test.bureau.matchRelatives(as: .staff(world.county), key: "m").value
        #expect(match?.officials == 2 && match?.added == 2)
        let found = try await entries(world)
        #expect(found.allSatisfy { $0.entry.source == .registers && $0.entry.kinship == .parent })
        #expect(Set(found.compactMap(\.entry.staffID)) == [world.reviewer.staffID, world.county.staffID])
        #expect(try await surroundings(world).relatedStaff == [world.reviewer.staffID, world.county.staffID])
        let again = try await world.test.bureau.matchRelatives(as: .staff(world.secondCounty), key: "n").value
        #expect(again?.added == 0)
        await world.end()
    }
}
