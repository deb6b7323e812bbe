import Crypto

/// Makes and checks the hidden tokens of forms.
///
/// A token is 16 random bytes and the first 16 of their HMAC-SHA-256 together with the session's secret. It cannot be
/// made outside, holds for one session only, and differs on every page, so that compression reveals nothing of it.
package struct FormGuard: Sendable {
    private let key: SymmetricKey
    private let random: @Sendable () -> UInt64

    /// Name of the hidden field that carries the token.
    package static let tokenField = "form-token"
    /// Name of the hidden field that makes a repeated press one command.
    package static let idempotencyField = "form-key"

    /// A guard with the secret of the installation (32 bytes) and a source of randomness.
    package init(secret: [UInt8], random: @escaping @Sendable () -> UInt64) {
        precondition(secret.count >= 32, "The secret of form tokens needs 32 bytes or more.")
        key = SymmetricKey(data: secret)
        self.random = random
    }

    /// A token bound to a session or visitor.
    package func token(boundTo secret: some Sequence<UInt8>) -> String {
        let salt = Self.bytes(random()) + Self.bytes(random())
        return Self.base64URL(salt + mac(salt, secret))
    }

    /// Whether a token was made for this session; compared in constant time.
    package func accepts(_ token: String, boundTo secret: some Sequence<UInt8>) -> Bool {
        guard let bytes = Self.decoded(token), bytes.count == 32 else { return false }
        let expected = mac(Array(bytes[..<16]), secret)
        var difference: UInt8 = 0
        for (one, other) in zip(expected, bytes[16...]) { difference |= one ^ other }
        return difference == 0
    }

    /// A fresh 128-bit idempotency key: one rendering of a form is one command, however often it is sent.
    package func idempotencyKey() -> String { Self.base64URL(Self.bytes(random()) + Self.bytes(random())) }

    private func mac(_ salt: [UInt8], _ secret: some Sequence<UInt8>) -> [UInt8] {
        var hmac = HMAC<SHA256>(key: key)
        hmac.update(data: Array("backstop form token".utf8) + salt)
        hmac.update(data: Array(secret))
        return Array(hmac.finalize().prefix(16))
    }

    private static func bytes(_ word: UInt64) -> [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: word >> ($0 * 8)) }
    }

    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

    static func base64URL(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        var bits: UInt32 = 0
        var count = 0
        for byte in bytes {
            bits = bits << 8 | UInt32(byte)
            count += 8
            while count >= 6 {
                count -= 6
                text.append(alphabet[Int(bits >> UInt32(count) & 63)])
            }
        }
        if count > 0 { text.append(alphabet[Int(bits << UInt32(6 - count) & 63)]) }
        return String(decoding: text, as: UTF8.self)
    }

    private static func decoded(_ text: String) -> [UInt8]? {
        guard text.utf8.count <= 64 else { return nil }
        var bytes: [UInt8] = []
        var bits: UInt32 = 0
        var count = 0
        for character in text.utf8 {
            guard let value = alphabet.firstIndex(of: character) else { return nil }
            bits = bits << 6 | UInt32(value)
            count += 6
            if count >= 8 {
                count -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
            }
        }
        return bytes
    }
}
