/// Who acted, as rows record it: a kind, an id, and for staff the post held at that moment.
package struct ActorRow: Hashable, Sendable, Codable {
    /// The kinds of actors.
    package enum Kind: String, Sendable, Codable {
        case staff, citizen, visitor, system
    }

    /// What kind of actor.
    package let kind: Kind
    /// The staff user's or account's id; 0 for visitors and the system.
    package let id: Int64
    /// The post's id; 0 when there is none.
    package let postID: Int64
    /// The role's code; empty when there is none.
    package let role: String

    /// Takes the parts.
    package init(kind: Kind, id: Int64 = 0, postID: Int64 = 0, role: String = "") {
        self.kind = kind
        self.id = id
        self.postID = postID
        self.role = role
    }
}
