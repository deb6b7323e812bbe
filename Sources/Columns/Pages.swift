import Glibc
import Synchronization

/// Memory from the kernel, given back with the object: a file mapped for reading, or empty pages.
///
/// `@unchecked Sendable` because the address never changes; what is written there is its owner's business.
@safe final class Pages: @unchecked Sendable {
    let base: UnsafeMutableRawPointer
    let count: Int
    /// Clearing more than this costs what the kernel takes for pages of its own.
    private static let mostCleared = 16 << 20
    private let isReserved: Bool

    /// Address space for so many bytes; a page is given when it is first touched.
    ///
    /// It may be some that was given back while `MemoryReuse` lasts, cleared unless it need not be zero.
    init(reserving count: Int, isZeroed: Bool = true) throws(SnapshotError) {
        isReserved = true
        if !isZeroed || count <= Self.mostCleared, let kept = MemoryReuse.take(count, atMost: isZeroed ? 2 : .max),
            let memory = unsafe kept.base
        {
            if isZeroed { unsafe memset(memory, 0, count) }
            unsafe base = memory
            self.count = kept.count
            return
        }
        // Address space is free: rounded up, what one file gives back fits the next one's lanes.
        self.count = isZeroed ? max(4096, count) : MemoryReuse.rounded(count)
        let flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE
        guard let memory = unsafe mmap(nil, self.count, PROT_READ | PROT_WRITE, flags, -1, 0),
            unsafe memory != MAP_FAILED
        else { throw FileAccess.failure("memory") }
        unsafe base = memory
        // Without large pages memory costs a fault for every 4 KiB.
        if count >= 2 << 20 { _ = unsafe madvise(memory, self.count, MADV_HUGEPAGE) }
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
    /// Memory of the process above which nothing more is kept.
    private static let mostResidentBytes = 640 << 20

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

    /// The smallest memory that is large enough, and no more than so many times as large.
    fileprivate static func take(_ count: Int, atMost times: Int) -> Kept? {
        guard count >= leastBytes else { return nil }
        let most = count.multipliedReportingOverflow(by: times)
        return state.withLock { state in
            let fitting = state.kept.indices.filter {
                state.kept[$0].count >= count && (most.overflow || state.kept[$0].count <= most.partialValue)
            }
            let best = fitting.min { state.kept[$0].count < state.kept[$1].count }
            return best.map { state.kept.remove(at: $0) }
        }
    }

    fileprivate static func keep(_ base: UnsafeMutableRawPointer, _ count: Int) -> Bool {
        guard count >= leastBytes else { return false }
        let memory = Kept(address: UInt(bitPattern: base), count: count)
        return state.withLock { state in
            guard state.holders > 0, residentBytes < mostResidentBytes else { return false }
            state.kept.append(memory)
            return true
        }
    }

    /// Sizes above the least that is kept become powers of two, so that kept memory fits more often.
    fileprivate static func rounded(_ count: Int) -> Int {
        count < leastBytes ? max(4096, count) : 1 << (Int.bitWidth - (count - 1).leadingZeroBitCount)
    }

    /// How much memory the process has now, as the kernel counts it; none where it does not say.
    private static var residentBytes: Int {
        let text = (try? FileAccess.beginning("/proc/self/statm", 128)).map { String(decoding: $0, as: UTF8.self) }
        let pages = text?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        return pages * 4096
    }
}
