import SQLText

/// What a database must be before Backstop stores anything in it.
enum ServerCheck {
    /// The first version whose behaviour the conformance suite has covered.
    static let lowestVersion = 150_000

    static func run(on wire: Wire) throws(SQLError) {
        guard wire.serverVersion >= lowestVersion else {
            throw SQLError(.other, "This PostgreSQL is too old (\(wire.serverVersion)); Backstop needs version 15.")
        }
        let row: Row
        do {
            _ = try wire.command("SET synchronous_commit TO \(try durability(on: wire))")
            _ = try wire.command("SET time zone 'UTC'")
            let question = """
                SELECT CAST(datname AS text) AS name, CAST(datcollate AS text) AS collation,
                    CAST(datctype AS text) AS character_class, CAST(datlocprovider AS text) AS provider,
                    CAST(pg_encoding_to_char(encoding) AS text) AS encoding
                FROM pg_database WHERE datname = current_database()
                """
            row = try onlyRow(wire.run(.text(question), []))
        } catch let failure as Failure {
            throw failure.error
        } catch {
            throw error as? SQLError ?? SQLError(.other, "\(error)")
        }
        let byBytes = ["C", "POSIX"]
        let name = try row.text("name")
        guard try row.text("encoding") == "UTF8", try row.text("provider") == "c",
            byBytes.contains(try row.text("collation")), byBytes.contains(try row.text("character_class"))
        else {
            throw SQLError(
                .other,
                """
                The database \(name) does not compare text byte by byte (its collation is \
                \(try row.text("collation")), its encoding \(try row.text("encoding"))), so lists and sums could \
                differ from SQLite's. Make one with: CREATE DATABASE backstop TEMPLATE template0 ENCODING 'UTF8' \
                LC_COLLATE 'C' LC_CTYPE 'C';
                """)
        }
    }

    /// Keeps a stricter setting of the administrator and refuses commits that are acknowledged before they are safe.
    private static func durability(on wire: Wire) throws -> String {
        let setting = try onlyRow(wire.run(.text("SELECT current_setting('synchronous_commit')"), [])).text(0)
        return setting == "off" ? "on" : setting
    }

    private static func onlyRow(_ reply: Reply) throws(SQLError) -> Row {
        guard reply.rowCount == 1 else { throw SQLError(.other, "PostgreSQL did not describe its database.") }
        return try reply.row(0, columns: ColumnNames(reply.columnNames))
    }
}
