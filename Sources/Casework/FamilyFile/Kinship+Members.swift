extension Kinship {
    /// What one member of a family is to another, from how both stand to its applicant; nil where that tells nothing.
    ///
    /// A child of the applicant and the applicant's spouse are parent and child here: step-parents count alike
    /// (Civil Code article 1072).
    package init?(of relative: MemberRelation, to own: MemberRelation) {
        guard let found = Self.table[own]?[relative] else { return nil }
        self = found
    }

    /// What the other is to a member, when this is what the member is to the other.
    package var inverse: Kinship {
        switch self {
        case .spouse: .spouse
        case .parent: .child
        case .child: .parent
        case .sibling: .sibling
        case .grandparent: .grandchild
        case .grandchild: .grandparent
        }
    }

    private static let table: [MemberRelation: [MemberRelation: Kinship]] = [
        .applicant: [
            .spouse: .spouse, .child: .child, .parent: .parent, .grandchild: .grandchild,
            .grandparent: .grandparent, .sibling: .sibling,
        ],
        .spouse: [
            .applicant: .spouse, .child: .child, .grandchild: .grandchild, .parentInLaw: .parent,
        ],
        .child: [
            .applicant: .parent, .spouse: .parent, .child: .sibling, .parent: .grandparent, .parentInLaw: .grandparent,
        ],
        .parent: [.applicant: .child, .sibling: .child, .parent: .spouse, .child: .grandchild],
        .grandchild: [.applicant: .grandparent, .spouse: .grandparent],
        .grandparent: [.applicant: .grandchild, .sibling: .grandchild, .grandparent: .spouse],
        .sibling: [.applicant: .sibling, .sibling: .sibling, .parent: .parent, .grandparent: .grandparent],
        .parentInLaw: [.spouse: .child, .parentInLaw: .spouse, .child: .grandchild],
    ]
}
