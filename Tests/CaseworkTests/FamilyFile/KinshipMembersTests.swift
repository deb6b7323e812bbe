import Casework
import Testing

/// Kinship between two members, from how both stand to the applicant (`Kinship+Members`).
@Suite struct KinshipMembersTests {
    @Test func `what two members are to each other is the same seen from both sides`() {
        for own in MemberRelation.allCases {
            for other in MemberRelation.allCases {
                let there = Kinship(of: other, to: own)
                let back = Kinship(of: own, to: other)
                #expect(there?.inverse == back, "\(own) and \(other)")
            }
        }
        #expect(Kinship.allCases.allSatisfy { $0.inverse.inverse == $0 })
    }

    @Test(arguments: [
        (MemberRelation.child, MemberRelation.applicant, Kinship.parent), (.child, .spouse, .parent),
        (.child, .child, .sibling), (.child, .parent, .grandparent), (.parent, .applicant, .child),
        (.parent, .parent, .spouse), (.sibling, .sibling, .sibling), (.spouse, .parentInLaw, .parent),
        (.grandchild, .applicant, .grandparent),
    ])
    func `the nearest relatives are told apart`(own: MemberRelation, other: MemberRelation, kinship: Kinship) {
        #expect(Kinship(of: other, to: own) == kinship)
    }

    @Test func `where the relations tell nothing, nothing is said`() {
        #expect(Kinship(of: .grandchild, to: .child) == nil, "a child or a nephew")
        #expect(Kinship(of: .childInLaw, to: .child) == nil, "a spouse or a brother's wife")
        #expect(Kinship(of: .other, to: .applicant) == nil && Kinship(of: .applicant, to: .other) == nil)
    }
}
