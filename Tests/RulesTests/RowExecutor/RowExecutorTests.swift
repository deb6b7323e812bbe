import Primitives
import Rules
import Testing

/// The row executor against a naive evaluator, on random programs and every answer to the open questions.
@Suite struct `Row executor` {
    @Test func `known facts give the naive evaluator's values and failures`() {
        for seed in UInt64(0)..<500 {
            var program = RandomProgram(seed: seed)
            let facts = program.facts(open: 0)
            let evaluation = RowExecutor(program.made.program).evaluate(facts)
            for (id, row) in program.made.values(in: facts) {
                let expected = program.made.naive(id, row, facts)
                let value = evaluation.value(id, row: row)
                if !Self.agree(value, expected) {
                    Issue.record("seed \(seed), \(id), row \(row): \(value as Any), not \(expected)")
                }
            }
        }
    }

    @Test func `what is certain holds for every answer, and open ranges contain every value`() {
        var seen = (certain: 0, open: 0, failed: 0)
        for seed in UInt64(0)..<500 {
            var program = RandomProgram(seed: seed &+ 1_000_000)
            let facts = program.facts(open: 4)
            let evaluation = RowExecutor(program.made.program).evaluate(facts, recording: false)
            let completions = facts.completions
            for (id, row) in program.made.values(in: facts) {
                let results = completions.map { program.made.naive(id, row, $0) }
                switch evaluation.value(id, row: row) {
                case .open(let open):
                    seen.open += 1
                    if let wrong = Self.mistake(open, completions, results) {
                        Issue.record("seed \(seed), \(id): \(wrong)")
                    }
                case .failed: seen.failed += 1
                case let value:
                    seen.certain += 1
                    let agree = results.allSatisfy { Self.agree(value, $0) }
                    if !agree {
                        Issue.record("seed \(seed), \(id), row \(row): certain \(value as Any), but \(results)")
                    }
                }
            }
        }
        #expect(seen.certain > 300 && seen.open > 300 && seen.failed > 100, "\(seen)")
    }

    private static func agree(_ value: RuleValue?, _ expected: NaiveResult) -> Bool {
        switch (value, expected) {
        case (.number(let number), .number(let other)): number == other
        case (.quotient(let ratio), .quotient(let other)): ratio == other
        case (.failed(let failures), .failed): !failures.isEmpty
        default: false
        }
    }

    /// What is wrong with an open value: a result outside its bounds, or one that changes without a listed question.
    private static func mistake(_ open: OpenValue, _ completions: [FactTable], _ results: [NaiveResult]) -> String? {
        var byAnswers: [[FactValue?]: NaiveResult] = [:]
        for (facts, result) in zip(completions, results) {
            switch (result, open.bounds) {
            case (.failed, _): if !open.mayFail { return "may fail, and does not say so" }
            case (.number(let number), .numbers(let range)) where range.contains(number): break
            case (.quotient(let ratio), .quotients(let low, let high)) where low <= ratio && ratio <= high: break
            default: return "\(result) is outside \(open.bounds)"
            }
            let answers = open.questions.map { facts.rows[$0.row.entity.index][$0.row.index].values[$0.field] }
            if let other = byAnswers.updateValue(result, forKey: answers), other != result {
                return "\(other) or \(result), though the listed questions have one answer"
            }
        }
        return nil
    }
}

/// A derived value as the naive evaluator finds it.
enum NaiveResult: Hashable {
    case number(Int64)
    case quotient(Ratio)
    case failed
}

extension HandMade {
    /// Every derived value at every row.
    func values(in facts: FactTable) -> [(DefinitionID, Int)] {
        definitions.enumerated().flatMap { index, definition in
            facts.rows[definition.text.entity.index].indices.map { (DefinitionID(index: index), $0) }
        }
    }

    /// A derived value as the naive evaluator finds it.
    func naive(_ id: DefinitionID, _ row: Int, _ facts: FactTable) -> NaiveResult {
        let definition = definitions[id.index]
        let naive = NaiveEvaluator(program: program, facts: facts)
        guard let value = naive.value(definition.value, row) else { return .failed }
        guard let denominator = definition.denominator else { return .number(value) }
        guard let below = naive.value(denominator, row), below > 0, let ratio = try? Ratio(value, below) else {
            return .failed
        }
        return .quotient(ratio)
    }
}
