import Policies
import Synchronization

/// What worked cases came to, by the case and the policy it was decided under: the same pair gives the same answer.
///
/// A version of one county leaves most cases as they were; trying it again, or another version, runs only the others.
final class CaseResults: Sendable {
    private struct Key: Hashable {
        let worked: PolicyCase
        let policy: ResolvedPolicy
    }

    static let shared = CaseResults()
    /// A few versions' worth of the cases that ship.
    private static let kept = 2_000
    private let known = Mutex<[Key: [String]]>([:])

    /// In which values a case differs from what it expects; empty when it holds.
    func mismatches(of worked: PolicyCase, in packs: PolicySet) throws -> [String] {
        let key = Key(worked: worked, policy: try worked.policy(in: packs))
        if let found = known.withLock({ $0[key] }) { return found }
        let found = try worked.mismatches(in: packs)
        known.withLock { known in
            if known.count >= Self.kept { known.removeAll() }
            known[key] = found
        }
        return found
    }
}
