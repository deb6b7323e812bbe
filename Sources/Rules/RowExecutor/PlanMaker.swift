private import Primitives

/// Makes instructions of nodes, one after another.
struct PlanMaker {
    let program: RuleProgram
    var instructions: [Instruction] = []
    var lists: [[Int32]] = []
    var sets: [[Int64]] = []
    var milestones: [Int] = []
    var fields: [FieldPlan]
    let words: [WordKey: Int64]
    private var depth: [Int] = []
    /// The instruction that stands for each node: all that read one field are one, so that a fact is read once.
    private var canonical: [Int32] = []

    init(_ program: RuleProgram) {
        self.program = program
        let numbered = program.words.enumerated().map { (WordKey(text: $1), Int64($0)) }
        let words = Dictionary(numbered) { first, _ in first }
        self.words = words
        fields = program.schema.fields.map { field in
            FieldPlan(
                entity: field.entity.index, isText: field.type == .text, range: field.range,
                words: field.words.map { $0.compactMap { words[WordKey(text: $0)] }.sorted() }, instruction: nil)
        }
    }

    mutating func add(_ node: Node, at index: Int) {
        let entity = node.entity.index
        let operands = node.operation.operands + read(by: node.operation)
        precondition(
            operands.allSatisfy { $0.index < index },
            "Node \(index) stands before an operand; a program lists operands first.")
        let positions = operands.map { canonical[$0.index] }
        var instruction = Instruction(opcode: node.operation.opcode, entity: Int32(entity))
        if positions.count > 0 { instruction.a = positions[0] }
        if positions.count > 1 { instruction.b = positions[1] }
        if positions.count > 2 { instruction.c = positions[2] }
        refine(&instruction, positions, from: node.operation)
        instructions.append(instruction)
        let chain = 1 + (positions.map { depth[Int($0)] }.max() ?? 0)
        if chain >= RowPlan.longestChain { milestones.append(index) }
        depth.append(chain >= RowPlan.longestChain ? 0 : chain)
        canonical.append(representative(of: node.operation, entity: entity, at: index))
    }

    private mutating func representative(of operation: Operation, entity: Int, at index: Int) -> Int32 {
        guard case .input(let field) = operation else { return Int32(index) }
        precondition(fields[field.index].entity == entity, "A node reads a field of another entity.")
        if let first = fields[field.index].instruction { return Int32(first) }
        fields[field.index].instruction = index
        return Int32(index)
    }

    /// The node of a derived value that an operation reads.
    private func read(by operation: Operation) -> [NodeID] {
        switch operation {
        case .definition(let id): return [program.definitions[id.index].value]
        case .definitionDenominator(let id):
            guard let node = program.definitions[id.index].denominator else {
                preconditionFailure("A node reads the denominator of a value that is no quotient.")
            }
            return [node]
        default: return []
        }
    }

    /// Fills in what an operation has besides operands.
    private mutating func refine(_ instruction: inout Instruction, _ positions: [Int32], from operation: Operation) {
        switch operation {
        case .constant(let number): instruction.number = number
        case .parameter(let id), .parameterDenominator(let id):
            let number = value(of: id, denominator: instruction.opcode == .parameterDenominator)
            instruction.a = Int32(id.index)
            instruction.b = number == nil ? 0 : 1
            instruction.number = number ?? 0
        case .input(let field): instruction.a = Int32(field.index)
        case .definition(let id), .definitionDenominator(let id): instruction.b = Int32(id.index)
        case .divide(_, _, let rounding): instruction.rounding = rounding
        case .isAmong(_, let values):
            sets.append(values)
            instruction.b = Int32(sets.count - 1)
        case .lookUp(let id, _), .hasKey(let id, _):
            lists.append(positions)
            instruction.a = Int32(id.index)
            instruction.b = Int32(lists.count - 1)
        case .fold(let fold, let over, _, _):
            instruction.fold = fold
            instruction.c = Int32(over.index)
        case .calendar(let function, _):
            instruction.calendar = function
            if positions.count == 1 { instruction.b = instruction.a }
        default: break
        }
    }

    /// The number a parameter has; a list or table that exists counts as one.
    private func value(of id: ParameterID, denominator: Bool) -> Int64? {
        guard case .success(let content) = program.parameters[id.index].content else { return nil }
        switch content {
        case .number(let number): return denominator ? 1 : number
        case .ratio(let ratio): return denominator ? ratio.denominator : ratio.numerator
        case .word(let word): return words[WordKey(text: word)]
        case .list, .table: return 1
        }
    }

    static func tree(_ content: ParameterContent, words: [WordKey: Int64]) -> LookUpTree {
        switch content {
        case .number(let number): return .leaf(number)
        case .ratio(let ratio): return .leaf(ratio.numerator)
        case .word(let word): return .leaf(words[WordKey(text: word)] ?? -1)
        case .list(let list): return .leaf(Int64(list.count))
        case .table(let table):
            let entries = table.compactMap { key, content in words[WordKey(text: key)].map { ($0, content) } }
                .sorted { $0.0 < $1.0 }
            return .branch(keys: entries.map(\.0), entries.map { tree($0.1, words: words) })
        }
    }
}

extension Operation {
    /// The operation without what it holds.
    fileprivate var opcode: Opcode {
        switch self {
        case .constant: .constant
        case .parameter: .parameter
        case .parameterDenominator: .parameterDenominator
        case .input: .input
        case .definition, .definitionDenominator: .definition
        case .parent: .parent
        case .add: .add
        case .subtract: .subtract
        case .multiply: .multiply
        case .divide: .divide
        case .remainder: .remainder
        case .minimum: .minimum
        case .maximum: .maximum
        case .equal: .equal
        case .less: .less
        case .lessOrEqual: .lessOrEqual
        case .and: .and
        case .or: .or
        case .not: .not
        case .choose: .choose
        case .isAmong: .isAmong
        case .lookUp: .lookUp
        case .hasKey: .hasKey
        case .fold: .fold
        case .calendar: .calendar
        }
    }
}
