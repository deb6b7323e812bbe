import Foundation
package import Sealing

/// Key files on disk: readable by their owner only, written whole or not at all.
package enum KeyFiles {
    /// Reads a key file; makes one when it is missing and may be made.
    package static func open(_ path: String, create: Bool) throws -> KeyRing {
        if let data = FileManager.default.contents(atPath: path) { return try KeyFile.ring(from: Array(data)) }
        guard create else {
            throw InstallationError(
                """
                The key file \(path) is missing. Without it sealed columns do not open: restore it, or `backstop keys \
                import` an export.
                """
            )
        }
        let ring = KeyRing.generated()
        try write(ring, to: path)
        return ring
    }

    /// Writes a key file under a temporary name and renames it.
    package static func write(_ ring: KeyRing, to path: String) throws {
        try write(KeyFile.text(of: ring), to: path)
    }

    /// Writes secret bytes under a temporary name, durably, and renames them.
    package static func write(_ bytes: [UInt8], to path: String) throws {
        let temporary = path + ".partial"
        let files = FileManager.default
        guard files.createFile(atPath: temporary, contents: Data(bytes), attributes: [.posixPermissions: 0o600]) else {
            throw InstallationError("The file \(path) cannot be written. Check the folder and its permissions.")
        }
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: temporary))
        try handle.synchronize()
        try handle.close()
        guard rename(temporary, path) == 0 else {
            throw InstallationError("The file \(path) cannot be put in place. Check the folder and its permissions.")
        }
    }
}
