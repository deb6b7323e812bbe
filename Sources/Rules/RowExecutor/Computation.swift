/// One subject under computation: a cell for each node and row, filled when somebody asks.
///
/// A value asks for its operands and remembers what it got, so each cell is computed once at most, and a branch that is
/// not taken never. Chains of operands are shorter than `RowPlan.longestChain`, because longer ones are cut at
/// milestones, which are computed first.
struct Computation {
    let plan: RowPlan
    let facts: LoadedFacts
    let layout: RowLayout
    private let instructions: [Instruction]
    var cells: [Cell]
    /// Machine words for the questions of one cell; zero when nothing is open.
    let stride: Int
    /// The questions on which each open cell depends, as bits by their number.
    var questions: [UInt64]
    /// What an open cell may be, where that is a handful of values rather than a range.
    var handfuls: [Int: [Int64]] = [:]

    /// Starts a computation; without questions nobody can ask later what an open value depends on.
    init(_ facts: LoadedFacts, questions asking: Bool = true) {
        (plan, self.facts, layout) = (facts.plan, facts, facts.layout)
        instructions = facts.plan.instructions
        cells = facts.cells
        stride = asking ? (facts.open.count + 63) / 64 : 0
        questions = [UInt64](repeating: 0, count: stride * facts.layout.cellCount)
        for (number, fact) in facts.open.enumerated() {
            if asking { questions[fact.cell * stride + number / 64] |= 1 << UInt64(number % 64) }
            if let words = fact.words { handfuls[fact.cell] = words }
        }
    }

    /// Computes derived values for all rows of their entities.
    mutating func compute(_ wanted: [DefinitionID]) {
        prepare()
        for definition in wanted {
            let result = plan.results[definition.index]
            computeRows(of: Int(result.value))
            if let denominator = result.denominator { computeRows(of: Int(denominator)) }
        }
    }

    /// Computes the milestones, on which everything above rests.
    mutating func prepare() {
        for node in plan.milestones { computeRows(of: node) }
    }

    private mutating func computeRows(of node: Int) {
        for row in 0..<layout.counts[Int(instructions[node].entity)] { _ = value(Int32(node), row) }
    }

    /// The position of the cell of a node at a row.
    @inline(__always) func slot(_ node: Int32, _ row: Int) -> Int { layout.firstCells[Int(node)] + row }

    /// The value of a node at a row, computed now unless it already is.
    mutating func value(_ node: Int32, _ row: Int) -> Cell {
        let slot = slot(node, row)
        let cell = cells[slot]
        if cell.state != .unset { return cell }
        let computed = compute(instructions[Int(node)], row, slot)
        cells[slot] = computed
        return computed
    }

    private mutating func compute(_ instruction: Instruction, _ row: Int, _ slot: Int) -> Cell {
        switch instruction.opcode {
        case .constant: return .known(instruction.number)
        case .parameter, .parameterDenominator: return instruction.b == 1 ? .known(instruction.number) : .failed
        case .input: return .failed
        case .definition: return take(instruction.a, row, slot)
        case .parent: return take(instruction.a, layout.parent(of: row, entity: instruction.entity), slot)
        case .add, .subtract, .multiply, .divide, .remainder, .minimum, .maximum, .equal, .less, .lessOrEqual:
            let (left, right) = (value(instruction.a, row), value(instruction.b, row))
            if left.isKnown, right.isKnown { return Self.known(instruction, left.low, right.low) }
            return open(instruction, left, right, row, slot)
        case .and: return both(instruction, absorbing: 0, row, slot)
        case .or: return both(instruction, absorbing: 1, row, slot)
        case .not:
            let operand = take(instruction.a, row, slot)
            if operand.isFailed { return operand }
            handfuls[slot] = nil
            return Cell(low: 1 - operand.high, high: 1 - operand.low, state: operand.state)
        case .choose: return choose(instruction, row, slot)
        case .isAmong: return among(instruction, row, slot)
        case .lookUp, .hasKey: return lookUp(instruction, row, slot)
        case .fold: return fold(instruction, row, slot)
        case .calendar:
            let (left, right) = (value(instruction.a, row), value(instruction.b, row))
            return open(instruction, left, right, row, slot)
        }
    }

    /// The value of an operand handed on as it is, with its questions.
    private mutating func take(_ node: Int32, _ row: Int, _ slot: Int) -> Cell {
        let cell = value(node, row)
        if cell.isKnown || cell.isFailed { return cell }
        let source = self.slot(node, row)
        ask(slot, as: source)
        if let values = handfuls[source] { handfuls[slot] = values }
        return cell
    }

    /// Adds the questions of one cell to those of another.
    @inline(__always) mutating func ask(_ slot: Int, as source: Int) {
        for word in 0..<stride { questions[slot * stride + word] |= questions[source * stride + word] }
    }

    /// Adds the questions of an operand to those of a cell, unless the operand is certain.
    @inline(__always) mutating func ask(_ slot: Int, as cell: Cell, of node: Int32, _ row: Int) {
        if !cell.isKnown { ask(slot, as: self.slot(node, row)) }
    }

    /// An operation on two known operands.
    @inline(__always)
    private static func known(_ instruction: Instruction, _ left: Int64, _ right: Int64) -> Cell {
        let result: (partialValue: Int64, overflow: Bool)
        switch instruction.opcode {
        case .add: result = left.addingReportingOverflow(right)
        case .subtract: result = left.subtractingReportingOverflow(right)
        case .multiply: result = left.multipliedReportingOverflow(by: right)
        case .divide:
            if right <= 0 { return .failed }
            return .known(Interval.quotient(left, right, instruction.rounding))
        case .remainder: return right > 0 ? .known(Interval.modulus(left, right)) : .failed
        case .minimum: return .known(min(left, right))
        case .maximum: return .known(max(left, right))
        case .equal: return .flag(left == right)
        case .less: return .flag(left < right)
        default: return .flag(left <= right)
        }
        return result.overflow ? .failed : .known(result.partialValue)
    }

    /// A result in a range: certain when no answer can change it.
    func settled(_ interval: Interval?) -> Cell {
        guard let interval else { return .failed }
        if interval.risky { return Cell(low: interval.low, high: interval.high, state: .risky) }
        if interval.low == interval.high { return .known(interval.low) }
        return Cell(low: interval.low, high: interval.high, state: .open)
    }
}
