/// The arithmetic of the audit chain: salted hashes of sealed payloads, linked in order.
///
/// A link covers the entry's plain fields and the *hash* of its payload, not the payload itself. Erasing a payload
/// lawfully leaves its hash behind, so that the chain still verifies while the content is gone.
package enum AuditChain {
    /// The link before the first.
    package static let origin = [UInt8](repeating: 0, count: 32)

    /// The hash that stands for a payload once it is erased.
    package static func payloadHash(salt: [UInt8], sealedPayload: [UInt8]) -> [UInt8] {
        Digest.sha256(salt + sealedPayload)
    }

    /// The hash of an entry: its plain fields with lengths in front, so that no two splits collide.
    package static func entryHash(fields: [String], payloadHash: [UInt8]) -> [UInt8] {
        var bytes: [UInt8] = []
        for field in fields {
            bytes += withUnsafeBytes(of: UInt32(field.utf8.count).bigEndian) { Array($0) }
            bytes += Array(field.utf8)
        }
        return Digest.sha256(bytes + payloadHash)
    }

    /// The link that follows another.
    package static func link(after previous: [UInt8], position: Int64, entryHash: [UInt8]) -> [UInt8] {
        Digest.sha256(previous + withUnsafeBytes(of: position.bigEndian) { Array($0) } + entryHash)
    }
}
