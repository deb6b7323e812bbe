import Glibc
import Synchronization

/// Writes a segment file: sections are laid out first, so that several threads may fill them at once.
///
/// `@unchecked Sendable` because nothing changes but the checksums, each written by the thread that has its section.
final class SegmentWriter: @unchecked Sendable {
    private let header: SegmentHeader
    private let jobs: [SectionJob]
    private let place: BlockPlace
    private let cipher: (any BlockCipher)?
    /// What is written at once: a sealed block, or a longer piece of a plain file.
    private var pieceBytes: Int { cipher == nil ? SegmentHeader.pieceBytes : SegmentHeader.blockBytes }
    /// Of each leaf, or of each sealed block.
    private let checksums: Lane<UInt64>
    private let firstUnits: [Int]

    init(
        _ header: SegmentHeader, _ jobs: [SectionJob], folder: String, cipher: (any BlockCipher)?
    ) throws(SnapshotError) {
        (self.header, self.jobs, self.cipher) = (header, jobs, cipher)
        place = BlockPlace(dataset: header.info.dataset, day: header.info.asOf, folder: folder, block: -1)
        firstUnits = header.firstUnits(of: cipher == nil ? SegmentHeader.leafBytes : SegmentHeader.blockBytes)
        checksums = try Lane(capacity: firstUnits.last ?? 0)
    }

    /// Writes the file at `path`, which must not exist, and syncs it.
    func write(
        to path: String, order: Lane<UInt32>, rows: Int, step: (StoreStep) throws(SnapshotError) -> Void
    ) throws(SnapshotError) {
        let descriptor = try FileAccess.open(path, O_WRONLY | O_CREAT | O_EXCL)
        defer { close(descriptor) }
        let prefix = try prefix()
        try FileAccess.write(descriptor, prefix, path: path)
        // The longest sections first, so that the last thread does not end with one of them.
        let turns = jobs.indices.sorted { header.sections[$0].byteCount > header.sections[$1].byteCount }
        let next = Atomic(0)
        let longestBytes = header.sections.map(\.byteCount).max() ?? 0
        let threads = header.openBytes > 4 << 20 ? SideBySide.threads : 1
        try SideBySide.run(threads: threads) { _ throws(SnapshotError) in
            let filler = SectionFiller(order: order, rows: rows, pieceBytes: pieceBytes, longestBytes: longestBytes)
            while true {
                let turn = next.add(1, ordering: .relaxed).oldValue
                guard turn < turns.count else { return }
                try fill(turns[turn], filler, descriptor, dataStart: prefix.count, path)
            }
        }
        let end = prefix.count + (cipher == nil ? header.openBytes : SegmentFile.sealedBytes(header, cipher))
        try FileAccess.write(descriptor, table(), at: end, path: path)
        try step(.dataWritten)
        try FileAccess.sync(descriptor, path: path)
        try step(.snapshotSynced)
    }

    private func fill(
        _ number: Int, _ filler: SectionFiller, _ descriptor: Int32, dataStart: Int, _ path: String
    ) throws(SnapshotError) {
        if let cipher {
            try fill(number, filler, sealedBy: cipher, descriptor, dataStart: dataStart, path)
        } else {
            try fillPlain(number, filler, descriptor, dataStart: dataStart, path)
        }
    }

    private func fillPlain(
        _ number: Int, _ filler: SectionFiller, _ descriptor: Int32, dataStart: Int, _ path: String
    ) throws(SnapshotError) {
        let section = header.sections[number]
        let start = dataStart + section.start
        // A section of less than a leaf is one piece wherever it lies.
        let firstBytes = section.byteCount < SegmentHeader.leafBytes ? pieceBytes : pieceBytes - start % pieceBytes
        var (done, unit) = (0, firstUnits[number])
        try unsafe filler.fill(
            jobs[number], byteCount: section.byteCount, firstBytes: firstBytes
        ) { bytes throws(SnapshotError) in
            for leaf in stride(from: 0, to: bytes.count, by: SegmentHeader.leafBytes) {
                let end = min(leaf + SegmentHeader.leafBytes, bytes.count)
                checksums[unit] = unsafe Checksum.of(UnsafeRawBufferPointer(rebasing: bytes[leaf..<end]))
                unit += 1
            }
            try unsafe FileAccess.write(descriptor, bytes, at: start + done, path: path)
            done += bytes.count
        }
        precondition(done == section.byteCount, "A section is as long as it was laid out.")
    }

    private func fill(
        _ number: Int, _ filler: SectionFiller, sealedBy cipher: any BlockCipher, _ descriptor: Int32,
        dataStart: Int, _ path: String
    ) throws(SnapshotError) {
        let section = header.sections[number]
        var block = section.firstBlock
        try unsafe filler.fill(
            jobs[number], byteCount: section.byteCount, firstBytes: pieceBytes
        ) { bytes throws(SnapshotError) in
            let range = header.range(ofBlock: block, in: section)
            precondition(range.count == bytes.count, "A section is as long as it was laid out.")
            let own = BlockPlace(dataset: place.dataset, day: place.day, folder: place.folder, block: block)
            let sealed = try unsafe cipher.seal(Array(bytes), at: own)
            checksums[block] = Checksum.of(sealed)
            let offset = SegmentFile.sealedOffset(of: block, range, in: section, header, cipher)
            try FileAccess.write(descriptor, sealed, at: dataStart + offset, path: path)
            block += 1
        }
        precondition(block == section.firstBlock + section.blocks, "A section is as long as it was laid out.")
    }

    /// Magic, lengths, the header, and zeros up to the data.
    private func prefix() throws(SnapshotError) -> [UInt8] {
        var bytes = header.encoded()
        if let cipher { bytes = try cipher.seal(bytes, at: place) }
        let length = unsafe withUnsafeBytes(of: UInt32(bytes.count).littleEndian) { unsafe Array($0) }
        let checksum = unsafe withUnsafeBytes(of: Checksum.of(bytes).littleEndian) { unsafe Array($0) }
        var prefix = (cipher == nil ? SegmentHeader.magic : SegmentHeader.sealedMagic) + length + checksum + bytes
        let dataStart = SegmentHeader.dataStart(behind: prefix.count, isSealed: cipher != nil)
        prefix += [UInt8](repeating: 0, count: dataStart - prefix.count)
        return prefix
    }

    private func table() -> [UInt8] {
        var bytes: [UInt8] = []
        let units = firstUnits.last ?? 0
        bytes.reserveCapacity(units * 8 + 8)
        func append(_ number: UInt64) {
            unsafe withUnsafeBytes(of: number.littleEndian) { unsafe bytes.append(contentsOf: $0) }
        }
        for unit in 0..<units { append(checksums[unit]) }
        append(Checksum.of(bytes))
        return bytes
    }
}
