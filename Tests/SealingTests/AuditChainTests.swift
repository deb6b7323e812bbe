import Sealing
import Testing

@Suite struct AuditChainTests {
    @Test func `fields cannot be split differently into the same hash`() {
        let hash = AuditChain.payloadHash(salt: [1], sealedPayload: [2])
        #expect(
            AuditChain.entryHash(fields: ["ab", "c"], payloadHash: hash)
                != AuditChain.entryHash(fields: ["a", "bc"], payloadHash: hash))
        #expect(
            AuditChain.entryHash(fields: ["a", ""], payloadHash: hash)
                != AuditChain.entryHash(fields: ["a"], payloadHash: hash))
    }

    @Test func `a link depends on what came before, its place and its entry`() {
        let entry = AuditChain.entryHash(fields: ["x"], payloadHash: AuditChain.origin)
        let link = AuditChain.link(after: AuditChain.origin, position: 1, entryHash: entry)
        #expect(link.count == 32)
        #expect(link == AuditChain.link(after: AuditChain.origin, position: 1, entryHash: entry))
        #expect(link != AuditChain.link(after: link, position: 1, entryHash: entry))
        #expect(link != AuditChain.link(after: AuditChain.origin, position: 2, entryHash: entry))
        #expect(link != AuditChain.link(after: AuditChain.origin, position: 1, entryHash: link))
    }
}
