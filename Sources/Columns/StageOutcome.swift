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

    /// Limits by their numbers; one per cent and ten rows unless said otherwise.
    package init(
        csv: CSVLimits = CSVLimits(), rejectedPermille: Int = 10, rejectedAtLeast: Int = 10, allowsNoRows: Bool = false
    ) {
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
}

/// What came of taking a file in.
package enum StageOutcome: Hashable, Sendable {
    /// The rows stand in a snapshot that can be put in force.
    case staged(StagedSnapshot)
    /// Nothing was kept; the last good snapshot stays in force.
    case refused([RowProblem])
}
