import Synchronization

/// Segments that stay open from one use to the next, so that their blocks are checked and mapped once.
///
/// A segment never changes once it is written, so that one opened earlier is as good as the file.
final class OpenSegments: Sendable {
    private let files = Mutex<[String: SegmentFile]>([:])

    /// A segment, opened when it is first asked for.
    func file(_ root: String, _ folder: String, _ cipher: (any BlockCipher)?) throws(SnapshotError) -> SegmentFile {
        if let known = files.withLock({ $0[folder] }) { return known }
        let file = try SegmentFile(root: root, folder: folder, cipher: cipher)
        return files.withLock { files in
            if let other = files[folder] { return other }
            files[folder] = file
            return file
        }
    }
}
