import Dispatch
import Primitives
import Sealing
import Storage

/// A staff session after the password; it allows nothing before the second factor and a post.
package struct StaffSessionOpened: Codable, Hashable, Sendable {
    /// The 256-bit secret for the cookie; the store keeps only its hash.
    package let token: String
}

extension Bureau {
    /// The first step of staff signing in: login and password.
    ///
    /// The password is hashed outside any transaction. An unknown or closed login costs the same work, answers the same
    /// and locks the same, so that logins cannot be told apart. Failures are counted for good, whatever is answered.
    package func signInStaff(
        login: String, password: String, addressKey: String
    ) async throws -> Outcome<StaffSessionOpened> {
        let login = StaffLogin.normalized(login)
        let now = systemClock()
        let gate = try await store.write { try Self.passwordGate(login, addressKey: addressKey, at: now, in: $0) }
        guard let stored = gate.value else { return .refused(gate.reasons) }
        let isRight = try await PasswordWork.verifies(
            password, stored: stored, logCost: settings.passwordLogCost)
        let today = try await today()
        return try await store.write { transaction in
            try Self.passwordOutcome(login, isRight ? stored : nil, at: now, on: today, in: transaction)
        }
    }

    /// Counts the try against its address and gives the stored hash; empty for an unknown or closed login.
    private static func passwordGate(
        _ login: String, addressKey: String, at now: Instant, in store: StoreTransaction
    ) throws -> Outcome<String> {
        let bucket = SignInLimits.bucket("password.address", addressKey, store)
        let hourAgo = now.adding(seconds: -SignInLimits.hourSeconds)
        guard try store.rateCount(bucket, since: hourAgo) < SignInLimits.passwordsPerAddress else {
            return .refused([.addressTooOften])
        }
        try store.recordRate(bucket, at: now)
        guard try store.loginLock(login, at: now) == nil else { return .refused([.loginLocked]) }
        let user = try store.staffUser(login: login)
        return .done(user?.closedAt == nil ? user?.passwordHash ?? "" : "")
    }

    /// `stored` is the hash that the password verified; nil when it did not, or when there was none.
    private static func passwordOutcome(
        _ login: String, _ stored: String?, at now: Instant, on today: CivilDate, in store: StoreTransaction
    ) throws -> Outcome<StaffSessionOpened> {
        guard try store.loginLock(login, at: now) == nil else { return .refused([.loginLocked]) }
        let user = try store.staffUser(login: login)
        // The hash is compared again: the password or the user may have changed while it was being computed.
        guard let user, user.closedAt == nil, let stored, stored == user.passwordHash else {
            let left = try store.recordLoginFailure(
                login, limit: SignInLimits.loginFailures, lockSeconds: SignInLimits.loginLockSeconds, at: now)
            try store.appendAudit(
                AuditNote(
                    verb: "staff.signInFailed", subjectKind: "staff", subjectID: user?.id.rawValue ?? 0,
                    region: try user.flatMap { try store.posts(of: $0.id, on: today).first?.region.text } ?? ""),
                actor: ActorRow(kind: .visitor), at: now)
            return .refused([left == 0 ? .loginLocked : .signInFailed])
        }
        let token = Token.session()
        _ = try store.insertStaffSession(token: token, staff: user.id, at: now)
        return .done(StaffSessionOpened(token: token))
    }
}

/// Password hashing away from the cooperative threads, one at a time: a flood of sign-ins takes one core and 32 MiB.
private enum PasswordWork {
    private static let queue = DispatchQueue(label: "password-work")

    /// Whether a password verifies; an empty stored text costs the same and verifies nothing.
    static func verifies(_ password: String, stored: String, logCost: Int) async throws -> Bool {
        try await withCheckedThrowingContinuation { continuation in
            queue.async {
                continuation.resume(
                    with: Result {
                        if stored.isEmpty {
                            _ = try PasswordHash(password: password, logCost: logCost)
                            return false
                        }
                        return PasswordHash(stored: stored).verifies(password)
                    })
            }
        }
    }
}
