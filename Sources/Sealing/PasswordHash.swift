import Crypto
import CryptoExtras
import Foundation

/// A password kept as scrypt (RFC 7914): text `scrypt$logN$r$p$salt$hash`, so that the cost can rise later.
package struct PasswordHash: Hashable, Sendable {
    /// The stored text.
    package let text: String

    /// The cost of one hash: log2 of N.
    ///
    /// 15 takes 32 MiB and roughly a tenth of a second.
    package static let standardLogCost = 15

    /// Hashes a password with a fresh salt.
    package init(password: String, logCost: Int = PasswordHash.standardLogCost) throws {
        let salt = Token.randomBytes(16)
        let hash = try Self.derive(password, salt: salt, logCost: logCost)
        text = "scrypt$\(logCost)$8$1$\(Data(salt).base64EncodedString())$\(Data(hash).base64EncodedString())"
    }

    /// Takes a stored text.
    package init(stored text: String) { self.text = text }

    /// Whether the password is the one that was hashed; a damaged text verifies nothing.
    package func verifies(_ password: String) -> Bool {
        let parts = text.split(separator: "$", omittingEmptySubsequences: false)
        guard parts.count == 6, parts[0] == "scrypt", let logCost = Int(parts[1]), (4...20).contains(logCost),
            parts[2] == "8", parts[3] == "1", let salt = Data(base64Encoded: String(parts[4])),
            let stored = Data(base64Encoded: String(parts[5])),
            let hash = try? Self.derive(password, salt: Array(salt), logCost: logCost)
        else { return false }
        return Digest.equalInConstantTime(hash, Array(stored))
    }

    private static func derive(_ password: String, salt: [UInt8], logCost: Int) throws -> [UInt8] {
        let key = try KDF.Scrypt.deriveKey(
            from: Array(password.utf8), salt: salt, outputByteCount: 32, rounds: 1 << logCost, blockSize: 8,
            parallelism: 1)
        return key.withUnsafeBytes { Array($0) }
    }
}
