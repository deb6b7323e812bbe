import Rules
import Testing

/// Failures: which of them matter, and what they say.
@Suite struct `Failures of rules` {
    /// An operand of a connective.
    enum Side: String, CaseIterable {
        case no, yes, open, fails

        var fact: FactValue? {
            switch self {
            case .no: .number(0)
            case .yes: .number(1)
            case .open: .unknown(reason: "未答")
            case .fails: nil
            }
        }

        init(_ value: RuleValue?) {
            switch value {
            case .number(let number): self = number == 1 ? .yes : .no
            case .open: self = .open
            default: self = .fails
            }
        }
    }

    @Test(arguments: Side.allCases, Side.allCases)
    func `what decides wins over failure, failure wins over silence`(_ left: Side, _ right: Side) {
        var made = HandMade(household: 2, range: 0...1)
        let (a, b) = (made.input("h0"), made.input("h1"))
        let both = made.define("both", made.node(.and(a, b)), type: .flag)
        let either = made.define("either", made.node(.or(a, b)), type: .flag)
        let sum = made.define("sum", made.node(.add(a, b)))
        var facts = made.facts([:])
        if let fact = left.fact { facts.set(made.field("h0"), to: fact) }
        if let fact = right.fact { facts.set(made.field("h1"), to: fact) }
        let evaluation = RowExecutor(made.program).evaluate(facts)
        func expected(_ order: [Side]) -> Side { order.first { $0 == left || $0 == right } ?? .fails }
        #expect(Side(evaluation.value(both)) == expected([.no, .fails, .open, .yes]))
        #expect(Side(evaluation.value(either)) == expected([.yes, .fails, .open, .no]))
        if left == .fails || right == .fails { #expect(Side(evaluation.value(sum)) == .fails) }
    }

    @Test(arguments: Side.allCases)
    func `a branch that is not taken cannot fail, a branch that may be taken can`(_ condition: Side) {
        var made = HandMade(household: 2, range: 0...1)
        let choice = made.node(.choose(made.input("h0"), made.input("h1"), made.constant(0)))
        let id = made.define("x", choice)
        var facts = made.facts([:])
        if let fact = condition.fact { facts.set(made.field("h0"), to: fact) }
        let value = RowExecutor(made.program).evaluate(facts).value(id)
        #expect(Side(value) == (condition == .no ? .no : .fails))
    }

    @Test func `every failure that matters is named, with its rule, line, row and what to do`() {
        var made = HandMade(household: 2, member: 2)
        let missing = made.parameter("limit", nil)
        let ratio = made.node(.divide(made.input("m0"), made.input("m1"), .down), of: HandMade.member)
        let share = made.define("share", ratio)
        let body = made.node(.definition(share), of: HandMade.member)
        let sum = made.node(.fold(.sum, over: HandMade.member, body: body, filter: nil))
        let total = made.define("total", made.node(.add(sum, made.node(.parameter(missing)))))
        var facts = made.facts([:])
        for (index, divisor) in [0, 5, -2].enumerated() {
            _ = facts.add(HandMade.member, key: "m\(index)")
            facts.set(made.field("m0"), of: index, to: .number(1))
            facts.set(made.field("m1"), of: index, to: .number(Int64(divisor)))
        }
        guard case .failed(let failures) = RowExecutor(made.program).evaluate(facts, wanting: [total]).value(total)
        else {
            Issue.record("A sum of failures fails.")
            return
        }
        #expect(
            failures.map(\.cause) == [.divisor(0), .divisor(-2), .missingParameter(name: "limit", sentence: "那天没有值。")])
        #expect(failures.map(\.key) == ["m0", "m2", "h"])
        #expect(failures.map(\.place) == ["hand.yaml:1", "hand.yaml:1", "hand.yaml:2"])
        #expect(failures[0].sentence == "计算“share”时除数是0，不能作除数；请核对有关数据。")
    }

    @Test func `facts unfit for rules are refused before any rule runs`() {
        var made = HandMade(household: 1, member: 1, range: 0...10)
        let id = made.define("x", made.constant(1))
        let executor = RowExecutor(made.program)
        func causes(_ change: (inout FactTable) -> Void) -> [RuleFailure.Cause] {
            var facts = made.facts([:])
            change(&facts)
            let evaluation = executor.evaluate(facts)
            #expect(evaluation.value(id) == (evaluation.faults.isEmpty ? .number(1) : .failed(evaluation.faults)))
            return evaluation.faults.map(\.cause)
        }
        #expect(causes { $0.set(made.field("h0"), to: .number(11)) } == [.unfitFact(label: "h0", .number(11))])
        #expect(causes { $0.set(made.field("h0"), to: .word("x")) } == [.unfitFact(label: "h0", .word("x"))])
        let reversed = FactValue.between(3, 2, reason: "未答")
        #expect(causes { $0.set(made.field("h0"), to: reversed) } == [.unfitFact(label: "h0", reversed)])
        #expect(
            causes { facts in
                _ = facts.add(HandMade.member, key: "张三")
                _ = facts.add(HandMade.member, key: "张三")
            } == [.repeatedRow(label: "成员")])
        #expect(causes { _ = $0.add(HandMade.member, below: 3, key: "张三") } == [.orphanRow(label: "成员")])
        #expect(
            causes { facts in for index in 0...20 { _ = facts.add(HandMade.member, key: "\(index)") } }
                == [.tooManyRows(label: "成员", limit: 20)])
        #expect(causes { $0.set(made.field("h0"), to: .unknown(reason: "未答")) } == [])
    }

    @Test func `an absent key, an empty least and a day outside the calendar fail`() {
        var made = HandMade(fields: [
            .init(name: "area", label: "地区", entity: .root, type: .text, range: 0...0),
            .init(name: "day", label: "日期", entity: .root, type: .date, range: Int64.min...Int64.max),
        ])
        made.words = ["urban", "rural"]
        let table = made.parameter("standard", .table(["urban": .number(85000), "rural": .number(65000)]))
        let area = made.input("area")
        let standard = made.define("standard", made.node(.lookUp(table, [area])))
        let has = made.define("has", made.node(.hasKey(table, [area])))
        let least = made.node(
            .fold(.minimum, over: HandMade.member, body: made.constant(1, of: HandMade.member), filter: nil))
        let least2 = made.define("least", least)
        let month = made.define("month", made.node(.calendar(.monthOfDate, [made.input("day")])))
        let executor = RowExecutor(made.program)
        let evaluation = executor.evaluate(made.facts(["area": .word("集镇"), "day": .number(1_000_000)]))
        func cause(_ id: DefinitionID) -> RuleFailure.Cause? {
            guard case .failed(let failures) = evaluation.value(id) else { return nil }
            return failures.first?.cause
        }
        #expect(cause(standard) == .absentKey(parameter: "standard", keys: ["集镇"]))
        #expect(evaluation.value(has) == .number(0))
        #expect(cause(least2) == .noRows(label: "成员"))
        #expect(cause(month) == .outsideCalendar)
        let open = executor.evaluate(made.facts(["area": .unknown(reason: "未答"), "day": .number(0)]))
        guard case .open(let value) = open.value(standard) else {
            Issue.record("A standard under an open word is open.")
            return
        }
        #expect(value.bounds == .numbers(65000...85000) && value.mayFail)
        #expect(open.value(month) == .number(1970 * 12))
    }
}
