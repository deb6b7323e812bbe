/// A piece of SQL with the values bound to it; interpolating a value binds it, so text never becomes SQL by accident.
///
///     let family: Statement = "SELECT id FROM person WHERE family_id = \(familyID) AND left_on IS NULL"
///     let page: Statement = "\(family) ORDER BY id LIMIT \(50)"
///
/// `PortableSubset` says which SQL both engines understand alike.
package struct Statement: Sendable, Hashable {
    /// The text with placeholders `$1`, `$2`…; a placeholder may appear several times and in any order.
    package private(set) var sql: String
    /// The values; `$1` is the first.
    package private(set) var bindings: [SQLValue]

    /// A statement from text that is a constant of the program, with its values listed by placeholder number.
    package init(sql: String, bindings: [SQLValue] = []) {
        self.sql = sql
        self.bindings = bindings
    }

    /// The second statement after the first, its placeholders renumbered.
    package static func + (left: Statement, right: Statement) -> Statement {
        var sum = left
        sum += right
        return sum
    }

    /// Appends a statement, its placeholders renumbered.
    package static func += (left: inout Statement, right: Statement) {
        left.sql += Placeholders.shifted(right.sql, by: left.bindings.count)
        left.bindings += right.bindings
    }

    /// The statements one after another with fixed text between.
    package static func joined(_ parts: some Sequence<Statement>, separator: String) -> Statement {
        var sum = Statement(sql: "")
        for (index, part) in parts.enumerated() {
            if index > 0 { sum.sql += separator }
            sum += part
        }
        return sum
    }

    /// The members of an `IN (\(list))`, without the parentheses; at most 32,766 values in one statement.
    ///
    /// Without values it is the word NULL, so `x IN (NULL)` matches no row. `NOT IN` would then match none either:
    /// leave the condition out when there is nothing to exclude.
    package static func list(_ values: some Sequence<some SQLConvertible>) -> Statement {
        let members = values.map { "\($0)" as Statement }
        return members.isEmpty ? "NULL" : joined(members, separator: ", ")
    }
}

extension Statement {
    /// How many values a statement may bind for an engine to keep it prepared; longer ones are lists of varying length.
    package static let longestPrepared = 40

    /// Refuses what no engine may run: transaction control, and text with a NUL character.
    ///
    /// PostgreSQL cannot hold a NUL in text and SQLite cuts the text short there on reading.
    package func checkRunnable() throws(SQLError) {
        if Self.transactionVerbs.contains(verb) {
            throw SQLError(.other, "A closure must not end or nest the transaction it was given.", statement: sql)
        }
        for (index, value) in bindings.enumerated() {
            guard case .text(let text) = value, text.utf8.contains(0) else { continue }
            let advice = "remove it, or bind the value as bytes"
            throw SQLError(.other, "Text $\(index + 1) contains a NUL character: \(advice).", statement: sql)
        }
    }

    /// Whether the statement may change what a prepared `SELECT *` returns.
    package var changesSchema: Bool { Self.schemaVerbs.contains(verb) }

    private var verb: String {
        let isSpace: (UInt8) -> Bool = { $0 <= UInt8(ascii: " ") }
        let word = sql.utf8.drop(while: isSpace).prefix { !isSpace($0) && $0 != UInt8(ascii: ";") }
        return word.count <= 9 ? String(decoding: word, as: UTF8.self).uppercased() : ""
    }

    private static let schemaVerbs: Set<String> = ["CREATE", "ALTER", "DROP"]
    private static let transactionVerbs: Set<String> = [
        "BEGIN", "START", "COMMIT", "END", "ROLLBACK", "ABORT", "SAVEPOINT", "RELEASE",
    ]
}

extension Statement: ExpressibleByStringInterpolation {
    /// A statement without values.
    package init(stringLiteral value: String) {
        self.init(sql: value)
    }

    /// A statement from literal text and the values bound in it.
    package init(stringInterpolation: Interpolation) {
        self = stringInterpolation.statement
    }

    /// Collects literal text and bound values.
    package struct Interpolation: StringInterpolationProtocol {
        fileprivate var statement = Statement(sql: "")

        /// An empty collection with room for the literal and its placeholders.
        package init(literalCapacity: Int, interpolationCount: Int) {
            statement.sql.reserveCapacity(literalCapacity + 3 * interpolationCount)
            statement.bindings.reserveCapacity(interpolationCount)
        }

        /// Takes SQL text as the programmer wrote it.
        package mutating func appendLiteral(_ literal: String) {
            statement.sql += literal
        }

        /// Binds a value.
        package mutating func appendInterpolation(_ value: some SQLConvertible) {
            statement.bindings.append(value.sqlValue)
            statement.sql += "$\(statement.bindings.count)"
        }

        /// Binds a value, or NULL when there is none; written out because the compiler warns of optionals otherwise.
        package mutating func appendInterpolation<Value: SQLConvertible>(_ value: Value?) {
            appendInterpolation(value.sqlValue)
        }

        /// Splices a statement in, its placeholders renumbered.
        package mutating func appendInterpolation(_ part: Statement) {
            statement += part
        }

        /// Splices text that is a constant of the program, such as a column name; it must hold no placeholder.
        package mutating func appendInterpolation(raw text: String) {
            statement.sql += text
        }
    }
}

extension Statement: CustomStringConvertible {
    /// The SQL without the bound values, which may be personal data and must not reach a log.
    package var description: String { sql }
}
