package import Columns
package import Primitives
import Storage

/// The department data that a run reads: of each dataset the day and the file, so that no other data slip in.
package struct RunData: Codable, Hashable, Sendable {
    /// One dataset's data.
    package struct Mark: Codable, Hashable, Sendable {
        /// The day of the data.
        package let asOf: CivilDate
        /// The checksum of the file that was taken in.
        package let source: UInt64
        /// When it was taken in.
        package let importedAt: Instant

        init(_ info: SnapshotInfo) { (asOf, source, importedAt) = (info.asOf, info.source, info.importedAt) }
    }

    /// The data by dataset; one that is not there is silent.
    package let marks: [String: Mark]

    /// What a view holds.
    package init(_ view: SnapshotView) {
        marks = Dictionary(
            view.datasets().compactMap { dataset in view.current(dataset).map { (dataset, Mark($0)) } },
            uniquingKeysWith: { first, _ in first })
    }

    /// The latest day of any dataset.
    package var latestDay: CivilDate? { marks.values.map(\.asOf).max() }

    /// The marks as text.
    func text() throws -> String { String(decoding: try StoreTransaction.json(self), as: UTF8.self) }

    /// The view of a store that holds exactly these data; nil when a dataset's day was replaced or removed.
    func view(of snapshots: SnapshotStore) throws -> SnapshotView? {
        let present = try snapshots.open()
        if RunData(present) == self { return present }
        guard let latestDay else { return nil }
        let earlier = try snapshots.open(asOf: latestDay)
        return RunData(earlier) == self ? earlier : nil
    }
}
