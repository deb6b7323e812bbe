import Glibc

/// A CSV file being written beside its place; it appears there, whole, when it is committed.
package final class ResultFile: Sendable {
    private let path: String
    private let temporary: String
    private let descriptor: Int32

    /// Begins a file; an unfinished one of an earlier run is overwritten.
    package init(path: String) throws(SnapshotError) {
        self.path = path
        temporary = path + ".part"
        descriptor = try FileAccess.open(temporary, O_RDWR | O_CREAT | O_TRUNC, mode: 0o644)
    }

    deinit {
        close(descriptor)
        unsafe unlink(temporary)
    }

    /// Adds bytes.
    package func write(_ bytes: [UInt8]) throws(SnapshotError) {
        try FileAccess.write(descriptor, bytes, path: temporary)
    }

    /// Adds bytes.
    package func write(_ bytes: UnsafeRawBufferPointer) throws(SnapshotError) {
        try unsafe FileAccess.write(descriptor, bytes, path: temporary)
    }

    /// Takes out the records whose field in a column is one of some values; returns how many there were.
    ///
    /// The file is read once more and written shorter, which only findings late in a run ask for.
    package func remove(_ values: Set<[UInt8]>, column: Int) throws(SnapshotError) -> Int {
        let file = try CSVFile(path: temporary)
        let piece = CSVPiece(fieldCount: file.header.count)
        var (offset, written, removed) = (file.firstRecord, file.firstRecord, 0)
        while offset < file.size {
            let end = try file.recordStart(atOrAfter: min(offset + 1 << 20, file.size), countingQuotesFrom: offset)
            try piece.load(file, offset..<end)
            var kept: [UInt8] = []
            for record in 0..<piece.count {
                if values.contains(piece.value(record, column)) {
                    removed += 1
                } else {
                    kept += piece.bytes(of: record)
                }
            }
            try overwrite(kept, at: written)
            written += kept.count
            offset = end
        }
        guard ftruncate(descriptor, written) == 0, lseek(descriptor, written, SEEK_SET) >= 0 else {
            throw FileAccess.failure(temporary)
        }
        return removed
    }

    private func overwrite(_ bytes: [UInt8], at offset: Int) throws(SnapshotError) {
        guard lseek(descriptor, offset, SEEK_SET) >= 0 else { throw FileAccess.failure(temporary) }
        try FileAccess.write(descriptor, bytes, path: temporary)
    }

    /// Puts the file in its place.
    package func commit() throws(SnapshotError) {
        try FileAccess.sync(descriptor, path: temporary)
        try FileAccess.rename(temporary, to: path)
    }
}
