import Glibc
import Primitives

/// Records behind one another in a file that only grows, belonging to another file whose print it names.
///
/// A record is its length, a checksum and its bytes. One that was cut off at the end was never finished, and does not
/// count; one that is damaged before the end is an error. A journal of another owner was left behind, and is empty.
package struct JournalFile: Sendable {
    /// The records in order.
    package let records: [[UInt8]]
    /// Whether something behind the records was not finished.
    package let isTorn: Bool
    private let path: String
    private let owner: UInt64
    private let cipher: (any BlockCipher)?
    /// Where the next record goes; 0 when there is no file yet that belongs to the owner.
    private let end: Int

    private static let magic: [UInt8] = Array("BKLOG01\n".utf8)
    private static let headerBytes = 24
    private static let prefixBytes = 16

    /// Reads a journal; none is an empty one.
    ///
    /// With a cipher its records are sealed.
    package init(path: String, owner: UInt64, cipher: (any BlockCipher)? = nil) throws(SnapshotError) {
        (self.path, self.owner, self.cipher) = (path, owner, cipher)
        let bytes = FileAccess.exists(path) ? try FileAccess.contents(path) : []
        guard bytes.starts(with: Self.header(owner)) else {
            (records, isTorn, end) = ([], false, 0)
            return
        }
        var records: [[UInt8]] = []
        var (offset, isTorn) = (Self.headerBytes, false)
        while offset < bytes.count {
            let start = offset + Self.prefixBytes
            let length = start <= bytes.count ? Self.number(bytes, offset) : .max
            guard length <= UInt64(bytes.count - min(start, bytes.count)), start <= bytes.count else {
                isTorn = true
                break
            }
            let record = Array(bytes[start..<start + Int(length)])
            guard Self.sum(record, offset) == Self.number(bytes, offset + 8) else {
                guard start + Int(length) == bytes.count else { throw ArrayFile.damaged(path) }
                isTorn = true
                break
            }
            records.append(try cipher?.open(record, at: Self.place(records.count, owner)) ?? record)
            offset = start + Int(length)
        }
        (self.records, self.isTorn, end) = (records, isTorn, offset)
    }

    /// Bytes of all records.
    package var byteCount: Int { end }

    /// Adds a record behind those read, in place of what was not finished there, and syncs it.
    package func append(_ plain: [UInt8]) throws(SnapshotError) {
        let record = try cipher?.seal(plain, at: Self.place(records.count, owner)) ?? plain
        let place = end == 0 ? Self.headerBytes : end
        let prefix = Self.bytes(UInt64(record.count)) + Self.bytes(Self.sum(record, place))
        if end == 0 {
            let beginning = Self.header(owner) + prefix
            return try FileAccess.replace(path, with: beginning, record) { _ throws(SnapshotError) in }
        }
        let descriptor = try FileAccess.open(path, O_RDWR)
        defer { close(descriptor) }
        guard ftruncate(descriptor, off_t(end)) == 0 else { throw FileAccess.failure(path) }
        try FileAccess.write(descriptor, prefix, at: end, path: path)
        try FileAccess.write(descriptor, record, at: end + prefix.count, path: path)
        try FileAccess.sync(descriptor, path: path)
    }

    /// What a sealed record is bound to.
    private static func place(_ number: Int, _ owner: UInt64) -> BlockPlace {
        BlockPlace(dataset: "journal", day: CivilDate(dayNumber: 0), folder: "\(owner)", block: number)
    }

    private static func header(_ owner: UInt64) -> [UInt8] {
        let bytes = magic + bytes(owner)
        return bytes + Self.bytes(Checksum.of(bytes))
    }

    private static func bytes(_ number: UInt64) -> [UInt8] {
        unsafe withUnsafeBytes(of: number.littleEndian) { unsafe Array($0) }
    }

    private static func number(_ bytes: [UInt8], _ offset: Int) -> UInt64 {
        bytes[offset..<offset + 8].reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// The checksum of a record at its place: moved elsewhere it is damaged too.
    private static func sum(_ record: [UInt8], _ place: Int) -> UInt64 {
        Checksum.of(record) ^ UInt64(place) &* 0x9E37_79B9_7F4A_7C15
    }
}
