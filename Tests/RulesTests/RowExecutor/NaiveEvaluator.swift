import Rules

/// Runs a program as its definition reads, by recursion, without memory, silence or speed: executors must agree.
struct NaiveEvaluator {
    let program: RuleProgram
    let facts: FactTable

    /// The value of a node at a row; `nil` when it fails.
    func value(_ node: NodeID, _ row: Int) -> Int64? {
        let node = program.nodes[node.index]
        switch node.operation {
        case .constant(let number): return number
        case .parameter(let id), .parameterDenominator(let id):
            guard case .success(.number(let number)) = program.parameters[id.index].content else { return nil }
            return number
        case .input(let field):
            guard case .number(let number) = facts.rows[node.entity.index][row].values[field] else { return nil }
            return number
        case .definition(let id): return value(program.definitions[id.index].value, row)
        case .definitionDenominator(let id): return program.definitions[id.index].denominator.flatMap { value($0, row) }
        case .parent(let operand): return value(operand, facts.rows[node.entity.index][row].parent ?? 0)
        case .and(let a, let b): return logic(a, b, row, absorbing: 0)
        case .or(let a, let b): return logic(a, b, row, absorbing: 1)
        case .not(let a): return value(a, row).map { 1 - $0 }
        case .choose(let condition, let yes, let no):
            return value(condition, row).flatMap { value($0 == 1 ? yes : no, row) }
        case .isAmong(let a, let set): return value(a, row).map { set.contains($0) ? 1 : 0 }
        case .fold(let fold, let over, let body, let filter):
            return self.fold(fold, below(row, over), body, filter)
        default: return arithmetic(node.operation, row)
        }
    }

    private func arithmetic(_ operation: Operation, _ row: Int) -> Int64? {
        func pair(_ a: NodeID, _ b: NodeID, _ result: (Int128, Int128) -> Int128?) -> Int64? {
            guard let a = value(a, row), let b = value(b, row) else { return nil }
            return result(Int128(a), Int128(b)).flatMap { Int64(exactly: $0) }
        }
        switch operation {
        case .add(let a, let b): return pair(a, b) { $0 + $1 }
        case .subtract(let a, let b): return pair(a, b) { $0 - $1 }
        case .multiply(let a, let b): return pair(a, b) { $0 * $1 }
        case .minimum(let a, let b): return pair(a, b) { min($0, $1) }
        case .maximum(let a, let b): return pair(a, b) { max($0, $1) }
        case .equal(let a, let b): return pair(a, b) { $0 == $1 ? 1 : 0 }
        case .less(let a, let b): return pair(a, b) { $0 < $1 ? 1 : 0 }
        case .lessOrEqual(let a, let b): return pair(a, b) { $0 <= $1 ? 1 : 0 }
        case .remainder(let a, let b): return pair(a, b) { $1 > 0 ? $0 - $1 * Self.floor($0, $1) : nil }
        case .divide(let a, let b, let rounding):
            return pair(a, b) { a, b in
                guard b > 0 else { return nil }
                return switch rounding {
                case .down: Self.floor(a, b)
                case .up: -Self.floor(-a, b)
                case .halfUp: a < 0 ? -Self.floor(-2 * a + b, 2 * b) : Self.floor(2 * a + b, 2 * b)
                }
            }
        default: return nil
        }
    }

    private static func floor(_ a: Int128, _ b: Int128) -> Int128 { a >= 0 ? a / b : -((-a + b - 1) / b) }

    private func logic(_ a: NodeID, _ b: NodeID, _ row: Int, absorbing: Int64) -> Int64? {
        let (a, b) = (value(a, row), value(b, row))
        if a == absorbing || b == absorbing { return absorbing }
        return a == nil || b == nil ? nil : 1 - absorbing
    }

    private func below(_ row: Int, _ entity: EntityID) -> [Int] {
        facts.rows[entity.index].indices.filter { facts.rows[entity.index][$0].parent == row }
    }

    private func fold(_ fold: Fold, _ rows: [Int], _ body: NodeID, _ filter: NodeID?) -> Int64? {
        let filters = rows.map { row in filter.map { value($0, row) } ?? 1 }
        if filters.contains(nil) { return nil }
        let taking = zip(rows, filters).filter { $0.1 == 1 }.map(\.0)
        if fold == .count { return Int64(taking.count) }
        let values = taking.map { value(body, $0) }
        if fold == .any, values.contains(1) { return 1 }
        if fold == .all, values.contains(0) { return 0 }
        guard !values.contains(nil) else { return nil }
        let numbers = values.compactMap(\.self)
        switch fold {
        case .sum: return Int64(exactly: numbers.reduce(Int128(0)) { $0 + Int128($1) })
        case .minimum: return numbers.min()
        case .maximum: return numbers.max()
        case .distinct: return Int64(Set(numbers).count)
        default: return fold == .any ? 0 : 1
        }
    }
}
