import Primitives
import Synchronization
import Testing

@Suite struct IdentifierTests {
    private static let start = Instant(milliseconds: 1_773_273_600_000)

    @Test(arguments: [Example("1", Int64(1)), Example("9223372036854775807", .max), Example("42", 42)])
    func `an identifier is decimal digits in text and JSON`(example: Example<String, Int64>) throws {
        let id = try #require(PersonID(text: example.input))
        #expect(id.rawValue == example.output && id.text == example.input && "\(id)" == example.input)
        #expect(try json(id) == "[\"\(example.input)\"]")
        #expect(try decoded([PersonID].self, from: json(id)) == [id])
        #expect(PersonID(example.output) == id)
    }

    @Test(arguments: ["", "0", "01", "-1", "+1", " 1", "1 ", "0x1", "９", "9223372036854775808", "1.0"])
    func `other text is no identifier`(text: String) {
        #expect(PersonID(text: text) == nil)
    }

    @Test func `a number in JSON is refused`() {
        #expect(throws: DecodingError.self) { try decoded([PersonID].self, from: "[1]") }
        #expect(throws: DecodingError.self) { try decoded([PersonID].self, from: #"["x"]"#) }
    }

    @Test func `five thousand keys of one millisecond are unique and increasing`() {
        let maker = IdentifierMaker(node: 5) { Self.start }
        let keys = (0..<5000).map { _ in maker.next(CaseSubject.self) }
        #expect(zip(keys, keys.dropFirst()).allSatisfy { $0 < $1 })
        #expect(keys.allSatisfy { $0.rawValue > 0 && $0.rawValue >> 12 & 511 == 5 })
        let elapsed = IdentifierMaker.epoch.milliseconds(until: Self.start)
        #expect(keys[0].rawValue == elapsed << 21 | 5 << 12)
        #expect(keys[4095].rawValue >> 21 == elapsed && keys[4096].rawValue >> 21 == elapsed + 1)
        #expect(IdentifierMaker.epoch.iso8601 == "2020-01-01T00:00:00.000Z")
    }

    @Test func `a clock that goes back does not take the keys along`() {
        let clock = Mutex(Self.start)
        let maker = IdentifierMaker(node: 0) { clock.withLock { $0 } }
        var last = maker.next(PersonSubject.self)
        for step in [-5000, 3, -60_000, 0, 70_000, -1, 1, 200_000] as [Int64] {
            clock.withLock { $0 = $0.adding(milliseconds: step) }
            let next: PersonID = maker.next()
            #expect(last < next)
            last = next
        }
        #expect(last.rawValue >> 21 == IdentifierMaker.epoch.milliseconds(until: clock.withLock { $0 }))
    }

    @Test func `keys made at once are all different`() async {
        let maker = IdentifierMaker(node: 511) { Self.start }
        let keys = await withTaskGroup(of: [EventID].self) { group in
            for _ in 0..<8 { group.addTask { (0..<2000).map { _ in maker.next() } } }
            return await group.reduce(into: []) { $0 += $1 }
        }
        #expect(Set(keys).count == 16_000)
    }

    @Test func `keys fit 63 bits for a hundred years`() {
        let maker = IdentifierMaker(node: 511) { Instant(milliseconds: Self.start.milliseconds + 3_155_760_000_000) }
        #expect(maker.next(PersonSubject.self).rawValue > 0)
    }

    @Test func `a node or clock out of range stops the program`() async {
        await #expect(processExitsWith: .failure) { _ = IdentifierMaker(node: 512) { Instant(milliseconds: 0) } }
        await #expect(processExitsWith: .failure) { _ = IdentifierMaker(node: -1) { Instant(milliseconds: 0) } }
        await #expect(processExitsWith: .failure) {
            _ = IdentifierMaker(node: 0) { Instant(milliseconds: 0) }.next(PersonSubject.self)
        }
        await #expect(processExitsWith: .failure) {
            _ = IdentifierMaker(node: 0) { Instant(milliseconds: 1 << 43) }.next(PersonSubject.self)
        }
    }

    @Test func `the seeded generator gives the numbers of SplitMix64`() {
        var random = SeededGenerator(seed: 1_234_567)
        #expect(
            (0..<5).map { _ in random.next() } == [
                6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
                4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
            ])
    }
}
