extension Operation {
    /// The nodes the step is computed from, in the order they are written.
    package var operands: [NodeID] {
        switch self {
        case .add(let left, let right), .subtract(let left, let right), .multiply(let left, let right),
            .divide(let left, let right, _), .remainder(let left, let right), .minimum(let left, let right),
            .maximum(let left, let right), .equal(let left, let right), .less(let left, let right),
            .lessOrEqual(let left, let right), .and(let left, let right), .or(let left, let right):
            [left, right]
        case .not(let operand), .parent(let operand), .isAmong(let operand, _): [operand]
        case .choose(let condition, let first, let second): [condition, first, second]
        case .lookUp(_, let keys), .hasKey(_, let keys): keys
        case .calendar(_, let arguments): arguments
        case .fold(_, _, let body, let filter): [body] + (filter.map { [$0] } ?? [])
        case .constant, .parameter, .parameterDenominator, .input, .definition, .definitionDenominator: []
        }
    }

    /// The same step over other nodes.
    func replacingOperands(_ change: (NodeID) -> NodeID) -> Operation {
        switch self {
        case .add(let left, let right): .add(change(left), change(right))
        case .subtract(let left, let right): .subtract(change(left), change(right))
        case .multiply(let left, let right): .multiply(change(left), change(right))
        case .divide(let left, let right, let rounding): .divide(change(left), change(right), rounding)
        case .remainder(let left, let right): .remainder(change(left), change(right))
        case .minimum(let left, let right): .minimum(change(left), change(right))
        case .maximum(let left, let right): .maximum(change(left), change(right))
        case .equal(let left, let right): .equal(change(left), change(right))
        case .less(let left, let right): .less(change(left), change(right))
        case .lessOrEqual(let left, let right): .lessOrEqual(change(left), change(right))
        case .and(let left, let right): .and(change(left), change(right))
        case .or(let left, let right): .or(change(left), change(right))
        case .not(let operand): .not(change(operand))
        case .parent(let operand): .parent(change(operand))
        case .isAmong(let operand, let values): .isAmong(change(operand), values)
        case .choose(let condition, let first, let second):
            .choose(change(condition), change(first), change(second))
        case .lookUp(let parameter, let keys): .lookUp(parameter, keys.map(change))
        case .hasKey(let parameter, let keys): .hasKey(parameter, keys.map(change))
        case .calendar(let function, let arguments): .calendar(function, arguments.map(change))
        case .fold(let fold, let entity, let body, let filter):
            .fold(fold, over: entity, body: change(body), filter: filter.map(change))
        case .constant, .parameter, .parameterDenominator, .input, .definition, .definitionDenominator: self
        }
    }
}
