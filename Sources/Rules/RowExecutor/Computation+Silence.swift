/// Operations where an operand is open: ranges in, ranges out, and the questions that matter.
extension Computation {
    /// An operation on two operands, of which one or both are open or failed.
    mutating func open(_ instruction: Instruction, _ left: Cell, _ right: Cell, _ row: Int, _ slot: Int) -> Cell {
        if left.isFailed || right.isFailed { return .failed }
        let (a, b) = (Interval(left), Interval(right))
        var result: Interval?
        switch instruction.opcode {
        case .add: result = Interval.add(a, b)
        case .subtract: result = Interval.subtract(a, b)
        case .multiply: result = Interval.multiply(a, b)
        case .divide: result = Interval.divide(a, b, instruction.rounding)
        case .remainder: result = Interval.remainder(a, b)
        case .minimum, .maximum: return extreme(instruction, left, right, row, slot)
        case .equal: result = equal(instruction, left, right, row)
        case .less: result = Interval.less(a, b)
        case .lessOrEqual: result = Interval.lessOrEqual(a, b)
        default: result = Interval.calendar(instruction.calendar, a, b)
        }
        let cell = settled(result?.with(risk: left.isRisky || right.isRisky))
        if cell.isKnown || cell.isFailed { return cell }
        ask(slot, as: left, of: instruction.a, row)
        ask(slot, as: right, of: instruction.b, row)
        return cell
    }

    /// The lesser or greater of two; where one always decides, the other's questions do not matter.
    private mutating func extreme(
        _ instruction: Instruction, _ left: Cell, _ right: Cell, _ row: Int, _ slot: Int
    ) -> Cell {
        let least = instruction.opcode == .minimum
        var result =
            least
            ? Interval.minimum(Interval(left), Interval(right)) : Interval.maximum(Interval(left), Interval(right))
        result.risky = left.isRisky || right.isRisky
        let cell = settled(result)
        if cell.isKnown { return cell }
        let leftDecides = least ? left.high <= right.low : left.low >= right.high
        let rightDecides = least ? right.high <= left.low : right.low >= left.high
        if !rightDecides || left.isRisky { ask(slot, as: left, of: instruction.a, row) }
        if !leftDecides || right.isRisky { ask(slot, as: right, of: instruction.b, row) }
        return cell
    }

    private func equal(_ instruction: Instruction, _ left: Cell, _ right: Cell, _ row: Int) -> Interval {
        if !handfuls.isEmpty, let few = values(left, instruction.a, row), let others = values(right, instruction.b, row)
        {
            if !few.contains(where: others.contains) { return Interval(0, 0) }
        }
        return Interval.equal(Interval(left), Interval(right))
    }

    /// The values a cell may have, where they are a handful.
    func values(_ cell: Cell, _ node: Int32, _ row: Int) -> [Int64]? {
        if cell.isKnown { return [cell.low] }
        return handfuls.isEmpty ? nil : handfuls[slot(node, row)]
    }

    /// `and` (absorbing 0) and `or` (absorbing 1): the absorbing value on either side decides, even beside a failure.
    mutating func both(_ instruction: Instruction, absorbing: Int64, _ row: Int, _ slot: Int) -> Cell {
        let left = value(instruction.a, row)
        if left.isKnown, left.low == absorbing { return left }
        let right = value(instruction.b, row)
        if left.isKnown, right.isKnown { return right }
        if right.isKnown, right.low == absorbing { return right }
        if left.isFailed || right.isFailed { return .failed }
        let (a, b) = (Interval(left), Interval(right))
        var result = absorbing == 0 ? Interval.minimum(a, b) : Interval.maximum(a, b)
        result.risky = a.risky || b.risky
        let cell = settled(result)
        if cell.isKnown { return cell }
        ask(slot, as: left, of: instruction.a, row)
        ask(slot, as: right, of: instruction.b, row)
        return cell
    }

    /// One of two branches; an open condition leaves both possible.
    mutating func choose(_ instruction: Instruction, _ row: Int, _ slot: Int) -> Cell {
        let condition = value(instruction.a, row)
        if condition.isFailed { return .failed }
        if condition.low == condition.high {
            let node = condition.low == 1 ? instruction.b : instruction.c
            var chosen = value(node, row)
            if condition.isKnown, chosen.isKnown { return chosen }
            if chosen.isFailed { return chosen }
            ask(slot, as: condition, of: instruction.a, row)
            ask(slot, as: chosen, of: node, row)
            handfuls[slot] = values(chosen, node, row)
            if condition.isRisky { chosen.state = .risky }
            return chosen
        }
        let (yes, no) = (value(instruction.b, row), value(instruction.c, row))
        if yes.isFailed || no.isFailed { return .failed }
        let risky = condition.isRisky || yes.isRisky || no.isRisky
        let cell = settled(Interval(min(yes.low, no.low), max(yes.high, no.high), risky: risky))
        if cell.isKnown { return cell }
        ask(slot, as: condition, of: instruction.a, row)
        ask(slot, as: yes, of: instruction.b, row)
        ask(slot, as: no, of: instruction.c, row)
        if let few = values(yes, instruction.b, row), let others = values(no, instruction.c, row) {
            handfuls[slot] = Set(few + others).sorted()
        }
        return cell
    }

    /// Whether a value is among sorted numbers.
    mutating func among(_ instruction: Instruction, _ row: Int, _ slot: Int) -> Cell {
        let cell = value(instruction.a, row)
        if cell.isFailed { return cell }
        let set = plan.sets[Int(instruction.b)]
        if cell.isKnown { return .flag(set.contains(cell.low)) }
        let result: Interval
        if let few = values(cell, instruction.a, row) {
            let hits = few.count { set.contains($0) }
            result = Interval(hits == few.count ? 1 : 0, hits == 0 ? 0 : 1, risky: cell.isRisky)
        } else {
            let hits = Set(set.filter { cell.low <= $0 && $0 <= cell.high }).count
            let all = Int128(hits) == Int128(cell.high) - Int128(cell.low) + 1
            result = Interval(all ? 1 : 0, hits == 0 ? 0 : 1, risky: cell.isRisky)
        }
        let settled = settled(result)
        if !settled.isKnown { ask(slot, as: cell, of: instruction.a, row) }
        return settled
    }

    /// A table of a parameter under words: its value, or whether it has one.
    mutating func lookUp(_ instruction: Instruction, _ row: Int, _ slot: Int) -> Cell {
        let nodes = plan.lists[Int(instruction.b)]
        var keys: [LookUpKey] = []
        var (failed, certain) = (false, true)
        for node in nodes {
            let cell = value(node, row)
            failed = failed || cell.isFailed
            certain = certain && cell.isKnown
            keys.append(LookUpKey(cell: cell, values: values(cell, node, row)))
        }
        guard !failed, let table = plan.tables[Int(instruction.a)] else { return .failed }
        var found = LookUpResult()
        found.follow(table, keys[...])
        let risky = keys.contains { $0.cell.isRisky }
        let result: Cell
        if instruction.opcode == .hasKey {
            result = settled(Interval(found.misses ? 0 : 1, found.range == nil ? 0 : 1, risky: risky))
        } else {
            guard let range = found.range else { return .failed }
            result = settled(Interval(range.lowerBound, range.upperBound, risky: risky || found.misses))
            if !result.isKnown { handfuls[slot] = found.values.sorted() }
        }
        if !certain, !result.isKnown {
            for (node, key) in zip(nodes, keys) { ask(slot, as: key.cell, of: node, row) }
        }
        return result
    }
}

/// A key of a table, perhaps open.
struct LookUpKey {
    let cell: Cell
    let values: [Int64]?

    func mayBe(_ number: Int64) -> Bool {
        cell.low <= number && number <= cell.high && values?.contains(number) ?? true
    }

    /// Whether it is one of some numbers whatever the answers.
    func isCovered(by numbers: [Int64]) -> Bool {
        if let values { return values.allSatisfy(numbers.contains) }
        return Int128(numbers.count) == Int128(cell.high) - Int128(cell.low) + 1
    }
}

/// What open keys may find in a table.
struct LookUpResult {
    /// The least and greatest value; `nil` when no keys find one.
    var range: ClosedRange<Int64>?
    /// The values.
    var values: Set<Int64> = []
    /// Whether some keys find none.
    var misses = false

    mutating func follow(_ tree: LookUpTree, _ keys: ArraySlice<LookUpKey>) {
        switch (tree, keys.first) {
        case (.leaf(let number), nil):
            values.insert(number)
            range = min(range?.lowerBound ?? number, number)...max(range?.upperBound ?? number, number)
        case (.branch(let numbers, let trees), .some(let key)):
            let possible = numbers.indices.filter { key.mayBe(numbers[$0]) }
            if !key.isCovered(by: possible.map { numbers[$0] }) { misses = true }
            for index in possible { follow(trees[index], keys.dropFirst()) }
        default: misses = true
        }
    }
}
