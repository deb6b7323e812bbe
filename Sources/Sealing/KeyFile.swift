import Crypto
import CryptoExtras
import Foundation

/// The key file: JSON text outside the data folder and outside every backup.
package enum KeyFile {
    private struct Contents: Codable {
        var format: Int
        var current: UInt32
        var sealing: [String: String]
        var index: String
        var signing: String
    }

    /// The text of a key file.
    package static func text(of ring: KeyRing) throws -> [UInt8] {
        let contents = Contents(
            format: 1, current: ring.currentKeyID,
            sealing: Dictionary(
                uniqueKeysWithValues: ring.sealingKeys.map { (String($0.key), base64($0.value)) }),
            index: base64(ring.indexKey), signing: base64(ring.signingKey))
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
        return Array(try encoder.encode(contents))
    }

    /// Reads a key file's text.
    package static func ring(from text: [UInt8]) throws -> KeyRing {
        guard let contents = try? JSONDecoder().decode(Contents.self, from: Data(text)), contents.format == 1 else {
            throw SealingError(.keyFile, "The key file is not one of Backstop's (format 1). Name the right file.")
        }
        var keys: [UInt32: SymmetricKey] = [:]
        for (id, value) in contents.sealing {
            guard let id = UInt32(id), let key = key(value) else {
                throw SealingError(
                    .keyFile, "Sealing key \(id) in the key file is damaged. Restore it from the export.")
            }
            keys[id] = key
        }
        guard keys[contents.current] != nil, let index = key(contents.index), let signing = key(contents.signing) else {
            throw SealingError(.keyFile, "The key file is incomplete. Restore it from the export.")
        }
        return KeyRing(sealingKeys: keys, currentKeyID: contents.current, indexKey: index, signingKey: signing)
    }

    /// The key file sealed under a passphrase, for a safe: salt (16 bytes) and then a sealed value.
    package static func exported(_ ring: KeyRing, passphrase: String) throws -> [UInt8] {
        let salt = Token.randomBytes(16)
        return try salt + wrapping(passphrase, salt: salt).seal(text(of: ring), at: exportPlace)
    }

    /// Reads an export back.
    package static func imported(_ export: [UInt8], passphrase: String) throws -> KeyRing {
        guard export.count > 16 else { throw SealingError(.keyFile, "The export is too short to be one.") }
        let wrapping = try wrapping(passphrase, salt: Array(export[..<16]))
        guard let text = try? wrapping.open(Array(export[16...]), at: exportPlace) else {
            throw SealingError(.passphrase, "The passphrase does not open this export, or the file is damaged.")
        }
        return try ring(from: text)
    }

    private static let exportPlace = SealedPlace(table: "key-file", column: "export", row: "1")

    /// scrypt (RFC 7914) with N = 2^16, r = 8, p = 1: about 64 MiB and a fifth of a second for one guess.
    private static func wrapping(_ passphrase: String, salt: [UInt8]) throws -> KeyRing {
        let key = try KDF.Scrypt.deriveKey(
            from: Array(passphrase.utf8), salt: salt, outputByteCount: 32, rounds: 1 << 16, blockSize: 8,
            parallelism: 1)
        return KeyRing(sealingKeys: [0: key], currentKeyID: 0, indexKey: key, signingKey: key)
    }

    private static func base64(_ key: SymmetricKey) -> String {
        key.withUnsafeBytes { Data($0).base64EncodedString() }
    }

    private static func key(_ base64: String) -> SymmetricKey? {
        guard let data = Data(base64Encoded: base64), data.count == 32 else { return nil }
        return SymmetricKey(data: data)
    }
}
