import Columns
import Foundation
import Primitives
import Testing
import Verification

/// The reference city's planted truths are found, all of them and no others.
@Suite(.enabled(if: ReferenceData.isPresent, "no reference data: set BACKSTOP_ANCHORS"))
struct GoldenCityTests {
    static func lines(_ name: String) throws -> [[String]] {
        let text = try String(contentsOfFile: "\(ReferenceData.goldenCity)/\(name)", encoding: .utf8)
        return text.split(separator: "\n").dropFirst().map { line in
            line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
    }

    @Test func `every household of the truth shows its finding, with observed and limit, and no other does`() throws {
        let asOf = try CivilDate(parsing: "2025-06-29")
        let imported = try ImportedCity(folder: ReferenceData.goldenCity, asOf: asOf)
        let shelf = ReportShelf(try ReportWorld.book.get())
        var hits: Set<[String]> = []
        for household in imported.city.households {
            let report = try imported.report(household, shelf: shelf)
            #expect(report.answers.count == 28 * household.members.count)
            #expect(report.silentAnswers.isEmpty)
            for finding in report.findings {
                hits.insert([
                    finding.rule, household.id, finding.member ?? "", Money(fen: finding.observed.value).text,
                    Money(fen: finding.limit.value).text,
                ])
            }
        }
        let expected = Set(try Self.lines("expected_hits.csv").map { Array($0.prefix(5)) })
        #expect(hits.subtracting(expected) == [])
        #expect(expected.subtracting(hits) == [])
        let truth = Set(try Self.lines("truth.csv"))
        #expect(Set(hits.map { Array($0.prefix(3)) }) == truth)
    }

    @Test func `the golden city has the numbers of its description`() throws {
        let imported = try ImportedCity(folder: ReferenceData.goldenCity, asOf: try CivilDate(parsing: "2025-06-29"))
        #expect(imported.city.households.count == 365)
        #expect(imported.city.households.map(\.members.count).reduce(0, +) == 1001)
        #expect(imported.view.datasets().count == 28)
        #expect(imported.view.current("deposit")?.rows == 4069)
        #expect(imported.view.current("marriage")?.rows == 855)
        try imported.view.verify()
    }

    @Test func `without authorisation the banks, securities and insurers are silent, never empty`() throws {
        let imported = try ImportedCity(folder: ReferenceData.goldenCity, asOf: try CivilDate(parsing: "2025-06-29"))
        let shelf = ReportShelf(try ReportWorld.book.get())
        let hidden = Set(try Self.lines("truth.csv").filter { ["R09", "R10", "R22"].contains($0[0]) }.map { $0[1] })
        for household in imported.city.households where hidden.contains(household.id) {
            let report = try imported.report(household, isAuthorized: false, shelf: shelf)
            #expect(Set(report.silentAnswers.map(\.dataset)) == ["deposit", "securities", "insurance"])
            #expect(report.silentAnswers.allSatisfy { $0.status == .noAnswer && $0.reason == "本人没有签署核对授权书" })
            #expect(!report.findings.contains { ["deposit", "securities", "insurance"].contains($0.dataset) })
            #expect(report.lines.first { $0.item == "deposit.balance" }?.found == nil)
            #expect(report.conclusion != .meets)
        }
    }
}
