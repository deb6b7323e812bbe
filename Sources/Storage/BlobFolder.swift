import Foundation

/// Uploads as files of a folder, two levels deep, written under a temporary name and renamed.
package struct BlobFolder: BlobStore {
    /// The folder.
    package let path: String

    /// Takes a folder, which is made when missing.
    package init(path: String) throws {
        self.path = path
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }

    /// Writes the bytes durably: file, then folder entry.
    package func put(_ sealed: [UInt8], at address: String) async throws {
        let target = try file(of: address)
        guard !FileManager.default.fileExists(atPath: target.path) else { return }
        let folder = target.deletingLastPathComponent()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let temporary = folder.appendingPathComponent(".\(address).\(UInt64.random(in: 0 ... .max))")
        try Data(sealed).write(to: temporary)
        let handle = try FileHandle(forWritingTo: temporary)
        try handle.synchronize()
        try handle.close()
        try FileManager.default.moveReplacing(temporary, to: target)
    }

    /// Reads the bytes.
    package func get(_ address: String) async throws -> [UInt8] {
        guard let data = try? Data(contentsOf: try file(of: address)) else {
            throw StoreError(
                .blobMissing, "An uploaded file is missing from the blob folder. Restore it from the last backup.")
        }
        return Array(data)
    }

    /// Whether the file is there.
    package func holds(_ address: String) async throws -> Bool {
        FileManager.default.fileExists(atPath: try file(of: address).path)
    }

    private func file(of address: String) throws -> URL {
        guard address.utf8.count == 64, address.allSatisfy(\.isHexDigit) else {
            throw StoreError(.damaged, "An upload's address is not 64 hexadecimal digits.")
        }
        return URL(fileURLWithPath: path).appendingPathComponent(String(address.prefix(2)))
            .appendingPathComponent(address)
    }
}

extension FileManager {
    /// Renames a file over another; two writers of one content address may both succeed.
    fileprivate func moveReplacing(_ source: URL, to target: URL) throws {
        do {
            try moveItem(at: source, to: target)
        } catch  where fileExists(atPath: target.path) {
            try removeItem(at: source)
        }
    }
}
