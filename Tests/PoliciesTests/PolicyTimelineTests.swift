import Policies
import Primitives
import Testing

/// Which version of a pack holds on a day, for whom, and what comes of it.
@Suite struct PolicyTimelineTests {
    private static func standard(_ yuan: Int, _ region: String, from day: String) throws -> PackText {
        let region = try RegionCode(region)
        var text = try #require(try Repository.packs().text(of: "standards", region))
        let edit = PackValueEdit(
            parameter: "standardRural", from: try CivilDate(parsing: day), value: "\(yuan * 100)", citation: "测试",
            demo: true)
        let edited: String = try #require(edit.applied(to: text.files["pack.yaml"] ?? ""))
        text.files["pack.yaml"] = edited
        return text
    }

    private static func line(_ timeline: PolicyTimeline, _ region: String, _ day: String) throws -> Int64 {
        let day = try CivilDate(parsing: day)
        return try timeline.packs(on: day).dibaoPolicy(for: RegionCode(region), on: day).value(.standardRural).fen
            / 100
    }

    private static func publication(_ number: Int64, _ from: String, _ text: PackText) throws
        -> PolicyTimeline.Publication
    {
        PolicyTimeline.Publication(number: number, from: try CivilDate(parsing: from), text: text)
    }

    @Test func `the version with the latest day holds, county by county, and files before it`() throws {
        let timeline = PolicyTimeline(
            base: try Repository.packs(),
            publications: [
                try Self.publication(1, "2026-07-01", Self.standard(860, "371621", from: "2026-07-01")),
                try Self.publication(2, "2026-04-01", Self.standard(840, "371621", from: "2026-04-01")),
                try Self.publication(3, "2026-07-01", Self.standard(900, "371622", from: "2026-07-01")),
            ])
        #expect(try Self.line(timeline, "371621", "2026-03-31") == 800)
        #expect(try Self.line(timeline, "371621", "2026-04-01") == 840)
        #expect(try Self.line(timeline, "371621", "2026-06-30") == 840)
        #expect(try Self.line(timeline, "371621001201", "2026-07-01") == 860)
        #expect(try Self.line(timeline, "371622", "2026-06-30") == Self.line(timeline, "371622", "2026-03-31"))
        #expect(try Self.line(timeline, "371622", "2026-07-01") == 900)
        let held = timeline.holding("standards", try RegionCode("371621"), on: try CivilDate(parsing: "2026-08-01"))
        #expect(held?.number == 1)
        let next = timeline.next("standards", try RegionCode("371621"), after: try CivilDate(parsing: "2026-05-01"))
        #expect(next?.from.text == "2026-07-01")
    }

    @Test func `a later publication for the same day corrects the earlier`() throws {
        let timeline = PolicyTimeline(
            base: try Repository.packs(),
            publications: [
                try Self.publication(2, "2026-07-01", Self.standard(870, "371621", from: "2026-07-01")),
                try Self.publication(1, "2026-07-01", Self.standard(860, "371621", from: "2026-07-01")),
            ])
        #expect(try Self.line(timeline, "371621", "2026-07-01") == 870)
    }

    @Test func `a text with a mistake is named with its place and never laid over the files`() throws {
        var text = try Self.standard(860, "371621", from: "2026-07-01")
        text.files["pack.yaml"] = text.files["pack.yaml"]?.replacing("citation: '测试'", with: "citatoin: '测试'")
        let problems = try Repository.packs().problems(laying: [text])
        #expect(problems.map(\.code).contains(.unknownKey))
        #expect(problems.allSatisfy { $0.file == "standards/371621/pack.yaml" && $0.line > 10 && $0.column > 1 })
        #expect(throws: PolicyProblems.self) { try Repository.packs().laying([text]) }
    }

    @Test func `a case that comes with a version stands in place of the installed one`() throws {
        let packs = try Repository.packs()
        var text = try #require(packs.text(of: "charityRelief", try RegionCode("3716")))
        text.files["cases/G50-charity.yaml"] = "id: other\n"
        let found = PolicyCase.all(in: try packs.laying([text]), program: "charityRelief")
        #expect(
            found.problems.contains { $0.file == "charityRelief/3716/cases/G50-charity.yaml" && $0.code == .missingKey }
        )
        #expect(PolicyCase.all(in: packs, program: "charityRelief").problems.isEmpty)
    }

    @Test func `a change of a shared pack reaches all that use it`() throws {
        let packs = try Repository.packs()
        let reached = packs.dependents(on: "standards")
        #expect(reached.contains("dibao") && reached.contains("marginal") && reached.contains("standards"))
        #expect(!packs.dependents(on: "dibao").contains("standards"))
    }

    @Test(arguments: [
        ("pack.yaml", true), ("parameters.yaml", true), ("cases/a-1.yaml", true), ("cases/../x.yaml", false),
        ("cases/.yaml", false), ("../pack.yaml", false), ("cases/a.yml", false),
    ]) func `a version has only files of a pack`(_ name: String, _ fits: Bool) {
        #expect(PackText.isFileName(name) == fits)
    }
}
