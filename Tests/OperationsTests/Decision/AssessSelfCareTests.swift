import Casework
import Foundation
import Operations
import OperationsTestKit
import Policies
import Primitives
import SQLText
import Storage
import Testing

/// The six items: facts of the case, the form E04, and what a confirmation asks for when it is lacking.
@Suite struct AssessSelfCareTests {
    private static func grandfather() async throws -> CaseWorld {
        let world = try await CaseWorld.make { form in
            form.program = .destituteSupport
            form.members = [form.members[0]]
            form.incomes = []
        }
        try await world.investigate()
        return world
    }

    private static func assess(
        _ world: CaseWorld, unable: Set<SelfCareItem> = [], member: Int = 1, day: String? = nil,
        second: SecondVisitor? = nil
    ) async throws -> AssessSelfCare {
        var on = try await world.test.bureau.today()
        if let day { on = try CivilDate(parsing: day) }
        return AssessSelfCare(
            caseID: world.caseID, seenVersion: try await world.version(), memberNumber: member, unable: unable,
            assessedOn: on, second: second ?? .staff(world.gridWorker.staffID))
    }

    @Test(arguments: [
        ([SelfCareItem](), "具备生活自理能力", "全自理"), ([.bathing], "部分丧失生活自理能力", "半护理"),
        ([.bathing, .toilet, .walking], "部分丧失生活自理能力", "半护理"),
        ([.bathing, .toilet, .walking, .gettingUp], "完全丧失生活自理能力", "全护理"),
        (SelfCareItem.allCases, "完全丧失生活自理能力", "全护理"),
    ])
    func `the form says item by item what the person does alone, and the grade`(
        unable: [SelfCareItem], ability: String, care: String
    ) async throws {
        let world = try await Self.grandfather()
        let command = try await Self.assess(world, unable: Set(unable))
        #expect(try await world.ok(command, as: world.clerk) == unable.count)
        let paper = try await world.standing(.selfCareAssessment)
        #expect(paper.content.missing.isEmpty)
        #expect(paper.content.lines.contains(DocumentLine("评估对象", "赵小龙")))
        #expect(paper.content.lines.contains(DocumentLine("评估结论", ability)))
        #expect(paper.content.lines.contains(DocumentLine("护理标准", care)))
        let rows = try #require(paper.content.blocks.first { $0.kind == .table }).rows
        #expect(rows.count == 6 && rows.count { $0.last == "不能" } == unable.count)
        #expect(paper.lacks.map(\.code) == ["signature.householdMissing", "signature.secondStaffMissing"])
        await world.end()
    }

    @Test func `the sum follows the assessment, and a later one takes its place`() async throws {
        let world = try await Self.grandfather()
        _ = try await world.ok(try await Self.assess(world), as: world.clerk)
        let able = try await world.determineSorted(["supportForm": "home"])
        world.test.clock.advance(seconds: 1)
        _ = try await world.ok(
            try await Self.assess(
                world, unable: Set(SelfCareItem.allCases), second: .staff(world.clerk.staffID)), as: world.gridWorker)
        let unable = try await world.determineSorted(["supportForm": "home"])
        #expect(able.outcome == "eligible" && unable.amount > able.amount, "\(able.amount) \(unable.amount)")
        await world.end()
    }

    @Test func `without the form the confirmation waits for it, or for why it follows`() async throws {
        let world = try await Self.grandfather()
        _ = try await world.determineSorted(["supportForm": "home"])
        _ = try await world.ok(try await world.opinion(), as: world.reviewer)
        try await world.close(
            try await world.ok(
                PostNotice(caseID: world.caseID, seenVersion: try await world.version()), as: world.clerk)
        )
        let bare = ConfirmCase(caseID: world.caseID, seenVersion: try await world.version())
        let refused = try await world.test.perform(bare, as: .staff(world.county)).reasons
        #expect(refused.map(\.code) == ["papersMayFollow"] && refused[0].chinese.contains("生活自理能力评估表"))
        var long = bare
        long.lackReason = String(repeating: "迟", count: 2_001)
        #expect(try await world.codes(long, as: world.county) == ["textTooLong"])
        var said = bare
        said.lackReason = "评估机构排期到下周"
        _ = try await world.ok(said, as: world.county)
        let id = world.caseID
        let event = try await world.test.bureau.view(as: .staff(world.county)) {
            try $0.store.caseEvents(id, in: $0.scope).last
        }
        #expect(event?.kind == "confirm" && event?.reason == "评估机构排期到下周")
        // In force, the form follows.
        _ = try await world.ok(try await Self.assess(world, unable: [.bathing]), as: world.clerk)
        let scene = try await world.test.bureau.view(as: .staff(world.county)) { try CaseScene.load(id, in: $0) }
        #expect(try #require(scene).missingPapers.contains(.selfCareAssessment) == false)
        await world.end()
    }

    @Test func `a paper that the decision rests on may not follow`() async throws {
        let world = try await CaseWorld.make()
        try await world.close(try await world.post())
        let id = world.caseID
        try await world.test.bureau.store.write { store in
            _ = try store.sql.execute(
                """
                UPDATE issued_document SET kind = 'D01' WHERE case_id = \(id) AND kind = 'D10'
                """)
        }
        let confirm = ConfirmCase(
            caseID: world.caseID, seenVersion: try await world.version(), lackReason: "以后再补")
        let refused = try await world.test.perform(confirm, as: .staff(world.county)).reasons
        #expect(refused.map(\.code) == ["papersLacking"] && refused[0].chinese.contains("入户调查表"))
        #expect(try await world.state() == .confirming)
        await world.end()
    }

    @Test func `each fault is named`() async throws {
        let world = try await Self.grandfather()
        func codes(_ command: AssessSelfCare, as staff: StaffActor? = nil) async throws -> [String] {
            try await world.codes(command, as: staff ?? world.clerk)
        }
        #expect(try await codes(Self.assess(world), as: world.county) == ["notAllowed"])
        #expect(try await codes(Self.assess(world, member: 9)) == ["memberNotAssessed"])
        #expect(try await codes(Self.assess(world, day: "2026-03-01")) == ["assessmentDayWrong"])
        #expect(try await codes(Self.assess(world, day: "2027-01-01")) == ["assessmentDayWrong"])
        #expect(try await codes(Self.assess(world, second: .staff(world.clerk.staffID))) == ["secondVisitorSame"])
        #expect(try await codes(Self.assess(world, second: .named(" "))) == ["secondVisitorUnknown"])
        var stale = try await Self.assess(world)
        stale.seenVersion = 0
        #expect(try await codes(stale) == ["changedMeanwhile"])
        let relative = DeclareRelative(caseID: world.caseID, staffID: world.gridWorker.staffID, relation: "侄子")
        _ = try await world.ok(relative, as: world.clerk)
        let related = try await codes(Self.assess(world))
        #expect(related == ["assessorRelated"], "\(related)")
        let own = try await Self.assess(world, second: .staff(world.clerk.staffID))
        #expect(try await codes(own, as: world.gridWorker) == ["relatedPerson"])
        #expect(try await world.count("case_sorting") == 0, "nothing half done")
        await world.end()
        let dibao = try await CaseWorld.make()
        #expect(
            try await dibao.codes(Self.assess(dibao), as: dibao.clerk) == ["selfCareOnlyDestitute", "notInvestigating"])
        await dibao.end()
    }

    @Test(arguments: SelfCareItem.allCases)
    func `every item is a fact that policies read`(_ item: SelfCareItem) throws {
        let facts = try String(contentsOfFile: TestBureau.repository + "/policies/facts.yaml", encoding: .utf8)
        #expect(facts.contains("\n      \(item.rawValue): {label: "))
    }
}
