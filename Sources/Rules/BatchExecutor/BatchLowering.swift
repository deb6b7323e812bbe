import Primitives

/// Turns the nodes of a program into steps over lanes, and whether a node fails into further steps.
///
/// Of each node there are two operands: the value, and a flag that says in which lanes it failed. A node that cannot
/// fail has the constant flag 0, which simplifies away, so that what is proved costs nothing.
///
/// A node that every row needs hands its failing rows on at once, and counts as one that cannot fail from there on;
/// flags travel only from nodes behind a condition, which guards against the failure. A row may be handed on where the
/// row executor finds a value after all, never the other way round.
struct BatchLowering {
    struct Lanes {
        var value: BatchOperand
        var failure = BatchOperand.no
    }

    let program: RuleProgram
    var builder = BatchBuilder()
    /// The flag of the root rows that are handed on already.
    private(set) var handedOn = BatchOperand.no
    private var lowered: [Lanes] = []
    private let isNeededByAll: [Bool]
    private let numbers: [[UInt8]: Int64]

    init(_ program: RuleProgram, outputs: [NodeID]) {
        self.program = program
        isNeededByAll = program.nodesNeededByAll(for: outputs)
        var numbers: [[UInt8]: Int64] = [:]
        for (number, word) in program.words.enumerated() { numbers[Array(word.utf8)] = Int64(number) }
        self.numbers = numbers
        for (position, node) in program.nodes.enumerated() {
            var lanes = lower(node)
            if isNeededByAll[position], lanes.failure != .no {
                handOn(lanes.failure, of: node.entity)
                lanes.failure = .no
            }
            lowered.append(lanes)
        }
    }

    /// Hands on the root rows above or at the lanes whose flag is set.
    mutating func handOn(_ failure: BatchOperand, of entity: EntityID) {
        var (flag, entity) = (failure, entity)
        while let parent = program.schema.entities[entity.index].parent {
            flag = builder.fold(.any, over: entity.index, flag, in: parent.index)
            entity = parent
        }
        handedOn = builder.pair(.or, handedOn, flag, in: 0)
    }

    subscript(_ node: NodeID) -> Lanes { lowered[node.index] }

    private mutating func lower(_ node: Node) -> Lanes {
        let entity = node.entity.index
        switch node.operation {
        case .constant(let number): return Lanes(value: .constant(number))
        case .parameter(let id): return parameter(id) { $0.number(in: self) }
        case .parameterDenominator(let id): return parameter(id) { $0.denominator }
        case .input(let field): return Lanes(value: builder.input(field.index, of: entity))
        case .definition(let id): return self[program.definitions[id.index].value]
        case .definitionDenominator(let id):
            guard let denominator = program.definitions[id.index].denominator else { return Lanes(value: .yes) }
            return self[denominator]
        case .parent(let operand):
            let above = self[operand]
            return Lanes(
                value: builder.spread(above.value, to: entity), failure: builder.spread(above.failure, to: entity))
        case .add(let a, let b): return pair(.add, a, b, node, .addOverflows)
        case .subtract(let a, let b): return pair(.subtract, a, b, node, .subtractOverflows)
        case .multiply(let a, let b): return pair(.multiply, a, b, node, .multiplyOverflows)
        case .divide(let a, let b, .down): return quotient(.quotientDown, a, b, node)
        case .divide(let a, let b, .up): return quotient(.quotientUp, a, b, node)
        case .divide(let a, let b, .halfUp): return quotient(.quotientHalfUp, a, b, node)
        case .remainder(let a, let b): return quotient(.remainder, a, b, node)
        case .minimum(let a, let b): return pair(.minimum, a, b, node)
        case .maximum(let a, let b): return pair(.maximum, a, b, node)
        case .equal(let a, let b): return pair(.equal, a, b, node)
        case .less(let a, let b): return pair(.less, a, b, node)
        case .lessOrEqual(let a, let b): return pair(.lessOrEqual, a, b, node)
        case .and(let a, let b): return both(self[a], self[b], entity)
        case .or(let a, let b):
            if self[a].failure == .no, self[b].failure == .no { return pair(.or, a, b, node) }
            let both = both(negated(self[a], entity), negated(self[b], entity), entity)
            return negated(both, entity)
        case .not(let operand): return negated(self[operand], entity)
        case .choose(let condition, let first, let second):
            let (flag, yes, no) = (self[condition], self[first], self[second])
            let taken = builder.choose(flag.value, yes.failure, no.failure, in: entity)
            return Lanes(
                value: builder.choose(flag.value, yes.value, no.value, in: entity),
                failure: builder.pair(.or, flag.failure, taken, in: entity))
        case .isAmong(let operand, let values):
            return Lanes(value: builder.among(self[operand].value, values, in: entity), failure: self[operand].failure)
        case .lookUp(let id, let keys): return lookUp(id, keys, node)
        case .hasKey(let id, let keys):
            let found = lookUp(id, keys, node)
            return Lanes(
                value: builder.pair(.notEqual, found.value, .constant(BatchTable.absent), in: entity),
                failure: anyFailure(of: keys, in: entity))
        case .fold(let fold, let child, let body, let filter):
            return self.fold(fold, over: child.index, self[body], filter.map { self[$0] }, node)
        case .calendar(let function, let operands): return calendar(function, operands, node)
        }
    }

    private func parameter(_ id: ParameterID, _ number: (ParameterContent) -> Int64) -> Lanes {
        switch program.parameters[id.index].content {
        case .success(let content): Lanes(value: .constant(number(content)))
        case .failure: Lanes(value: .no, failure: .yes)
        }
    }

    private mutating func pair(
        _ pair: BatchPair, _ a: NodeID, _ b: NodeID, _ node: Node, _ overflow: BatchPair? = nil
    ) -> Lanes {
        let entity = node.entity.index
        let value = builder.pair(pair, self[a].value, self[b].value, in: entity)
        var failure = builder.pair(.or, self[a].failure, self[b].failure, in: entity)
        if node.canFail, let overflow {
            let own = builder.pair(overflow, self[a].value, self[b].value, in: entity)
            failure = builder.pair(.or, failure, own, in: entity)
        }
        return Lanes(value: value, failure: failure)
    }

    private mutating func quotient(_ kind: BatchPair, _ a: NodeID, _ b: NodeID, _ node: Node) -> Lanes {
        let entity = node.entity.index
        // A divisor that is a flag only says whether there is a value at all.
        let isGuard = program.nodes[b.index].range.upperBound <= 1 && kind != .remainder
        var lanes =
            isGuard ? Lanes(value: self[a].value, failure: anyFailure(of: [a, b], in: entity)) : pair(kind, a, b, node)
        if node.canFail {
            let own = builder.pair(.lessOrEqual, self[b].value, .no, in: entity)
            lanes.failure = builder.pair(.or, lanes.failure, own, in: entity)
        }
        return lanes
    }

    private mutating func negated(_ lanes: Lanes, _ entity: Int) -> Lanes {
        Lanes(value: builder.not(lanes.value, in: entity), failure: lanes.failure)
    }

    /// False where either is certainly false; otherwise failed where either failed.
    private mutating func both(_ a: Lanes, _ b: Lanes, _ entity: Int) -> Lanes {
        let failed = builder.pair(.or, a.failure, b.failure, in: entity)
        guard failed != .no else { return Lanes(value: builder.pair(.and, a.value, b.value, in: entity)) }
        let possibleA = builder.pair(.or, a.failure, a.value, in: entity)
        let possibleB = builder.pair(.or, b.failure, b.value, in: entity)
        let possible = builder.pair(.and, possibleA, possibleB, in: entity)
        return Lanes(value: possible, failure: builder.pair(.and, failed, possible, in: entity))
    }

    private mutating func anyFailure(of nodes: [NodeID], in entity: Int) -> BatchOperand {
        nodes.reduce(.no) { builder.pair(.or, $0, self[$1].failure, in: entity) }
    }

    private mutating func lookUp(_ id: ParameterID, _ keys: [NodeID], _ node: Node) -> Lanes {
        guard case .success(let content) = program.parameters[id.index].content else {
            return Lanes(value: .no, failure: .yes)
        }
        let entity = node.entity.index
        let table = BatchTable(content, depth: keys.count) {
            numbers[Array($0.utf8)]
        } entry: {
            $0.number(in: self)
        }
        let found = builder.lookUp(table, keys.map { self[$0].value }, in: entity)
        var failure = anyFailure(of: keys, in: entity)
        if node.canFail {
            let own = builder.pair(.equal, found, .constant(BatchTable.absent), in: entity)
            failure = builder.pair(.or, failure, own, in: entity)
        }
        return Lanes(value: found, failure: failure)
    }

    func number(of word: String) -> Int64 { numbers[Array(word.utf8)] ?? -1 }

    private mutating func fold(
        _ fold: Fold, over child: Int, _ body: Lanes, _ filter: Lanes?, _ node: Node
    ) -> Lanes {
        let entity = node.entity.index
        let taken = filter?.value ?? .yes
        let bodyFailure = builder.pair(.and, taken, body.failure, in: child)
        let rowFailure = builder.pair(.or, filter?.failure ?? .no, bodyFailure, in: child)
        var failure = builder.fold(.any, over: child, rowFailure, in: entity)
        let value: BatchOperand
        switch fold {
        case .sum:
            let counted = builder.choose(taken, body.value, .no, in: child)
            value = builder.fold(.sum, over: child, counted, in: entity)
            if node.canFail {
                let own = builder.fold(.sumOverflows, over: child, counted, in: entity)
                failure = builder.pair(.or, failure, own, in: entity)
            }
        case .count: value = builder.fold(.sum, over: child, taken, in: entity)
        case .any:
            let holds = builder.pair(.and, taken, body.value, in: child)
            value = builder.fold(.any, over: child, holds, in: entity)
        case .all:
            let holds = builder.pair(.or, builder.not(taken, in: child), body.value, in: child)
            value = builder.fold(.all, over: child, holds, in: entity)
        case .minimum, .maximum:
            let none: Int64 = fold == .minimum ? .max : .min
            let counted = builder.choose(taken, body.value, .constant(none), in: child)
            value = builder.fold(fold == .minimum ? .minimum : .maximum, over: child, counted, in: entity)
            if node.canFail {
                let rows = builder.fold(.sum, over: child, taken, in: entity)
                let own = builder.pair(.equal, rows, .no, in: entity)
                failure = builder.pair(.or, failure, own, in: entity)
            }
        case .distinct: value = builder.fold(.distinct, over: child, body.value, filter: taken, in: entity)
        }
        return Lanes(value: value, failure: failure)
    }

    private mutating func calendar(_ function: CalendarFunction, _ operands: [NodeID], _ node: Node) -> Lanes {
        let entity = node.entity.index
        let first = self[operands[0]].value
        let second = operands.count > 1 ? self[operands[1]].value : .no
        var failure = anyFailure(of: operands, in: entity)
        if node.canFail {
            let own = builder.pair(.calendarFails(function), first, second, in: entity)
            failure = builder.pair(.or, failure, own, in: entity)
        }
        return Lanes(value: builder.pair(.calendar(function), first, second, in: entity), failure: failure)
    }
}

extension RuleProgram {
    /// For each node whether outputs need it for every row, whatever the conditions say.
    ///
    /// The branches of a choice, what stands right of `&&` and `||`, and the body behind a filter are not.
    fileprivate func nodesNeededByAll(for outputs: [NodeID]) -> [Bool] {
        var isNeeded = [Bool](repeating: false, count: nodes.count)
        for output in outputs { isNeeded[output.index] = true }
        for position in nodes.indices.reversed() where isNeeded[position] {
            let operands: [NodeID] =
                switch nodes[position].operation {
                case .choose(let condition, _, _): [condition]
                case .and(let first, _), .or(let first, _): [first]
                case .fold(_, _, _, let filter?): [filter]
                case .definition(let id): [definitions[id.index].value]
                case .definitionDenominator(let id): definitions[id.index].denominator.map { [$0] } ?? []
                default: nodes[position].operation.operands
                }
            for operand in operands { isNeeded[operand.index] = true }
        }
        return isNeeded
    }
}

extension ParameterContent {
    /// The number that stands for the content in lanes: of a ratio its numerator, of a word its number.
    fileprivate func number(in lowering: BatchLowering) -> Int64 {
        switch self {
        case .number(let number): number
        case .ratio(let ratio): ratio.numerator
        case .word(let word): lowering.number(of: word)
        case .list, .table: 0
        }
    }

    fileprivate var denominator: Int64 { if case .ratio(let ratio) = self { ratio.denominator } else { 1 } }
}
