/// What a range proof says about a step: where its value lies, and whether the step itself may fail.
struct Proof {
    var range: ClosedRange<Int64>
    var canFail: Bool

    init(_ range: ClosedRange<Int64>, canFail: Bool = false) {
        self.range = range
        self.canFail = canFail
    }

    /// A range of exact numbers; what lies beyond 64 bits fails.
    init(_ low: Int128, _ high: Int128) {
        let least = Int128(Int64.min), greatest = Int128(Int64.max)
        canFail = low < least || high > greatest
        let lower = max(least, min(greatest, low))
        let upper = max(least, min(greatest, high))
        range = Int64(lower)...Int64(upper)
    }

    static let flag = Proof(0...1)

    /// A flag that is known to hold, known not to hold, or open.
    static func flag(holds: Bool, fails: Bool) -> Proof { Proof(holds ? 1...1 : fails ? 0...0 : 0...1) }
}

extension ClosedRange<Int64> {
    var low: Int128 { Int128(lowerBound) }
    var high: Int128 { Int128(upperBound) }
    var isSingle: Bool { lowerBound == upperBound }

    /// The shortest range over both.
    func hull(_ other: ClosedRange<Int64>) -> ClosedRange<Int64> {
        Swift.min(lowerBound, other.lowerBound)...Swift.max(upperBound, other.upperBound)
    }

    func added(_ other: ClosedRange<Int64>) -> Proof { Proof(low + other.low, high + other.high) }

    func subtracted(_ other: ClosedRange<Int64>) -> Proof { Proof(low - other.high, high - other.low) }

    func multiplied(_ other: ClosedRange<Int64>) -> Proof {
        let corners = [low * other.low, low * other.high, high * other.low, high * other.high]
        return Proof(corners.min()!, corners.max()!)
    }

    /// The whole quotient; only divisors above zero give one.
    func divided(_ other: ClosedRange<Int64>, _ rounding: QuotientRounding) -> Proof {
        guard other.upperBound > 0 else { return Proof(0...0, canFail: true) }
        let least = Swift.max(1, other.low)
        let corners = [low, high].flatMap { above in
            [least, other.high].map { rounding.divide(above, by: $0) }
        }
        var proof = Proof(corners.min()!, corners.max()!)
        proof.canFail = proof.canFail || other.lowerBound <= 0
        return proof
    }

    func remainder(_ other: ClosedRange<Int64>) -> Proof {
        guard other.upperBound > 0 else { return Proof(0...0, canFail: true) }
        let isWhole = lowerBound >= 0 && upperBound < other.lowerBound
        let single = isSingle && other.isSingle
        let left = single ? low - QuotientRounding.down.divide(low, by: other.low) * other.low : 0
        let range = isWhole ? self : single ? Int64(left)...Int64(left) : 0...other.upperBound - 1
        return Proof(range, canFail: other.lowerBound <= 0)
    }

    func minimum(_ other: ClosedRange<Int64>) -> Proof {
        Proof(Swift.min(lowerBound, other.lowerBound)...Swift.min(upperBound, other.upperBound))
    }

    func maximum(_ other: ClosedRange<Int64>) -> Proof {
        Proof(Swift.max(lowerBound, other.lowerBound)...Swift.max(upperBound, other.upperBound))
    }

    func equals(_ other: ClosedRange<Int64>) -> Proof {
        .flag(holds: isSingle && self == other, fails: !overlaps(other))
    }

    func isLess(_ other: ClosedRange<Int64>) -> Proof {
        .flag(holds: upperBound < other.lowerBound, fails: lowerBound >= other.upperBound)
    }

    func isLessOrEqual(_ other: ClosedRange<Int64>) -> Proof {
        .flag(holds: upperBound <= other.lowerBound, fails: lowerBound > other.upperBound)
    }
}

extension QuotientRounding {
    /// Divides by a number above zero and rounds.
    func divide(_ above: Int128, by below: Int128) -> Int128 {
        let (quotient, rest) = above.quotientAndRemainder(dividingBy: below)
        switch self {
        case .down: return rest < 0 ? quotient - 1 : quotient
        case .up: return rest > 0 ? quotient + 1 : quotient
        case .halfUp:
            guard 2 * rest.magnitude >= below.magnitude else { return quotient }
            return above < 0 ? quotient - 1 : quotient + 1
        }
    }
}
