/// Which checks are to be answered for which households; everything when nothing is said.
package struct CheckSelection: Sendable {
    private let words: Int
    private var bits: [UInt64]

    /// Nothing yet, for so many households and checks.
    package init(households: Int, checks: Int) {
        words = (checks + 63) / 64
        bits = Array(repeating: 0, count: households * words)
    }

    /// Asks for a check of a household.
    package mutating func insert(check: Int, household: Int) {
        bits[household * words + check >> 6] |= 1 << UInt64(check & 63)
    }

    /// Asks for checks of some households, given as `masks(of:)` gives them.
    mutating func insert(_ masks: [UInt64], of households: [UInt32]) {
        precondition(masks.count == households.count * words, "Every household has its masks.")
        for (place, household) in households.enumerated() {
            for word in 0..<words { bits[Int(household) * words + word] |= masks[place * words + word] }
        }
    }

    /// The checks asked for of some households as bits.
    func masks(of households: [UInt32]) -> [UInt64] {
        if words == 1 { return households.map { bits[Int($0)] } }
        return households.flatMap { bits[Int($0) * words..<(Int($0) + 1) * words] }
    }

    /// Whether a check of a household is asked for.
    package func contains(check: Int, household: Int) -> Bool {
        bits[household * words + check >> 6] >> UInt64(check & 63) & 1 != 0
    }

    /// Whether a check is asked for of any household.
    func asks(_ check: Int) -> Bool {
        stride(from: check >> 6, to: bits.count, by: max(1, words)).contains {
            bits[$0] >> UInt64(check & 63) & 1 != 0
        }
    }

    /// The households of which anything is asked, ascending.
    var households: [UInt32] {
        var found: [UInt32] = []
        for first in stride(from: 0, to: bits.count, by: max(1, words))
        where (0..<words).contains(where: { bits[first + $0] != 0 }) {
            found.append(UInt32(first / words))
        }
        return found
    }

    /// How many answers are asked for.
    var count: Int { bits.reduce(0) { $0 + $1.nonzeroBitCount } }

    /// The households of a range of which any of some checks is asked for, ascending.
    func households(asking checks: [Int], in range: Range<Int>) -> [Int] {
        var mask = [UInt64](repeating: 0, count: words)
        for check in checks { mask[check >> 6] |= 1 << UInt64(check & 63) }
        if words == 1 {
            let mask = mask[0]
            return range.filter { bits[$0] & mask != 0 }
        }
        return range.filter { household in mask.indices.contains { bits[household * words + $0] & mask[$0] != 0 } }
    }
}
