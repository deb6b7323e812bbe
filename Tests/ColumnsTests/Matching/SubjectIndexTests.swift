import Columns
import Primitives
import Testing

@Suite struct SubjectIndexTests {
    /// People of a small place with right check characters, each once.
    static func people(_ count: Int, seed: UInt64) throws -> [PackedCitizenID] {
        var random = SeededGenerator(seed: seed)
        var bodies: Set<String> = []
        while bodies.count < count {
            let year = Int.random(in: 1940...1999, using: &random)
            let body = "371602\(year)0\(Int.random(in: 1...9, using: &random))1\(Int.random(in: 0...9, using: &random))"
            bodies.insert(body + "\(Int.random(in: 100...999, using: &random))")
        }
        return try bodies.sorted().map { body in
            let text = body + String(CitizenID.checkCharacter(forFirst17: body))
            return PackedCitizenID(try CitizenID(text))
        }
    }

    static func key(_ text: String) throws -> PackedCitizenID {
        try #require(PackedCitizenID(keyBytes: Array(text.utf8)))
    }

    @Test func `everyone is found under the number given, and strangers are nobody`() throws {
        let all = try Self.people(4_000, seed: 7)
        let (watched, strangers) = (all.prefix(1_000), all.dropFirst(1_000))
        let index = SubjectIndex(keys: watched.map(\.rawValue), numbers: (0..<1_000).map { 5_000 - $0 })
        for (place, person) in watched.enumerated() { #expect(index.position(of: person) == 5_000 - place) }
        for person in strangers { #expect(index.find(person.rawValue) == -1) }
        #expect(watched.allSatisfy { index.table.mayHold(body: $0.matchKey) }, "The filter never loses anybody.")
        let passing = strangers.count { index.table.mayHold(body: $0.matchKey) }
        #expect(passing < strangers.count / 10, "\(passing) of \(strangers.count) strangers pass the filter.")
    }

    @Test func `the 15-digit form finds its person, a wrong check character nobody`() throws {
        let index = SubjectIndex(keys: [try Self.key("11010519491231002X").rawValue])
        #expect(index.position(of: try Self.key("110105491231002")) == 0)
        #expect(index.position(of: try Self.key("110105194912310021")) == nil)
        #expect(index.position(of: try Self.key("110105491231003")) == nil)
    }

    @Test func `a narrowed index has those kept under the numbers they had`() throws {
        let all = try Self.people(500, seed: 8)
        let index = SubjectIndex(keys: all.map(\.rawValue))
        let some = try index.narrowed(to: all.indices.filter { $0 % 3 == 0 }.map { UInt32($0) })
        for (place, person) in all.enumerated() { #expect(some.find(person.rawValue) == (place % 3 == 0 ? place : -1)) }
        let order = try some.order().map { some.keys[Int($0)] >> 6 }
        #expect(order == order.sorted() && order.count == some.count)
        let fewer = try some.narrowed(to: [1, 4, 5])
        for place in [3, 12, 15] { #expect(fewer.find(all[place].rawValue) == place) }
        #expect(fewer.find(all[6].rawValue) == -1 && fewer.count == 3)
        #expect(try fewer.order().map { fewer.keys[Int($0)] } == fewer.keys.sorted { $0 >> 6 < $1 >> 6 })
    }

    @Test func `people who join an index are found among all, in order`() throws {
        let all = try Self.people(600, seed: 9)
        let index = try SubjectIndex(keys: all[..<500].map(\.rawValue)).adding(all[500...].map(\.rawValue))
        for (place, person) in all.enumerated() { #expect(index.find(person.rawValue) == place) }
        let order = try index.order()
        #expect(Set(order).count == 600)
        #expect(order.map { index.keys[Int($0)] >> 6 } == index.keys.map { $0 >> 6 }.sorted())
        #expect(try SubjectIndex(keys: []).adding([all[0].rawValue]).find(all[0].rawValue) == 0)
        #expect(try SubjectIndex(keys: [all[0].rawValue]).adding([]).order() == [0])
    }

    @Test func `nobody is in an index of nobody, and a key given twice has the first number`() throws {
        let key = try Self.key("11010519491231002X")
        #expect(SubjectIndex(keys: []).position(of: key) == nil)
        #expect(SubjectIndex(keys: [key.rawValue, key.rawValue]).position(of: key) == 0)
    }
}
