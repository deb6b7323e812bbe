import Casework
import Primitives
import Testing

@Suite struct AdverseNoticeTests {
    static let terms = AdverseTerms(
        hearingBefore: Cited([.revocation, .termination], "本地规定"), suspensionMonthsMax: Cited(3, "本地规定"),
        terminationNoticeDays: [.destituteSupport: Cited(7, "特困人员认定办法第二十五条")])
    static let termination = AdverseNotice(
        act: .termination, reasonCodes: [.incomeRose], words: "儿子3月起在县城上班，每月3,200元。", signedBy: StaffID(3),
        namesRemedies: true, heardOn: day("2026-03-18"), restsOnLateReview: false, effectiveOn: Fixture.today,
        lastMonth: Fixture.today.calendarMonth)

    private func broken(_ change: (inout AdverseNotice) -> Void) -> [StatedRefusal] {
        with(Self.termination, change).refusals(on: Fixture.today, terms: Self.terms)
    }

    @Test func `each fault of an act against the family is named`() {
        #expect(broken { _ in }.isEmpty)
        expectEachReason([
            Broken(AdverseReason.reasonsMissing, broken { $0.reasonCodes = [] }),
            Broken(.reasonUnsuitable, broken { $0.reasonCodes = [.contactLost] }),
            Broken(.wordsMissing, broken { $0.words = " " }),
            Broken(.notSigned, broken { $0.signedBy = nil }),
            Broken(.remediesMissing, broken { $0.namesRemedies = false }),
            Broken(.familyNotHeard, broken { $0.heardOn = nil }),
            Broken(.latenessIsNoGround, broken { $0.restsOnLateReview = true }),
            Broken(.lastMonthPast, broken { $0.lastMonth = Fixture.today.calendarMonth.adding(months: -1) }),
            Broken(
                .suspensionTooLong,
                broken {
                    ($0.act, $0.reasonCodes, $0.lastMonth) = (.suspension, [.contactLost], nil)
                    $0.suspendedThrough = Fixture.today.calendarMonth.adding(months: 4)
                }),
            Broken(.backdated, broken { $0.effectiveOn = day("2026-03-19") }),
        ])
    }

    @Test func `the end of destitute support is posted for seven days, of dibao or a child's not at all`() {
        func closes(_ program: Program, _ exemption: NoticeExemption? = nil) -> CivilDate? {
            Self.terms.terminationNotice(
                of: program, postedOn: day("2025-09-28"), exemption: exemption, count: Fixture.count)?.on
        }
        #expect(closes(.destituteSupport) == day("2025-10-09"))
        #expect(closes(.destituteSupport, .destituteMinor) == nil && closes(.dibao) == nil)
    }

    @Test(arguments: AdverseAct.allCases)
    func `every act against the family has a reason that suits it`(act: AdverseAct) {
        #expect(ReasonCode.allCases.contains { $0.acts.contains(act) })
    }
}
