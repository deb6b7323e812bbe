import Rules
import Testing

/// What a computation says it read.
@Suite struct `Trace of a computation` {
    private static func reads(_ evaluation: Evaluation, _ id: DefinitionID, row: Int = 0) -> [TraceRead] {
        let step = evaluation.trace?.steps.first { $0.definition == id && $0.row.index == row }
        return step.map(evaluation.reads) ?? []
    }

    @Test func `only what was wanted and only the branch taken is read, in the order of the text`() {
        var made = HandMade(household: 4)
        let unwanted = made.define("unwanted", made.input("h3"))
        let idle = made.define("idle", made.input("h2"))
        let condition = made.node(.less(made.input("h1"), made.input("h0")))
        let choice = made.node(.choose(condition, made.input("h0"), made.node(.definition(idle))))
        let id = made.define("x", made.node(.add(choice, made.input("h1"))))
        let executor = RowExecutor(made.program)
        let evaluation = executor.evaluate(made.facts(["h0": .number(2), "h1": .number(1)]), wanting: [id])
        #expect(evaluation.value(id) == .number(3))
        #expect(evaluation.trace?.steps.map(\.definition) == [id])
        #expect(
            Self.reads(evaluation, id) == [
                .fact(made.field("h1"), .root, .number(1)), .fact(made.field("h0"), .root, .number(2)),
            ])
        #expect(evaluation.value(unwanted) == nil && evaluation.value(idle) == nil)
        let silent = executor.evaluate(
            made.facts(["h0": .number(2), "h1": .number(1)]), wanting: [id], recording: false)
        #expect(silent.trace == nil && silent.value(id) == .number(3))
    }

    @Test func `steps stand after those they rest on, and name rows, parameters and keys`() {
        var made = HandMade(fields: [
            .init(name: "area", label: "地区", entity: .root, type: .text, range: 0...0, words: ["urban", "rural"]),
            .init(name: "wage", label: "工资", entity: HandMade.member, type: .money(.month), range: 0...100),
        ])
        made.words = ["urban", "rural"]
        let share = made.parameter("share", .number(2))
        let table = made.parameter("standard", .table(["urban": .number(85), "rural": .number(65)]))
        let product = made.node(
            .multiply(made.input("wage"), made.node(.parameter(share), of: HandMade.member)), of: HandMade.member)
        let counted = made.define("counted", product, type: .money(.month))
        let body = made.node(.definition(counted), of: HandMade.member)
        let income = made.define(
            "income", made.node(.fold(.sum, over: HandMade.member, body: body, filter: nil)), type: .money(.month))
        let standard = made.node(.lookUp(table, [made.input("area")]))
        let gap = made.define("gap", made.node(.subtract(standard, made.node(.definition(income)))))
        var facts = made.facts(["area": .word("rural")])
        for (index, wage) in [10, 3].enumerated() {
            _ = facts.add(HandMade.member, key: "m\(index)")
            facts.set(made.field("wage"), of: index, to: .number(Int64(wage)))
        }
        let evaluation = RowExecutor(made.program).evaluate(facts, wanting: [gap])
        #expect(evaluation.value(gap) == .number(39))
        let rows = [0, 1].map { RowID(entity: HandMade.member, index: $0) }
        #expect(evaluation.trace?.steps.map(\.definition) == [counted, counted, income, gap])
        #expect(evaluation.trace?.steps.map(\.row) == rows + [.root, .root])
        #expect(
            Self.reads(evaluation, counted, row: 1) == [
                .fact(made.field("wage"), rows[1], .number(3)), .parameter(share, keys: [], 2),
            ])
        #expect(
            Self.reads(evaluation, income) == [
                .rows(HandMade.member, below: .root, count: 2), .definition(counted, rows[0]),
                .definition(counted, rows[1]),
            ])
        #expect(
            Self.reads(evaluation, gap) == [
                .parameter(table, keys: ["rural"], 65), .fact(made.field("area"), .root, .word("rural")),
                .definition(income, .root),
            ])
        #expect(evaluation.key(of: rows[1]) == "m1" && evaluation.rows(of: HandMade.member) == rows)
    }

    @Test func `open facts are read with what is known, and only questions that matter are named`() {
        var made = HandMade(household: 3, range: 0...100)
        let idle = made.node(.multiply(made.input("h2"), made.constant(0)))
        let floor = made.node(.maximum(made.input("h1"), made.input("h0")))
        let id = made.define("x", made.node(.add(floor, idle)))
        let facts = made.facts([
            "h0": .between(40, 60, reason: "工资未报"), "h1": .between(0, 30, reason: "地租未报"), "h2": .unknown(reason: "未答"),
        ])
        let evaluation = RowExecutor(made.program).evaluate(facts)
        let wage = Question(field: made.field("h0"), row: .root, reason: "工资未报")
        #expect(evaluation.value(id) == .open(OpenValue(numbers: 40...60, questions: [wage])))
        #expect(
            Self.reads(evaluation, id).contains(
                .fact(made.field("h0"), .root, .open(OpenValue(numbers: 40...60, questions: [wage])))))
    }

    @Test func `a hundred questions are told apart, and texts are words and not numbers`() {
        var made = HandMade(fields: [
            .init(
                name: "kind", label: "类别", entity: HandMade.member, type: .text, range: 0...0, words: ["a", "b", "z"])
        ])
        made.words = ["a", "m", "b", "z"]
        let kind = made.input("kind")
        let word = made.define("word", kind, type: .text)
        let known = made.define("known", made.node(.isAmong(kind, [0, 2, 3]), of: HandMade.member), type: .flag)
        let middle = made.define(
            "middle", made.node(.equal(kind, made.constant(1, of: HandMade.member)), of: HandMade.member), type: .flag)
        let isA = made.define(
            "isA", made.node(.equal(kind, made.constant(0, of: HandMade.member)), of: HandMade.member), type: .flag)
        let body = made.node(.definition(isA), of: HandMade.member)
        let count = made.define("count", made.node(.fold(.count, over: HandMade.member, body: body, filter: body)))
        var facts = made.facts([:])
        for index in 0..<20 {
            _ = facts.add(HandMade.member, key: "\(index)")
            facts.set(made.field("kind"), of: index, to: index == 7 ? .word("b") : .unknown(reason: "\(index)"))
        }
        let evaluation = RowExecutor(made.program).evaluate(facts)
        #expect(evaluation.value(known, row: 3) == .number(1) && evaluation.value(middle, row: 3) == .number(0))
        guard case .open(let open) = evaluation.value(count), case .open(let text) = evaluation.value(word, row: 3)
        else {
            Issue.record("The count and the word are open.")
            return
        }
        #expect(open.bounds == .numbers(0...19))
        #expect(open.questions.map(\.row.index) == (0..<20).filter { $0 != 7 })
        #expect(text.bounds == .words(["a", "b", "z"]) && evaluation.value(word, row: 7) == .word("b"))
    }

    @Test func `a chain of a hundred thousand operands needs no deep stack`() {
        var made = HandMade(household: 1)
        var sum = made.input("h0")
        let one = made.constant(1)
        for _ in 0..<100_000 { sum = made.node(.add(sum, one)) }
        let id = made.define("x", sum)
        let evaluation = RowExecutor(made.program).evaluate(made.facts(["h0": .number(5)]))
        #expect(evaluation.value(id) == .number(100_005))
        #expect(Self.reads(evaluation, id) == [.fact(made.field("h0"), .root, .number(5))])
        guard case .failed(let failures) = RowExecutor(made.program).evaluate(made.facts([:])).value(id) else {
            Issue.record("Without its fact the chain fails.")
            return
        }
        #expect(failures.map(\.cause) == [.absentFact(label: "h0")])
    }
}

extension OpenValue {
    /// An open number that cannot fail.
    fileprivate init(numbers: ClosedRange<Int64>, questions: [Question]) {
        self.init(bounds: .numbers(numbers), questions: questions, mayFail: false)
    }
}
