import Crypto
import Foundation
package import Primitives

/// The second factor of staff: time-based one-time codes (RFC 6238: HMAC-SHA-1, 6 digits, 30 seconds).
package struct TimeBasedCode: Hashable, Sendable {
    /// The shared secret, 20 bytes.
    package let secret: [UInt8]

    /// Takes a secret.
    package init(secret: [UInt8]) { self.secret = secret }

    /// Makes a fresh secret.
    package static func generated() -> TimeBasedCode { TimeBasedCode(secret: Token.randomBytes(20)) }

    /// The number of the 30-second step an instant lies in.
    package static func step(at instant: Instant) -> Int64 { instant.milliseconds / 30_000 }

    /// The six digits of a step.
    package func code(step: Int64) -> String {
        let counter = withUnsafeBytes(of: step.bigEndian) { Array($0) }
        let mac = Array(
            HMAC<Insecure.SHA1>.authenticationCode(for: counter, using: SymmetricKey(data: secret)))
        let offset = Int(mac[19] & 15)
        let number = mac[offset..<offset + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
        let digits = String(number % 1_000_000)
        return String(repeating: "0", count: 6 - digits.count) + digits
    }

    /// The step whose code this is, one step of clock difference allowed each way; nil when it is none of them.
    ///
    /// `lastUsedStep` keeps a code from being used twice: only later steps are accepted.
    package func acceptedStep(_ code: String, at instant: Instant, lastUsedStep: Int64) -> Int64? {
        let now = Self.step(at: instant)
        let typed = Array(code.utf8)
        for step in (now - 1)...(now + 1) where step > lastUsedStep {
            if Digest.equalInConstantTime(Array(self.code(step: step).utf8), typed) { return step }
        }
        return nil
    }

    /// The secret in base 32 (RFC 4648), as authenticator programs take it.
    package var base32: String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
        var text = ""
        var buffer = 0
        var bits = 0
        for byte in secret {
            buffer = buffer << 8 | Int(byte)
            bits += 8
            while bits >= 5 {
                bits -= 5
                text.append(alphabet[buffer >> bits & 31])
            }
            buffer &= (1 << bits) - 1
        }
        if bits > 0 { text.append(alphabet[buffer << (5 - bits) & 31]) }
        return text
    }

    /// The address an authenticator program reads from a QR code.
    package func provisioningAddress(issuer: String, login: String) -> String {
        let allowed = CharacterSet.alphanumerics.intersection(CharacterSet(charactersIn: UnicodeScalar(0)..."z"))
        let issuer = issuer.addingPercentEncoding(withAllowedCharacters: allowed) ?? "Backstop"
        let login = login.addingPercentEncoding(withAllowedCharacters: allowed) ?? "staff"
        return "otpauth://totp/\(issuer):\(login)?secret=\(base32)&issuer=\(issuer)&digits=6&period=30"
    }
}
