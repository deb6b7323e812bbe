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
    /// Who gave the memory.
    private enum Source { case heap, kernel, file }
    private let source: Source

    /// Address space for so many bytes; a page is given when it is first touched.
    ///
    /// It may be some that was given back while `MemoryReuse` lasts, cleared unless it need not be zero.
    /// What is sparse will mostly not be touched, and is given what fewest pages are there of.
    /// What is fresh is never memory that was given back.
    init(
        reserving count: Int, isZeroed: Bool = true, isSparse: Bool = false, isFresh: Bool = false
    ) throws(SnapshotError) {
        if !isFresh, count < Self.leastLarge {
            // The heap gives out again what a file before gave back, without a fault for each page.
            var memory: UnsafeMutableRawPointer?
            guard unsafe posix_memalign(&memory, 64, max(64, count)) == 0, let memory = unsafe memory else {
                throw FileAccess.failure("memory")
            }
            if isZeroed { unsafe memset(memory, 0, count) }
            (source, self.count) = (.heap, count)
            unsafe base = memory
            return
        }
        source = .kernel
        if !isFresh, !isZeroed || count <= Self.mostCleared,
            let kept = MemoryReuse.take(count, atMost: isZeroed ? 2 : .max, isSparse: isSparse),
            let memory = unsafe kept.base
        {
            if isZeroed { unsafe memset(memory, 0, count) }
            unsafe base = memory
            self.count = kept.count
            return
        }
        // Address space is free: rounded up, what one file gives back fits the next one's lanes.
        self.count = isZeroed ? Self.inLargePages(count) : MemoryReuse.rounded(count)
        let flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE
        guard let memory = unsafe mmap(nil, self.count, PROT_READ | PROT_WRITE, flags, -1, 0),
            unsafe memory != MAP_FAILED
        else { throw FileAccess.failure("memory") }
        unsafe base = memory
        // Without large pages memory costs a fault for every 4 KiB; what is fresh is mostly not touched at all.
        let least = isZeroed ? Self.leastLarge : isSparse ? Self.leastSparse : Self.leastFilled
        if count >= least, !isFresh { _ = unsafe madvise(memory, self.count, MADV_HUGEPAGE) }
    }

    /// Half a large page is worth a whole one; the kernel puts what is a multiple of large pages where they begin.
    private static let leastLarge = 1 << 20
    /// Room for the rows of a small file is mostly too much, and of a large page all would be cleared.
    private static let leastFilled = 4 << 20
    private static let leastSparse = 32 << 20

    private static func inLargePages(_ count: Int) -> Int {
        let page = 2 << 20
        return count < leastLarge ? max(4096, count) : (count + page - 1) / page * page
    }

    /// A whole file of at least so many bytes.
    init(mapping path: String, atLeast least: Int) throws(SnapshotError) {
        source = .file
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

    deinit {
        switch source {
        case .heap: unsafe free(base)
        case .kernel: if unsafe !MemoryReuse.keep(base, count) { unsafe munmap(base, count) }
        case .file: unsafe munmap(base, count)
        }
    }

    var bytes: UnsafeRawBufferPointer { unsafe UnsafeRawBufferPointer(start: base, count: count) }
}

/// While one of these lives, large memory that is given back is kept for the next file instead of being cleared anew.
package final class MemoryReuse: Sendable {
    /// An address as a number, so that no pointer is shared between threads but by whoever takes it.
    fileprivate struct Kept: Sendable {
        let address: UInt
        let count: Int
        /// How many of its bytes have pages, which need not be cleared again.
        let resident: Int

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

    /// Memory that is large enough, and no more than so many times as large: the one with most pages, or with fewest.
    fileprivate static func take(_ count: Int, atMost times: Int, isSparse: Bool) -> Kept? {
        guard count >= leastBytes else { return nil }
        let most = count.multipliedReportingOverflow(by: times)
        return state.withLock { state in
            let fitting = state.kept.indices.filter {
                state.kept[$0].count >= count && (most.overflow || state.kept[$0].count <= most.partialValue)
            }
            let best = fitting.max { left, right in
                let (a, b) = (state.kept[left], state.kept[right])
                if isSparse { return a.resident > b.resident }
                return (min(a.resident, count), b.resident) < (min(b.resident, count), a.resident)
            }
            return best.map { state.kept.remove(at: $0) }
        }
    }

    fileprivate static func keep(_ base: UnsafeMutableRawPointer, _ count: Int) -> Bool {
        guard count >= leastBytes else { return false }
        guard state.withLock({ $0.holders > 0 }), residentBytes < mostResidentBytes else { return false }
        let memory = unsafe Kept(address: UInt(bitPattern: base), count: count, resident: resident(base, count))
        guard memory.resident > 0 else { return false }
        return state.withLock { state in
            guard state.holders > 0 else { return false }
            state.kept.append(memory)
            return true
        }
    }

    /// How many bytes of some memory have pages; it is filled from the beginning on.
    private static func resident(_ base: UnsafeMutableRawPointer, _ count: Int) -> Int {
        let step = 32 << 20
        var found = 0
        unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: step / 4096) { pages in
            for offset in stride(from: 0, to: count, by: step) {
                let length = min(step, count - offset)
                guard unsafe mincore(base + offset, length, pages.baseAddress) == 0 else { return }
                var here = 0
                for page in 0..<(length + 4095) / 4096 { here += unsafe Int(pages[page] & 1) }
                found += here * 4096
                if here == 0 { return }
            }
        }
        return found
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
