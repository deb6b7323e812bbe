import Primitives
import Sealing
import Testing

private let place = SealedPlace("t", "c", 1)

@Suite struct KeyFileTests {
    @Test func `a key file gives back every key`() throws {
        let ring = KeyRing.generated().rotated()
        let again = try KeyFile.ring(from: KeyFile.text(of: ring))
        #expect(again.keyIDs == [1, 2])
        #expect(again.currentKeyID == 2)
        #expect(try again.openText(ring.seal("秘密", at: place), at: place) == "秘密")
        #expect(again.blindIndex("x", purpose: "p") == ring.blindIndex("x", purpose: "p"))
        #expect(again.signature("x", purpose: "p") == ring.signature("x", purpose: "p"))
    }

    @Test(arguments: [
        "", "{}", "not json",
        #"{"format":2,"current":1,"sealing":{},"index":"","signing":""}"#,
        #"{"format":1,"current":1,"sealing":{},"index":"AAAA","signing":"AAAA"}"#,
        #"{"format":1,"current":1,"sealing":{"1":"AAAA"},"index":"AAAA","signing":"AAAA"}"#,
        #"{"format":1,"current":1,"sealing":{"one":"AAAA"},"index":"AAAA","signing":"AAAA"}"#,
    ])
    func `a damaged key file is refused`(text: String) {
        let error = #expect(throws: SealingError.self) { try KeyFile.ring(from: Array(text.utf8)) }
        #expect(error?.code == .keyFile)
    }

    @Test func `an export opens with its passphrase only`() throws {
        let ring = KeyRing.generated()
        let export = try KeyFile.exported(ring, passphrase: "四月的海 april sea")
        let again = try KeyFile.imported(export, passphrase: "四月的海 april sea")
        #expect(try again.openText(ring.seal("a", at: place), at: place) == "a")
        let wrong = #expect(throws: SealingError.self) { try KeyFile.imported(export, passphrase: "四月的海") }
        #expect(wrong?.code == .passphrase)
        var damaged = export
        damaged[export.count - 1] ^= 1
        #expect(throws: SealingError.self) { try KeyFile.imported(damaged, passphrase: "四月的海 april sea") }
        let short = #expect(throws: SealingError.self) { try KeyFile.imported([1, 2], passphrase: "x") }
        #expect(short?.code == .keyFile)
    }
}
