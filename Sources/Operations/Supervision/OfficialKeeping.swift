package import Casework

/// Who keeps the list of village officials.
package enum OfficialKeeping {
    /// The township's own people, and the county.
    package static let roles: [Role] = [.townshipClerk, .townshipReviewer, .countyReviewer]
    /// Who reads the ledger.
    package static let readers: [Role] = roles + [.auditor]
}
