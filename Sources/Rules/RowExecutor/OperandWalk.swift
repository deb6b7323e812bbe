/// A node at a row.
struct NodeAtRow {
    let node: Int32
    let row: Int32

    init(_ node: Int32, _ row: Int) { (self.node, self.row) = (node, Int32(row)) }
}

/// Which operands a computed node used: what the explanation names, and where failures come from.
extension Computation {
    /// Appends the operands a node used, the last first, so that a stack hands them out in the order of the text.
    @inline(__always)
    func pushOperands(of instruction: Instruction, at row: Int, onto stack: inout [NodeAtRow]) {
        switch instruction.opcode {
        case .constant, .parameter, .parameterDenominator, .input: break
        case .parent:
            stack.append(NodeAtRow(instruction.a, layout.parent(of: row, entity: instruction.entity)))
        case .definition, .not, .isAmong: stack.append(NodeAtRow(instruction.a, row))
        case .and, .or:
            let left = cells[slot(instruction.a, row)]
            let decided = left.isKnown && left.low == (instruction.opcode == .and ? 0 : 1)
            if !decided { stack.append(NodeAtRow(instruction.b, row)) }
            stack.append(NodeAtRow(instruction.a, row))
        case .choose:
            let condition = cells[slot(instruction.a, row)]
            if !condition.isFailed {
                if condition.low == 0 { stack.append(NodeAtRow(instruction.c, row)) }
                if condition.high == 1 { stack.append(NodeAtRow(instruction.b, row)) }
            }
            stack.append(NodeAtRow(instruction.a, row))
        case .lookUp, .hasKey:
            for node in plan.lists[Int(instruction.b)].reversed() { stack.append(NodeAtRow(node, row)) }
        case .fold: pushRows(of: instruction, at: row, onto: &stack)
        default:
            if instruction.b != instruction.a { stack.append(NodeAtRow(instruction.b, row)) }
            stack.append(NodeAtRow(instruction.a, row))
        }
    }

    private func pushRows(of instruction: Instruction, at row: Int, onto stack: inout [NodeAtRow]) {
        for position in layout.below(row, entity: instruction.c).reversed() {
            let child = Int(layout.children[position])
            var takesPart = instruction.fold != .count
            if instruction.b >= 0 {
                let filter = cells[slot(instruction.b, child)]
                takesPart = takesPart && !filter.isFailed && (filter.high == 1 || filter.isRisky)
            }
            if takesPart { stack.append(NodeAtRow(instruction.a, child)) }
            if instruction.b >= 0 { stack.append(NodeAtRow(instruction.b, child)) }
        }
    }
}
