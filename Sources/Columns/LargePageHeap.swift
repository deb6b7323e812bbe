import CMalloc
import Glibc

/// The heap of a command that works through much data and then ends.
///
/// By itself a heap asks the kernel for 4 KiB at a time as they are touched, and gives back what is free: of a night's
/// increment between a twenty-fifth and a twelfth of the time went there. This one stands on large pages and keeps what
/// it has.
package enum LargePageHeap {
    private static let roomBytes = 128 << 20
    private static let largePageBytes = 2 << 20
    /// The most that the allocator takes from its heap.
    private static let mostBytes = 32 << 20

    /// Makes room at the end of the main thread's heap; address space only, until it is touched.
    ///
    /// To be called on the main thread before the work. Where the kernel gives no large pages, nothing is lost.
    package static func prepare() {
        _ = mallopt(M_MMAP_THRESHOLD, Int32(mostBytes))
        _ = mallopt(M_TRIM_THRESHOLD, Int32(2 * roomBytes))
        _ = mallopt(M_TOP_PAD, Int32(roomBytes))
        guard let before = unsafe sbrk(0) else { return }
        // The heap grows by what is asked for and the room behind it.
        unsafe UnsafeMutableRawPointer.allocate(byteCount: largePageBytes, alignment: 16).deallocate()
        guard let after = unsafe sbrk(0) else { return }
        let first = (UInt(bitPattern: before) + UInt(largePageBytes) - 1) & ~UInt(largePageBytes - 1)
        guard let start = unsafe UnsafeMutableRawPointer(bitPattern: first), unsafe start < after else { return }
        _ = unsafe madvise(start, after - start, MADV_HUGEPAGE)
    }
}
