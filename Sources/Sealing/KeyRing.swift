import Crypto
import Foundation

/// The keys of one installation: sealing keys by id, one blind-index key and one signing key.
///
/// Sealing keys rotate: a new one becomes current while earlier ones stay to open what they sealed. The index and the
/// signing key do not rotate with them, since look-ups and open sessions depend on their being stable.
package struct KeyRing: Sendable {
    let sealingKeys: [UInt32: SymmetricKey]
    /// The id of the key that seals from now on.
    package let currentKeyID: UInt32
    let indexKey: SymmetricKey
    let signingKey: SymmetricKey

    /// Makes a ring with fresh random keys.
    package static func generated() -> KeyRing {
        KeyRing(
            sealingKeys: [1: SymmetricKey(size: .bits256)], currentKeyID: 1,
            indexKey: SymmetricKey(size: .bits256), signingKey: SymmetricKey(size: .bits256))
    }

    init(
        sealingKeys: [UInt32: SymmetricKey], currentKeyID: UInt32, indexKey: SymmetricKey, signingKey: SymmetricKey
    ) {
        precondition(sealingKeys[currentKeyID] != nil, "The current sealing key must be in the ring.")
        self.sealingKeys = sealingKeys
        self.currentKeyID = currentKeyID
        self.indexKey = indexKey
        self.signingKey = signingKey
    }

    /// The ids of all sealing keys, ascending.
    package var keyIDs: [UInt32] { sealingKeys.keys.sorted() }

    /// A ring with one more sealing key, which becomes the current one.
    package func rotated() -> KeyRing {
        let next = (keyIDs.last ?? 0) + 1
        var keys = sealingKeys
        keys[next] = SymmetricKey(size: .bits256)
        return KeyRing(sealingKeys: keys, currentKeyID: next, indexKey: indexKey, signingKey: signingKey)
    }

    /// The keyed hash by which an exact value is found without opening any row: HMAC-SHA-256, 32 bytes.
    ///
    /// `purpose` separates kinds of values, so that a phone number and an account with the same digits do not meet.
    package func blindIndex(_ value: String, purpose: String) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: Array((purpose + "\u{1F}" + value).utf8), using: indexKey))
    }

    /// The address of uploaded bytes: a keyed hash, so that nobody outside can test whether a known file is stored.
    package func contentAddress(_ bytes: [UInt8]) -> String {
        var authentication = HMAC<SHA256>(key: indexKey)
        authentication.update(data: Array("content\u{1F}".utf8))
        authentication.update(data: bytes)
        return Digest.hex(Array(authentication.finalize()))
    }

    /// The keyed hash of a request, kept beside idempotency keys.
    ///
    /// A plain hash would let a password in the request be guessed.
    package func requestHash(_ bytes: [UInt8]) -> [UInt8] {
        var authentication = HMAC<SHA256>(key: signingKey)
        authentication.update(data: Array("request\u{1F}".utf8))
        authentication.update(data: bytes)
        return Array(authentication.finalize())
    }

    /// A signature over a text for forms and links of one session: HMAC-SHA-256, 32 bytes.
    package func signature(_ text: String, purpose: String) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: Array((purpose + "\u{1F}" + text).utf8), using: signingKey))
    }
}
