import Columns
import Testing

@Suite struct SubjectLaneTests {
    private func bytes(_ text: String, _ body: (UnsafeBufferPointer<UInt8>) -> Void) {
        Array(text.utf8).withUnsafeBufferPointer(body)
    }

    private func text(_ lane: SubjectLane, _ subject: Int) -> String {
        String(decoding: lane.text(subject), as: UTF8.self)
    }

    @Test(arguments: [3, 300_000])
    func `a lane begins with nothing, which of a count is zero and of others no value`(_ count: Int) {
        let (counts, dates) = (
            SubjectLane(count: count, isText: false, isAbsentable: false),
            SubjectLane(count: count, isText: false, isAbsentable: true)
        )
        #expect(counts.isGiven(count - 1) && counts.number(count - 1) == 0 && !counts.hasFound(count - 1))
        #expect(!dates.isGiven(0) && dates.number(0) == 0)
        dates.set(0, 0)
        #expect(dates.isGiven(0) && dates.number(0) == 0, "A zero that was given is a value.")
        dates.clear(0)
        #expect(!dates.isGiven(0))
    }

    @Test func `rows are counted, added, and the least and the greatest kept`() {
        var chosen = ChosenRows()
        let rows = MatchedRows(capacity: 4)
        rows.begin(4, lookup: 0, columns: [])
        for (row, subject) in [UInt32(1), 0, 1, 2].enumerated() { rows.subjectTarget[row] = subject }
        [Int64(1), 1, 1, 0].withUnsafeBufferPointer { chosen.choose(rows, flags: $0) }
        #expect(chosen.rows == [0, 1, 2] && chosen.subjects == [1, 0, 1])
        let lanes = (0..<4).map { SubjectLane(count: 3, isText: false, isAbsentable: $0 > 1) }
        var overflown: Set<Int> = []
        [Int64(-5), 8, 9, 100].withUnsafeBufferPointer { numbers in
            lanes[0].count(chosen)
            #expect(lanes[1].sum(numbers, chosen, within: -4...10, overflown: &overflown) == [1])
            lanes[2].keepLeast(numbers, chosen)
            lanes[3].keepGreatest(numbers, chosen)
        }
        #expect(
            lanes.map { lane in (0..<3).map { lane.number($0) } } == [[1, 2, 0], [8, 4, 0], [8, -5, 0], [8, 9, 0]])
        #expect(!lanes[2].isGiven(2) && overflown.isEmpty)
        [Int64.max, Int64.max, 1, 0].withUnsafeBufferPointer {
            _ = lanes[1].sum($0, chosen, within: -4...10, overflown: &overflown)
        }
        #expect(overflown == [0, 1], "Beyond 64 bits a sum is lost, and said to be.")
    }

    @Test(arguments: [false, true])
    func `numbers beyond thirty-two bits are kept beside, and come back when they are added to`(isAbsentable: Bool) {
        let lane = SubjectLane(count: 2, isText: false, isAbsentable: isAbsentable)
        let edges = [Int64(Int32.max) - 1, Int64(Int32.max), Int64(Int32.min), Int64(Int32.min) + 1, .max, .min + 1, 7]
        for number in edges {
            lane.set(0, number)
            #expect(lane.number(0) == number && lane.isGiven(0))
        }
        lane.set(1, 30_000_000_000)
        #expect(lane.add(1, -29_999_999_999) && lane.number(1) == 1)
        #expect(lane.add(1, .max - 1) && lane.number(1) == .max && !lane.add(1, 1))
    }

    @Test func `long texts follow short ones, and short ones long ones`() {
        let lane = SubjectLane(count: 2, isText: true, isAbsentable: true)
        for length in [254, 255, 3, 256, 70_000, 255, 254, 0, 300] {
            let value = String(repeating: "x", count: length)
            bytes(value) { lane.set(0, $0) }
            bytes("beside") { lane.set(1, $0) }
            #expect(text(lane, 0) == value && text(lane, 1) == "beside")
        }
    }

    @Test func `texts are kept, replaced by shorter and longer ones, and ordered by their bytes`() {
        let lane = SubjectLane(count: 3, isText: true, isAbsentable: true)
        for (subject, value) in [(0, "鲁A00001"), (2, ""), (0, "鲁A"), (0, "鲁A000000001"), (1, "x")] {
            bytes(value) { lane.set(subject, $0) }
        }
        #expect((0..<3).map { text(lane, $0) } == ["鲁A000000001", "x", ""])
        #expect(lane.isGiven(2), "An empty text that was given is a value.")
        bytes("x") { x in bytes("xy") { #expect(precedes(x, $0) && !precedes($0, x) && !precedes(x, x)) } }
        #expect(lane.print(1) == TextPrint.of("x"))
    }

    @Test func `the numbers of some subjects come in their order`() {
        let lane = SubjectLane(count: 4, isText: false, isAbsentable: true)
        for subject in [0, 1, 3] { lane.set(subject, Int64(subject) * 10) }
        var numbers = [Int64](repeating: -1, count: 3)
        numbers.withUnsafeMutableBufferPointer { lane.read([3, 2, 1], into: $0) }
        #expect(numbers == [30, 0, 10])
        numbers.withUnsafeMutableBufferPointer { lane.readGiven([3, 2, 1], into: $0) }
        #expect(numbers == [1, 0, 1])
    }
}
