import Primitives

/// The points at which a write can be cut off; tests stop at each of them.
package enum StoreStep: String, Hashable, Sendable, CaseIterable {
    case dataWritten, snapshotSynced, snapshotRenamed, manifestWritten, manifestRenamed
}

/// One look-up index inside a snapshot: keys ascending, then the offsets of their rows in the same order.
struct IndexLayout: Hashable, Sendable, Codable {
    let column: String
    let entries: Int
    let keysOffset: Int
    let offsetsOffset: Int
}

/// The readable beginning of a snapshot file.
///
/// File: magic (8 bytes), header length and header CRC-32C (4 + 4), header as JSON padded with spaces to a multiple of
/// 8, data (rows, then indexes), CRC-32C of every block of data (4 each), CRC-32C of those (4). All integers are
/// little-endian.
struct SnapshotHeader: Hashable, Sendable, Codable {
    static let magic: [UInt8] = Array("BKSNAP1\n".utf8)
    static let prefixBytes = 16

    let info: SnapshotInfo
    let sourceRows: Int
    let blockBytes: Int
    let rowsBytes: Int
    let dataBytes: Int
    let indexes: [IndexLayout]

    var blocks: Int { (dataBytes + blockBytes - 1) / blockBytes }
}

/// Keys of the look-up indexes.
enum IndexKey {
    /// Stands for "no value" while rows are sorted; such rows come last and are in no index.
    static let absent = UInt64.max

    /// FNV-1a; a look-up compares the row's text afterwards, so that two texts of one hash do no harm.
    static func hash(_ bytes: some Sequence<UInt8>) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return hash == absent ? 0 : hash
    }
}
