/// Where matched rows come from: department files, a snapshot store, a store with the changes of a day on top.
///
/// All answer one question: the rows of a dataset whose key column holds the key of somebody in an index, with the
/// columns wanted, batch by batch. What the rows mean is the caller's business; the bytes are the source's.
package protocol RowSource: Sendable {
    /// Whether the department has answered: no file, or no snapshot, is silence, and never an empty answer.
    func hasAnswer(_ dataset: String) -> Bool

    /// Calls a body for each batch of matched rows, on the caller's thread, in an order that the source fixes.
    ///
    /// The batch, and every text in it, is valid until the body returns. Several scans may run at once. A row that
    /// two lookups match comes once for each. Fields that do not hold what their column should are listed in
    /// `MatchedRows.faults`, and records that are no records in the batch behind them.
    func scan(_ request: RowRequest, _ body: (MatchedRows) throws -> Void) throws
}

/// What is wanted of a dataset: rows by key, and which columns of them.
package struct RowRequest: Sendable {
    /// The dataset's columns in their order, and its name.
    package let schema: TableSchema
    /// How rows are found; a pass over the dataset serves all of them.
    package let lookups: [RowLookup]

    /// A request by its parts.
    package init(schema: TableSchema, lookups: [RowLookup]) {
        self.schema = schema
        self.lookups = lookups
    }
}

/// One way in which rows are found.
package struct RowLookup: Sendable {
    /// Position of the key column; any column where all rows are wanted.
    package let key: Int
    /// Whose rows are wanted.
    package let index: RowIndex
    /// The columns wanted of a matched row.
    package let columns: [RowColumn]

    /// A lookup by its parts.
    package init(key: Int, index: RowIndex, columns: [RowColumn]) {
        self.key = key
        self.index = index
        self.columns = columns
    }
}

/// The keys that rows are matched with.
package enum RowIndex: Sendable {
    /// People by citizen ID, 18 characters or the 15 of the time before 1999.
    case people(SubjectIndex)
    /// Other keys by their exact bytes: credit codes, household numbers, plates.
    case texts(TextIndex)
    /// Every row; its subject is its running number in the order of the source.
    case everything
}

/// A column wanted, and in which form.
package struct RowColumn: Hashable, Sendable {
    /// How a field is handed over.
    package enum Form: Hashable, Sendable {
        /// Integers, hundredths, day and month numbers; of a citizen key the packed ID, -1 where it is none.
        case number
        /// A text's `TextPrint`, a number that is equal for equal texts.
        case print
        /// The bytes of a text without quotes; a citizen key without blanks and in upper case.
        case text
    }

    /// Position of the column in the schema.
    package let position: Int
    /// The form.
    package let form: Form

    /// A column by its parts.
    package init(_ position: Int, _ form: Form) {
        self.position = position
        self.form = form
    }
}

/// A field of a matched row, or a whole record, that could not be read.
package struct MatchedFault: Hashable, Sendable {
    /// The row in its batch; nil for a record that is none, which nobody's it can be said to be.
    package let row: Int?
    /// Position of the column in the schema; nil for a whole record.
    package let column: Int?
    /// What is wrong.
    package let reason: ProblemReason
    /// Row of the file as a spreadsheet counts, the header being row 1; nil where the source is no file.
    package let line: Int?

    /// A fault by its parts.
    package init(row: Int?, column: Int?, reason: ProblemReason, line: Int?) {
        self.row = row
        self.column = column
        self.reason = reason
        self.line = line
    }
}
