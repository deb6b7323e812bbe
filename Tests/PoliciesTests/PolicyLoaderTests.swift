import Foundation
import Policies
import Primitives
import Testing

/// A parameter file with one mistake, and where it must be named.
struct Mistake: CustomTestStringConvertible, Sendable {
    let code: PolicyProblem.Code
    let line: Int
    let text: String

    var testDescription: String { code.rawValue }

    static let head = "schema: 1\nprogram: toy\nregion: CN\nparameters:\n"

    init(_ code: PolicyProblem.Code, line: Int, _ body: String, head: String = head) {
        self.code = code
        self.line = line
        text = head + body
    }

    static let all = [
        Mistake(.unknownUnit, line: 7, "  a:\n    label: 甲\n    unit: yuan\n    values: []\n"),
        Mistake(
            .unsortedDates, line: 11,
            """
              a:
                label: 甲
                unit: count
                values:
                  - {from: 2024-01-01, value: 1, citation: c}
                  - {from: 2025-01-01, value: 1, citation: c}
                  - {from: 2023-01-01, value: 2, citation: c}

            """),
        Mistake(
            .missingCitation, line: 9,
            "  a:\n    label: 甲\n    unit: count\n    values:\n      - {from: 2024-01-01, value: 1}\n"),
        Mistake(
            .wrongType, line: 9,
            "  a:\n    label: 甲\n    unit: count\n    values:\n      - {from: 2024-01-01, value: 1.5, citation: c}\n"),
        Mistake(
            .badDate, line: 9,
            "  a:\n    label: 甲\n    unit: count\n    values:\n      - {from: 2024-02-30, value: 1, citation: c}\n"),
        Mistake(
            .duplicateKey, line: 9,
            "  a:\n    label: 甲\n    unit: count\n    values: []\n  a:\n    label: 乙\n    unit: count\n    values: []\n"
        ),
        Mistake(.unknownKey, line: 7, "  a:\n    label: 甲\n    lable: 甲\n    unit: count\n    values: []\n"),
        Mistake(.missingKey, line: 5, "  a:\n    unit: count\n    values: []\n"),
        Mistake(
            .unknownChoice, line: 10,
            """
              a:
                label: 甲
                unit: choice
                choices: [gap, tiered]
                values:
                  - {from: 2024-01-01, value: steps, citation: c}

            """),
        Mistake(.badName, line: 5, "  Bad-name:\n    label: 甲\n    unit: count\n    values: []\n"),
        Mistake(.wrongPlace, line: 2, "  {}\n", head: "schema: 1\nprogram: other\nregion: CN\nparameters:\n"),
        Mistake(.syntax, line: 6, "  a: [1\n"),
        Mistake(.tooDeep, line: 5, "  a: " + String(repeating: "[", count: 10_000) + "\n"),
    ]
}

/// Every mistake in a policy file is found, with its place.
@Suite struct PolicyLoaderTests {
    /// Writes files under a fresh folder, loads them, and removes the folder.
    func problems(_ files: [String: String]) throws -> [PolicyProblem] {
        let root = FileManager.default.temporaryDirectory.appending(path: "policies-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: root) }
        for (name, text) in files {
            let file = root.appending(path: name)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try text.write(to: file, atomically: true, encoding: .utf8)
        }
        do {
            _ = try PolicySet.load(root: root.path)
            return []
        } catch {
            return error.problems
        }
    }

    @Test(arguments: Mistake.all)
    func `a planted mistake is named with its line`(_ mistake: Mistake) throws {
        let found = try problems(["toy/CN/parameters.yaml": mistake.text])
        #expect(found.contains { $0.code == mistake.code && $0.line == mistake.line }, "\(found)")
        #expect(found.allSatisfy { $0.file == "toy/CN/parameters.yaml" && $0.column > 0 })
    }

    @Test func `all mistakes of all files come at once, each once`() throws {
        let national =
            Mistake.head + """
                  a:
                    label: 甲
                    unit: count
                    values:
                      - {from: 2024-01-01, value: many, citation: c}
                      - {from: 2025-01-01, value: 1}
                  a:
                    label: 乙
                    unit: yuan
                    values: []
                """
        let local = """
            schema: 1
            program: toy
            region: "37"
            parameters:
              a:
                unit: fen
                values: []
              b:
                values: []
            """
        let found = try problems(["toy/CN/parameters.yaml": national, "toy/37/parameters.yaml": local])
        let named = found.map { "\($0.file.split(separator: "/")[1]):\($0.line) \($0.code.rawValue)" }
        #expect(
            Set(named) == [
                "CN:9 wrongType", "CN:10 missingCitation", "CN:11 duplicateKey", "CN:13 unknownUnit",
                "37:5 unitChanged", "37:8 undeclaredParameter",
            ])
        #expect(named.count == 6)
    }

    @Test func `a child keeps the unit of its parent`() throws {
        let national = Mistake.head + "  a:\n    label: 甲\n    unit: count\n    values: []\n"
        let local = "schema: 1\nprogram: toy\nregion: \"37\"\nparameters:\n  a:\n    unit: fen\n    values: []\n"
        let found = try problems(["toy/CN/parameters.yaml": national, "toy/37/parameters.yaml": local])
        #expect(found.map(\.code) == [.unitChanged])
    }

    @Test func `a folder that is no region, and an empty root, are named`() throws {
        #expect(try problems(["toy/Binzhou/parameters.yaml": "x: 1"]).map(\.code) == [.wrongPlace])
        #expect(try problems([:]).map(\.code) == [.unreadable])
    }
}
