import Primitives
import Storage

extension Bureau {
    /// Forgets expired codes and counted tries of more than two days ago, and returns how many rows.
    ///
    /// A nightly job calls it.
    @discardableResult
    package func forgetSignInTraces() async throws -> Int {
        let before = systemClock().adding(seconds: -48 * SignInLimits.hourSeconds)
        return try await store.write { transaction in
            try transaction.prunePhoneCodes(before: before) + transaction.pruneRates(before: before)
                + transaction.pruneLoginLocks(before: before)
        }
    }
}
