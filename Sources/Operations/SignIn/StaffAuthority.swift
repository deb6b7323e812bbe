import Casework
import Primitives
import Storage

/// Who may change staff users: the program itself (the command line), and administrators inside their own region.
enum StaffAuthority {
    /// A user over whom the actor has authority, or why not.
    ///
    /// A user of another region looks like none.
    static func user(_ id: StaffID, in context: CommandContext) throws -> Outcome<StaffUserRow> {
        guard let region = administeredRegion(of: context.actor) else { return .refused([.notAllowed]) }
        guard let user = try context.store.staffUser(id) else { return .refused([.notFound]) }
        guard case .within(let code) = region else { return .done(user) }
        let open = try context.store.posts(of: id, on: context.today)
        let posts = open.isEmpty ? try context.store.allPosts(of: id) : open
        guard !posts.isEmpty, posts.allSatisfy({ code.contains($0.region) }) else { return .refused([.notFound]) }
        return .done(user)
    }

    /// Why an actor may not put a post into a region.
    static func refusal(of region: RegionCode, by actor: Actor) -> Reason? {
        switch administeredRegion(of: actor) {
        case nil: .notAllowed
        case .everywhere: nil
        case .within(let code): code.contains(region) ? nil : .notFound
        }
    }

    /// Everything that keeps a user from holding one more post.
    static func postReasons(
        role: Role, region: RegionCode, held: [StaffPost], by actor: Actor, in context: CommandContext
    ) throws -> [Reason] {
        var reasons: [Reason] = []
        if let refusal = refusal(of: region, by: actor) { reasons.append(refusal) }
        if try context.store.region(region) == nil { reasons.append(.regionUnknown) }
        if !role.postLevels.contains(region.level) { reasons.append(.postLevel(role, region.level)) }
        if held.contains(where: { $0.role == role && $0.region == region }) { reasons.append(.postHeld) }
        let heldRoles = Set(held.map(\.role))
        if !heldRoles.contains(role) {
            let conflicts = DutyRules.conflicts(among: heldRoles.union([role]))
            reasons += conflicts.filter { $0.first == role || $0.second == role }.map(Reason.incompatiblePosts)
        }
        return reasons
    }

    /// Reasons against a password.
    static func passwordReasons(_ password: String, login: String) -> [Reason] {
        var reasons: [Reason] = []
        if password.count < 10 { reasons.append(.passwordShort) }
        if !login.isEmpty, password.lowercased().contains(login) { reasons.append(.passwordIsLogin) }
        if Set(password).count < 3 { reasons.append(.passwordMonotone) }
        return reasons
    }

    private enum Area {
        case everywhere
        case within(RegionCode)
    }

    private static func administeredRegion(of actor: Actor) -> Area? {
        if actor == .system { return .everywhere }
        guard let staff = actor.staff, staff.role == .administrator else { return nil }
        return .within(staff.region)
    }
}

/// Logins as they are stored and compared.
package enum StaffLogin {
    /// Lower case without blanks around it.
    package static func normalized(_ text: String) -> String {
        String(text.lowercased().drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }

    /// 2 to 32 lower-case letters, digits, dots, hyphens or underscores.
    static func isValid(_ login: String) -> Bool {
        (2...32).contains(login.utf8.count)
            && login.utf8.allSatisfy { byte in
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || [0x2D, 0x2E, 0x5F].contains(byte)
            }
    }
}
