package import Primitives

/// An Excel workbook as a value: sheets of typed columns under a title that says who made it, when and of what.
package struct Workbook: Hashable, Sendable {
    package let title: WorkbookTitle
    package let sheets: [Sheet]

    /// A workbook of sheets that share a title.
    package init(title: WorkbookTitle, sheets: [Sheet]) {
        self.title = title
        self.sheets = sheets
    }
}

/// The two lines above each table: what it is, who made it, when, and for which area.
package struct WorkbookTitle: Hashable, Sendable {
    package let name: String
    package let madeBy: String
    package let madeAt: Instant
    package let scope: String

    /// A title; `madeBy` is a person and post, `scope` an area or selection in words.
    package init(_ name: String, madeBy: String, madeAt: Instant, scope: String) {
        self.name = name
        self.madeBy = madeBy
        self.madeAt = madeAt
        self.scope = scope
    }

    var provenance: String { "制表人：\(madeBy)　制表时间：\(madeAt.chinaTimeText)　范围：\(scope)" }
}

/// One table: columns with a kind, rows of cells, a frozen heading and a filter.
package struct Sheet: Hashable, Sendable {
    /// At most 31 characters, none of `[]:*?/\`.
    package let name: String
    package let columns: [SheetColumn]
    package let rows: [[SheetCell]]

    /// A table; every row has one cell for each column.
    package init(_ name: String, columns: [SheetColumn], rows: [[SheetCell]]) {
        self.name = name
        self.columns = columns
        self.rows = rows
    }
}

/// A column of a sheet.
package struct SheetColumn: Hashable, Sendable {
    package let heading: String
    /// In characters of the standard font.
    package let width: Double

    /// A column of a width; a Chinese character is about two wide.
    package init(_ heading: String, width: Double = 14) {
        self.heading = heading
        self.width = width
    }
}

/// A cell of a sheet.
///
/// The kind decides how Excel keeps it, so that no ID is ever taken for a number.
package enum SheetCell: Hashable, Sendable {
    case empty
    /// Kept as text (format `@`): names, IDs, bank accounts, codes. Never run as a formula.
    case text(String)
    case integer(Int)
    /// A number of yuan with two decimals.
    case money(Money)
    case date(CivilDate)
}

/// Why a workbook cannot be written.
package struct WorkbookError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What went wrong.
    package enum Code: String, Hashable, Sendable {
        case badSheetName
        case rowOfOtherLength
        case tooManyRows
        case textTooLong
        case moneyTooLarge
        case file
    }

    package let code: Code
    /// The sheet, with the row where there is one.
    package let subject: String
    package let cause: String

    package var description: String { "表格“\(subject)”未能生成：\(cause)" }
}
