import Primitives

/// The data of one dataset and day: a base and the layers on it.
///
/// A row of a segment counts unless a later segment takes it away.
final class SnapshotChain: Sendable {
    let day: ManifestDay
    let segments: [SegmentFile]

    init(
        root: String, _ day: ManifestDay, cipher: (any BlockCipher)?, kept: OpenSegments? = nil
    ) throws(SnapshotError) {
        self.day = day
        var segments: [SegmentFile] = []
        for folder in day.segments {
            let file: SegmentFile
            if let kept {
                file = try kept.file(root, folder, cipher)
            } else {
                file = try SegmentFile(root: root, folder: folder, cipher: cipher)
            }
            let isFitting =
                file.header.earlier == segments.map(\.folder) && file.header.info.dataset == day.info.dataset
                && file.header.dead.count == segments.count
            guard isFitting else { throw SnapshotError(.damaged, subject: file.path, cause: "内容与清单不符") }
            segments.append(file)
        }
        guard let last = segments.last, last.header.info == day.info else {
            throw SnapshotError(.damaged, subject: day.info.dataset, cause: "内容与清单不符")
        }
        self.segments = segments
    }

    var schema: TableSchema { day.info.schema }

    func isAlive(_ segment: Int, _ row: Int) throws(SnapshotError) -> Bool {
        for later in segments[(segment + 1)...] where try later.takesAway(row, from: segment) { return false }
        return true
    }

    /// The rows of a segment that later ones take away, ascending.
    func dead(in segment: Int) throws(SnapshotError) -> [UInt32] {
        var all: [UInt32] = []
        for later in segments[(segment + 1)...] {
            let list = later.header.dead[segment]
            for position in 0..<list.count {
                all.append(UInt32(try later.place(list.rows, position, atMost: segments[segment].rows)))
            }
        }
        if segments.count > segment + 2 { all.sort() }
        return all
    }

    /// The rows under a key, by record number where the dataset has them.
    func rows(_ column: Int, key: UInt64) throws(SnapshotError) -> [SnapshotRow] {
        var found: [SnapshotRow] = []
        for (number, segment) in segments.enumerated() {
            guard let index = segment.index(of: column) else {
                let name = "\(day.info.dataset).\(schema.columns[column].name)"
                throw SnapshotError(.wrongColumn, subject: name, cause: "没有索引")
            }
            for row in try segment.rows(index, key: key) where try isAlive(number, row) {
                found.append(try segment.row(row))
            }
        }
        if schema.recordNumberColumn != nil {
            found.sort { ($0.recordNumber ?? 0) < ($1.recordNumber ?? 0) }
        }
        return found
    }

    /// Checks every block of every segment.
    func verifyAll() throws(SnapshotError) { for segment in segments { try segment.verifyAll() } }
}
