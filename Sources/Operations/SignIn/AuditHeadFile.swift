import Foundation
import Primitives
import Sealing
import Storage

/// The file outside the database that the sealer writes each head of the audit chain into: one signed line a head.
///
/// A line is position, link hash, time and signature, with blanks between. Who cuts the chain's end off in the database
/// leaves the head here; who writes the file without the signing key is found out by the signature.
struct AuditHeadFile {
    let path: String

    /// A head as a line holds it.
    struct Line: Hashable {
        var head: AuditHead
        var row: Int
    }

    /// The heads, and a fault for every line that is none.
    func read(keys: KeyRing) throws -> (lines: [Line], faults: [AuditFault]) {
        guard FileManager.default.fileExists(atPath: path) else { return ([], []) }
        let text = try String(contentsOfFile: path, encoding: .utf8)
        var lines: [Line] = []
        var faults: [AuditFault] = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: true).enumerated() {
            if let head = Self.head(line, keys: keys) {
                lines.append(Line(head: head, row: index + 1))
            } else {
                faults.append(
                    AuditFault(
                        position: 0, sentence: "Line \(index + 1) of the head file is damaged or not signed by us."))
            }
        }
        return (lines, faults)
    }

    /// Appends a head and forces it to the disk before it returns.
    func append(_ head: AuditHead, at instant: Instant, keys: KeyRing) throws {
        let manager = FileManager.default
        if !manager.fileExists(atPath: path) {
            let folder = (path as NSString).deletingLastPathComponent
            if !folder.isEmpty { try manager.createDirectory(atPath: folder, withIntermediateDirectories: true) }
            guard manager.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600]) else {
                throw CocoaError(.fileWriteUnknown, userInfo: [NSFilePathErrorKey: path])
            }
        }
        let handle = try FileHandle(forUpdating: URL(fileURLWithPath: path))
        defer { try? handle.close() }
        let end = try handle.seekToEnd()
        var text = Self.text(head, at: instant, keys: keys) + "\n"
        // A line that a crash cut short is closed first, so that it damages nothing but itself.
        if end > 0 {
            try handle.seek(toOffset: end - 1)
            if try handle.read(upToCount: 1) != Data("\n".utf8) { text = "\n" + text }
        }
        try handle.write(contentsOf: Data(text.utf8))
        try handle.synchronize()
    }

    private static func text(_ head: AuditHead, at instant: Instant, keys: KeyRing) -> String {
        let plain = "\(head.position) \(Digest.hex(head.hash)) \(instant.milliseconds)"
        return "\(plain) \(Digest.hex(keys.signature(plain, purpose: "audit-head")))"
    }

    private static func head(_ line: Substring, keys: KeyRing) -> AuditHead? {
        let parts = line.split(separator: " ")
        guard parts.count == 4, let position = Int64(parts[0]), let hash = bytes(parts[1]), hash.count == 32,
            let signature = bytes(parts[3])
        else { return nil }
        let plain = parts[..<3].joined(separator: " ")
        guard Digest.equalInConstantTime(signature, keys.signature(plain, purpose: "audit-head")) else { return nil }
        return AuditHead(position: position, hash: hash)
    }

    private static func bytes(_ hex: Substring) -> [UInt8]? {
        let digits = Array(hex.utf8)
        guard digits.count.isMultiple(of: 2) else { return nil }
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let byte = UInt8(String(decoding: digits[index..<index + 2], as: UTF8.self), radix: 16) else {
                return nil
            }
            bytes.append(byte)
        }
        return bytes
    }
}
