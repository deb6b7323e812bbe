import Sealing
import Testing

@Suite struct TokenTests {
    @Test func `tokens have their length and do not repeat`() {
        let links = Set((0..<1000).map { _ in Token.link() })
        #expect(links.count == 1000)
        #expect(links.allSatisfy { $0.utf8.count == 32 && $0.allSatisfy(\.isHexDigit) })
        #expect(Token.session().utf8.count == 64)
        #expect(Token.randomBytes(0).isEmpty)
    }

    @Test func `phone codes are six digits, leading zeros kept`() {
        let codes = (0..<2000).map { _ in Token.phoneCode() }
        #expect(codes.allSatisfy { $0.utf8.count == 6 && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } })
        #expect(codes.contains { $0.hasPrefix("0") })
    }

    /// FIPS 180-4, one block.
    @Test func `SHA-256 and hexadecimal are the known ones`() {
        #expect(
            Digest.hex(Digest.sha256(Array("abc".utf8)))
                == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(Digest.equalInConstantTime([1, 2], [1, 2]))
        #expect(!Digest.equalInConstantTime([1, 2], [1, 3]))
        #expect(!Digest.equalInConstantTime([1, 2], [1]))
    }
}
