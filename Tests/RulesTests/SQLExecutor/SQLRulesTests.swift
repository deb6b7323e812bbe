import Primitives
import Rules
import SQLText
import SQLiteEngine
import Testing

/// What SQL accepts, what it refuses, and its treatment of NULL.
@Suite struct SQLRulesTests {
    @Test func `a product that may not fit is refused with its place and ranges`() throws {
        let program = try CompilerSample.compile([
            CompilerSample.text("big", "deposit * count9", of: .root),
            CompilerSample.text("count9", "members.map(m, m.wide).sum()", of: .root),
            CompilerSample.text("wide", "count * 1000000000000000"),
            CompilerSample.text("fine", "deposit * 3", of: .root),
        ]).get()
        let (big, fine) = (try #require(program.definition("big")), try #require(program.definition("fine")))
        guard case .failure(let errors) = SQLRules.write(program, wanted: [big, fine]) else {
            Issue.record("a sum beyond 64 bits became SQL")
            return
        }
        let first = try #require(errors.diagnostics.first)
        #expect(first.file == "policies/dibao/CN/pack.yaml" && first.position.line == 7)
        #expect(
            errors.diagnostics.map(\.message).contains {
                $0.contains(
                    "cannot be written in SQL: the sum of 4096 rows of 0...10000000000000000 may not fit 64 bits")
            })
        guard case .success = SQLRules.write(program, wanted: [fine]) else {
            Issue.record("a refused rule stands in the way of others")
            return
        }
    }

    @Test func `one row for each household, undecided where the outcome needs what is unknown`() async throws {
        let program = try CompilerSample.compile([
            CompilerSample.text(
                "poor", "members.map(m, m.net).sum() < p.standard[area] || members.exists(m, m.ill)", of: .root),
            CompilerSample.text("net", "floor(wage * p.share)"),
            CompilerSample.text("share", "deposit / members.size()", of: .root),
        ]).get()
        let wanted = [try #require(program.definition("poor")), try #require(program.definition("share"))]
        let rules = try SQLRules.write(program, wanted: wanted).get()
        #expect(rules.columns == ["poor", "share", "share_denominator", "undecided"])
        let engine = try SQLiteEngine.temporary()
        let lines = try await engine.write { transaction in
            for text in SQLRules.tables(for: program.schema) { try transaction.execute(Statement(sql: text)) }
            // Area 0 is urban: 850 yuan. Household 1 earns 600 of 1000; 2 has an unknown wage; 3 too, but one is ill;
            // 4 has nobody, so its share divides by zero; 5 has a wage outside the declared range.
            try transaction.execute(
                """
                INSERT INTO household (id, area, deposit) VALUES
                (1, 0, 10), (2, 0, 10), (3, 0, 10), (4, 0, 10), (5, 0, 10)
                """
            )
            try transaction.execute(
                """
                INSERT INTO member (id, parent_id, wage, ill) VALUES
                (1, 1, 100000, 0), (2, 2, NULL, 0), (3, 2, 5, 0), (4, 3, NULL, 0), (5, 3, 5, 1), (6, 5, 100000001, 0)
                """)
            return try transaction.query(Statement(sql: rules.text)).map { row in
                try (["id"] + rules.columns).map { try row.optionalInteger($0) }
            }
        }
        await engine.close()
        #expect(
            lines == [
                [1, 1, 10, 1, 0], [2, nil, 10, 2, 1], [3, 1, 10, 2, 0], [4, 1, 10, nil, 1], [5, nil, 10, 1, 1],
            ])
    }
}
