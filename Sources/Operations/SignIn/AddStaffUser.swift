package import Casework
package import Primitives
import Sealing
import Storage

/// What adding a user answers.
package struct StaffUserAdded: Codable, Hashable, Sendable {
    /// The user.
    package let staffID: StaffID
    /// The first post.
    package let postID: PostID
}

/// Adds a staff user with a first post.
///
/// The command line does it as the system, an administrator inside the own region.
///
/// Without a second-factor secret the user enrols one at the first sign-in. The password is hashed inside the
/// transaction: a tenth of a second of a rare act, so that the key of the form still guards it.
package struct AddStaffUser: Command {
    /// The verb's name.
    package static let name = "staff.addUser"
    /// What is typed to sign in.
    package let login: String
    /// The person's name.
    package let name: String
    /// The first password.
    package let password: String
    /// The first post's role.
    package let role: Role
    /// The first post's region.
    package let region: RegionCode
    /// A second-factor secret fixed in advance, for the demo's personas.
    package let totpSecret: [UInt8]?

    /// Takes the parts.
    package init(
        login: String, name: String, password: String, role: Role, region: RegionCode, totpSecret: [UInt8]? = nil
    ) {
        self.login = login
        self.name = name
        self.password = password
        self.role = role
        self.region = region
        self.totpSecret = totpSecret
    }

    /// Checks everything that was typed and stores user and post.
    package func run(in context: CommandContext) throws -> Outcome<StaffUserAdded> {
        let login = StaffLogin.normalized(login)
        var reasons = try StaffAuthority.postReasons(
            role: role, region: region, held: [], by: context.actor, in: context)
        guard !reasons.contains(.notAllowed) else { return .refused([.notAllowed]) }
        if !StaffLogin.isValid(login) {
            reasons.append(.loginInvalid)
        } else if try context.store.staffUser(login: login) != nil {
            reasons.append(.loginTaken)
        }
        if name.allSatisfy(\.isWhitespace) { reasons.append(.nameMissing) }
        reasons += StaffAuthority.passwordReasons(password, login: login)
        if let totpSecret, totpSecret.count < 16 { reasons.append(.secretShort) }
        guard reasons.isEmpty else { return .refused(reasons) }
        let hash = try PasswordHash(password: password, logCost: context.bureau.settings.passwordLogCost)
        let staffID = try context.store.insertStaffUser(
            login: login, name: name, passwordHash: hash.text, secret: totpSecret, at: context.now)
        let postID = try context.store.insertPost(staff: staffID, role: role, region: region, from: context.today)
        try context.audit(Self.name, "staff", staffID.rawValue, region: region, reason: role.rawValue)
        return .done(StaffUserAdded(staffID: staffID, postID: postID))
    }
}
