import SQLText

/// A table and the columns a bulk insert fills.
struct BulkTable: Hashable, Sendable {
    let name: String
    let columns: [String]

    init(_ name: String, _ columns: [String]) {
        self.name = name
        self.columns = columns
    }

    /// The text of an insert of several rows.
    func insert(rows: Int) -> String {
        let width = columns.count
        let groups = (0..<rows).map { row in
            "(" + (1...width).map { "$\(row * width + $0)" }.joined(separator: ", ") + ")"
        }
        return "INSERT INTO \(name) (\(columns.joined(separator: ", "))) VALUES \(groups.joined(separator: ", "))"
    }
}

/// One row on its way into a table.
struct RowInsert: Sendable {
    let table: BulkTable
    let values: [SQLValue]

    init(_ table: BulkTable, _ values: [SQLValue]) {
        precondition(values.count == table.columns.count, "A row of \(table.name) needs a value for each column.")
        self.table = table
        self.values = values
    }

    /// The row as a statement of its own.
    var statement: Statement { Statement(sql: table.insert(rows: 1), bindings: values) }
}

extension SQLTransaction {
    /// Writes rows of one table, several with one statement, since a round trip costs more than a row.
    ///
    /// SQLite gets statements short enough to be kept prepared; PostgreSQL gets long ones.
    func insert(_ rows: [[SQLValue]], into table: BulkTable) throws {
        let most = dialect == .sqlite ? max(1, Statement.longestPrepared / table.columns.count) : 200
        let text = table.insert(rows: most)
        var start = 0
        while start < rows.count {
            let end = min(start + most, rows.count)
            let sql = end - start == most ? text : table.insert(rows: end - start)
            try execute(Statement(sql: sql, bindings: Array(rows[start..<end].joined())))
            start = end
        }
    }
}
