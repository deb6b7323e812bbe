import Foundation
import Testing
import Verification

struct BrokenCatalogue: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let file: String
    let change: @Sendable (inout [String: String]) -> Void
    let place: String
    let message: String

    init(
        _ name: String, in file: String, _ text: String, _ replacement: String, at place: String? = nil,
        _ message: String
    ) {
        testDescription = name
        self.file = file
        change = { $0[file] = $0[file]?.replacing(text, with: replacement) }
        self.place = place ?? file
        self.message = message
    }

    static let cars = "national/police/cars.yaml"
    static let meters = "national/grid/meters.yaml"
    static let both = "presets/both.yaml"

    static let table: [BrokenCatalogue] = [
        BrokenCatalogue("a unit nobody knows", in: cars, "公安", "交警", "不在 departments.yaml"),
        BrokenCatalogue("a unit's dataset in another's folder", in: cars, "公安", "供电公司", "文件夹 grid"),
        BrokenCatalogue("no plain words", in: cars, "shows: 名下有没有车。\n", "", "shows"),
        BrokenCatalogue("no limit of freshness", in: cars, "staleAfterDays: 14\n", "", "staleAfterDays"),
        BrokenCatalogue("no limit of keeping", in: cars, "retentionDays: 90\n", "", "retentionDays"),
        BrokenCatalogue("kept shorter than fresh", in: cars, "retentionDays: 90", "retentionDays: 9", "少于时效"),
        BrokenCatalogue("a column without a name for people", in: cars, "label: 所有人, ", "", "owner 缺少 label"),
        BrokenCatalogue(
            "an authorisation of no kind", in: cars, "needsAuthorization: false", "needsAuthorization: true",
            "authorizedSource"),
        BrokenCatalogue("an item twice", in: cars, "V01", "V02", at: cars, "V02 已用于 meters"),
        BrokenCatalogue("an item left out", in: meters, "V02", "V03", at: "national/.", "V02 没有数据集"),
        BrokenCatalogue(
            "an enterprise's people nowhere", in: cars, "legalBasis: 测试\n",
            "legalBasis: 测试\nmatchedBy: enterprise\nthrough: register\n", "查询键"),
        BrokenCatalogue(
            "an address that weighs", in: meters, "kind: warning", "kind: property", "kind 只能是 warning"),
        BrokenCatalogue("too few in a preset", in: both, "[V01, V02]", "[V01]", "列出 1 项、1 个单位"),
        BrokenCatalogue("an unknown item in a preset", in: both, "[V01, V02]", "[V01, V09]", "编号为 V09"),
        BrokenCatalogue("an item twice in a preset", in: both, "[V01, V02]", "[V01, V01]", "V01 重复"),
        BrokenCatalogue("a preset under another name", in: both, "code: both", "code: one", "文件名 both"),
        BrokenCatalogue(
            "a unit twice", in: "departments.yaml", "{code: grid, name: 供电公司}", "{code: police, name: 供电公司}", "重复"),
    ]
}

@Suite struct CatalogueTreeTests {
    @Test func `the national catalogue has 83 items of 38 units and no problem`() throws {
        #expect(CatalogueTree.problems(under: NationalCatalogue.root).map(\.description) == [])
        let tree = try NationalCatalogue.load()
        #expect(tree.national.datasets.count == 83)
        #expect(tree.departments.count == 38)
        #expect(tree.datasetsByItem.map(\.item) == (1...83).map { $0 < 10 ? "V0\($0)" : "V\($0)" })
        #expect(tree.departments.allSatisfy { unit in tree.national.datasets.contains { $0.department == unit.name } })
    }

    @Test(arguments: [("binhai27", 27, 17), ("ulanqab48", 48, 12), ("binzhou33", 78, 33)])
    func `a preset lists what its name promises`(code: String, items: Int, units: Int) throws {
        let datasets = try #require(try NationalCatalogue.load().datasets(preset: code))
        #expect(datasets.count == items)
        #expect(Set(datasets.map(\.department)).count == units)
    }

    @Test func `banks, securities, insurers and the credit register are asked only with an authorisation`() throws {
        let datasets = try NationalCatalogue.load().datasetsByItem.filter(\.needsAuthorization)
        #expect(datasets.map(\.item) == ["V50", "V51", "V52", "V53", "V54"])
        #expect(datasets.allSatisfy { $0.authorizedSource != nil })
    }

    @Test func `what is matched by address, and what utilities and telecoms tell, only warns`() throws {
        let datasets = try NationalCatalogue.load().datasetsByItem
        #expect(datasets.filter { $0.matching == .address }.map(\.item) == ["V69", "V77", "V78"])
        #expect(datasets.filter { $0.matching == .address }.allSatisfy { $0.kind == .warning })
        #expect(
            datasets.filter { ["V77", "V78", "V79"].contains($0.item) }
                .allSatisfy { $0.kind == .warning && $0.needsRegionalBasis })
    }

    @Test func `the small catalogue is good`() throws {
        #expect(try NationalCatalogue.problems(NationalCatalogue.small).isEmpty)
    }

    @Test func `a dataset that a place adds is a file away`() throws {
        var files = NationalCatalogue.small
        files["national/police/dogs.yaml"] = files[BrokenCatalogue.cars]?
            .replacing("code: cars", with: "code: dogs").replacing("V01", with: "L01")
        #expect(try NationalCatalogue.problems(files).isEmpty)
    }

    @Test(arguments: BrokenCatalogue.table)
    func `what does not fit together is named by file`(broken: BrokenCatalogue) throws {
        var files = NationalCatalogue.small
        broken.change(&files)
        let problems = try NationalCatalogue.problems(files)
        #expect(
            problems.contains { $0.file == broken.place && $0.message.contains(broken.message) },
            "\(problems.map(\.description))")
    }

    @Test func `problems of all files come together, each with its place`() throws {
        var files = NationalCatalogue.small
        files[BrokenCatalogue.cars] = files[BrokenCatalogue.cars]?.replacing("kind: property", with: "kind: car")
        files[BrokenCatalogue.meters] = files[BrokenCatalogue.meters]?.replacing("type: text", with: "type: words")
        let problems = try NationalCatalogue.problems(files)
        #expect(problems.contains { $0.description.hasPrefix("national/police/cars.yaml:5:7: kind 应为") })
        #expect(problems.contains { $0.description.hasPrefix("national/grid/meters.yaml:18:36: type 应为") })
    }

    @Test func `one code in two folders is refused, not a trap`() throws {
        let text = CatalogueTests.good
        let error = try #require(throws: CatalogueError.self) {
            try Catalogue(files: [("a/pets.yaml", text), ("b/pets.yaml", text)])
        }
        #expect(error.problems.map(\.file) == ["b/pets.yaml"])
    }

    @Test func `checks and limits beside the datasets are left to their own readers`() throws {
        let folder = try TemporaryFolder()
        try folder.writeBelow(CatalogueTests.good, as: "pets.yaml")
        try folder.writeBelow("- anything", as: "checks/R01.yaml")
        try folder.writeBelow("- anything", as: "parameters.yaml")
        #expect(try Catalogue.load(folder: folder.path).datasets.map(\.code) == ["pets"])
    }
}
