/// Random secrets: session tokens, links in QR codes, phone codes.
package enum Token {
    /// Bytes from the system's cryptographic generator.
    package static func randomBytes(_ count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }

    /// 128 random bits as 32 hexadecimal digits: what a QR code or a link carries.
    package static func link() -> String { Digest.hex(randomBytes(16)) }

    /// 256 random bits as 64 hexadecimal digits: what a session cookie carries.
    package static func session() -> String { Digest.hex(randomBytes(32)) }

    /// A six-digit code for a phone.
    package static func phoneCode() -> String {
        var generator = SystemRandomNumberGenerator()
        let number = Int.random(in: 0..<1_000_000, using: &generator)
        let digits = String(number)
        return String(repeating: "0", count: 6 - digits.count) + digits
    }
}
