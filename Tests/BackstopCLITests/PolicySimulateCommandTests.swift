import Foundation
import Testing

/// `backstop policy simulate` as an operator runs it.
@Suite struct PolicySimulateCommandTests {
    private static let sample = Program.home + "/Benchmarks/determine/sample"
    private static let packs = Program.home + "/policies/reference"

    private func simulate(_ more: String...) async throws -> Program.Answer {
        try await Program.run(["policy", "simulate", Self.packs, "--households", Self.sample, "--cliffs", "20"] + more)
    }

    @Test func `A raised standard takes families in, puts none out, and is told in tables`() async throws {
        let answer = try await simulate("--set", "assistance/CN/standard.371602.U=1500")
        #expect(answer.status == 0, "\(answer)")
        for part in ["【按县区】", "【按户类】", "371602", "独居老人", "【断崖】", "退出 0 户"] {
            #expect(answer.output.contains(part), "\(part)")
        }
        #expect(answer.errors.contains("测算"))
    }

    @Test func `JSON and a workbook are written to a file, the same bytes each time`() async throws {
        let own = try Installation.empty()
        defer { own.remove() }
        var written: [Data] = []
        for name in ["one.json", "two.json"] {
            let path = "\(own.folder)/\(name)"
            let answer = try await simulate(
                "--set", "assistance/CN/floorShare=50", "--format", "json", "--out", path)
            #expect(answer.status == 0, "\(answer)")
            written.append(try Data(contentsOf: URL(fileURLWithPath: path)))
        }
        #expect(written[0] == written[1] && !written[0].isEmpty)
        let book = "\(own.folder)/result.xlsx"
        let answer = try await simulate("--set", "assistance/CN/floorShare=50", "--format", "xlsx", "--out", book)
        #expect(answer.status == 0, "\(answer)")
        #expect(try Data(contentsOf: URL(fileURLWithPath: book)).prefix(2) == Data("PK".utf8))
    }

    @Test func `The families of a store are a population too`() async throws {
        let own = try await Installation.copy()
        defer { own.remove() }
        let answer = try await own.run(
            "policy", "simulate", Program.home + "/policies", "--set", "standards/3716/standardUrban=1200", "--cliffs",
            "5")
        #expect(answer.status == 0, "\(answer)")
        #expect(answer.output.contains("未定的原因") && answer.output.contains("退出 0 户"))
    }

    @Test func `What is missing or wrong is said, and nothing is computed`() async throws {
        let nothing = try await Program.run("policy", "simulate", Self.packs, "--set", "assistance/CN/floorShare=50")
        #expect(nothing.status != 0 && nothing.errors.contains("--households"))
        #expect(try await simulate().errors.contains("nothing is compared"))
        let unknown = try await simulate("--set", "assistance/CN/noSuchThing=1")
        #expect(unknown.status != 0 && unknown.errors.contains("noSuchThing"))
    }

    /// Every kind of file that a folder of packs for files holds.
    @Test(
        .timeLimit(.minutes(5)),
        arguments: ["facts.yaml", "files.yaml", "simulation.yaml", "assistance/CN/pack.yaml"],
        ["brackets", "50 MB"])
    func `A file meant to exhaust the machine is refused with its name and line`(
        name: String, kind: String
    ) async throws {
        let own = try Installation.empty()
        defer { own.remove() }
        let folder = own.folder + "/packs"
        try FileManager.default.copyItem(atPath: Self.packs, toPath: folder)
        let text =
            kind == "brackets"
            ? "schema: 1\nfields: " + String(repeating: "[", count: 10_000) + "\n"
            : String(repeating: "# 一行说明\n", count: 50 << 20 / 16)
        try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
        let answer = try await Program.run(
            "policy", "simulate", folder, "--set", "assistance/CN/floorShare=50", "--households", Self.sample,
            "--cliffs", "0")
        let told = answer.output + answer.errors
        #expect(answer.status != 0 && !told.contains("【按县区】"), "\(told.prefix(2_000))")
        #expect(told.contains(kind == "brackets" ? "\(name):2" : "\(name):1"), "\(told.prefix(2_000))")
        #expect(told.utf8.count < 20_000, "the file itself is not printed")
    }
}
