package import Casework
package import Primitives
package import Storage

/// A staff member acting under one post.
package struct StaffActor: Hashable, Sendable, Codable {
    /// The user.
    package let staffID: StaffID
    /// The post held at this moment.
    package let postID: PostID
    /// The post's role.
    package let role: Role
    /// The post's region, which bounds what is seen.
    package let region: RegionCode
    /// The user's name, for pages.
    package let name: String

    /// Takes the parts.
    package init(staffID: StaffID, postID: PostID, role: Role, region: RegionCode, name: String) {
        self.staffID = staffID
        self.postID = postID
        self.role = role
        self.region = region
        self.name = name
    }
}

/// Who acts.
package enum Actor: Hashable, Sendable {
    /// A staff member under a post.
    case staff(StaffActor)
    /// A signed-in citizen.
    case citizen(AccountID)
    /// Somebody not signed in: reading a notice, filing an objection, asking for a phone code.
    case visitor
    /// The program itself: jobs and imports.
    case system

    /// The actor as rows record it.
    package var row: ActorRow {
        switch self {
        case .staff(let staff):
            ActorRow(
                kind: .staff, id: staff.staffID.rawValue, postID: staff.postID.rawValue, role: staff.role.rawValue)
        case .citizen(let id): ActorRow(kind: .citizen, id: id.rawValue)
        case .visitor: ActorRow(kind: .visitor)
        case .system: ActorRow(kind: .system)
        }
    }

    /// The staff member, when it is one.
    package var staff: StaffActor? {
        if case .staff(let staff) = self { staff } else { nil }
    }

    /// The account, when it is a citizen.
    package var account: AccountID? {
        if case .citizen(let id) = self { id } else { nil }
    }

    /// The actor as the case machine takes it; a visitor is none.
    package var caseActor: CaseActor? {
        switch self {
        case .staff(let staff): .staff(staff.role, staff.staffID)
        case .citizen: .citizen(.applicant)
        case .system: .system
        case .visitor: nil
        }
    }
}
