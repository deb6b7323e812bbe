import Rules
import Testing

/// Where outcomes flip, and which questions decide, against every value one by one.
@Suite struct `What would change an outcome` {
    @Test func `the flips of random programs are the nearest values with another outcome`() {
        var found = 0
        for seed in UInt64(0)..<400 {
            var program = RandomProgram(seed: seed &+ 5_000_000)
            let facts = program.facts(open: 0)
            let executor = RowExecutor(program.made.program)
            for (id, row) in program.made.values(in: facts).suffix(3) {
                let sensitivity = Sensitivity(executor, facts: facts, outcome: id, row: row)
                for (index, field) in program.made.schema.fields.enumerated() where field.entity == .root {
                    guard let thresholds = sensitivity.thresholds(of: FieldID(index: index)) else { continue }
                    func naive(_ number: Int64) -> NaiveResult {
                        var changed = facts
                        changed.set(FieldID(index: index), to: .number(number))
                        return program.made.naive(id, row, changed)
                    }
                    let present = thresholds.present
                    let now = naive(present)
                    let below = (field.range.lowerBound..<present).last { naive($0) != now }
                    let above = (present..<field.range.upperBound + 1).first { naive($0) != now }
                    if thresholds.below.value != below || thresholds.above.value != above {
                        Issue.record("seed \(seed), \(id): \(thresholds), not \(below as Any) and \(above as Any)")
                    }
                    found += below == nil && above == nil ? 0 : 1
                }
            }
        }
        #expect(found > 100)
    }

    @Test func `questions decide exactly where some answers make them`() {
        var seen = (none: 0, decides: 0)
        for seed in UInt64(0)..<500 {
            var program = RandomProgram(seed: seed &+ 9_000_000)
            let facts = program.facts(open: 3)
            let completions = facts.completions
            let executor = RowExecutor(program.made.program)
            for (id, row) in program.made.values(in: facts).suffix(2) {
                let results = completions.map { program.made.naive(id, row, $0) }
                for effect in Sensitivity(executor, facts: facts, outcome: id, row: row).effects() {
                    let decides = Self.decides(effect.question, completions, results)
                    if effect.effect != (decides ? .decides : .none) {
                        Issue.record("seed \(seed), \(id): \(effect), not \(decides)")
                    }
                    if decides { seen.decides += 1 } else { seen.none += 1 }
                }
            }
        }
        #expect(seen.none > 100 && seen.decides > 100, "\(seen)")
    }

    /// Whether two completions that differ in one answer alone have different results.
    private static func decides(_ question: Question, _ completions: [FactTable], _ results: [NaiveResult]) -> Bool {
        var byOthers: [FactTable: NaiveResult] = [:]
        for (facts, result) in zip(completions, results) {
            var others = facts
            others.set(question.field, of: question.row.index, to: .number(0))
            if let other = byOthers.updateValue(result, forKey: others), other != result { return true }
        }
        return false
    }

    /// A household passes when its yearly income is below its line; the amount is the gap in whole yuan, rounded up.
    private static func dibao() -> (made: HandMade, passes: DefinitionID, amount: DefinitionID) {
        var made = HandMade(household: 3, range: 0...1_000_000_000)
        let line = made.node(.multiply(made.input("h1"), made.constant(12)))
        let income = made.node(.multiply(made.node(.add(made.input("h0"), made.input("h2"))), made.constant(12)))
        let test = made.node(.less(income, line))
        let passes = made.define("passes", test, type: .flag)
        let gap = made.node(.subtract(made.input("h1"), made.node(.add(made.input("h0"), made.input("h2")))))
        let yuan = made.node(.divide(gap, made.constant(100), .up))
        let amount = made.node(.multiply(yuan, made.constant(100)))
        let paid = made.define("amount", made.node(.choose(test, amount, made.constant(0))))
        return (made, passes, paid)
    }

    @Test func `a billion values are searched in a few steps`() {
        let (made, passes, amount) = Self.dibao()
        let facts = made.facts(["h0": .number(60_000), "h1": .number(85_050), "h2": .number(0)])
        let executor = RowExecutor(made.program)
        let flag = Sensitivity(executor, facts: facts, outcome: passes, stepLimit: 100)
        let wage = flag.thresholds(of: made.field("h0"))
        #expect(wage == Thresholds(present: 60_000, below: .never, above: .at(85_050, .number(0))))
        let standard = flag.thresholds(of: made.field("h1"))
        #expect(standard == Thresholds(present: 85_050, below: .at(60_000, .number(0)), above: .never))
        let money = Sensitivity(executor, facts: facts, outcome: amount, stepLimit: 100)
        #expect(
            money.thresholds(of: made.field("h0"))
                == Thresholds(present: 60_000, below: .at(59_949, .number(25_200)), above: .at(60_050, .number(25_000)))
        )
    }

    @Test func `a household that fails whatever is answered has no question that decides`() {
        let (made, passes, _) = Self.dibao()
        let facts = made.facts([
            "h0": .number(90_000), "h1": .number(85_000), "h2": .between(0, 50_000, reason: "地租未报"),
        ])
        let executor = RowExecutor(made.program)
        #expect(executor.evaluate(facts).value(passes) == .number(0))
        #expect(Sensitivity(executor, facts: facts, outcome: passes).effects().map(\.effect) == [.none])
        let poorer = made.facts([
            "h0": .number(60_000), "h1": .number(85_000), "h2": .between(0, 50_000, reason: "地租未报"),
        ])
        #expect(Sensitivity(executor, facts: poorer, outcome: passes).effects().map(\.effect) == [.decides])
        #expect(Sensitivity(executor, facts: poorer, outcome: passes).thresholds(of: made.field("h0")) == nil)
    }

    @Test func `what the ranges cannot show is settled by halving, or said to be unsettled`() {
        var made = HandMade(household: 1, range: 0...1_000_000_000)
        let fact = made.input("h0")
        let id = made.define("x", made.node(.subtract(fact, fact)))
        let executor = RowExecutor(made.program)
        let small = made.facts(["h0": .between(0, 50, reason: "未答")])
        #expect(executor.evaluate(small).value(id)?.isCertain == false)
        #expect(Sensitivity(executor, facts: small, outcome: id).effects().map(\.effect) == [.none])
        let large = made.facts(["h0": .unknown(reason: "未答")])
        #expect(Sensitivity(executor, facts: large, outcome: id, stepLimit: 50).effects().map(\.effect) == [.unsettled])
        let known = made.facts(["h0": .number(0)])
        let thresholds = Sensitivity(executor, facts: known, outcome: id, stepLimit: 50).thresholds(
            of: made.field("h0"))
        #expect(thresholds?.below == .never)
        guard case .unsettled = thresholds?.above else {
            Issue.record("Fifty steps do not search a billion values.")
            return
        }
    }
}

extension Flip {
    /// The value of the flip, where there is one.
    fileprivate var value: Int64? {
        if case .at(let value, _) = self { return value }
        return nil
    }
}
