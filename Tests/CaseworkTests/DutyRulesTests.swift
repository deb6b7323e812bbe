import Casework
import Primitives
import Testing

@Suite struct DutyRulesTests {
    @Test func `one person holds no two posts that watch each other`() {
        #expect(DutyRules.conflicts(among: [.payer, .payChecker]).map(\.second) == [.payChecker])
        #expect(DutyRules.conflicts(among: [.administrator, .townshipClerk]).count == 1)
        #expect(DutyRules.conflicts(among: [.administrator, .auditor]).count == 1)
        #expect(DutyRules.conflicts(among: [.townshipClerk, .townshipReviewer]).isEmpty)
        #expect(!DutyRules.isSecondPerson(StaffID(1), maker: StaffID(1)))
    }
}
