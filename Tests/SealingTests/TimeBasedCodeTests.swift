import Primitives
import Sealing
import Testing

/// RFC 6238, appendix B, SHA-1; the last six of the eight digits given there.
private let vectors: [(seconds: Int64, code: String)] = [
    (59, "287082"), (1_111_111_109, "081804"), (1_111_111_111, "050471"), (1_234_567_890, "005924"),
    (2_000_000_000, "279037"), (20_000_000_000, "353130"),
]

@Suite struct TimeBasedCodeTests {
    private let code = TimeBasedCode(secret: Array("12345678901234567890".utf8))

    @Test(arguments: vectors)
    func `the vectors of RFC 6238 come out`(seconds: Int64, expected: String) {
        #expect(code.code(step: TimeBasedCode.step(at: Instant(milliseconds: seconds * 1000))) == expected)
    }

    @Test func `one step of clock difference is allowed each way and no more`() {
        let now = Instant(milliseconds: 1_111_111_111_000)
        let step = TimeBasedCode.step(at: now)
        for difference in -1...1 as ClosedRange<Int64> {
            #expect(
                code.acceptedStep(code.code(step: step + difference), at: now, lastUsedStep: 0) == step + difference)
        }
        #expect(code.acceptedStep(code.code(step: step - 2), at: now, lastUsedStep: 0) == nil)
        #expect(code.acceptedStep(code.code(step: step + 2), at: now, lastUsedStep: 0) == nil)
        #expect(code.acceptedStep("", at: now, lastUsedStep: 0) == nil)
    }

    @Test func `a code that was used, and every one before it, is refused`() {
        let now = Instant(milliseconds: 1_111_111_111_000)
        let step = TimeBasedCode.step(at: now)
        #expect(code.acceptedStep(code.code(step: step), at: now, lastUsedStep: step) == nil)
        #expect(code.acceptedStep(code.code(step: step - 1), at: now, lastUsedStep: step) == nil)
        #expect(code.acceptedStep(code.code(step: step + 1), at: now, lastUsedStep: step) == step + 1)
    }

    /// RFC 4648, section 10, without padding.
    @Test(arguments: [
        ("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"), ("fooba", "MZXW6YTB"),
        ("foobar", "MZXW6YTBOI"), ("12345678901234567890", "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"),
    ])
    func `secrets are written in base 32`(plain: String, expected: String) {
        #expect(TimeBasedCode(secret: Array(plain.utf8)).base32 == expected)
    }

    @Test func `the address for authenticators escapes names`() {
        let address = code.provisioningAddress(issuer: "滨州市 A&B", login: "wang.l")
        #expect(address.hasPrefix("otpauth://totp/%E6%BB%A8%E5%B7%9E%E5%B8%82%20A%26B:wang"))
        #expect(address.contains("secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&"))
        #expect(TimeBasedCode.generated().secret.count == 20)
    }
}
