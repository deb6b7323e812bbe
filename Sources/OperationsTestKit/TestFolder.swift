import Foundation

/// Folders of tests that nobody closes: they end with the process.
package enum TestFolder {
    private static let root: String = {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("backstop-tests-\(UUID().uuidString)")
        atexit { TestFolder.remove() }
        return path.path
    }()

    /// A path that nothing else uses; the folder it lies in is there.
    package static func path(_ name: String) throws -> String {
        try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
        return "\(root)/\(name)-\(UUID().uuidString)"
    }

    private static func remove() { try? FileManager.default.removeItem(atPath: root) }
}
