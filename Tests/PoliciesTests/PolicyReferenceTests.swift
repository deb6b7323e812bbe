import Foundation
import Policies
import Primitives
import Testing

/// What `backstop policy show`, `diff` and `docs` say.
@Suite struct PolicyReferenceTests {
    @Test func `the listing names every value with its origin`() throws {
        let listing = try Repository.dibao("371602", "2026-03-12").listing
        for part in [
            "standardUrban  城市低保标准: 1,028.00元/月  [standards/371602] from 2024-01-01  演示值",
            "workCostShare  就业成本扣减比例: 20%  [income/3716]", "incomeTest  of household, 家庭收入  [dibao/CN]",
            "DECIDES marginal: marginalIncomeTest", "standards/CN/pack.yaml:",
        ] {
            #expect(listing.contains(part), "\(part) is missing in\n\(listing)")
        }
    }

    @Test func `two days differ by what was raised between them`() throws {
        let lines = PolicyDifference.between(
            try CivilDate(parsing: "2023-06-01"), try CivilDate(parsing: "2024-06-01"), in: try Repository.packs())
        let urban = lines.filter { $0.contains("standardUrban") && $0.contains("371602") }
        #expect(urban.count == 1 && urban[0].contains("由998.00元/月改为1,028.00元/月（升3.0%）"), "\(lines)")
    }

    @Test func `two folders differ by a changed value and a changed formula`() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "packs-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.copyItem(atPath: Repository.root, toPath: folder.path)
        let packs = try PolicySet.load(root: folder.path)
        let file = folder.appending(path: "dibao/CN/pack.yaml")
        let text = try String(contentsOf: file, encoding: .utf8)
        try text.replacing("formula: incomeAnnual < standardAnnual", with: "formula: incomeAnnual <= standardAnnual")
            .replacing("value: 24\n", with: "value: 36\n").write(to: file, atomically: true, encoding: .utf8)
        let lines = PolicyDifference.between(packs, try PolicySet.load(root: folder.path))
        #expect(lines.count == 2, "\(lines)")
        #expect(lines.contains { $0.contains("算法由 incomeAnnual < standardAnnual 改为 incomeAnnual <= standardAnnual") })
        #expect(lines.contains { $0.contains("由24个月改为36个月（升50.0%）") })
        #expect(PolicyDifference.between(packs, packs) == [])
    }

    @Test func `the reference has a page for every pack, with parameters, formulas and cases`() throws {
        let packs = try Repository.packs()
        let pages = PolicyReference(packs).pages
        #expect(Set(pages.map(\.name)) == Set(packs.programs.map { "\($0).md" } + ["README.md", "facts.md"]))
        let dibao = try #require(pages.first { $0.name == "dibao.md" }).text
        for part in ["# 最低生活保障", "incomeAnnual < standardAnnual", "### G01：", "依据：社会救助暂行办法第九条。"] {
            #expect(dibao.contains(part))
        }
        #expect(!pages.contains { $0.text.contains("✗") })
    }
}
