import Sealing
import Testing

@Suite struct PasswordHashTests {
    @Test func `the password verifies and no other does`() throws {
        let hash = try PasswordHash(password: "春江潮水连海平 2026", logCost: 4)
        #expect(hash.verifies("春江潮水连海平 2026"))
        #expect(!hash.verifies("春江潮水连海平 2027"))
        #expect(!hash.verifies(""))
        #expect(PasswordHash(stored: hash.text).verifies("春江潮水连海平 2026"))
        #expect(try PasswordHash(password: "春江潮水连海平 2026", logCost: 4).text != hash.text, "the salt is fresh")
        #expect(!hash.text.contains("春江"))
    }

    @Test(arguments: [
        "", "none", "scrypt$4$8$1$$", "scrypt$99$8$1$AAAA$AAAA", "scrypt$4$9$1$AAAA$AAAA", "bcrypt$4$8$1$AAAA$AAAA",
    ])
    func `a damaged text verifies nothing`(text: String) {
        #expect(!PasswordHash(stored: text).verifies(""))
        #expect(!PasswordHash(stored: text).verifies("none"))
    }
}
