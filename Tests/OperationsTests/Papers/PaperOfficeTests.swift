import Casework
import Operations
import OperationsTestKit
import Primitives
import SQLText
import Storage
import Testing

@Suite struct PaperOfficeTests {
    @Test func `the papers of a first path have their own fields, all filled, each from its template`() async throws {
        let world = try await CaseWorld.make()
        let posted = try await world.post()
        try await world.close(posted)
        let papers = try await world.documents()
        for (kind, content) in papers {
            #expect(content.missing.isEmpty, "\(kind): \(content.missing)")
            #expect(content.template.hasPrefix("\(kind)/CN/2021-07-01#"))
        }
        let accepted = try #require(papers["D08"])
        #expect(accepted.layout == .letter && accepted.issuer == "孙武街道办事处")
        #expect(accepted.number == "惠民孙武救受〔2026〕1号")
        let request = try #require(papers["D09"])
        #expect(request.addressee == "惠民县家庭经济状况核对中心")
        #expect(request.blocks.contains { $0.kind == .table && $0.rows.count == 3 })
        #expect(papers["D10"]?.layout == .form && papers["D15"]?.layout == .board)
        let text = papers.values.flatMap { $0.lines.map(\.value) + $0.blocks.flatMap { $0.rows.flatMap(\.self) } }
        #expect(!text.contains { $0.contains(CaseWorld.ids[1]) }, "an ID number is never printed whole")
        await world.end()
    }

    @Test func `two townships of one name in different counties give out different numbers`() async throws {
        let test = try await TestBureau.make()
        let places = [("371621777", "城关镇"), ("371622777", "城关镇")]
        let day = try await test.bureau.today()
        try await test.bureau.store.write { store in
            let rows = try places.map { RegionRow(code: try RegionCode($0.0), name: $0.1, level: .township) }
            try store.putRegions(rows, from: day)
        }
        var numbers: [String] = []
        for (code, _) in places {
            let reviewer = try await test.staff(.townshipReviewer, at: code)
            let issue = IssueTestPaper(place: try RegionCode(code))
            let id = try #require(try await test.perform(issue, as: .staff(reviewer)).value)
            let row = try await test.bureau.view(as: .staff(reviewer)) { try $0.store.document(id, in: $0.scope) }
            numbers.append(try #require(row).number)
        }
        #expect(numbers == ["惠民城关救资公〔2026〕1号", "阳信城关救资公〔2026〕1号"])
        await test.close()
    }

    @Test func `a paper of no case is seen in its place and nowhere else`() async throws {
        let test = try await TestBureau.make()
        let reviewer = try await test.staff(.townshipReviewer, at: "371621001")
        let id = try #require(
            try await test.perform(IssueTestPaper(place: try RegionCode("371621001")), as: .staff(reviewer)).value)
        let stranger = try await test.staff(.townshipClerk, at: "371621101")
        let county = try await test.staff(.countyReviewer, at: "371621")
        func sees(_ staff: StaffActor) async throws -> Bool {
            try await test.bureau.view(as: .staff(staff)) { try DocumentStanding.load(id, in: $0) != nil }
        }
        #expect(try await sees(county))
        #expect(try await !sees(stranger))
        await test.close()
    }
}

/// A paper of no case, issued by itself.
struct IssueTestPaper: Command {
    static let name = "test.issuePaper"
    var place: RegionCode

    func run(in context: CommandContext) throws -> Operations.Outcome<DocumentID> {
        let facts = PaperFacts(
            ["发放月份": "2026年3月", "名单校验码": "ABCD1234"],
            tables: ["资金发放": PaperFacts.Table(["救助项目", "户数", "人数", "金额"], [["合计", "1户", "1人", "1.00元"]])])
        return .done(try context.issue(PaperOrder(.fundsPosting, at: place, facts: facts)))
    }
}
