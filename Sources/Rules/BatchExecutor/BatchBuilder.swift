/// Collects the steps of a batch; the same step is made once, and what is certain beforehand is not made at all.
struct BatchBuilder {
    private(set) var steps: [BatchStep] = []
    private(set) var lists: [[Int64]] = []
    private(set) var tables: [BatchTable] = []
    private var known: [BatchStep: Int] = [:]

    /// Lanes of a step; the step is added unless it is there already.
    private mutating func lanes(_ entity: Int, _ operation: BatchStep.Operation) -> BatchOperand {
        let step = BatchStep(entity: entity, operation: operation)
        if let position = known[step] { return .lanes(position) }
        known[step] = steps.count
        steps.append(step)
        return .lanes(steps.count - 1)
    }

    mutating func input(_ field: Int, of entity: Int) -> BatchOperand { lanes(entity, .input(field)) }

    mutating func spread(_ operand: BatchOperand, to entity: Int) -> BatchOperand {
        guard case .lanes(let source) = operand else { return operand }
        return lanes(entity, .spread(source))
    }

    mutating func pair(_ pair: BatchPair, _ first: BatchOperand, _ second: BatchOperand, in entity: Int) -> BatchOperand
    {
        if case .constant(let a) = first, case .constant(let b) = second {
            return .constant(pair.value(a, b, list: list(pair)))
        }
        if let same = simplified(pair, first, second) { return same }
        if pair == .and {
            if let denied = negated(second) { return lanes(entity, .pair(.andNot, first, denied)) }
            if let denied = negated(first) { return lanes(entity, .pair(.andNot, second, denied)) }
        }
        return lanes(entity, .pair(pair, first, second))
    }

    /// What a flag is the negation of, if it is one.
    private func negated(_ operand: BatchOperand) -> BatchOperand? {
        guard case .lanes(let position) = operand,
            case .pair(.exclusiveOr, let flag, .constant(1)) = steps[position].operation
        else { return nil }
        return flag
    }

    private func list(_ pair: BatchPair) -> [Int64] {
        if case .among(let position) = pair { lists[position] } else { [] }
    }

    /// What a step over a constant comes to without a step.
    private func simplified(_ pair: BatchPair, _ first: BatchOperand, _ second: BatchOperand) -> BatchOperand? {
        switch (pair, first, second) {
        case (.add, .constant(0), _), (.or, .constant(0), _), (.exclusiveOr, .constant(0), _),
            (.and, .constant(1), _), (.multiply, .constant(1), _):
            second
        case (.add, _, .constant(0)), (.subtract, _, .constant(0)), (.or, _, .constant(0)),
            (.exclusiveOr, _, .constant(0)), (.and, _, .constant(1)), (.multiply, _, .constant(1)),
            (.quotientDown, _, .constant(1)), (.quotientUp, _, .constant(1)), (.quotientHalfUp, _, .constant(1)):
            first
        case (.and, .constant(0), _), (.and, _, .constant(0)), (.multiply, .constant(0), _),
            (.multiply, _, .constant(0)):
            .constant(0)
        case (.or, .constant(1), _), (.or, _, .constant(1)): .constant(1)
        case (.and, _, _), (.or, _, _), (.minimum, _, _), (.maximum, _, _): first == second ? first : nil
        default: nil
        }
    }

    mutating func not(_ operand: BatchOperand, in entity: Int) -> BatchOperand {
        // The negation of a comparison is a comparison too, and one step rather than two.
        if case .lanes(let position) = operand, case .pair(let kind, let first, let second) = steps[position].operation
        {
            switch kind {
            case .less: return pair(.lessOrEqual, second, first, in: entity)
            case .lessOrEqual: return pair(.less, second, first, in: entity)
            case .equal: return pair(.notEqual, first, second, in: entity)
            case .notEqual: return pair(.equal, first, second, in: entity)
            case .exclusiveOr where second == .yes: return first
            default: break
            }
        }
        return pair(.exclusiveOr, operand, .yes, in: entity)
    }

    mutating func choose(
        _ condition: BatchOperand, _ first: BatchOperand, _ second: BatchOperand, in entity: Int
    ) -> BatchOperand {
        if first == second { return first }
        switch condition {
        case .constant(let flag): return flag == 1 ? first : second
        case .lanes(let position):
            if first == .yes, second == .no { return condition }
            if first == .no, second == .yes { return not(condition, in: entity) }
            return lanes(entity, .choose(position, first, second))
        }
    }

    mutating func among(_ operand: BatchOperand, _ values: [Int64], in entity: Int) -> BatchOperand {
        guard let least = values.first, let greatest = values.last else { return .no }
        if Int64(values.count) == greatest &- least &+ 1, greatest >= least {
            if least == greatest { return pair(.equal, operand, .constant(least), in: entity) }
            let above = pair(.lessOrEqual, .constant(least), operand, in: entity)
            return pair(.and, above, pair(.lessOrEqual, operand, .constant(greatest), in: entity), in: entity)
        }
        guard values.count > 4 else {
            var result = BatchOperand.no
            for value in values {
                result = pair(.or, result, pair(.equal, operand, .constant(value), in: entity), in: entity)
            }
            return result
        }
        let position = lists.firstIndex(of: values) ?? lists.count
        if position == lists.count { lists.append(values) }
        return pair(.among(position), operand, .no, in: entity)
    }

    mutating func lookUp(_ table: BatchTable, _ keys: [BatchOperand], in entity: Int) -> BatchOperand {
        let numbers = keys.compactMap { if case .constant(let key) = $0 { key } else { nil } }
        if numbers.count == keys.count { return .constant(table.entry(numbers)) }
        let position = tables.firstIndex(of: table) ?? tables.count
        if position == tables.count { tables.append(table) }
        return lanes(entity, .lookUp(position, keys))
    }

    mutating func fold(
        _ fold: BatchFold, over child: Int, _ body: BatchOperand, filter: BatchOperand = .yes, in entity: Int
    ) -> BatchOperand {
        switch (fold, body) {
        case (.sum, .no), (.any, .no): return .no
        case (.all, .yes): return .yes
        default: break
        }
        return lanes(entity, .fold(fold, over: child, body, filter: filter))
    }
}
