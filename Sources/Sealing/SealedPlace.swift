/// The one place a sealed value belongs to: bound in as associated data, so that it does not open anywhere else.
package struct SealedPlace: Hashable, Sendable {
    /// The table's name.
    package let table: String
    /// The column's name.
    package let column: String
    /// The id of the row, or any other text that names it uniquely.
    package let row: String

    /// Names a place by table, column and row.
    package init(table: String, column: String, row: String) {
        self.table = table
        self.column = column
        self.row = row
    }

    /// Names a place by table, column and a row's numeric id.
    package init(_ table: String, _ column: String, _ row: Int64) {
        self.init(table: table, column: column, row: String(row))
    }

    /// The associated data: the three parts with a separator that none of them may contain.
    var associatedData: [UInt8] {
        precondition(
            !(table + column + row).utf8.contains(0x1F), "A sealed place may not contain the unit separator.")
        return Array((table + "\u{1F}" + column + "\u{1F}" + row).utf8)
    }
}
