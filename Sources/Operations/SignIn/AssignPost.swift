package import Casework
package import Primitives
import Storage

/// What assigning a post answers.
package struct PostAssigned: Codable, Hashable, Sendable {
    /// The post.
    package let postID: PostID
}

/// Gives a user one more post: a role in a region.
///
/// Posts that one person may not hold together are refused.
package struct AssignPost: Command {
    /// The verb's name.
    package static let name = "staff.assignPost"
    /// The user.
    package let staffID: StaffID
    /// The role.
    package let role: Role
    /// The region.
    package let region: RegionCode

    /// Takes the parts.
    package init(staffID: StaffID, role: Role, region: RegionCode) {
        self.staffID = staffID
        self.role = role
        self.region = region
    }

    /// Checks authority, level and duties, and stores the post.
    package func run(in context: CommandContext) throws -> Outcome<PostAssigned> {
        let found = try StaffAuthority.user(staffID, in: context)
        guard let user = found.value else { return .refused(found.reasons) }
        var reasons: [Reason] = []
        if user.closedAt != nil { reasons.append(.staffClosed) }
        if context.actor.staff?.staffID == staffID { reasons.append(.ownAccount) }
        reasons += try StaffAuthority.postReasons(
            role: role, region: region, held: context.store.posts(of: staffID, on: context.today), by: context.actor,
            in: context)
        guard reasons.isEmpty else { return .refused(reasons) }
        let postID = try context.store.insertPost(staff: staffID, role: role, region: region, from: context.today)
        try context.audit(Self.name, "staff", staffID.rawValue, region: region, reason: role.rawValue)
        return .done(PostAssigned(postID: postID))
    }
}

/// Ends a post from today on; sessions that acted under it choose another.
package struct ClosePost: Command {
    /// The verb's name.
    package static let name = "staff.closePost"
    /// The post.
    package let postID: PostID
    /// Why.
    package let reason: String

    /// Takes the parts.
    package init(postID: PostID, reason: String) {
        self.postID = postID
        self.reason = reason
    }

    /// Checks authority and closes the post.
    package func run(in context: CommandContext) throws -> Outcome<StaffChanged> {
        guard let holder = try context.store.holder(of: postID) else { return .refused([.notFound]) }
        let found = try StaffAuthority.user(holder, in: context)
        guard found.value != nil else { return .refused(found.reasons) }
        var reasons: [Reason] = []
        if reason.allSatisfy(\.isWhitespace) { reasons.append(.reasonMissing) }
        if context.actor.staff?.staffID == holder { reasons.append(.ownAccount) }
        guard reasons.isEmpty else { return .refused(reasons) }
        guard try context.store.closePost(postID, on: context.today) else { return .refused([.notFound]) }
        try context.audit(Self.name, "staff", holder.rawValue, region: context.actor.staff?.region, reason: reason)
        return .done(StaffChanged(staffID: holder))
    }
}
