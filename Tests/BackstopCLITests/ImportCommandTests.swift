import Foundation
import SQLText
import Testing

/// Tests of `backstop import`.
@Suite struct ImportCommandTests {
    @Test func `a city imported twice is one city`() async throws {
        let made = try await Installation.copy()
        defer { made.remove() }
        let own = try Installation.empty()
        defer { own.remove() }
        let first = try await importCity(made.data + "/city", into: own)
        #expect(first.status == 0 && first.output.contains("families"), "\(first)")
        let families = try await count("family", in: own)
        #expect(families > 50)
        let second = try await importCity(made.data + "/city", into: own)
        #expect(second.status == 0 && second.output.contains("in force already"), "\(second)")
        #expect(try await count("family", in: own) == families)
    }

    @Test func `bad rows are named by file, row and column, and nothing is imported`() async throws {
        let made = try await Installation.copy()
        defer { made.remove() }
        let own = try Installation.empty()
        defer { own.remove() }
        let file = URL(fileURLWithPath: made.data + "/city/member.csv")
        var lines = try String(contentsOf: file, encoding: .utf8).split(
            separator: "\n", omittingEmptySubsequences: false
        )
        .map(String.init)
        let number = try #require(lines[4].firstMatch(of: /[0-9]{17}[0-9X]/)?.output)
        lines[4] = lines[4].replacing(number, with: "371621199913991234")
        lines[6] = lines[6] + ",extra"
        try lines.joined(separator: "\n").write(to: file, atomically: true, encoding: .utf8)

        let refused = try await importCity(made.data + "/city", into: own)
        #expect(refused.status != 0)
        #expect(refused.errors.contains("member.csv") && refused.errors.contains("5") && refused.errors.contains("7"))
        let says = try Regex("member.csv[^\n]*5[^\n]*[a-z_]*id")
        #expect(try says.firstMatch(in: refused.errors) != nil, "\(refused)")
        #expect(try await count("family", in: own) == 0)
        #expect(try await count("person", in: own) == 0)
    }

    @Test func `a folder that is not there, and a day that is none`() async throws {
        let own = try Installation.empty()
        defer { own.remove() }
        let nowhere = try await importCity(own.folder + "/nowhere", into: own)
        #expect(nowhere.status != 0 && nowhere.errors.contains("household.csv"), "\(nowhere)")
        let noDay = try await own.run("import", "city", own.folder, "--as-of", "2026-02-30")
        #expect(noDay.status != 0 && noDay.errors.contains("2月没有30日"), "\(noDay)")
    }

    @Test func `a list of recipients needs somebody who answers for it`() async throws {
        let own = try await Installation.copy()
        defer { own.remove() }
        try Data("户号\n".utf8).write(to: URL(fileURLWithPath: own.folder + "/list.csv"))
        let refused = try await own.run(
            "import", "recipients", own.folder + "/list.csv", "--county", "371621", "--as", "nobody")
        #expect(refused.status != 0 && refused.errors.contains("holds no post"), "\(refused)")
    }

    @Test func `the clock of a store that demo did not make is not moved`() async throws {
        let made = try await Installation.copy()
        defer { made.remove() }
        let moved = try await made.run("demo", "advance", "1d")
        #expect(moved.status == 0 && moved.output.contains("business clock"), "\(moved)")
        let own = try Installation.empty()
        defer { own.remove() }
        #expect(try await importCity(made.data + "/city", into: own).status == 0)
        let refused = try await own.run("demo", "advance", "1d")
        #expect(refused.status != 0 && refused.errors.contains("demo"), "\(refused)")
    }

    private func importCity(_ folder: String, into own: Installation) async throws -> Program.Answer {
        try await own.run("import", "city", folder, "--as-of", "2026-03-02")
    }

    private func count(_ table: String, in own: Installation) async throws -> Int64 {
        guard FileManager.default.fileExists(atPath: own.database) else { return 0 }
        return try await own.query("SELECT count(*) AS rows FROM \(raw: table)").first?.integer("rows") ?? 0
    }
}
