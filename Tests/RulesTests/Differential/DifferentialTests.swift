import Foundation
import PostgresEngine
import Primitives
import Rules
import SQLText
import SQLiteEngine
import Testing

/// One text, five answers: the executors and an oracle that reads the tree agree to the fen.
@Suite struct DifferentialTests {
    static let seeds: Range<UInt64> =
        0..<UInt64(ProcessInfo.processInfo.environment["BACKSTOP_TEST_POLICIES"] ?? "200")!
    static let postgresURL = ProcessInfo.processInfo.environment["BACKSTOP_TEST_POSTGRES"]
    static let postgresHint: Comment = "BACKSTOP_TEST_POSTGRES names no server; scripts/test-postgres starts one"

    /// How often each outcome was met, so that a test that compares nothing is seen.
    struct Tally {
        var (refusedPolicies, certain, failed, open, overflows, gaveUp) = (0, 0, 0, 0, 0, 0)
        var (refusedBySQL, decided, undecided) = (0, 0, 0)
    }

    @Test func `the row executor agrees with an oracle that reads the tree`() throws {
        var tally = Tally()
        for seed in Self.seeds {
            guard let drawn = try DrawnCase(seed: seed) else {
                tally.refusedPolicies += 1
                continue
            }
            let executor = RowExecutor(drawn.program)
            for (gaps, facts) in drawn.subjects where gaps != .unknown {
                try compare(drawn, executor, facts, answered: facts, &tally)
                checkRanges(drawn, executor.evaluate(facts, recording: false), facts)
            }
        }
        #expect(tally.refusedPolicies * 3 < Self.seeds.count)
        #expect(tally.certain > Self.seeds.count * 5 && tally.failed > Self.seeds.count)
        #expect(tally.gaveUp * 50 < tally.certain)
    }

    /// Every number of every row lies where the compiler proved it to lie.
    private func checkRanges(_ drawn: DrawnCase, _ evaluation: Evaluation, _ facts: FactTable) {
        for (index, definition) in drawn.program.definitions.enumerated() {
            let (id, range) = (DefinitionID(index: index), drawn.program.nodes[definition.value.index].range)
            for row in facts.rows[definition.text.entity.index].indices {
                guard let number = evaluation.value(id, row: row)?.number else { continue }
                #expect(range.contains(number), "\(number) is outside \(range): \(drawn.describe(id, facts))")
            }
        }
    }

    @Test func `what is certain in spite of silence holds for every answer, what is open bounds it`() throws {
        var tally = Tally()
        for seed in Self.seeds {
            guard let drawn = try DrawnCase(seed: seed) else { continue }
            let executor = RowExecutor(drawn.program)
            var random = SeededGenerator(seed: seed)
            for (gaps, facts) in drawn.subjects where gaps == .unknown {
                for _ in 0..<5 {
                    try compare(drawn, executor, facts, answered: DrawnFacts.answered(facts, &random), &tally)
                }
            }
        }
        #expect(tally.certain > Self.seeds.count * 5 && tally.open > Self.seeds.count * 5)
    }

    /// Compares the values of the root with what the oracle says of the answered facts.
    private func compare(
        _ drawn: DrawnCase, _ executor: RowExecutor, _ facts: FactTable, answered: FactTable, _ tally: inout Tally
    ) throws {
        let evaluation = executor.evaluate(facts, wanting: drawn.wanted, recording: false)
        let oracle = try Oracle(drawn.policy, answered)
        for id in drawn.wanted {
            let value = try #require(evaluation.value(id))
            let expected: Oracle.Value?
            do {
                expected = try oracle.value(drawn.name(id))
            } catch is Oracle.Failure {
                expected = nil
            } catch {
                tally.gaveUp += 1
                continue
            }
            switch value {
            case .failed:
                if value.isOverflow {
                    tally.overflows += 1
                } else {
                    tally.failed += 1
                    // A failure in either branch of an open condition fails, although an answer may avoid it.
                    if facts == answered {
                        #expect(
                            expected == nil, "failed, but the oracle says \(expected!): \(drawn.describe(id, facts))")
                    }
                }
            case .open(let open):
                tally.open += 1
                let holds = expected.map { open.allows($0) } ?? open.mayFail
                if !holds, executor.evaluate(answered, wanting: [id], recording: false).value(id)?.isOverflow ?? false {
                    tally.overflows += 1
                    continue
                }
                #expect(holds, "\(value), but \(String(describing: expected)): \(drawn.describe(id, answered))")
            default:
                tally.certain += 1
                let holds = expected.map { value.agrees(with: $0) } ?? false
                #expect(holds, "\(value), but \(String(describing: expected)): \(drawn.describe(id, facts))")
            }
        }
    }

    /// The comparison is worth something only if every kind of step that goes wrong is caught.
    @Test(arguments: BrokenStep.allCases)
    func `a broken step is caught`(step: BrokenStep) throws {
        for seed in Self.seeds {
            guard let drawn = try DrawnCase(seed: seed) else { continue }
            let executor = RowExecutor(step.apply(to: drawn.program))
            for (gaps, facts) in drawn.subjects where gaps == .none {
                let evaluation = executor.evaluate(facts, wanting: drawn.wanted, recording: false)
                let oracle = try Oracle(drawn.policy, facts)
                for id in drawn.wanted {
                    guard let expected = try? oracle.value(drawn.name(id)), let value = evaluation.value(id) else {
                        continue
                    }
                    if !value.agrees(with: expected) { return }
                }
            }
        }
        Issue.record("\(step.rawValue) was broken in \(Self.seeds.count) policies and nobody noticed")
    }

    @Test func `the batch executor agrees with the row executor, or hands on to it`() throws {
        var tally = Tally()
        for seed in Self.seeds {
            guard let drawn = try DrawnCase(seed: seed, subjects: 8) else { continue }
            let subjects = drawn.subjects.filter { $0.gaps == .none }.map(\.facts)
            let executor = RowExecutor(drawn.program)
            for id in drawn.wanted {
                let definition = drawn.program.definitions[id.index]
                let nodes = [definition.value] + (definition.denominator.map { [$0] } ?? [])
                let lines = BatchSubjects(program: drawn.program, subjects: subjects).run(nodes)
                for (line, facts) in zip(lines, subjects) {
                    let value = executor.evaluate(facts, wanting: [id], recording: false).value(id)
                    guard let line else {
                        tally.undecided += 1
                        continue
                    }
                    tally.decided += 1
                    let holds = Self.holds(value, line[0], line.count > 1 ? line[1] : 1, drawn.program)
                    #expect(holds, "\(line), but \(value!): \(drawn.describe(id, facts))")
                }
            }
        }
        #expect(tally.decided > Self.seeds.count * 10 && tally.undecided > 0)
    }

    /// Whether a certain value is a number of an executor without words, over a denominator.
    static func holds(_ value: RuleValue?, _ found: Int64, _ below: Int64, _ program: RuleProgram) -> Bool {
        switch value {
        case .number(let number): number == found && below == 1
        case .quotient(let ratio): (try? Ratio(found, below)) == ratio
        case .word(let word): Int64(SQLSubjects(program: program, subjects: []).number(of: word)) == found
        default: false
        }
    }

    @Test func `SQL on SQLite agrees with the row executor`() async throws {
        let engine = try SQLiteEngine.temporary()
        let (tally, differences) = try await engine.write { try Self.compareSQL(in: $0) }
        await engine.close()
        Self.check(tally, differences)
    }

    @Test(.enabled(if: postgresURL != nil, postgresHint))
    func `SQL on PostgreSQL agrees with the row executor`() async throws {
        let url = try #require(Self.postgresURL)
        let administrator = try await PostgresEngine(url: url, poolSize: 1)
        let schema = "test_\(UUID().uuidString.prefix(8).lowercased())"
        try await administrator.execute(script: ["CREATE SCHEMA \(raw: schema)"])
        let own = "\(url)\(url.contains("?") ? "&" : "?")options=-csearch_path%3D\(schema)"
        let engine = try await PostgresEngine(url: own, poolSize: 1)
        let outcome = await Result { try await engine.write { try Self.compareSQL(in: $0) } }
        await engine.close()
        try await administrator.execute(script: ["DROP SCHEMA \(raw: schema) CASCADE"])
        await administrator.close()
        let (tally, differences) = try outcome.get()
        Self.check(tally, differences)
    }

    private static func check(_ tally: Tally, _ differences: [String]) {
        for difference in differences.prefix(5) { Issue.record("\(difference)") }
        #expect(differences.isEmpty)
        #expect(tally.decided > seeds.count * 5 && tally.undecided > seeds.count)
        #expect(tally.refusedBySQL < tally.decided)
    }

    /// Runs what SQL accepts of every case for all subjects at once.
    private static func compareSQL(in transaction: any SQLTransaction) throws -> (Tally, [String]) {
        var (tally, differences) = (Tally(), [String]())
        for seed in seeds {
            guard let drawn = try DrawnCase(seed: seed) else { continue }
            let found = try SQLComparison(drawn, &tally)?.differences(in: transaction, &tally) ?? []
            differences += found.map { "seed \(seed): \($0)" }
        }
        return (tally, differences)
    }

    /// Spellings of SQL that are easily wrong, each replaced by a wrong one.
    @Test(arguments: [
        (") AND (", ") OR ("), (" < 0 THEN -1", " < 0 THEN 0"), ("COUNT(DISTINCT", "COUNT("), ("MIN(", "MAX("),
        ("MAX(", "MIN("), ("SUM(", "MAX("), ("(NOT ", "("), (" IN (", " NOT IN ("), ("WHEN 0 THEN", "WHEN 2 THEN"),
        (" + 719468", " + 719469"), ("((2 * ", "((1 * "), ("COUNT(*) <> COUNT", "0 <> COUNT"),
        ("THEN NULL ELSE", "THEN 0 ELSE"), ("parent_id IS NULL THEN 0", "parent_id IS NULL THEN NULL"),
        (".parent_id IS NULL THEN (1 = 1)", ".parent_id IS NULL THEN (1 = 0)"), ("<=", "<"), (" % 146097", " % 146096"),
    ])
    func `a broken spelling of SQL is caught`(right: String, wrong: String) async throws {
        let engine = try SQLiteEngine.temporary()
        let isCaught = try await engine.write { transaction in
            var tally = Tally()
            for seed in Self.seeds {
                guard let drawn = try DrawnCase(seed: seed), var comparison = SQLComparison(drawn, &tally),
                    comparison.rules.text.contains(right)
                else { continue }
                comparison.text = comparison.rules.text.replacingOccurrences(of: right, with: wrong)
                if try !comparison.differences(in: transaction, &tally).isEmpty { return true }
            }
            return false
        }
        await engine.close()
        #expect(isCaught, "\"\(right)\" was written as \"\(wrong)\" and nobody noticed")
    }
}

extension Result where Failure == any Error {
    /// What an asynchronous body gives or throws.
    fileprivate init(_ body: () async throws -> Success) async {
        do { self = .success(try await body()) } catch { self = .failure(error) }
    }
}
