/// Memory for one value of each row.
///
/// Address space for the most rows there can be is reserved at once, so that several threads may write to their own
/// rows. Where rows go is the business of the code that owns the lane: an index is not checked.
/// `@unchecked Sendable` because threads write to rows of their own, and others read them when those are done.
@safe final class Lane<Element: BitwiseCopyable>: @unchecked Sendable {
    let base: UnsafeMutablePointer<Element>
    let capacity: Int
    private let pages: Pages

    /// A lane whose values mean nothing until they are set, unless it is asked to begin with zeros.
    ///
    /// A fresh one begins with zeros that cost nothing until they are touched.
    init(
        capacity: Int, isZeroed: Bool = false, isSparse: Bool = false, isFresh: Bool = false
    ) throws(SnapshotError) {
        self.capacity = capacity
        pages = try Pages(
            reserving: capacity * MemoryLayout<Element>.stride + 64, isZeroed: isZeroed || isFresh,
            isSparse: isSparse, isFresh: isFresh)
        unsafe base = pages.base.bindMemory(to: Element.self, capacity: capacity)
    }

    @inline(__always)
    subscript(index: Int) -> Element {
        get { unsafe base[index] }
        set { unsafe base[index] = newValue }
    }
}
