/// When a file with bad rows is still taken in.
package struct ImportLimits: Hashable, Sendable {
    /// What the file may hold at all.
    package var csv: CSVLimits
    /// A file is refused when more than this share of its rows is bad, in thousandths.
    package var rejectedPermille: Int
    /// The share counts from this many bad rows on; more than half bad is refused whatever their number.
    package var rejectedAtLeast: Int
    /// Whether a file with a header and no rows is taken as "nobody", which an empty export by mistake is not.
    package var allowsNoRows: Bool

    /// Whether the very file of an earlier day is taken for a later one, as a department without changes may give.
    package var allowsSameFile: Bool
    /// Whether another file of the day in force takes its place.
    package var replacesDay: Bool

    /// How many bytes of a file are held as typed rows at once; a longer file becomes several segments.
    package var runBytes: Int

    /// Limits by their numbers; one per cent and ten rows unless said otherwise.
    package init(
        csv: CSVLimits = CSVLimits(), rejectedPermille: Int = 10, rejectedAtLeast: Int = 10,
        allowsNoRows: Bool = false, allowsSameFile: Bool = true, replacesDay: Bool = true, runBytes: Int = 400 << 20
    ) {
        self.runBytes = max(1, runBytes)
        self.allowsSameFile = allowsSameFile
        self.replacesDay = replacesDay
        self.csv = csv
        self.rejectedPermille = rejectedPermille
        self.rejectedAtLeast = rejectedAtLeast
        self.allowsNoRows = allowsNoRows
    }
}

/// A snapshot written and synced but not in force; `SnapshotStore.publish` puts it in force.
package struct StagedSnapshot: Hashable, Sendable {
    /// What the snapshot holds.
    package let info: SnapshotInfo
    /// The first problems of the rows set aside, at most two hundred.
    package let problems: [RowProblem]
    /// Whether the file's last row has no line break, which a truncated file shows too.
    package let endsWithoutLineBreak: Bool
    let folder: String
    /// The segments in front of it: those of the data it lies on, or of the file's earlier rows.
    let earlier: [String]
    /// The segments in force that it lies on; empty for a whole file.
    let liesOn: [String]
}

/// What came of taking a file in.
package enum StageOutcome: Hashable, Sendable {
    /// The rows stand in a snapshot that can be put in force.
    case staged(StagedSnapshot)
    /// Nothing was kept; the last good snapshot stays in force.
    case refused([RowProblem])
}

/// What came of taking the changes of a day in.
package enum DeltaOutcome: Sendable {
    /// The changes stand in a layer that can be put in force, and which rows they touch.
    case staged(StagedSnapshot, ChangedRows)
    /// Nothing was kept; the last good snapshot stays in force.
    case refused([RowProblem])
}

/// The rows of a dataset that a day changes, by the keys they were and are found under.
package struct ChangedRows: Sendable {
    /// The keys of one indexed column, in the order of the record numbers.
    package struct Keys: Sendable {
        /// Position of the column in the schema.
        package let column: Int
        /// Prints of the keys before the day; `KeyPrint.none` for none, and for rows among `strangers`.
        package var old: [UInt32]
        /// The same after the day.
        package var new: [UInt32]
    }

    /// Changed rows that stood among strangers' until that day; under which keys, nobody has looked.
    package struct Strangers: Sendable {
        /// The people under whose citizen keys none of them stood.
        package let to: PeoplePrint
        /// The records, ascending.
        package let recordNumbers: [Int64]
        let segment: SegmentFile

        init(to print: PeoplePrint, segment: SegmentFile, recordNumbers: [Int64]) {
            (to, self.segment, self.recordNumbers) = (print, segment, recordNumbers)
        }

        /// Prints of the keys under which they stood, by the position of the column among the indexed ones.
        package func prints(index wanted: Int) throws(SnapshotError) -> [UInt32] {
            var found: [UInt32] = []
            var near = RecordCursor()
            for number in recordNumbers {
                _ = try segment.withPrints(ofRecord: number, near: &near) { index, print in
                    if index == wanted, print != KeyPrint.noKey { found.append(print) }
                }
            }
            return found
        }
    }

    /// The dataset.
    package let dataset: String
    /// The department's numbers of the records, ascending.
    package let recordNumbers: [Int64]
    /// The keys by indexed column.
    package let keys: [Keys]
    /// Rows whose keys before the day are not among `keys`.
    package let strangers: [Strangers]

    /// How many rows.
    package var count: Int { recordNumbers.count }

    /// Rows of some people that can be read now and could not before, or the other way round, by packed IDs.
    package init(of dataset: TableSchema, people: [UInt64]) {
        self.dataset = dataset.name
        recordNumbers = []
        strangers = []
        let columns = dataset.columns.indices.filter { dataset.columns[$0].type.isCitizenKey }
        keys = columns.map { Keys(column: $0, old: people.map { KeyPrint.of(person: $0) }, new: []) }
    }

    init(dataset: String, recordNumbers: [Int64], keys: [Keys], strangers: [Strangers] = []) {
        (self.dataset, self.recordNumbers, self.keys, self.strangers) = (dataset, recordNumbers, keys, strangers)
    }
}
