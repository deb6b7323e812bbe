import Primitives
import Testing
import Verification

@Suite struct HouseholdTrailTests {
    @Test func `a trail is read back as it was written`() {
        let trail = HouseholdTrail(dueDay: CivilDate(dayNumber: 20_515))
        #expect(HouseholdTrail(bytes: trail.bytes) == trail)
        #expect(HouseholdTrail(bytes: HouseholdTrail().bytes) == HouseholdTrail())
    }

    @Test(arguments: [[], [1, 2, 3], [1, 2, 3, 4, 5]] as [[UInt8]])
    func `bytes that are not whole are no trail`(bytes: [UInt8]) {
        #expect(HouseholdTrail(bytes: bytes) == nil)
    }
}
