/// What kind of failure the database reported, the same word on both engines.
package enum SQLErrorCode: String, Hashable, Sendable, CaseIterable {
    /// A second row with the same unique key.
    case uniqueViolation
    /// A reference to a row that is not there, or the removal of a row that is referred to.
    case foreignKeyViolation
    /// A CHECK of the table does not hold.
    case checkViolation
    /// NULL where the column requires a value.
    case notNullViolation
    /// Concurrent transactions kept conflicting until the attempts ran out.
    case serialization
    /// The database stayed locked or overloaded for longer than the engine waits.
    case busy
    /// The server cannot be reached, or the connection broke; a commit's outcome may be unknown.
    case connection
    /// SQL the engine does not understand, or a table, column or value kind that is not there.
    case syntax
    /// The file or the server says that stored data is damaged.
    case damaged
    /// Anything else; the message says what.
    case other
}

/// A failure of the database: what it was, what it concerned, never the values bound.
package struct SQLError: Error, Hashable, Sendable {
    /// The kind, to act upon.
    package let code: SQLErrorCode
    /// One sentence for the operator, without bound values.
    package let message: String
    /// The violated constraint's name, where the engine knows one (SQLite: CHECK constraints only).
    package let constraint: String?
    /// The table and columns of the violated constraint, where the engine tells; SQLite does not for foreign keys.
    package let table: String?
    /// The columns of the violated constraint in its order; empty when the engine does not tell.
    package let columns: [String]
    /// The SQL with placeholders.
    package let statement: String?

    /// A failure described by an engine, or by a reader of rows.
    package init(
        _ code: SQLErrorCode, _ message: String, constraint: String? = nil, table: String? = nil,
        columns: [String] = [], statement: String? = nil
    ) {
        self.code = code
        self.message = message
        self.constraint = constraint
        self.table = table
        self.columns = columns
        self.statement = statement
    }
}

extension SQLError: CustomStringConvertible {
    /// The kind, the sentence and the SQL in one line.
    package var description: String {
        var text = "\(code.rawValue): \(message)"
        if let constraint { text += " [constraint \(constraint)]" }
        if let statement { text += " [in: \(statement)]" }
        return text
    }
}
