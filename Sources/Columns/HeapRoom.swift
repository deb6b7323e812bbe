import Synchronization

/// Gives out stretches of a heap that several threads fill.
final class HeapRoom: Sendable {
    private let next = Atomic(0)
    private let capacity: Int

    init(capacity: Int) { self.capacity = capacity }

    func take(_ bytes: Int) throws(SnapshotError) -> Int {
        let start = next.add(bytes, ordering: .relaxed).oldValue
        guard start + bytes <= capacity else {
            throw SnapshotError(.badFile, subject: "memory", cause: "文字多于文件的长度")
        }
        return start
    }
}
