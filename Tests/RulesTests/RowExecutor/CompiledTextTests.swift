import Primitives
import Rules
import Testing

/// Rules as people write them, run for one household.
@Suite struct `Compiled texts in the row executor` {
    private let program: RuleProgram
    private let executor: RowExecutor

    init() throws {
        let texts = [
            CompilerSample.text("counted", "floor(wage * p.share) + pension", line: 1),
            CompilerSample.text("income", "members.map(m, m.counted).sum()", of: .root, line: 2),
            CompilerSample.text("line", "p.standard[area] * members.size()", of: .root, line: 3),
            CompilerSample.text("passes", "income < line && deposit <= p.limit", of: .root, line: 4),
            CompilerSample.text("multiple", "income / line", of: .root, line: 5),
            CompilerSample.text("spread", "p.limit +\n  deposit / (members.size() - 2)", of: .root, line: 6),
        ]
        program = try CompilerSample.compile(texts).get()
        executor = RowExecutor(program)
    }

    private func id(_ name: String) throws -> DefinitionID { try #require(program.definition(name)) }

    private func field(_ name: String) throws -> FieldID { try #require(program.schema.field(name)) }

    private func household(pension: FactValue = .number(20_000)) throws -> FactTable {
        var facts = FactTable(schema: program.schema, key: "h")
        facts.set(try field("area"), to: .word("urban"))
        facts.set(try field("deposit"), to: .number(4_000_000))
        for (index, wage) in [Int64(100_001), 0].enumerated() {
            let row = facts.add(CompilerSample.member, key: "m\(index)")
            facts.set(try field("wage"), of: row, to: .number(wage))
            facts.set(try field("pension"), of: row, to: index == 0 ? .number(0) : pension)
        }
        return facts
    }

    @Test func `values, quotients and failures are those of the text`() throws {
        let evaluation = executor.evaluate(try household())
        #expect(evaluation.value(try id("counted"), row: 0) == .number(60_000))
        #expect(evaluation.value(try id("income")) == .number(80_000))
        #expect(evaluation.value(try id("line")) == .number(170_000))
        #expect(evaluation.value(try id("passes")) == .number(1))
        #expect(evaluation.value(try id("multiple")) == .quotient(try Ratio(8, 17)))
        guard case .failed(let failures) = evaluation.value(try id("spread")) else {
            Issue.record("Two members leave nothing to divide by.")
            return
        }
        #expect(failures.map(\.cause) == [.divisor(0)])
        #expect(failures.map(\.place) == ["policies/dibao/CN/pack.yaml:7"])
    }

    @Test func `the trace of an outcome names what its text reads`() throws {
        let evaluation = executor.evaluate(try household(), wanting: [try id("passes")])
        let steps = try #require(evaluation.trace?.steps)
        #expect(steps.map { program.definitions[$0.definition.index].text.name }.last == "passes")
        #expect(Set(steps.map(\.definition)) == Set(try ["counted", "income", "line", "passes"].map(id)))
        let last = try #require(steps.last)
        let limit = try #require(program.parameters.firstIndex { $0.name == "limit" })
        #expect(
            evaluation.reads(of: last) == [
                .definition(try id("income"), .root), .definition(try id("line"), .root),
                .fact(try field("deposit"), .root, .number(4_000_000)),
                .parameter(ParameterID(index: limit), keys: [], 5_000_000),
            ])
    }

    @Test func `silence stays a range until it cannot matter, and thresholds are exact`() throws {
        let silent = try household(pension: .between(0, 30_000, reason: "养老金未核对"))
        let evaluation = executor.evaluate(silent)
        guard case .open(let income) = evaluation.value(try id("income")) else {
            Issue.record("The income is open.")
            return
        }
        #expect(income.bounds == .numbers(60_000...90_000))
        #expect(income.questions.map(\.reason) == ["养老金未核对"])
        #expect(evaluation.value(try id("passes")) == .number(1))
        let sensitivity = Sensitivity(executor, facts: try household(), outcome: try id("passes"))
        #expect(
            sensitivity.thresholds(of: try field("wage"), row: 0)
                == Thresholds(present: 100_001, below: .never, above: .at(250_000, .number(0))))
        #expect(
            sensitivity.thresholds(of: try field("deposit"))
                == Thresholds(present: 4_000_000, below: .never, above: .at(5_000_001, .number(0))))
    }
}
