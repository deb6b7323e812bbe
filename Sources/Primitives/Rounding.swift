/// How a division that does not come out even is settled; works on the magnitude, so a debit mirrors a credit.
package enum Rounding: String, Hashable, Sendable, Codable, CaseIterable {
    /// A half or more goes away from zero (四舍五入).
    case halfUp
    /// Any remainder goes away from zero (见分进角, 见角进元).
    case up
    /// The remainder is dropped.
    case down

    /// The quotient of a division by a positive number, rounded once.
    func divide(_ dividend: Int128, by divisor: Int128) -> Int128 {
        precondition(divisor > 0, "A rounded division needs a divisor above zero.")
        let (quotient, remainder) = dividend.quotientAndRemainder(dividingBy: divisor)
        guard remainder != 0 else { return quotient }
        let awayFromZero = quotient + (dividend < 0 ? -1 : 1)
        switch self {
        case .down: return quotient
        case .up: return awayFromZero
        case .halfUp:
            let part = Int128(remainder.magnitude)
            return part >= divisor - part ? awayFromZero : quotient
        }
    }
}
