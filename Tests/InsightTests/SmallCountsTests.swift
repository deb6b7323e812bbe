import Insight
import Testing

@Suite struct SmallCountsTests {
    struct Row: CustomTestStringConvertible, Sendable {
        let counts: [Int]
        let shown: String
        let total: String
        var testDescription: String { "\(counts) → \(shown) of \(total)" }
    }

    @Test(arguments: [
        Row(counts: [], shown: "", total: "0"),
        Row(counts: [0, 0], shown: "0 0", total: "0"),
        Row(counts: [5, 12, 40], shown: "5 12 40", total: "57"),
        Row(counts: [0, 12, 40], shown: "0 12 40", total: "52"),
        Row(counts: [3, 0, 0], shown: "<5 0 0", total: "<5"),
        // One small cell is total minus the rest: the least other cell goes with it, and both look the same.
        Row(counts: [3, 12, 40], shown: "* * 40", total: "55"),
        Row(counts: [4, 40, 9, 12], shown: "* 40 * 12", total: "65"),
        // Were only one of two equal cells hidden, their places would tell which was the lesser.
        Row(counts: [1, 9, 9, 40], shown: "* * * 40", total: "59"),
        // Two small cells with sum 5 could be 1+4, 2+3, …: nothing more need be hidden.
        Row(counts: [2, 3, 40], shown: "<5 <5 40", total: "45"),
        // Two small cells with sum 8 can only be 4+4, with sum 2 only 1+1.
        Row(counts: [4, 4, 10, 40], shown: "* * * 40", total: "58"),
        Row(counts: [1, 1, 10, 40], shown: "* * * 40", total: "52"),
        Row(counts: [1, 5], shown: "* *", total: "6"),
        // 4+4 looks like 3+5, 2+6 and 1+7.
        Row(counts: [4, 4], shown: "* *", total: "8"),
        // Five times 1 follows from a total of 5: the total goes, and so it does for 6.
        Row(counts: [1, 1, 1, 1, 1], shown: "<5 <5 <5 <5 <5", total: "*"),
        Row(counts: [1, 2, 1, 1, 1], shown: "<5 <5 <5 <5 <5", total: "*"),
    ])
    func `small cells are hidden, and what would betray them`(row: Row) {
        let group = SmallCounts.suppress(row.counts)
        #expect(group.cells.map(\.text).joined(separator: " ") == row.shown)
        #expect(group.total.text == row.total)
    }

    @Test(arguments: [(0, "0"), (1, "<5"), (4, "<5"), (5, "5")])
    func `a count that stands alone`(count: Int, shown: String) {
        #expect(SmallCounts.suppress(count).text == shown)
    }

    @Test(arguments: [1, 2, 3, 4, 5])
    func `a reader who knows the rule cannot compute a small cell`(size: Int) {
        // Every group of the size with cells up to a bound, sorted by what it looks like from outside. A larger
        // bound only adds explanations, so the groups near the bound are left out of the judgement.
        let bound = [24, 24, 24, 14, 7][size - 1]
        var explanations: [SmallCounts.Group: [[Int]]] = [:]
        var counts = [Int](repeating: 0, count: size)
        while true {
            explanations[SmallCounts.suppress(counts), default: []].append(counts)
            guard let place = counts.indices.first(where: { counts[$0] < bound }) else { break }
            for earlier in 0..<place { counts[earlier] = 0 }
            counts[place] += 1
        }
        var betrayed: [[Int]] = []
        for (group, inputs) in explanations where inputs.allSatisfy({ $0.reduce(0, +) <= bound }) {
            for cell in group.cells.indices where group.cells[cell].value == nil {
                if Set(inputs.map { $0[cell] }).count < 2 { betrayed.append(inputs[0]) }
            }
        }
        #expect(betrayed.isEmpty, "\(betrayed.count) groups tell a small cell: \(betrayed.prefix(5))")
    }

    @Test func `what is shown is true, small cells never are, and zero stays in sight`() {
        for first in 0...12 {
            for second in 0...12 {
                for third in 0...12 {
                    let counts = [first, second, third]
                    for (count, cell) in zip(counts, SmallCounts.suppress(counts).cells) {
                        switch cell {
                        case .exact(let shown): #expect(shown == count && !(1...4).contains(count))
                        case .fewerThanFive: #expect((1...4).contains(count))
                        case .withheld: #expect(count > 0)
                        }
                    }
                }
            }
        }
    }
}
