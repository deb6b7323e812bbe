import Casework
import Primitives
import Testing

@Suite struct RoleTests {
    @Test func `staff roles have a level of post and citizens none`() {
        for role in Role.allCases { #expect(role.isCitizen == [.applicant, .agent].contains(role)) }
        #expect(Role.townshipReviewer.postLevels == [.township])
    }
}
