/// Division in SQL cuts towards zero; these spell floor, ceiling and half away from zero.
extension SQLExpression {
    /// How a quotient is written.
    private enum Form {
        /// The dividend is never below zero once so many divisors are added to it.
        case shifted(by: Int64)
        /// Both operands are columns, and the remainder decides.
        case corrected
    }

    /// Whether the text of a step repeats its operands.
    static func repeatsOperands(_ node: Node, in table: NodeTable) -> Bool {
        switch node.operation {
        case .minimum, .maximum, .lookUp, .hasKey: return true
        case .divide(let left, let right, let rounding):
            if case .corrected = form(left, right, rounding, table) { return true }
            return false
        case .remainder(let left, let right):
            if case .corrected = form(left, right, .down, table) { return true }
            return false
        default: return false
        }
    }

    /// A divisor that is a number lets the dividend be moved above zero, where cutting is the floor.
    private static func form(_ left: NodeID, _ right: NodeID, _ rounding: QuotientRounding, _ table: NodeTable) -> Form
    {
        let range = table[left].range
        guard let divisor = table.constant(right), divisor > 0 else {
            guard rounding == .down, range.lowerBound >= 0, table[right].range.lowerBound >= 0 else {
                return .corrected
            }
            return .shifted(by: 0)
        }
        if rounding == .halfUp {
            // Halves go away from zero, so only dividends of one sign can be moved.
            guard range.lowerBound >= 0, 2 * range.high + Int128(divisor) <= Int128(Int64.max), divisor <= Int64.max / 2
            else { return .corrected }
            return .shifted(by: 0)
        }
        let shift = range.lowerBound >= 0 ? 0 : -QuotientRounding.down.divide(range.low, by: Int128(divisor))
        let greatest = range.high + shift * Int128(divisor) + Int128(divisor)
        guard greatest <= Int128(Int64.max), range.low + shift * Int128(divisor) >= 0 else { return .corrected }
        return .shifted(by: Int64(shift))
    }

    mutating func quotient(_ left: NodeID, _ right: NodeID, _ rounding: QuotientRounding) -> String {
        if table[right].range.upperBound <= 0 { return "CAST(NULL AS BIGINT)" }
        guard case .shifted(let shift) = Self.form(left, right, rounding, table) else {
            return corrected(left, right, rounding)
        }
        guard let divisor = table.constant(right) else {
            let below = number(right)
            return table[right].range.lowerBound > 0
                ? "(\(number(left)) / \(below))" : "(\(number(left)) / NULLIF(\(below), 0))"
        }
        let text = number(left)
        switch rounding {
        case .halfUp: return "((2 * \(text) + \(divisor)) / \(2 * divisor))"
        case .down, .up:
            let moved = shift * divisor + (rounding == .up ? divisor - 1 : 0)
            let quotient = "(\(moved == 0 ? text : "(\(text) + \(moved))") / \(divisor))"
            return shift == 0 ? quotient : "(\(quotient) - \(shift))"
        }
    }

    private mutating func corrected(_ left: NodeID, _ right: NodeID, _ rounding: QuotientRounding) -> String {
        let (above, below) = (number(left), number(right))
        let rest = "\(above) % \(below)"
        let step =
            switch rounding {
            case .down: "CASE WHEN \(rest) < 0 THEN -1 ELSE 0 END"
            case .up: "CASE WHEN \(rest) > 0 THEN 1 ELSE 0 END"
            case .halfUp:
                "CASE WHEN ABS(\(rest)) < \(below) - ABS(\(rest)) THEN 0 WHEN \(above) < 0 THEN -1 ELSE 1 END"
            }
        return guarded(right, below, "(\(above) / \(below) + \(step))")
    }

    mutating func remainder(_ left: NodeID, _ right: NodeID) -> String {
        if table[right].range.upperBound <= 0 { return "CAST(NULL AS BIGINT)" }
        let (above, below) = (number(left), number(right))
        guard case .shifted(let shift) = Self.form(left, right, .down, table) else {
            let rest = "\(above) % \(below)"
            return guarded(right, below, "(\(rest) + CASE WHEN \(rest) < 0 THEN \(below) ELSE 0 END)")
        }
        guard let divisor = table.constant(right) else {
            return table[right].range.lowerBound > 0 ? "(\(above) % \(below))" : "(\(above) % NULLIF(\(below), 0))"
        }
        return "(\(shift == 0 ? above : "(\(above) + \(shift * divisor))") % \(divisor))"
    }

    private func guarded(_ divisor: NodeID, _ below: String, _ quotient: String) -> String {
        table[divisor].range.lowerBound > 0 ? quotient : "CASE WHEN \(below) > 0 THEN \(quotient) END"
    }
}
