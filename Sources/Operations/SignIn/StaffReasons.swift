import Casework
import Primitives

/// Why a staff user, a password or a post was not accepted.
extension Reason {
    /// The login is malformed.
    package static let loginInvalid = Reason(
        "loginInvalid", field: "login", "用户名用 2 到 32 个小写字母、数字、点、横线或下划线。",
        "A login has 2 to 32 lower-case letters, digits, dots, hyphens or underscores.")
    /// The login is taken.
    package static let loginTaken = Reason(
        "loginTaken", field: "login", "这个用户名已经有人用了，请换一个。", "This login is taken. Choose another.")
    /// The password is short.
    package static let passwordShort = Reason(
        "passwordShort", field: "password", "密码至少 10 个字符。可以用一句只有自己知道的话。",
        "A password has at least 10 characters. A sentence only you know will do.")
    /// The password holds the login.
    package static let passwordIsLogin = Reason(
        "passwordIsLogin", field: "password", "密码不能与用户名相同，也不能包含用户名。",
        "The password may not be the login or contain it.")
    /// The password is one character over and over.
    package static let passwordMonotone = Reason(
        "passwordMonotone", field: "password", "密码不能只重复一两个字符。",
        "The password may not repeat only one or two characters.")
    /// The present password is wrong.
    package static let passwordWrong = Reason(
        "passwordWrong", field: "currentPassword", "现在的密码不对。", "The present password is wrong.")
    /// The second factor's secret is short.
    package static let secretShort = Reason(
        "secretShort", field: "totpSecret", "动态口令密钥至少 16 字节。", "A second factor's secret has at least 16 bytes.")
    /// The user is closed.
    package static let staffClosed = Reason(
        "staffClosed", "这个用户已经停用。", "This user is closed.")
    /// One's own account.
    package static let ownAccount = Reason(
        "ownAccount", "不能对自己的账号做这件事，请另一位管理员办理。",
        "This cannot be done to one's own account. Another administrator must do it.")
    /// The region is not in the table.
    package static let regionUnknown = Reason(
        "regionUnknown", field: "region", "没有这个地区，请从列表中选择。", "There is no such region. Choose one from the list.")
    /// The same post is held already.
    package static let postHeld = Reason(
        "postHeld", field: "role", "这个人已经担任这个岗位。", "This person already holds this post.")

    /// The role does not fit the region's level.
    static func postLevel(_ role: Role, _ level: RegionLevel) -> Reason {
        let wanted = role.postLevels.sorted().map(\.chinese).joined(separator: "或")
        let englishLevels = role.postLevels.sorted().map(\.rawValue).joined(separator: " or ")
        guard !role.isCitizen else {
            return Reason(
                "postLevel", field: "role", "“\(role.chinese)”不是工作人员岗位。", "\(role.english) is not a staff role.")
        }
        return Reason(
            "postLevel", field: "region", "“\(role.chinese)”岗位应设在\(wanted)，不是\(level.chinese)。",
            "A post of \(role.english) belongs to a \(englishLevels), not a \(level.rawValue).")
    }

    /// Two posts one person may not hold.
    static func incompatiblePosts(_ conflict: DutyConflict) -> Reason {
        Reason(
            "incompatiblePosts", field: "role", conflict.chinese,
            "\(conflict.first.english) and \(conflict.second.english) must be two people. Give one post to another."
        )
    }
}
