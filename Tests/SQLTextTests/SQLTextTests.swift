import SQLText
import Testing

/// Statements bind and splice; rows give back what they hold.
@Suite struct SQLTextTests {
    @Test func `interpolated values are bound, never spliced`() {
        let name = "x'; DROP TABLE person; --"
        let statement: Statement = "SELECT id FROM person WHERE name = \(name) AND age > \(60)"
        #expect(statement.sql == "SELECT id FROM person WHERE name = $1 AND age > $2")
        #expect(statement.bindings == [.text(name), .integer(60)])
    }

    @Test func `every bindable type becomes its value`() {
        let nothing: String? = nil
        let statement: Statement = "\(1)\(Int64.min)\(Int32.max)\(true)\("五保")\([0, 255] as [UInt8])\(nothing)"
        #expect(
            statement.bindings == [
                .integer(1), .integer(.min), .integer(2_147_483_647), .integer(1), .text("五保"), .blob([0, 255]), .null,
            ])
    }

    @Test func `a nested statement keeps its values and moves its placeholders`() {
        let inner = Statement(sql: "b = $2 OR c = $1 OR d = $2", bindings: [.integer(10), .integer(20)])
        let outer: Statement = "a = \(1) AND (\(inner)) AND e = \(2)"
        #expect(outer.sql == "a = $1 AND (b = $3 OR c = $2 OR d = $3) AND e = $4")
        #expect(outer.bindings == [.integer(1), .integer(10), .integer(20), .integer(2)])
    }

    @Test(arguments: [
        ("x = '$1' AND y = $1", "x = '$1' AND y = $2"),
        ("x = 'it''s $1' AND y = $1", "x = 'it''s $1' AND y = $2"),
        ("\"a$1\" = $1", "\"a$1\" = $2"),
        ("$1 -- not $2\n, $2", "$2 -- not $2\n, $3"),
        ("/* $1 */ $1 /* open", "/* $1 */ $2 /* open"),
        ("a$b = $10, '$1", "a$b = $11, '$1"),
        ("'五保' || $1", "'五保' || $2"),
    ])
    func `renumbering passes over quotes and comments`(text: String, expected: String) {
        #expect(("\(0)" + Statement(sql: text)).sql == "$1" + expected)
    }

    @Test func `an IN list binds each member and an empty one matches nothing`() {
        let some: Statement = "x = \(9) AND id IN (\(.list([1, 2, 3])))"
        #expect(some.sql == "x = $1 AND id IN ($2, $3, $4)")
        #expect(some.bindings.count == 4)
        #expect(Statement.list([Int]()).sql == "NULL")
    }

    @Test func `raw text is spliced and joined parts are separated`() {
        let column = "due_on"
        let parts: [Statement] = ["a = \(1)", "b = \(2)"]
        let statement: Statement = "\(.joined(parts, separator: " AND ")) ORDER BY \(raw: column)"
        #expect(statement.sql == "a = $1 AND b = $2 ORDER BY due_on")
        #expect(statement.description == statement.sql, "a description must not carry bound values")
    }

    @Test func `text is equal by its bytes`() {
        #expect(SQLValue.text("\u{e9}") != SQLValue.text("e\u{301}"))
        #expect(Set([SQLValue.text("\u{e9}"), .text("e\u{301}"), .text("\u{e9}")]).count == 2)
    }

    @Test(arguments: ["COMMIT", "  rollback to x", "begin;", "SAVEPOINT s", "END"] as [Statement])
    func `a closure's statement cannot control the transaction`(statement: Statement) {
        #expect(throws: SQLError.self) { try statement.checkRunnable() }
    }

    @Test func `text with NUL is refused and the same bytes are not`() throws {
        #expect(throws: SQLError.self) { try ("SELECT \("a\u{0}b")" as Statement).checkRunnable() }
        try ("SELECT \([97, 0, 98] as [UInt8]), \("beginning")" as Statement).checkRunnable()
        #expect(("  create TABLE t (x TEXT)" as Statement).changesSchema)
        #expect(!("SELECT 1" as Statement).changesSchema)
    }

    @Test func `placeholder numbers are listed once each`() {
        #expect(Placeholders.numbers(in: "$2 $1 $2 '$9'") == [1, 2])
    }
}

@Suite struct RowTests {
    private let row = Row(
        columns: ColumnNames(["id", "name", "note", "open", "photo", "twice", "twice"]),
        values: [.integer(7), .text("甲"), .null, .integer(1), .blob([0]), .integer(1), .integer(2)])

    @Test func `columns are read by name and by position`() throws {
        #expect(try row.integer("id") == 7)
        #expect(try row.int(0) == 7)
        #expect(try row.text("name") == "甲")
        #expect(try row.optionalText("note") == nil)
        #expect(try row.optionalInt("note") == nil)
        #expect(try row.flag("open"))
        #expect(try row.blob("photo") == [0])
        #expect(row[6] == .integer(2))
    }

    @Test func `a wrong name lists the columns there are`() {
        let error = #expect(throws: SQLError.self) { try row.text("nmae") }
        #expect(error?.code == .syntax)
        #expect(error?.message.contains("id, name, note") == true)
    }

    @Test(arguments: ["note", "name", "photo", "twice"])
    func `what is not an integer is an error`(column: String) {
        #expect(throws: SQLError.self) { try row.integer(column) }
    }

    @Test func `a flag other than 0 or 1 and a position outside are errors`() {
        #expect(throws: SQLError.self) { try row.flag("id") }
        #expect(throws: SQLError.self) { try row.value(7) }
    }
}
