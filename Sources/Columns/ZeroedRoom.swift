/// Memory for numbers that begin as zeros: many in large pages, some in pages of their own, few on the heap.
///
/// Where numbers go is the business of the code that owns the room: an index is not checked.
/// `@unchecked Sendable` because what is written there, and by which thread, is its owner's business.
@safe final class ZeroedRoom<Element: BitwiseCopyable & FixedWidthInteger>: @unchecked Sendable {
    let base: UnsafeMutablePointer<Element>
    let count: Int
    private let pages: Pages?

    private static var largePagesFrom: Int { 1 << 20 }
    /// From here on it pays to have from the kernel only the pages that are touched.
    private static var pagesFrom: Int { 64 << 10 }

    init(count: Int) {
        self.count = count
        let bytes = max(1, count) * MemoryLayout<Element>.stride
        let pages =
            bytes >= Self.pagesFrom ? try? Pages(reserving: bytes, isFresh: bytes < Self.largePagesFrom) : nil
        if let pages {
            unsafe base = pages.base.bindMemory(to: Element.self, capacity: max(1, count))
        } else {
            unsafe base = .allocate(capacity: max(1, count))
            unsafe base.initialize(repeating: 0, count: max(1, count))
        }
        self.pages = pages
    }

    deinit { if pages == nil { unsafe base.deallocate() } }
}
