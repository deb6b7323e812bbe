/// The least number that both divide, or `nil` beyond 64 bits.
///
/// Both are above zero.
func leastCommonMultiple(_ left: Int64, _ right: Int64) -> Int64? {
    let (product, overflow) = left.multipliedReportingOverflow(by: right / greatestCommonDivisor(left, right))
    return overflow ? nil : product
}

/// The greatest number that divides both; neither is below zero.
func greatestCommonDivisor(_ left: Int64, _ right: Int64) -> Int64 {
    var (left, right) = (left, right)
    while right != 0 { (left, right) = (right, left % right) }
    return left
}

/// Quotients are two nodes: denominators that are known stay numbers, so that ranges stay small.
extension Compilation {
    /// Both numerators over one constant denominator; `nil` for it when there is none, and the numerators as they were.
    func overOne(_ left: Scalar, _ right: Scalar, _ scope: Scope) -> (NodeID, NodeID, Int64?) {
        guard case .constant(let first) = left.denominator, case .constant(let second) = right.denominator,
            let common = leastCommonMultiple(first, second)
        else { return (left.value, right.value, nil) }
        return (scaled(left.value, by: common / first, scope), scaled(right.value, by: common / second, scope), common)
    }

    /// Both numerators over one denominator, cross-multiplied where it must be.
    private func crossed(_ left: Scalar, _ right: Scalar, _ scope: Scope) -> (NodeID, NodeID, Denominator) {
        if left.denominator == right.denominator { return (left.value, right.value, left.denominator) }
        let (first, second, common) = overOne(left, right, scope)
        if let common { return (first, second, .constant(common)) }
        return compared(left, right, scope)
    }

    /// Both numerators as they compare; a denominator that may fail stays in them, even when both share it.
    func compared(_ left: Scalar, _ right: Scalar, _ scope: Scope) -> (NodeID, NodeID, Denominator) {
        let (first, second, common) = overOne(left, right, scope)
        if let common { return (first, second, .constant(common)) }
        return (
            times(left.value, right.denominator, scope), times(right.value, left.denominator, scope),
            product(left.denominator, right.denominator, scope)
        )
    }

    private func scaled(_ node: NodeID, by factor: Int64, _ scope: Scope) -> NodeID {
        make(.multiply(node, nodes.constant(factor, in: scope.entity)), scope)
    }

    private func times(_ node: NodeID, _ denominator: Denominator, _ scope: Scope) -> NodeID {
        make(.multiply(node, self.node(denominator, in: scope.entity)), scope)
    }

    private func product(_ left: Denominator, _ right: Denominator, _ scope: Scope) -> Denominator {
        if case .constant(let first) = left, case .constant(let second) = right {
            let (product, overflow) = first.multipliedReportingOverflow(by: second)
            if !overflow { return .constant(product) }
        }
        if left.isOne { return right }
        if right.isOne { return left }
        return .node(make(.multiply(node(left, in: scope.entity), node(right, in: scope.entity)), scope))
    }

    func multiplied(_ left: Scalar, _ right: Scalar, _ type: RuleType, _ scope: Scope) -> Scalar {
        var (left, right) = (left, right)
        // A constant above one line and a constant below the other are cut before they meet the facts.
        cancel(&left, &right, scope)
        cancel(&right, &left, scope)
        return Scalar(
            type: type, value: make(.multiply(left.value, right.value), scope),
            denominator: product(left.denominator, right.denominator, scope))
    }

    private func cancel(_ above: inout Scalar, _ below: inout Scalar, _ scope: Scope) {
        guard let number = nodes.constant(above.value), number != 0, case .constant(let divisor) = below.denominator,
            let magnitude = Int64(exactly: number.magnitude)
        else { return }
        let common = greatestCommonDivisor(magnitude, divisor)
        above.value = nodes.constant(number / common, in: scope.entity)
        below.denominator = .constant(divisor / common)
    }

    /// One over the other; a divisor of zero fails, one below zero moves its sign above the line.
    func divided(_ left: Scalar, _ right: Scalar, _ type: RuleType, _ range: SourceRange, _ scope: Scope) -> Scalar? {
        if nodes.constant(right.value) == 0 {
            report("this divides by zero", at: range)
            return nil
        }
        let (above, below) = positive(over: left.value, right.value, scope)
        let inverse: Denominator = nodes.constant(below).map { .constant($0) } ?? .node(below)
        var flipped = Scalar(type: .ratio, value: node(right.denominator, in: scope.entity), denominator: inverse)
        var left = left
        left.value = above
        cancel(&left, &flipped, scope)
        cancel(&flipped, &left, scope)
        let value = make(.multiply(left.value, flipped.value), scope)
        return Scalar(type: type, value: value, denominator: product(left.denominator, flipped.denominator, scope))
    }

    /// A numerator and a divisor that is above zero or fails; both change their sign when the divisor is below zero.
    func positive(over above: NodeID, _ divisor: NodeID, _ scope: Scope) -> (NodeID, NodeID) {
        let range = nodes[divisor].range
        guard range.lowerBound <= 0 else { return (above, divisor) }
        let zero = nodes.constant(0, in: scope.entity)
        var (numerator, magnitude) = (above, divisor)
        if range.lowerBound < 0 {
            let isNegative = make(.less(divisor, zero), scope)
            numerator = make(.choose(isNegative, make(.subtract(zero, above), scope), above), scope)
            magnitude = make(.maximum(divisor, make(.subtract(zero, divisor), scope)), scope)
        }
        guard nodes.constant(magnitude) == nil else { return (numerator, magnitude) }
        let isPositive = make(.less(zero, magnitude), scope)
        // A whole number over a flag is the number, or fails: the divisor must not be zero.
        let greatest = max(1, nodes[magnitude].range.upperBound)
        let guarded = nodes.leaf(
            .divide(magnitude, isPositive, .down), in: scope.entity, Proof(1...greatest, canFail: true))
        return (numerator, guarded)
    }

    func added(_ left: Scalar, _ right: Scalar, _ type: RuleType, minus: Bool, _ scope: Scope) -> Scalar {
        let (first, second, denominator) = crossed(left, right, scope)
        let value = make(minus ? .subtract(first, second) : .add(first, second), scope)
        return Scalar(type: type, value: value, denominator: denominator)
    }

    /// The lesser or greater of two.
    func extreme(_ left: Scalar, _ right: Scalar, _ type: RuleType, greatest: Bool, _ scope: Scope) -> Scalar {
        let (first, second, denominator) = overOne(left, right, scope)
        if let denominator {
            let value = make(greatest ? .maximum(first, second) : .minimum(first, second), scope)
            return Scalar(type: type, value: value, denominator: .constant(denominator))
        }
        let (one, other, _) = compared(left, right, scope)
        let keepsLeft = make(greatest ? .lessOrEqual(other, one) : .lessOrEqual(one, other), scope)
        return choose(keepsLeft, left, right, type, scope)
    }

    /// A whole number of units, rounded.
    func rounded(_ value: Scalar, unit: NodeID?, _ rounding: QuotientRounding, _ scope: Scope) -> NodeID {
        var below = value.denominator
        if let unit { below = product(below, nodes.constant(unit).map { .constant($0) } ?? .node(unit), scope) }
        let whole = make(.divide(value.value, node(below, in: scope.entity), rounding), scope)
        return unit.map { make(.multiply(whole, $0), scope) } ?? whole
    }
}
