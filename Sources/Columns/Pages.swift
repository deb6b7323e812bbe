import Glibc
import Synchronization

/// Memory from the kernel, given back with the object: a file mapped for reading, or empty pages.
///
/// `@unchecked Sendable` because the address never changes; what is written there is its owner's business.
@safe final class Pages: @unchecked Sendable {
    let base: UnsafeMutableRawPointer
    let count: Int
    private let isReserved: Bool

    /// Address space for so many bytes; a page is given when it is first touched.
    ///
    /// Memory that need not be zero may be some that was given back while `MemoryReuse` lasts.
    init(reserving count: Int, isZeroed: Bool = true) throws(SnapshotError) {
        isReserved = true
        if !isZeroed, let kept = MemoryReuse.take(count), let memory = unsafe kept.base {
            unsafe base = memory
            self.count = kept.count
            return
        }
        self.count = max(4096, count)
        let flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE
        guard let memory = unsafe mmap(nil, self.count, PROT_READ | PROT_WRITE, flags, -1, 0),
            unsafe memory != MAP_FAILED
        else { throw FileAccess.failure("memory") }
        unsafe base = memory
        // Without large pages memory costs a fault for every 4 KiB.
        if count >= 4 << 20 { _ = unsafe madvise(memory, self.count, MADV_HUGEPAGE) }
    }

    /// A whole file of at least so many bytes.
    init(mapping path: String, atLeast least: Int) throws(SnapshotError) {
        isReserved = false
        let descriptor = try FileAccess.open(path, O_RDONLY)
        defer { close(descriptor) }
        let length = lseek(descriptor, 0, SEEK_END)
        guard length >= 0 else { throw FileAccess.failure(path) }
        guard length >= least, length > 0 else {
            throw SnapshotError(.damaged, subject: path, cause: "只有 \(length) 字节")
        }
        guard let memory = unsafe mmap(nil, length, PROT_READ, MAP_PRIVATE, descriptor, 0),
            unsafe memory != MAP_FAILED
        else { throw FileAccess.failure(path) }
        unsafe base = memory
        count = length
    }

    deinit { if unsafe !isReserved || !MemoryReuse.keep(base, count) { unsafe munmap(base, count) } }

    var bytes: UnsafeRawBufferPointer { unsafe UnsafeRawBufferPointer(start: base, count: count) }
}

/// While one of these lives, large memory that is given back is kept for the next file instead of being cleared anew.
package final class MemoryReuse: Sendable {
    /// An address as a number, so that no pointer is shared between threads but by whoever takes it.
    fileprivate struct Kept: Sendable {
        let address: UInt
        let count: Int

        var base: UnsafeMutableRawPointer? { unsafe UnsafeMutableRawPointer(bitPattern: address) }
    }

    private struct State: Sendable {
        var holders = 0
        var kept: [Kept] = []
    }

    private static let state = Mutex(State())
    private static let leastBytes = 1 << 20

    /// Begins keeping memory; it goes back to the kernel with the last holder.
    package init() { Self.state.withLock { $0.holders += 1 } }

    deinit {
        Self.state.withLock { state in
            state.holders -= 1
            guard state.holders == 0 else { return }
            for kept in state.kept { unsafe munmap(kept.base, kept.count) }
            state.kept.removeAll()
        }
    }

    /// The smallest memory that is large enough.
    fileprivate static func take(_ count: Int) -> Kept? {
        guard count >= leastBytes else { return nil }
        return state.withLock { state in
            let fitting = state.kept.indices.filter { state.kept[$0].count >= count }
            let best = fitting.min { state.kept[$0].count < state.kept[$1].count }
            return best.map { state.kept.remove(at: $0) }
        }
    }

    fileprivate static func keep(_ base: UnsafeMutableRawPointer, _ count: Int) -> Bool {
        guard count >= leastBytes else { return false }
        let memory = Kept(address: UInt(bitPattern: base), count: count)
        return state.withLock { state in
            guard state.holders > 0 else { return false }
            state.kept.append(memory)
            return true
        }
    }
}
