/// What the fields of one column hold, and how they are written in a department's file.
package enum ColumnType: String, Hashable, Sendable, Codable, CaseIterable {
    /// A whole number, optionally with a minus sign.
    case integer
    /// A decimal with at most two places, kept as whole hundredths (yuan as fen, square metres as hundredths).
    case hundredths
    /// A day written `YYYY-MM-DD`, kept as a `CivilDate` day number.
    case date
    /// A month written `YYYY-MM`, kept as a `CalendarMonth` index.
    case month
    /// UTF-8 text, kept as it came.
    case text
    /// An 18-digit citizen ID; surrounding spaces and a lower-case x are allowed.
    case citizenKey
    /// As `citizenKey`, and the legacy 15-digit form is allowed too.
    case citizenKeyOrLegacy

    /// Whether the column identifies a person.
    package var isCitizenKey: Bool { self == .citizenKey || self == .citizenKeyOrLegacy }
}

/// One column of a table: its name in the header, its type and what may be asked of it.
package struct Column: Hashable, Sendable, Codable {
    /// The name in the header, compared byte for byte.
    package let name: String
    /// What a field of the column holds.
    package let type: ColumnType
    /// Whether an empty field is a problem of its row; otherwise it means "no value".
    package let isRequired: Bool
    /// Whether rows can be looked up by the column: citizen keys by person, text by its exact bytes.
    package let isIndexed: Bool

    /// A column by its parts.
    package init(_ name: String, _ type: ColumnType, isRequired: Bool = true, isIndexed: Bool = false) {
        self.name = name
        self.type = type
        self.isRequired = isRequired
        self.isIndexed = isIndexed
    }
}

/// The columns of a file in their order, and which of them numbers the records.
package struct TableSchema: Hashable, Sendable, Codable {
    /// Short name of the table; also the name of its folder in a store.
    package let name: String
    /// The columns in the order of the header.
    package let columns: [Column]
    /// The integer column that must be unique in the file, if there is one.
    package let recordNumberColumn: String?

    /// A schema by its parts; column names must differ and the record number must be a required integer column.
    package init(name: String, columns: [Column], recordNumberColumn: String? = nil) {
        precondition(Set(columns.map { Array($0.name.utf8) }).count == columns.count, "Column names must differ.")
        self.name = name
        self.columns = columns
        self.recordNumberColumn = recordNumberColumn
        if let recordNumberColumn {
            let column = columns.first { $0.name == recordNumberColumn }
            precondition(
                column?.type == .integer && column?.isRequired == true,
                "The record number must be a required integer column.")
        }
    }

    /// Position of a column by its name; nil when the table has no such column.
    package func position(of name: String) -> Int? {
        columns.firstIndex { $0.name.utf8.elementsEqual(name.utf8) }
    }

    /// The columns by which rows can be looked up, by position; the first decides the order of the rows.
    package var indexedPositions: [Int] {
        columns.indices.filter { columns[$0].isIndexed && (columns[$0].type.isCitizenKey || columns[$0].type == .text) }
    }
}
