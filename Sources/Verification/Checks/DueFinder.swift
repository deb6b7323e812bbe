import Rules

/// Derives from the steps of an expression when its value changes by the calendar alone.
struct DueFinder {
    private enum Calendar { case day, month, year }

    /// How a number moves from one day to the next.
    private enum Motion: Equatable {
        case steady(Int)
        case unsteady
    }

    private let program: RuleProgram
    private let clocks: [FieldID: Calendar]
    /// The nodes whose values a term refers to, by the number of the output.
    private(set) var outputs: [NodeID]

    /// Begins behind outputs that a plan has anyway.
    init(_ program: RuleProgram, outputs: [NodeID], asOf: FieldID, month: FieldID, year: FieldID) {
        self.program = program
        self.outputs = outputs
        clocks = [asOf: .day, month: .month, year: .year]
    }

    private mutating func output(_ node: NodeID) -> Int {
        if let known = outputs.firstIndex(of: node) { return known }
        outputs.append(node)
        return outputs.count - 1
    }

    private func resolved(_ node: NodeID) -> NodeID {
        switch program.nodes[node.index].operation {
        case .definition(let id): resolved(program.definitions[id.index].value)
        default: node
        }
    }

    private func reads(_ node: NodeID, _ found: inout Set<Calendar>) {
        switch program.nodes[node.index].operation {
        case .input(let field): if let clock = clocks[field] { found.insert(clock) }
        case .definition(let id): reads(program.definitions[id.index].value, &found)
        case .definitionDenominator(let id):
            if let node = program.definitions[id.index].denominator { reads(node, &found) }
        case let operation: for operand in operation.operands { reads(operand, &found) }
        }
    }

    private func motion(_ node: NodeID) -> Motion {
        var clocks: Set<Calendar> = []
        reads(node, &clocks)
        if clocks.isEmpty { return .steady(0) }
        switch program.nodes[node.index].operation {
        case .input: return clocks == [.day] ? .steady(1) : .unsteady
        case .definition(let id): return motion(program.definitions[id.index].value)
        case .parent(let above): return motion(above)
        case .add(let a, let b):
            guard case (.steady(let x), .steady(let y)) = (motion(a), motion(b)) else { return .unsteady }
            return .steady(x + y)
        case .subtract(let a, let b):
            guard case (.steady(let x), .steady(let y)) = (motion(a), motion(b)) else { return .unsteady }
            return .steady(x - y)
        default: return .unsteady
        }
    }

    /// When a node's value next changes.
    mutating func term(_ node: NodeID) -> DueTerm {
        var clocks: Set<Calendar> = []
        reads(node, &clocks)
        if clocks.isEmpty { return .never }
        if !clocks.contains(.day) { return clocks.contains(.month) ? .nextMonth : .nextYear }
        switch program.nodes[node.index].operation {
        case .definition(let id): return term(program.definitions[id.index].value)
        case .not(let flag): return term(flag)
        case .and(let a, let b), .or(let a, let b): return earliest([term(a), term(b)])
        case .choose(let flag, let first, let second):
            return .choice(condition: output(flag), flag: term(flag), term(first), term(second))
        case .less(let a, let b): return comparison(a, b, allowsEqual: false)
        case .lessOrEqual(let a, let b): return comparison(a, b, allowsEqual: true)
        case .equal(let a, let b):
            if let years = years(a, b) { return years }
            guard case (.steady(let x), .steady(let y)) = (motion(a), motion(b)), abs(y - x) == 1 else {
                return .tomorrow
            }
            return .equality(output(a), output(b), rises: y > x)
        case .calendar(.fullYears, let arguments): return birthday(arguments) ?? .tomorrow
        case .parent(let above):
            // The row above computes it; only what needs no output can be said from here.
            let term = term(above)
            return term == .nextMonth || term == .nextYear || term == .never ? term : .tomorrow
        default: return .tomorrow
        }
    }

    private mutating func comparison(_ a: NodeID, _ b: NodeID, allowsEqual: Bool) -> DueTerm {
        if case .birthday(let birth)? = years(a, b) {
            let rises = motion(a) == .steady(0)
            return .years(output(a), output(b), allowsEqual: allowsEqual, rises: rises, birth: birth)
        }
        guard case (.steady(let x), .steady(let y)) = (motion(a), motion(b)) else { return .tomorrow }
        if x == y { return .never }
        guard abs(y - x) == 1 else { return .tomorrow }
        return .comparison(output(a), output(b), allowsEqual: allowsEqual, rises: y > x)
    }

    /// A comparison of full years with something that stands still.
    private mutating func years(_ a: NodeID, _ b: NodeID) -> DueTerm? {
        for (one, other) in [(a, b), (b, a)] where motion(other) == .steady(0) {
            if case .calendar(.fullYears, let arguments) = program.nodes[resolved(one).index].operation {
                return birthday(arguments)
            }
        }
        return nil
    }

    private mutating func birthday(_ arguments: [NodeID]) -> DueTerm? {
        guard arguments.count == 2, motion(arguments[0]) == .steady(0), motion(arguments[1]) == .steady(1),
            case .input = program.nodes[lifted(arguments[1]).index].operation
        else { return nil }
        return .birthday(output(arguments[0]))
    }

    private func lifted(_ node: NodeID) -> NodeID {
        if case .parent(let above) = program.nodes[node.index].operation { return lifted(above) }
        return resolved(node)
    }

    private func earliest(_ terms: [DueTerm]) -> DueTerm {
        let terms = terms.filter { !$0.isNever }
        return terms.isEmpty ? .never : terms.count == 1 ? terms[0] : .earliest(terms)
    }
}
