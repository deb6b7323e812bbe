import Primitives
import Testing

@Suite struct PackedCitizenIDTests {
    private func key(_ text: String) throws -> PackedCitizenID { try #require(PackedCitizenID(key: text)) }

    @Test func `every check character survives packing and makes another key`() throws {
        let first17 = "11010519491231002"
        var keys: Set<PackedCitizenID> = []
        for character in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ" {
            let packed = try key(first17 + String(character))
            #expect(packed.text == first17 + String(character))
            #expect(packed.matchKey == 11_010_519_491_231_002)
            #expect(packed.hasRightCheck == (character == "X"))
            #expect(keys.allSatisfy { !$0.matches(packed) })
            keys.insert(packed)
        }
        #expect(keys.count == 36)
    }

    @Test func `a 15-digit key matches the 18-character keys with its body and only those`() throws {
        let legacy = try key("110105491231002")
        #expect(legacy.isLegacy && legacy.text == "110105491231002" && legacy.hasRightCheck)
        for text in ["11010519491231002X", "110105194912310021", "110105491231002"] {
            #expect(try legacy.matches(key(text)) && key(text).matches(legacy))
            #expect(try legacy.matchKey == key(text).matchKey)
        }
        for text in ["11010518491231002X", "11010520491231002X", "110105194912310030", "110105491231003"] {
            #expect(try !legacy.matches(key(text)) && !key(text).matches(legacy))
        }
        #expect(try legacy != key("11010519491231002X"))
        #expect(try !key("110105194912310021").matches(key("11010519491231002X")))
    }

    @Test func `blanks and lower case do not make another key, inner blanks make none`() throws {
        let expected = try key("11010519491231002X")
        for text in [" 11010519491231002x", "11010519491231002X\r\n", "\t11010519491231002X "] {
            #expect(try key(text) == expected)
            #expect(PackedCitizenID(keyBytes: Array(text.utf8)[...]) == expected)
            #expect(PackedCitizenID(keyBytes: text.utf8.lazy.map { $0 }) == expected)
            #expect(PackedCitizenID(keyBytes: Array(text.utf8).span) == expected)
        }
    }

    @Test(arguments: [
        "", " ", "1", "1101051949123100", "1101051949123100222", "1101051949123100 2X", "11010519491231002é",
        "11010519491231002*", "A1010519491231002X", "11010549123100X", "１10105491231002", "------------------",
    ])
    func `what has no ID's shape is no key`(text: String) {
        #expect(PackedCitizenID(key: text) == nil)
    }

    @Test func `packing keeps the number and its order`() throws {
        var random = SeededGenerator(seed: 17)
        var texts: [String] = ["000000000000000", "000000000000000000", "99999999999999999Z", "999999999999999"]
        for _ in 0..<2000 {
            let body = String(UInt64.random(in: 10_000_000_000_000_000..<100_000_000_000_000_000, using: &random))
            let check = try #require("0123456789XAZ".randomElement(using: &random))
            texts.append(Bool.random(using: &random) ? body + String(check) : String(body.prefix(15)))
        }
        let keys = try texts.map(key)
        #expect(keys.map(\.text) == texts)
        let sorted = keys.sorted()
        for (left, right) in zip(sorted, sorted.dropFirst()) {
            #expect(left.matchKey <= right.matchKey && !(right < left))
        }
        #expect(Set(keys.map(\.rawValue)).count == Set(texts).count)
        #expect(keys.map { PackedCitizenID(rawValue: $0.rawValue) } == keys)
    }

    @Test func `a stored number that no key packs to is refused`() throws {
        let (full, legacy) = (try key("11010519491231002X").rawValue, try key("110105491231002").rawValue)
        for check in UInt64(0)...63 {
            #expect((PackedCitizenID(rawValue: full & ~63 | check) != nil) == (check < 36))
            #expect((PackedCitizenID(rawValue: legacy & ~63 | check) != nil) == (check == 63))
        }
        #expect(PackedCitizenID(rawValue: 99_999_999_999_999_999 << 6) != nil)
        #expect(PackedCitizenID(rawValue: 100_000_000_000_000_000 << 6) == nil)
        let otherCentury = try key("11010520491231002X").rawValue | 63 | 1 << 63
        #expect(PackedCitizenID(rawValue: otherCentury) == nil)
    }

    @Test func `a citizen ID packs to its own key, a wrong key yields none`() throws {
        let id = try CitizenID("110105491231002")
        #expect(try PackedCitizenID(id) == key("11010519491231002X"))
        #expect(try CitizenID(key("110105491231002")) == id)
        #expect(throws: CitizenIDError.wrongCheckCharacter) { try CitizenID(key("110105194912310021")) }
        #expect(throws: CitizenIDError.impossibleBirthDate) { try CitizenID(key("000000000000000000")) }
    }

    @Test func `a description discloses the last four characters only`() throws {
        #expect(try "\(key("11010519491231002X"))" == "****002X")
    }
}
