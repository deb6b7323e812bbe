import Rules
import Testing

/// Ranges of open facts through every operation, against all their values one by one.
@Suite struct `Ranges through operations` {
    struct Binary: CustomTestStringConvertible, Sendable {
        let testDescription: String
        var exact = true
        let operation: @Sendable (NodeID, NodeID) -> Rules.Operation
        /// The result for certain operands; `nil` when the operation fails.
        let result: @Sendable (Int64, Int64) -> Int64?
    }

    static let ranges: [ClosedRange<Int64>] = (-4...4).flatMap { low in (low...4).map { low...$0 } }

    static let binaries: [Binary] = [
        Binary(testDescription: "add", operation: { .add($0, $1) }, result: { $0 + $1 }),
        Binary(testDescription: "subtract", operation: { .subtract($0, $1) }, result: { $0 - $1 }),
        Binary(testDescription: "multiply", operation: { .multiply($0, $1) }, result: { $0 * $1 }),
        Binary(testDescription: "divide down", operation: { .divide($0, $1, .down) }) { quotient($0, $1) { $0.down } },
        Binary(testDescription: "divide up", operation: { .divide($0, $1, .up) }) { quotient($0, $1) { $0.up } },
        Binary(testDescription: "divide half up", operation: { .divide($0, $1, .halfUp) }) {
            quotient($0, $1) { $0.half }
        },
        Binary(testDescription: "remainder", exact: false, operation: { .remainder($0, $1) }) { value, divisor in
            quotient(value, divisor) { $0.down }.map { value - $0 * divisor }
        },
        Binary(testDescription: "minimum", operation: { .minimum($0, $1) }, result: { min($0, $1) }),
        Binary(testDescription: "maximum", operation: { .maximum($0, $1) }, result: { max($0, $1) }),
        Binary(testDescription: "equal", operation: { .equal($0, $1) }, result: { $0 == $1 ? 1 : 0 }),
        Binary(testDescription: "less", operation: { .less($0, $1) }, result: { $0 < $1 ? 1 : 0 }),
        Binary(testDescription: "less or equal", operation: { .lessOrEqual($0, $1) }, result: { $0 <= $1 ? 1 : 0 }),
    ]

    /// The three roundings of a quotient, found by counting rather than by division.
    struct Roundings {
        let down, up, half: Int64
    }

    static func quotient(_ value: Int64, _ divisor: Int64, _ take: (Roundings) -> Int64) -> Int64? {
        guard divisor > 0, let down = (-20...20).last(where: { $0 * divisor <= value }) else { return nil }
        let up = down * divisor == value ? down : down + 1
        let (below, above) = (value - down * divisor, up * divisor - value)
        let half = below == above ? (value < 0 ? down : up) : (below < above ? down : up)
        return take(Roundings(down: down, up: up, half: half))
    }

    @Test(arguments: binaries)
    func `every pair of small ranges gives the hull of all results`(_ binary: Binary) {
        var made = HandMade(household: 2)
        let (left, right) = (made.input("h0"), made.input("h1"))
        let id = made.define("x", made.node(binary.operation(left, right)))
        let executor = RowExecutor(made.program)
        for a in Self.ranges {
            for b in Self.ranges {
                let facts = made.facts(["h0": .range(a), "h1": .range(b)])
                let value = executor.evaluate(facts, wanting: [id], recording: false).value(id)
                let results = a.flatMap { left in b.map { binary.result(left, $0) } }
                let wrong = Self.mistake(value, results, exact: binary.exact)
                if let wrong { Issue.record("\(binary.testDescription) of \(a) and \(b): \(wrong)") }
            }
        }
    }

    @Test(arguments: [(true, false), (true, true), (false, true)])
    func `a branch is chosen, or both are joined`(_ open: Bool, _ holds: Bool) {
        var made = HandMade(household: 3)
        let (condition, yes, no) = (made.input("h0"), made.input("h1"), made.input("h2"))
        let id = made.define("x", made.node(.choose(condition, yes, no)))
        let executor = RowExecutor(made.program)
        for a in Self.ranges {
            for b in Self.ranges {
                let flags: ClosedRange<Int64> = open ? 0...1 : (holds ? 1...1 : 0...0)
                let facts = made.facts(["h0": .range(flags), "h1": .range(a), "h2": .range(b)])
                let results = flags.flatMap { flag in flag == 1 ? Array(a) : Array(b) }
                let value = executor.evaluate(facts, wanting: [id], recording: false).value(id)
                if let wrong = Self.mistake(value, results, exact: true) { Issue.record("\(a), \(b): \(wrong)") }
            }
        }
    }

    @Test func `membership in a set and the sign of a flag`() {
        var made = HandMade(household: 1)
        let among = made.node(.isAmong(made.input("h0"), [-3, -2, 1]))
        let (id, opposite) = (made.define("x", among), made.define("y", made.node(.not(among))))
        let executor = RowExecutor(made.program)
        for a in Self.ranges {
            let evaluation = executor.evaluate(made.facts(["h0": .range(a)]))
            let results = a.map { [-3, -2, 1].contains($0) ? Int64(1) : 0 }
            let wrong = [
                Self.mistake(evaluation.value(id), results, exact: true),
                Self.mistake(evaluation.value(opposite), results.map { 1 - $0 }, exact: true),
            ]
            for wrong in wrong.compactMap(\.self) { Issue.record("\(a): \(wrong)") }
        }
    }

    @Test func `results that leave 64 bits may fail, or certainly do`() {
        var made = HandMade(household: 2, range: Int64.min...Int64.max)
        let id = made.define("x", made.node(.multiply(made.input("h0"), made.input("h1"))))
        let executor = RowExecutor(made.program)
        func value(_ a: ClosedRange<Int64>, _ b: ClosedRange<Int64>) -> RuleValue? {
            executor.evaluate(made.facts(["h0": .range(a), "h1": .range(b)]), wanting: [id]).value(id)
        }
        guard case .open(let open) = value(Int64.max / 2...Int64.max, -3 ... -2) else {
            Issue.record("A product that may fit is open.")
            return
        }
        #expect(open.mayFail && open.bounds == .numbers(Int64.min...(Int64.max / 2 * -2)))
        guard case .failed(let failures) = value(Int64.max - 5...Int64.max, 2...3) else {
            Issue.record("A product that cannot fit fails.")
            return
        }
        #expect(failures.map(\.cause) == [.overflow])
    }

    /// What is wrong with a value, given the results of all completions, `nil` for those that fail.
    static func mistake(_ value: RuleValue?, _ results: [Int64?], exact: Bool) -> String? {
        let numbers = results.compactMap(\.self)
        let someFail = numbers.count < results.count
        switch value {
        case .number(let number):
            return someFail || numbers.contains { $0 != number } ? "certain \(number), but \(results)" : nil
        case .failed: return numbers.isEmpty ? nil : "failed, but \(results)"
        case .open(let open):
            guard case .numbers(let range) = open.bounds, let low = numbers.min(), let high = numbers.max() else {
                return "open, but \(results)"
            }
            if someFail && !open.mayFail { return "may fail, and does not say so" }
            if exact && open.mayFail != someFail { return "says it may fail, but never does" }
            if exact, range != low...high { return "\(range) is not \(low)...\(high)" }
            if exact, low == high, !someFail { return "certain, but open" }
            return range.contains(low) && range.contains(high) ? nil : "\(range) does not contain \(low)...\(high)"
        default: return "no value"
        }
    }
}
