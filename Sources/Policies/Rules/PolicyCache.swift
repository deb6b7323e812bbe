import Primitives
import Synchronization

/// What was made of policies, by the policy; a server meets few and each of them often.
///
/// A look-up compares the policy itself. Copies of one policy share their storage, and then a comparison of arrays and
/// dictionaries ends at once; the whole text is only compared where two policies were resolved apart.
final class PolicyCache<Made: Sendable>: Sendable {
    private struct Key: Hashable {
        let program: String
        let region: RegionCode?
        let day: CivilDate
    }

    private struct Entry {
        let policy: ResolvedPolicy
        let made: Made
    }

    /// Policies of one program, region and day: worked cases and simulations change a number and try again.
    private static var limitAlike: Int { 8 }
    private static var limitKeys: Int { 64 }
    private let entries = Mutex<[Key: [Entry]]>([:])

    /// What was made of the policy, or is made now.
    func made<Failure>(of policy: ResolvedPolicy, by make: () throws(Failure) -> Made) throws(Failure) -> Made {
        let key = Key(program: policy.program, region: policy.region, day: policy.day)
        // Compared outside the lock: policies resolved apart take microseconds.
        let known = entries.withLock { $0[key] ?? [] }
        if let entry = known.first(where: { $0.policy == policy }) { return entry.made }
        let made = try make()
        entries.withLock { entries in
            if entries.count >= Self.limitKeys, entries[key] == nil { entries.removeAll() }
            entries[key, default: []].insert(Entry(policy: policy, made: made), at: 0)
            if entries[key, default: []].count > Self.limitAlike { entries[key]?.removeLast() }
        }
        return made
    }
}
