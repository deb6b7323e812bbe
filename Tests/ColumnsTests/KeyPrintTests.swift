import Columns
import Primitives
import Testing

/// Prints of keys: equal for one person, and found among others.
@Suite struct KeyPrintTests {
    @Test func `the forms of one citizen ID have one print`() throws {
        let whole = try #require(PackedCitizenID(key: "11010519491231002X"))
        let legacy = try #require(PackedCitizenID(key: "110105491231002"))
        #expect(KeyPrint.of(person: whole.rawValue) == KeyPrint.of(person: legacy.rawValue))
        #expect(KeyPrint.of(person: whole.rawValue) > KeyPrint.none)
    }

    @Test(arguments: [0, 1, 3, 500, 40_000])
    func `a set holds its prints and no others`(count: Int) {
        var random = SeededGenerator(seed: 5)
        let prints = (0..<count).map { _ in UInt32.random(in: 2...UInt32.max, using: &random) }
        let (set, known) = (PrintSet(prints + [0, 1] + prints.prefix(2)), Set(prints))
        #expect(set.count == known.count && prints.allSatisfy { set.contains($0) })
        #expect(!set.contains(KeyPrint.none))
        for _ in 0..<1000 {
            let other = UInt32.random(in: 2...UInt32.max, using: &random)
            #expect(set.contains(other) == known.contains(other))
        }
    }

    @Test func `a filter of people lets each of them through, and few others`() {
        var random = SeededGenerator(seed: 8)
        let people = (0..<5_000).map { _ in UInt64.random(in: 0..<1 << 62, using: &random) }
        let filter = people.withUnsafeBufferPointer { PrintFilter(people: $0) }
        #expect(people.allSatisfy { filter.mayHold(KeyPrint.of(person: $0)) })
        let others = (0..<5_000).map { _ in UInt64.random(in: 0..<1 << 62, using: &random) }
        #expect(others.count { filter.mayHold(KeyPrint.of(person: $0)) } < 500)
    }

    @Test func `people have a print whatever their order, and others another one`() {
        let people: [UInt64] = [6_400_000, 12_800_064, 640]
        #expect(PeoplePrint(of: people) == PeoplePrint(of: people.reversed()))
        #expect(PeoplePrint(of: people) != PeoplePrint(of: people + [64]))
        #expect(PeoplePrint(of: people) != PeoplePrint(of: Array(people.dropLast())))
        #expect(PeoplePrint(of: []) != PeoplePrint(of: [0]))
    }
}
