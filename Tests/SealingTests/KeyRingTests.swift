import Primitives
import Sealing
import Testing

private let phone = SealedPlace("citizen_account", "phone", 7)

@Suite struct KeyRingTests {
    @Test func `what was sealed for a place opens there`() throws {
        let ring = KeyRing.generated()
        let sealed = try ring.seal("13900001234", at: phone)
        #expect(try ring.openText(sealed, at: phone) == "13900001234")
        #expect(try ring.seal("13900001234", at: phone) != sealed, "the nonce is fresh each time")
        #expect(try ring.openText(ring.seal("", at: phone), at: phone).isEmpty)
    }

    @Test(arguments: [
        SealedPlace("citizen_account", "phone", 8), SealedPlace("citizen_account", "name", 7),
        SealedPlace("person", "phone", 7),
    ])
    func `a value moved to another row, column or table does not open`(place: SealedPlace) throws {
        let ring = KeyRing.generated()
        let sealed = try ring.seal("13900001234", at: phone)
        #expect(throws: SealingError.self) { try ring.open(sealed, at: place) }
    }

    @Test func `any changed byte keeps a value from opening`() throws {
        let ring = KeyRing.generated()
        let sealed = try ring.seal("13900001234", at: phone)
        for index in sealed.indices {
            var changed = sealed
            changed[index] ^= 1
            #expect(throws: SealingError.self) { try ring.open(changed, at: phone) }
        }
        #expect(throws: SealingError.self) { try ring.open(Array(sealed.dropLast()), at: phone) }
        #expect(throws: SealingError.self) { try ring.open([], at: phone) }
        #expect(throws: SealingError.self) { try ring.open(Array("13900001234".utf8), at: phone) }
    }

    @Test func `another installation's keys do not open`() throws {
        let sealed = try KeyRing.generated().seal("x", at: phone)
        let error = #expect(throws: SealingError.self) { try KeyRing.generated().open(sealed, at: phone) }
        #expect(error?.code == .notAuthentic)
    }

    @Test func `after a rotation earlier values open and later ones use the later key`() throws {
        let first = KeyRing.generated()
        let second = first.rotated()
        let early = try first.seal("a", at: phone)
        let late = try second.seal("b", at: phone)
        #expect(second.keyIDs == [1, 2])
        #expect(try second.openText(early, at: phone) == "a")
        #expect(try (second.keyID(of: early), second.keyID(of: late)) == (1, 2))
        let error = #expect(throws: SealingError.self) { try first.open(late, at: phone) }
        #expect(error?.code == .unknownKey)
        #expect(first.blindIndex("a", purpose: "p") == second.blindIndex("a", purpose: "p"))
        #expect(first.signature("a", purpose: "p") == second.signature("a", purpose: "p"))
    }

    @Test func `blind indexes are stable, separate by purpose and differ between installations`() {
        let ring = KeyRing.generated()
        #expect(ring.blindIndex("13900001234", purpose: "phone") == ring.blindIndex("13900001234", purpose: "phone"))
        #expect(ring.blindIndex("13900001234", purpose: "phone") != ring.blindIndex("13900001234", purpose: "account"))
        #expect(ring.blindIndex("b", purpose: "a") != ring.signature("b", purpose: "a"))
        #expect(ring.blindIndex("1", purpose: "p") != KeyRing.generated().blindIndex("1", purpose: "p"))
        #expect(ring.contentAddress([1, 2]) == ring.contentAddress([1, 2]))
        #expect(ring.contentAddress([1, 2]) != KeyRing.generated().contentAddress([1, 2]))
    }
}
