/// Why a sealed value, a key file or a passphrase could not be used.
package struct SealingError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What went wrong, for code that has to tell cases apart.
    package enum Code: String, Sendable {
        /// The bytes are not a sealed value of a known algorithm.
        case malformed
        /// The key with this id is not in the key file.
        case unknownKey
        /// The value was changed, or it was moved from another row or column.
        case notAuthentic
        /// The key file cannot be read or is not complete.
        case keyFile
        /// The passphrase is wrong.
        case passphrase
    }

    /// The kind of failure.
    package let code: Code
    /// A sentence that says what happened and what to do next; never contains key material.
    package let description: String

    /// Makes an error with its sentence.
    package init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }
}
