import Foundation
import Policies
import Primitives
import Testing

/// Mistakes that only rules can have, and those that only several packs together show.
@Suite struct PackCheckTests {
    static let facts = """
        schema: 1
        entities:
          household:
            label: 家庭
            fields:
              rent: {label: 房租, type: money/month}
          member:
            of: household
            label: 成员
            fields:
              wage: {label: 工资, type: money/month}
              kind: {label: 类别, type: text, words: {old: 老, young: 少}}

        """

    static let shared = """
        schema: 1
        program: shared
        region: CN
        title: 共用
        kind: shared
        values:
          wages:
            label: 工资合计
            formula: members.map(m, m.wage).sum()
            citation: 依据

        """

    /// Ten planted mistakes, each with the line where it must be named.
    static let mistakes = """
        schema: 1
        program: toy
        region: CN
        title: 练习
        uses: [shared]
        parameters:
          share:
            label: 比例
            unit: percentage
            values: []
          limit:
            label: 限额
            unit: fenPerMonth
            values:
              - {from: 2024-01-01, value: 100, citation: 依据}
              - {from: 2023-01-01, value: 100, citation: 依据}
              - {from: 2023-01-01, value: 200, citation: 依据}
              - {from: 2025-01-01, value: 300}
        values:
          yearly:
            label: 全年
            formula: perYear(wages) + rent
            citation: 依据
          misspelt:
            label: 拼错
            formula: wages + rents
            citation: 依据
          first:
            label: 甲
            formula: second + rent
            citation: 依据
          second:
            label: 乙
            formula: |
              first
              + rent
            citation: 依据
          unnamed:
            formula: rent
            citation: 依据
          told:
            label: 说明
            formula: rent
            citation: 依据
            sentence: 房租{rnet}元。
          wages:
            label: 又一次
            formula: rent
            citation: 依据

        """

    static let single: [(String, PolicyProblem.Code)] = [
        ("uses: [nothing]\n", PolicyProblem.Code.unknownPack), ("uses: [toy]\n", .unknownPack),
        ("values:\n  a:\n    of: cat\n    label: 甲\n    formula: '1'\n    citation: c\n", .unknownEntity),
        ("values:\n  a:\n    type: float\n    label: 甲\n    formula: '1'\n    citation: c\n", .unknownType),
        ("values:\n  a: {label: 甲, formula: '1 +', citation: c}\n", .formula),
        ("values:\n  a: {label: 甲, formula: '1'}\n", .missingCitation),
        ("values:\n  rent: {label: 甲, formula: '1', citation: c}\n", .definedTwice),
        ("tests:\n  a: {label: 甲, formula: 'true', citation: c}\n", .missingKey),
        ("tests:\n  a: {label: 甲, formula: '1', citation: c, pass: 是, fail: 否}\n", .formula),
        ("tests:\n  a: {label: 甲, formula: 'true', citation: c, pass: 是, fail: 否, limit: p.none}\n", .unknownName),
        (
            "values:\n  a: {label: 甲, formula: 'b + 1', citation: c}\n  b: {label: 乙, formula: 'a + 1', citation: c}\n",
            .formula
        ),
        ("results: [none]\n", .unknownName), ("status: ready\n", .unknownChoice),
        (
            "parameters:\n  a:\n    label: 甲\n    unit: count\n    keys: [kind]\n    values:\n"
                + "      - {from: 2024-01-01, value: {middle: 1}, citation: c}\n", .unknownChoice
        ),
        (
            "parameters:\n  a:\n    label: 甲\n    unit: count\n    values:\n"
                + "      - {from: 2024-01-01, until: 2024-06-30, value: 1, citation: c}\n"
                + "      - {from: 2024-06-30, value: 1, citation: c}\n", .overlappingDates
        ),
        (
            "parameters:\n  a:\n    label: 甲\n    unit: ratio\n    values:\n"
                + "      - {from: 2024-01-01, value: 1/0, citation: c}\n", .wrongType
        ),
    ]

    func problems(_ files: [String: String]) throws -> [PolicyProblem] {
        let root = FileManager.default.temporaryDirectory.appending(path: "packs-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: root) }
        for (name, text) in files {
            let file = root.appending(path: name)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
        return PolicySet.check(root: root.path)
    }

    func problems(in pack: String) throws -> [PolicyProblem] {
        try problems(["facts.yaml": Self.facts, "shared/CN/pack.yaml": Self.shared, "toy/CN/pack.yaml": pack])
    }

    @Test func `a pack with ten planted mistakes names all ten with file and line`() throws {
        let found = try problems(in: Self.mistakes)
        let named = found.map { "\($0.line) \($0.code.rawValue)" }
        #expect(
            named == [
                "9 unknownUnit", "16 unsortedDates", "17 overlappingDates", "18 missingCitation", "22 formula",
                "26 formula", "30 formula", "39 missingKey", "45 unknownName", "48 definedTwice",
            ], "\(found.map(\.description).joined(separator: "\n"))")
        #expect(found.allSatisfy { $0.file == "toy/CN/pack.yaml" && $0.column > 0 })
    }

    @Test(arguments: single)
    func `a mistake is named`(body: String, code: PolicyProblem.Code) throws {
        let found = try problems(in: "schema: 1\nprogram: toy\nregion: CN\n" + body)
        #expect(found.map(\.code) == [code], "\(found)")
    }

    @Test func `what a count is counted in is told, and nothing else has a counter`() throws {
        let head = "schema: 1\nprogram: toy\nregion: CN\nparameters:\n  a:\n    label: 甲\n    "
        let found = try problems(in: head + "unit: years\n    counter: 辆\n    values: []\n")
        #expect(found.map(\.code) == [.wrongType] && found.first?.line == 5, "\(found)")
        #expect(try problems(in: head + "unit: count\n    counter: 辆\n    values: []\n").isEmpty)
    }

    @Test func `a file of 50 MB is refused before it is read, and brackets before they are parsed`() throws {
        let large = try problems(in: String(repeating: "# 说明\n", count: 6_000_000))
        #expect(large.contains { $0.code == .tooLarge && $0.file == "toy/CN/pack.yaml" })
        let deep = try problems(in: "values: " + String(repeating: "[", count: 10_000))
        #expect(deep.contains { $0.code == .tooDeep })
    }

    @Test func `brackets of a formula have a limit of their own`() throws {
        let formula = String(repeating: "(", count: 400) + "1" + String(repeating: ")", count: 400)
        let found = try problems(
            in: "schema: 1\nprogram: toy\nregion: CN\nvalues:\n  a: {label: 甲, formula: '\(formula)', citation: c}\n")
        #expect(found.map(\.code) == [.formula])
    }

    @Test func `rules without facts, facts with mistakes and cases with mistakes are named`() throws {
        let pack = "schema: 1\nprogram: toy\nregion: CN\nvalues:\n  a: {label: 甲, formula: '1', citation: c}\n"
        #expect(try problems(["toy/CN/pack.yaml": pack]).map(\.code) == [.missingFacts])
        let facts = Self.facts.replacing("type: text", with: "type: word")
        #expect(try problems(["facts.yaml": facts, "toy/CN/pack.yaml": pack]).map(\.code) == [.unknownType])
        let worked = """
            id: A
            title: 练习
            source: 测试
            day: 2024-01-01
            facts:
              members:
                - {key: a, wage: many, kind: middle}
            expect: {}
            """
        let found = try problems([
            "facts.yaml": Self.facts, "toy/CN/pack.yaml": pack, "toy/CN/cases/a.yaml": worked,
        ])
        #expect(found.map { "\($0.line) \($0.code.rawValue)" } == ["7 wrongType", "7 unknownChoice"])
    }
}
