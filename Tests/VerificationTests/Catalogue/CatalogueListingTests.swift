import Testing
import Verification

@Suite struct CatalogueListingTests {
    @Test func `a list says item, code, kind, cadence, freshness, name and unit`() throws {
        let tree = try NationalCatalogue.load()
        let lines = try #require(CatalogueListing(tree, preset: "binhai27", department: "banks")).lines
        #expect(
            lines == [
                "item  code          kind      cadence  stale  checks  name",
                "V50   bank_balance  property  perCase  30d    1       存款与理财余额（银行业机构） 须授权",
                "1 datasets, 1 units.",
            ])
    }

    @Test func `a unit is named by code or by its Chinese name`() throws {
        let tree = try NationalCatalogue.load()
        let byCode = try #require(CatalogueListing(tree, department: "civil_affairs")).lines
        #expect(byCode.count == 14)
        #expect(CatalogueListing(tree, department: "民政")?.lines == byCode)
        #expect(CatalogueListing(tree)?.lines.last == "83 datasets, 38 units.")
    }

    @Test func `no such preset or unit is no list`() throws {
        let tree = try NationalCatalogue.load()
        #expect(CatalogueListing(tree, preset: "binhai28") == nil)
        #expect(CatalogueListing(tree, department: "bank") == nil)
    }

    @Test func `the reference names every dataset with its columns, law and words`() throws {
        let tree = try NationalCatalogue.load()
        let text = CatalogueReference(tree).text
        for dataset in tree.national.datasets {
            #expect(text.contains("### \(dataset.item) \(dataset.name)\n"))
            #expect(text.contains("依据：\(dataset.legalBasis)。"))
        }
        #expect(text.contains("| 车辆类型 | `vehicle_type` | 文字 |  | 汽车（`car`）、"))
        #expect(text.contains("经 `enterprise_register` 找到人"))
        #expect(text.contains("须本人授权（银行存款和理财）"))
        let book = try #require(tree.book)
        for check in book.checks { #expect(text.contains("- **\(check.label)**（`\(check.code)`，")) }
        #expect(text.contains("| 金融资产限额的月数 | `depositMonths` | 2021-07-01 | 24 个月 |"))
    }
}
