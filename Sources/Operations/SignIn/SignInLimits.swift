import Primitives
import Sealing
import Storage

/// How often one may try, on the system clock.
///
/// Counted per phone, account or address in rows that hold a blind index only.
package enum SignInLimits {
    /// Seconds a phone code holds.
    package static let codeSeconds: Int64 = 300
    /// Seconds between two codes for one phone.
    package static let codeGapSeconds: Int64 = 60
    /// Codes for one phone in an hour.
    package static let codesPerPhone = 5
    /// Codes asked for from one address in an hour.
    package static let codesPerAddress = 30
    /// ID claims of one account in a day.
    package static let claimsPerAccount = 10
    /// Failures before a login is locked.
    package static let loginFailures = 5
    /// Seconds a login stays locked.
    package static let loginLockSeconds: Int64 = 900
    /// Passwords tried from one address in an hour.
    package static let passwordsPerAddress = 60

    static let hourSeconds: Int64 = 3600

    /// The bucket of one kind of try by one phone, account or address.
    static func bucket(_ kind: String, _ value: String, _ store: StoreTransaction) -> [UInt8] {
        store.keys.blindIndex(value, purpose: "rate." + kind)
    }
}
