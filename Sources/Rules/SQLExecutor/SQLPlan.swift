/// Which steps become columns, and in which order of subselects.
///
/// A step is written into the expression that uses it while that is short; a step that is used twice, or that the
/// text of its user repeats, becomes a column of a subselect of its own level.
struct SQLPlan {
    /// Whether a node is a column.
    private(set) var isColumn: [Bool]
    /// The level whose subselect computes a column, from 1; 0 for facts and constants.
    private(set) var levels: [Int]
    /// Columns by level from 1, each with its nodes.
    private(set) var columns: [[NodeID]] = []

    /// Deeper expressions become columns: the parser of SQLite has a small stack.
    private static let depthLimit = 8

    init(_ lowered: SQLLowering) {
        let (table, needed) = (lowered.table, lowered.needed)
        isColumn = Array(repeating: false, count: table.nodes.count)
        levels = Array(repeating: 0, count: table.nodes.count)
        mark(lowered, needed)
        var depths = [Int](repeating: 0, count: table.nodes.count)
        for id in needed {
            let node = table[id]
            let (level, depth) = node.operation.operands.reduce((0, 0)) { sofar, operand in
                (max(sofar.0, levels[operand.index]), max(sofar.1, isColumn[operand.index] ? 0 : depths[operand.index]))
            }
            depths[id.index] = Self.isPlain(node.operation) ? 0 : depth + 1
            if depths[id.index] >= Self.depthLimit { isColumn[id.index] = true }
            levels[id.index] = isColumn[id.index] ? level + 1 : level
            if isColumn[id.index] {
                while columns.count < level + 1 { columns.append([]) }
                columns[level].append(id)
            }
        }
    }

    /// Whether a step is a name or a number wherever it is written.
    static func isPlain(_ operation: Operation) -> Bool {
        switch operation {
        case .constant, .input, .parameter, .parameterDenominator: true
        default: false
        }
    }

    /// The entity with the most columns, facts among them.
    func widest(_ lowered: SQLLowering) -> (entity: EntityID, columns: Int)? {
        let columns = lowered.needed.filter { id in
            if case .input = lowered.table[id].operation { return true }
            return isColumn[id.index]
        }
        let counts = Dictionary(grouping: columns) { lowered.table[$0].entity }.mapValues(\.count)
        return counts.max { $0.value < $1.value }.map { ($0.key, $0.value) }
    }

    private mutating func mark(_ lowered: SQLLowering, _ needed: [NodeID]) {
        let table = lowered.table
        var uses = [Int](repeating: 0, count: table.nodes.count)
        func force(_ id: NodeID) { if !Self.isPlain(table[id].operation) { isColumn[id.index] = true } }
        for id in needed {
            let operation = table[id].operation
            for operand in operation.operands {
                uses[operand.index] += 1
                if uses[operand.index] > 1 { force(operand) }
            }
            switch operation {
            case .parent(let operand): force(operand)
            case .fold(_, _, let body, let filter):
                force(body)
                if let filter { force(filter) }
            case .minimum, .maximum, .divide, .remainder, .lookUp, .hasKey:
                if SQLExpression.repeatsOperands(table[id], in: table) { operation.operands.forEach(force) }
            default: break
            }
        }
        for output in lowered.outputs { force(output.node) }
    }
}
