/// What a file may hold before it is refused, so that a wrong file cannot exhaust memory.
package struct CSVLimits: Hashable, Sendable {
    /// Longest record in bytes, quotes and line breaks included.
    package var recordBytes: Int
    /// Most records, the header not counted.
    package var rows: Int

    /// Limits by their numbers.
    package init(recordBytes: Int = 65_536, rows: Int = 100_000_000) {
        self.recordBytes = recordBytes
        self.rows = rows
    }
}

/// How a file was read, in rows.
package struct TableTotals: Hashable, Sendable {
    /// Rows whose every field could be read.
    package var good = 0
    /// Rows with at least one problem.
    package var bad = 0
    /// What is wrong with the file as a whole; then no row was given out.
    package var fileProblem: RowProblem?
    /// Whether the last row has no line break, as a file cut off between two fields would.
    package var endsWithoutLineBreak = false
}
