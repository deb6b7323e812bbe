import Primitives
import Rules
import Testing

/// Folds over rows of which some are open, against every answer.
@Suite struct `Folds over open rows` {
    static let folds: [Fold] = [.sum, .minimum, .maximum, .count, .distinct, .any, .all]
    static let filters: [ClosedRange<Int64>] = [0...0, 1...1, 0...1]

    @Test(arguments: folds)
    func `a fold gives the hull of the results of all answers`(_ fold: Fold) {
        let flags = fold == .any || fold == .all
        let bodies: [ClosedRange<Int64>] =
            flags ? Self.filters : [-2...(-2), 0...0, 1...1, -1...1, 0...2, 1...3, -3...(-2)]
        var made = HandMade(member: 2)
        let (body, filter) = (made.input("m0"), made.input("m1"))
        let id = made.define("x", made.node(.fold(fold, over: HandMade.member, body: body, filter: filter)))
        let executor = RowExecutor(made.program)
        let lanes = bodies.flatMap { body in Self.filters.map { (body: body, filter: $0) } }
        var random = SeededGenerator(seed: 7)
        for _ in 0..<600 {
            let rows = (0..<Int.random(in: 0...3, using: &random)).compactMap { _ in lanes.randomElement(using: &random)
            }
            var facts = made.facts([:])
            for (index, lane) in rows.enumerated() {
                _ = facts.add(HandMade.member, key: "\(index)")
                facts.set(made.field("m0"), of: index, to: .range(lane.body))
                facts.set(made.field("m1"), of: index, to: .range(lane.filter))
            }
            let results = facts.completions.map {
                NaiveEvaluator(program: made.program, facts: $0).value(made.definitions[0].value, 0)
            }
            let value = executor.evaluate(facts, wanting: [id], recording: false).value(id)
            if let wrong = `Ranges through operations`.mistake(value, results, exact: true) {
                Issue.record("\(rows): \(wrong)")
            }
        }
    }

    @Test func `a row whose filter is false cannot fail the fold, a failing filter does`() {
        var made = HandMade(member: 2)
        let (body, filter) = (made.input("m0"), made.input("m1"))
        let sum = made.define("sum", made.node(.fold(.sum, over: HandMade.member, body: body, filter: filter)))
        let any = made.define("any", made.node(.fold(.any, over: HandMade.member, body: body, filter: filter)))
        let executor = RowExecutor(made.program)
        func values(_ rows: [(body: FactValue?, filter: FactValue?)]) -> [RuleValue?] {
            var facts = made.facts([:])
            for (index, row) in rows.enumerated() {
                _ = facts.add(HandMade.member, key: "\(index)")
                if let body = row.body { facts.set(made.field("m0"), of: index, to: body) }
                if let filter = row.filter { facts.set(made.field("m1"), of: index, to: filter) }
            }
            let evaluation = executor.evaluate(facts)
            return [evaluation.value(sum), evaluation.value(any)]
        }
        #expect(values([(nil, .number(0)), (.number(1), .number(1))]) == [.number(1), .number(1)])
        let failing = values([(.number(1), nil), (.number(1), .number(1))])
        #expect(failing.allSatisfy { $0?.isFailure ?? false })
        let absorbed = values([(nil, .number(1)), (.number(1), .number(1))])
        #expect(absorbed[0]?.isFailure ?? false)
        #expect(absorbed[1] == .number(1))
    }

    @Test func `the total decides about overflow, not the order of the rows`() {
        var made = HandMade(member: 1, range: Int64.min...Int64.max)
        let id = made.define("x", made.node(.fold(.sum, over: HandMade.member, body: made.input("m0"), filter: nil)))
        var facts = made.facts([:])
        for (index, number) in [Int64.max, 5, -10].enumerated() {
            _ = facts.add(HandMade.member, key: "\(index)")
            facts.set(made.field("m0"), of: index, to: .number(number))
        }
        #expect(RowExecutor(made.program).evaluate(facts).value(id) == .number(Int64.max - 5))
    }
}

extension RuleValue {
    /// Whether the value failed.
    var isFailure: Bool {
        if case .failed = self { return true }
        return false
    }
}
