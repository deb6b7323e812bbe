/// A count as it may be shown to the public.
package enum ShownCount: Hashable, Sendable, Codable {
    case exact(Int)
    /// One to four: few enough that a neighbour could name them.
    case fewerThanFive
    /// Kept back: a small number, or one that would betray a small one beside it.
    case withheld

    /// The count as a cell shows it: digits, `<5`, or `*`.
    package var text: String {
        switch self {
        case .exact(let count): String(count)
        case .fewerThanFive: "<5"
        case .withheld: "*"
        }
    }

    /// The number, where it is shown.
    package var value: Int? {
        if case .exact(let count) = self { count } else { nil }
    }

    /// The shown text as a JSON string; charts take the number from `value` only.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        if case .exact(let count) = self { try container.encode(count) } else { try container.encode(text) }
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let count = try? container.decode(Int.self) {
            self = .exact(count)
            return
        }
        switch try container.decode(String.self) {
        case "<5": self = .fewerThanFive
        case "*": self = .withheld
        default: throw DecodingError.dataCorruptedError(in: container, debugDescription: "a count, \"<5\" or \"*\"")
        }
    }
}

/// Keeps small counts from being read or computed (domain reference §6.3: cells under 5 persons are suppressed).
package enum SmallCounts {
    /// The least count that is shown; zero is shown too, since nobody can be recognised in it.
    package static let leastShown = 5

    /// A group of cells with its total, safe to publish together.
    package struct Group: Hashable, Sendable {
        /// In the order given.
        package let cells: [ShownCount]
        package let total: ShownCount
    }

    /// A single count that is published with no total beside it.
    package static func suppress(_ count: Int) -> ShownCount {
        precondition(count >= 0, "a count of persons is not negative")
        return 0 < count && count < leastShown ? .fewerThanFive : .exact(count)
    }

    /// The cells of a group whose sum is published with them.
    ///
    /// Cells of 1…4 become `<5` while their sum leaves each of them at least two numbers. Otherwise, as with a single
    /// small cell, the least other cells are kept back too and all hidden cells show the same `*`: exchanging their
    /// contents gives another group with the very same picture, so even a reader who knows this rule cannot tell
    /// which is which. Where no other cell is left, the total goes. The test suite tries every group up to a size.
    package static func suppress(_ counts: [Int]) -> Group {
        let small = counts.indices.filter { 0 < counts[$0] && counts[$0] < leastShown }
        let total = counts.reduce(0, +)
        let smallSum = small.reduce(0) { $0 + counts[$1] }
        let leastOther = counts.filter { $0 >= leastShown }.min()
        func group(_ mark: ShownCount, at hidden: [Int], total: ShownCount) -> Group {
            var cells = counts.map { suppress($0) }
            for cell in hidden { cells[cell] = mark }
            return Group(cells: cells, total: total)
        }
        guard !small.isEmpty else { return group(.withheld, at: [], total: .exact(total)) }
        // Cells that are all 1, or all but one, would follow from their total.
        if leastOther == nil, small.count >= leastShown - 1, smallSum <= small.count + 1 {
            return group(.fewerThanFive, at: small, total: .withheld)
        }
        let greatestSum = small.count * (leastShown - 1)
        let isAmbiguous = small.count > 1 && small.count < smallSum && smallSum < greatestSum
        if total < leastShown || isAmbiguous { return group(.fewerThanFive, at: small, total: suppress(total)) }
        let others = counts.indices.filter { counts[$0] == leastOther }
        return group(.withheld, at: small + others, total: .exact(total))
    }
}
