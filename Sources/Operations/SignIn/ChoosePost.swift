package import Primitives
import Storage

/// The third step of staff signing in, and later a change of post: what the session acts under.
package struct ChoosePost: Command {
    /// The verb's name.
    package static let name = "staff.choosePost"
    /// The cookie's token.
    package let sessionToken: String
    /// One of the user's own posts.
    package let postID: PostID

    /// Takes the parts.
    package init(sessionToken: String, postID: PostID) {
        self.sessionToken = sessionToken
        self.postID = postID
    }

    /// Checks session and post, and answers the actor of the session from now on.
    package func run(in context: CommandContext) throws -> Outcome<StaffActor> {
        guard let session = try context.liveStaffSession(sessionToken), session.secondFactorAt != nil else {
            return .refused([.notSignedIn])
        }
        let posts = try context.store.posts(of: session.staffID, on: context.today)
        guard let post = posts.first(where: { $0.id == postID }) else { return .refused([.notFound]) }
        try context.store.choosePost(session.id, post: postID)
        let actor = StaffActor(
            staffID: session.staffID, postID: post.id, role: post.role, region: post.region, name: session.name)
        try context.store.appendAudit(
            AuditNote(
                verb: Self.name, subjectKind: "staff", subjectID: session.staffID.rawValue, region: post.region.text),
            actor: Actor.staff(actor).row, at: context.now)
        return .done(actor)
    }
}
