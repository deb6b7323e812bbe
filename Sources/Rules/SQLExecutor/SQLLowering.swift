/// A program made ready for SQL: parameters are numbers, derived values are their steps, the calendar is arithmetic.
struct SQLLowering {
    let program: RuleProgram
    var table: NodeTable
    /// The columns wanted: a name and its node.
    private(set) var outputs: [(name: String, node: NodeID)] = []

    /// Whether each node is a condition in SQL; numbers otherwise.
    private(set) var isFlag: [Bool] = []

    var columns: [String] { outputs.map(\.name) }

    init(_ program: RuleProgram, wanted: [DefinitionID]) {
        self.program = program
        table = NodeTable(schema: program.schema)
        var moved: [NodeID] = []
        moved.reserveCapacity(program.nodes.count)
        for (index, node) in program.nodes.enumerated() {
            if index < program.places.count { table.place = program.places[index] }
            moved.append(lowered(node, moved))
        }
        for node in table.nodes { isFlag.append(isCondition(node.operation)) }
        for id in wanted {
            let definition = program.definitions[id.index]
            outputs.append((definition.text.name, moved[definition.value.index]))
            if let denominator = definition.denominator {
                outputs.append((definition.text.name + "_denominator", moved[denominator.index]))
            }
        }
    }

    private func isCondition(_ operation: Operation) -> Bool {
        switch operation {
        case .equal, .less, .lessOrEqual, .and, .or, .not, .isAmong, .hasKey, .fold(.any, _, _, _),
            .fold(.all, _, _, _):
            true
        case .input(let field): program.schema.fields[field.index].type == .flag
        case .parent(let operand): isFlag[operand.index]
        case .choose(_, let first, let second): isFlag[first.index] || isFlag[second.index]
        default: false
        }
    }

    private mutating func lowered(_ node: Node, _ moved: [NodeID]) -> NodeID {
        switch node.operation {
        case .constant(let number): return table.constant(number, in: node.entity)
        case .parameter, .parameterDenominator:
            // A parameter is one number on its day, or fails.
            guard node.canFail || !node.range.isSingle else {
                return table.constant(node.range.lowerBound, in: node.entity)
            }
            return table.leaf(node.operation, in: node.entity, Proof(node.range, canFail: node.canFail))
        case .definition(let id): return moved[program.definitions[id.index].value.index]
        case .definitionDenominator(let id):
            let definition = program.definitions[id.index]
            return moved[(definition.denominator ?? definition.value).index]
        case .parent(let operand): return table.lift(moved[operand.index], to: node.entity)
        case .input: return table.leaf(node.operation, in: node.entity, Proof(node.range))
        case .lookUp, .hasKey:
            let operation = node.operation.replacingOperands { moved[$0.index] }
            return table.leaf(operation, in: node.entity, Proof(node.range, canFail: node.canFail))
        case .calendar(let function, let arguments):
            return calendar(function, arguments.map { moved[$0.index] }, node)
        default:
            let operation = node.operation.replacingOperands { moved[$0.index] }
            // The compiler may have proved more than the operands' ranges say, as for a guarded divisor.
            let proof = table.proof(of: operation)
            guard proof.range != node.range, !node.range.contains(proof.range) else {
                return table.make(operation, in: node.entity)
            }
            return table.leaf(operation, in: node.entity, Proof(node.range, canFail: proof.canFail))
        }
    }

    /// The nodes that the outputs need, operands first.
    var needed: [NodeID] {
        var isNeeded = [Bool](repeating: false, count: table.nodes.count)
        for output in outputs { isNeeded[output.node.index] = true }
        for index in table.nodes.indices.reversed() where isNeeded[index] {
            for operand in table.nodes[index].operation.operands { isNeeded[operand.index] = true }
        }
        return table.nodes.indices.filter { isNeeded[$0] }.map(NodeID.init(index:))
    }

    /// The steps whose result may not fit 64 bits; SQL would stop, or go on with an inexact number.
    var refusals: [Diagnostic] {
        needed.compactMap { id in
            let node = table[id]
            guard node.canFail else { return nil }
            let operands = node.operation.operands.map { "\(table[$0].range)" }
            switch node.operation {
            case .add: return refusal(id, "the sum of \(operands[0]) and \(operands[1])")
            case .subtract: return refusal(id, "the difference of \(operands[0]) and \(operands[1])")
            case .multiply: return refusal(id, "the product of \(operands[0]) and \(operands[1])")
            case .fold(.sum, let entity, _, _):
                let most = program.schema.entities[entity.index].maximumRows
                return refusal(id, "the sum of \(most) rows of \(operands[0])")
            default: return nil
            }
        }
    }

    private func refusal(_ id: NodeID, _ what: String) -> Diagnostic {
        let place = table.places[id.index]
        let text = program.definitions[place.definition.index].text
        let source = SourceText(text.expression, file: text.file, line: text.line, column: text.column)
        return Diagnostic(
            "\"\(text.name)\" cannot be written in SQL: \(what) may not fit 64 bits; declare narrower ranges of "
                + "the facts, or round earlier",
            at: place.range, in: source)
    }
}
