import Primitives

// Draws for invented cities: integers only, so that a seed gives the same city on every machine.
extension SeededGenerator {
    /// A generator of its own for one purpose, so that more draws for one file never change another file.
    init(seed: UInt64, purpose: String) {
        var mixed: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in purpose.utf8 { mixed = (mixed ^ UInt64(byte)) &* 0x100_0000_01B3 }
        self.init(seed: seed &* 0x9E37_79B9_7F4A_7C15 ^ mixed)
    }

    /// A number from 0 up to but not including a bound above zero.
    mutating func below(_ bound: Int) -> Int { Int(next().multipliedFullWidth(by: UInt64(bound)).high) }

    /// A number of a range.
    mutating func within(_ range: Range<Int>) -> Int { range.lowerBound + below(range.count) }

    /// True so many times in a thousand.
    mutating func chance(_ permille: Int) -> Bool { below(1000) < permille }

    /// One element of a list that is not empty.
    mutating func pick<Element>(_ list: [Element]) -> Element { list[below(list.count)] }

    /// The index drawn by weights whose sum is above zero.
    mutating func weighted(_ weights: [Int]) -> Int {
        var rest = below(weights.reduce(0, +))
        for (index, weight) in weights.enumerated() {
            if rest < weight { return index }
            rest -= weight
        }
        preconditionFailure("A draw below the sum of the weights always meets one of them.")
    }

    /// A skewed amount: the base doubled up to so many times, with something random on top; many small, few large.
    mutating func skewed(_ base: Int, doublings: Int) -> Int {
        let floor = base << min(below(doublings + 1), below(doublings + 2))
        return floor + below(floor)
    }

    /// Puts a list into random order.
    mutating func shuffled<Element>(_ list: [Element]) -> [Element] { list.shuffled(using: &self) }
}
