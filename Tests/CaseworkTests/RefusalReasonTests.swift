import Casework
import Testing

@Suite struct RefusalReasonTests {
    /// The areas of stored codes, one for each rule; two rules with one area would share codes.
    static let areas = [
        AdverseReason.area, AgencyReason.area, AidFirstReason.area, AppraisalReason.area, ArchiveReason.area,
        BackCheckReason.area, CertificateReason.area, ConferenceReason.area, CreditEntryReason.area,
        DelegationReason.area, FamilyChangeReason.area, GradualExitReason.area, HotlineReason.area, LeadReason.area,
        MeetingReason.area, ProvisionalReason.area, RecoveryReason.area, RelativeReason.area, RemedyReason.area,
        SamplingReason.area, SignatureReason.area, SingleFilingReason.area, TransferReason.area,
        UnchangedReason.area, VisitReason.area,
    ]

    @Test func `each rule has an area of its own, and none is the machine's`() {
        #expect(Set(Self.areas).count == Self.areas.count && !Self.areas.contains("case"))
    }

    @Test func `a refusal of the machine is stored under its area`() throws {
        let refusal = try #require(
            Fixture.decide(.accept, Fixture.snapshot(.submitted), by: .aide).refusals.first)
        let stated = StatedRefusal(refusal)
        #expect(stated.code == "case.roleNotAllowed" && stated.chinese == refusal.chinese)
    }
}
