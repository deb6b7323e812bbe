import Crypto
import Foundation

/// Layout of a sealed value: algorithm (1 byte), key id (4 bytes, big endian), nonce (12), ciphertext, tag (16).
extension KeyRing {
    /// AES-256-GCM (NIST SP 800-38D); 2 is reserved for SM4-GCM (GB/T 36624).
    static let aes256GCM: UInt8 = 1
    static let headerLength = 5
    /// Bytes that a sealed value is longer than what it seals.
    package static let overhead = headerLength + 28

    /// Seals bytes for one place with the current key.
    package func seal(_ plain: [UInt8], at place: SealedPlace) throws -> [UInt8] {
        guard let key = sealingKeys[currentKeyID] else {
            preconditionFailure("The initialiser proved that the current key is in the ring.")
        }
        let header = [Self.aes256GCM] + withUnsafeBytes(of: currentKeyID.bigEndian) { Array($0) }
        let box = try AES.GCM.seal(plain, using: key, authenticating: place.associatedData + header)
        guard let combined = box.combined else {
            throw SealingError(.malformed, "The sealed box has no combined form; a 96-bit nonce is expected.")
        }
        return header + Array(combined)
    }

    /// Seals a text as its UTF-8 bytes.
    package func seal(_ text: String, at place: SealedPlace) throws -> [UInt8] {
        try seal(Array(text.utf8), at: place)
    }

    /// The id of the key that sealed this value.
    package func keyID(of sealed: [UInt8]) throws -> UInt32 {
        guard sealed.count >= Self.headerLength + 28, sealed[0] == Self.aes256GCM else {
            throw SealingError(.malformed, "These bytes are not a sealed value; the column may hold plain data.")
        }
        return sealed[1..<Self.headerLength].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    }

    /// Opens a value that was sealed for exactly this place.
    package func open(_ sealed: [UInt8], at place: SealedPlace) throws -> [UInt8] {
        let id = try keyID(of: sealed)
        guard let key = sealingKeys[id] else {
            throw SealingError(
                .unknownKey,
                "Key \(id) is not in the key file. Restore the key file that was in use when the data was written.")
        }
        let header = Array(sealed[..<Self.headerLength])
        do {
            let box = try AES.GCM.SealedBox(combined: sealed[Self.headerLength...])
            return Array(try AES.GCM.open(box, using: key, authenticating: place.associatedData + header))
        } catch {
            throw SealingError(
                .notAuthentic,
                "The value of \(place.table).\(place.column), row \(place.row), does not open: it was changed or moved."
            )
        }
    }

    /// Opens a sealed text.
    package func openText(_ sealed: [UInt8], at place: SealedPlace) throws -> String {
        guard let text = String(validating: try open(sealed, at: place), as: UTF8.self) else {
            throw SealingError(.malformed, "The opened value of \(place.table).\(place.column) is not UTF-8 text.")
        }
        return text
    }
}
