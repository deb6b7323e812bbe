import Foundation
import Testing
import Verification

@Suite struct CheckRulesTests {
    static let check = """
        code: V01
        subject: person
        severity: yellow
        kind: property
        label: 有车
        legalBasis: 测试
        sentence: '有{observed}辆。'
        aggregates:
          - of: cars
            key: owner
            where: status == "active"
            give: {carsHeld: count}
        hit: carsHeld > p.carsMost
        observed: carsHeld
        limit: p.carsMost

        """

    static func catalogue(_ check: String) throws -> [String: String] {
        var files = NationalCatalogue.small
        files[BrokenCatalogue.cars]? += "  - {name: status, label: 状态, type: text, words: {active: 正常, scrapped: 报废}}\n"
        files[BrokenCatalogue.meters]? += "  - {name: holder, label: 户主, type: citizenKey, key: true, optional: true}\n"
        let subjects = try String(
            contentsOfFile: "\(NationalCatalogue.root)/national/checks/subjects.yaml", encoding: .utf8)
        files["national/checks/subjects.yaml"] = subjects
        files["national/checks/V01.yaml"] = check
        files["national/parameters.yaml"] = """
            schema: 1
            parameters:
              carsMost:
                label: 车
                unit: count
                values:
                  - {from: 2021-07-01, value: 0, citation: 测试, demo: true}

            """
        return files
    }

    @Test func `a good check has no problem`() throws {
        #expect(try NationalCatalogue.problems(Self.catalogue(Self.check)).map(\.description) == [])
    }

    @Test(arguments: [
        ("kind: property\n", "", "12:6", "缺少 kind"),
        ("severity: yellow\nkind: property", "severity: red\nkind: warning", "13:6", "severity 不能是 red"),
        (#"status == "active""#, #"status == "actve""#, "11:12", "没有取值 actve"),
        (#"status == "active""#, #"status in ["active", "sold"]"#, "11:12", "没有取值 sold"),
        ("of: cars", "of: care", "9:9", "没有数据集 care"),
        (
            "of: cars\n    key: owner\n    where: status == \"active\"", "of: meters\n    key: holder", "12:6",
            "应是 warning"
        ),
        ("carsHeld > p.carsMost", "carsHeld > p.carMost", "13:17", "carMost"),
        ("carsHeld > p.carsMost", "carsHeld + p.carsMost", "13", "hit"),
        ("有{observed}辆。", "有{seen}辆。", "13:6", "不认识 {seen}"),
        ("有{observed}辆。", "有{observed|没有}辆。", "13:6", "不认识 {observed|没有}"),
        ("有{observed}辆。", "有{observed}。", "13:6", "后面应写单位"),
        ("有{observed}辆。", "有{evidence}。", "13:6", "没有写 evidence"),
    ])
    func `a wrong check is named by file, line and column`(
        text: String, replacement: String, place: String, message: String
    ) throws {
        let problems = try NationalCatalogue.problems(Self.catalogue(Self.check.replacing(text, with: replacement)))
        #expect(
            problems.contains {
                $0.description.hasPrefix("national/checks/V01.yaml:\(place)") && $0.message.contains(message)
            }, "\(problems.map(\.description))")
    }

    @Test func `the national checks compile, each with its kind, over 73 datasets`() throws {
        let tree = try NationalCatalogue.load()
        let book = try #require(tree.book)
        #expect(book.checks.count == 90)
        #expect(book.checks.allSatisfy { $0.kind != nil })
        #expect(tree.national.datasets.count { !tree.checks(of: $0).isEmpty } == 73)
    }

    @Test func `what may only warn never bars an award`() throws {
        let tree = try NationalCatalogue.load()
        for dataset in tree.national.datasets where dataset.kind == .warning || dataset.matching == .address {
            #expect(tree.checks(of: dataset).allSatisfy { $0.kind == .warning && $0.severity != .red })
        }
    }
}
