/// The column names of one result, shared by its rows.
package final class ColumnNames: Sendable {
    /// The names in the order of the result.
    package let names: [String]
    private let positions: [String: Int]
    private static let ambiguous = -1

    /// Column names as the engine reports them.
    package init(_ names: [String]) {
        self.names = names
        positions = Dictionary(names.enumerated().map { ($1, $0) }) { _, _ in Self.ambiguous }
    }

    fileprivate func position(of name: String) throws(SQLError) -> Int {
        guard let position = positions[name] else {
            let present = names.joined(separator: ", ")
            throw SQLError(.syntax, "The result has no column \(name); it has \(present).", columns: [name])
        }
        guard position != Self.ambiguous else {
            throw SQLError(
                .syntax, "Two columns of the result are called \(name); name one differently with AS.", columns: [name])
        }
        return position
    }
}

/// Where in a row a value stands: by name, or by position from zero.
package protocol ColumnKey: Sendable {
    /// The position in the row, or an error that lists what is there.
    func position(in row: Row) throws(SQLError) -> Int
}

extension String: ColumnKey {
    /// The column of this name.
    package func position(in row: Row) throws(SQLError) -> Int { try row.columns.position(of: self) }
}

extension Int: ColumnKey {
    /// The column at this position.
    package func position(in row: Row) throws(SQLError) -> Int {
        guard row.values.indices.contains(self) else {
            throw SQLError(.syntax, "The result has \(row.values.count) columns, none at position \(self).")
        }
        return self
    }
}

/// One row of a result; reading a column that is absent or of another kind is an error, never a default.
package struct Row: Sendable {
    /// The names of the columns.
    package let columns: ColumnNames
    /// The values, one for each column.
    package let values: [SQLValue]

    /// A row as an engine delivers it.
    package init(columns: ColumnNames, values: [SQLValue]) {
        self.columns = columns
        self.values = values
    }

    /// The value at a position; traps when there is none.
    package subscript(position: Int) -> SQLValue { values[position] }

    /// The value of a column, whatever its kind.
    package func value(_ column: some ColumnKey) throws(SQLError) -> SQLValue {
        values[try column.position(in: self)]
    }

    /// The integer of a column; NULL is an error.
    package func integer(_ column: some ColumnKey) throws(SQLError) -> Int64 {
        guard let value = try optionalInteger(column) else { throw wrongKind(column, "an integer", .null) }
        return value
    }

    /// The integer of a column, or nil for NULL.
    package func optionalInteger(_ column: some ColumnKey) throws(SQLError) -> Int64? {
        switch try value(column) {
        case .null: nil
        case .integer(let value): value
        case let other: throw wrongKind(column, "an integer", other)
        }
    }

    /// The integer of a column as `Int`; NULL is an error.
    package func int(_ column: some ColumnKey) throws(SQLError) -> Int { Int(try integer(column)) }

    /// The integer of a column as `Int`, or nil for NULL.
    package func optionalInt(_ column: some ColumnKey) throws(SQLError) -> Int? {
        try optionalInteger(column).map { Int($0) }
    }

    /// The text of a column; NULL is an error.
    package func text(_ column: some ColumnKey) throws(SQLError) -> String {
        guard let value = try optionalText(column) else { throw wrongKind(column, "text", .null) }
        return value
    }

    /// The text of a column, or nil for NULL.
    package func optionalText(_ column: some ColumnKey) throws(SQLError) -> String? {
        switch try value(column) {
        case .null: nil
        case .text(let value): value
        case let other: throw wrongKind(column, "text", other)
        }
    }

    /// The bytes of a column; NULL is an error.
    package func blob(_ column: some ColumnKey) throws(SQLError) -> [UInt8] {
        guard let value = try optionalBlob(column) else { throw wrongKind(column, "bytes", .null) }
        return value
    }

    /// The bytes of a column, or nil for NULL.
    package func optionalBlob(_ column: some ColumnKey) throws(SQLError) -> [UInt8]? {
        switch try value(column) {
        case .null: nil
        case .blob(let value): value
        case let other: throw wrongKind(column, "bytes", other)
        }
    }

    /// The yes or no of a column that holds 1 or 0; NULL and other integers are errors.
    package func flag(_ column: some ColumnKey) throws(SQLError) -> Bool {
        guard let value = try optionalFlag(column) else { throw wrongKind(column, "a flag", .null) }
        return value
    }

    /// The yes or no of a column that holds 1 or 0, or nil for NULL.
    package func optionalFlag(_ column: some ColumnKey) throws(SQLError) -> Bool? {
        switch try optionalInteger(column) {
        case nil: nil
        case 0: false
        case 1: true
        default: throw wrongKind(column, "a flag, 0 or 1,", try value(column))
        }
    }

    private func wrongKind(_ column: some ColumnKey, _ expected: String, _ found: SQLValue) -> SQLError {
        SQLError(.syntax, "Column \(column) should hold \(expected) and holds \(found.kind).", columns: ["\(column)"])
    }
}
