import Sealing
import Storage

extension Bureau {
    /// The second factor's code, shown on the page as phone codes are: in a demo only, nil in every real installation.
    ///
    /// A demo has no authenticator programs. What is shown is the next code that the session would accept.
    package func shownSecondFactorCode(sessionToken: String) async throws -> String? {
        guard settings.showsPhoneCodes else { return nil }
        return try await view(as: .visitor) { context in
            guard try context.store.installationValue(.origin) == "demo",
                let session = try context.liveStaffSession(sessionToken),
                let user = try context.store.staffUser(session.staffID),
                let secret = try context.store.staffSecret(session.staffID)
            else { return nil }
            let step = max(TimeBasedCode.step(at: context.now), user.stepUsed + 1)
            return TimeBasedCode(secret: secret).code(step: step)
        }
    }
}
