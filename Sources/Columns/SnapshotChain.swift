import Primitives
import Synchronization

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
            guard isFitting else { throw SnapshotError(.damaged, subject: file.path, cause: "内容与清单不符") }
            segments.append(file)
        }
        guard let last = segments.last, last.header.info == day.info else {
            throw SnapshotError(.damaged, subject: day.info.dataset, cause: "内容与清单不符")
        }
        self.segments = segments
    }

    var schema: TableSchema { day.info.schema }

    private let takenRecords = Mutex<[Int: TakenRecords]>([:])

    /// What the segments behind one take away, for asking about many rows; nil where they take nothing.
    func taken(after number: Int) throws(SnapshotError) -> TakenRecords? {
        guard let first = segments.indices.first(where: { $0 > number && segments[$0].header.taken.count > 0 }) else {
            return nil
        }
        if let known = takenRecords.withLock({ $0[first] }) { return known }
        let made = try TakenRecords(segments[first...])
        takenRecords.withLock { $0[first] = made }
        return made
    }

    /// Segments that make one when they are merged, those of strangers apart from all others, in that order.
    ///
    /// Where rows were put apart from different people's, nothing stays apart.
    var parts: [(segments: [Int], strangersTo: PeoplePrint?)] {
        let prints = Set(segments.compactMap(\.header.strangersTo))
        guard prints.count == 1, let print = prints.first else { return [(Array(segments.indices), nil)] }
        let strangers = segments.indices.filter { segments[$0].header.strangersTo != nil }
        let others = segments.indices.filter { segments[$0].header.strangersTo == nil }
        return others.isEmpty ? [(strangers, print)] : [(others, nil), (strangers, print)]
    }

    /// Whether no later segment takes a row away.
    func isAlive(_ segment: Int, _ row: Int) throws(SnapshotError) -> Bool {
        let later = segments[(segment + 1)...]
        guard later.contains(where: { $0.header.taken.count > 0 }) else { return true }
        let number = try segments[segment].recordNumber(row)
        for layer in later where try layer.takesAway(number) { return false }
        return true
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
