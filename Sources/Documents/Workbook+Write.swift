import CXLSXWriter
import Foundation
import Primitives

extension Workbook {
    /// The workbook as the bytes of an `.xlsx` file.
    package func bytes() throws(WorkbookError) -> [UInt8] {
        let file = FileManager.default.temporaryDirectory
            .appendingPathComponent("backstop-\(UUID().uuidString).xlsx")
        defer { try? FileManager.default.removeItem(at: file) }
        try write(to: file.path)
        do { return try Array(Data(contentsOf: file)) } catch {
            throw WorkbookError(code: .file, subject: title.name, cause: "临时文件无法读取（\(error)）")
        }
    }

    /// Writes the workbook to a path; nothing is written when a sheet breaks a limit of the format.
    package func write(to path: String) throws(WorkbookError) {
        var names: Set<String> = []
        for sheet in sheets {
            try sheet.check()
            // Excel takes names that differ only in case for the same.
            guard names.insert(sheet.name.lowercased()).inserted else {
                throw WorkbookError(code: .badSheetName, subject: sheet.name, cause: "表名重复，请为每张表取不同的名称")
            }
        }
        guard let book = unsafe workbook_new(path) else {
            throw WorkbookError(code: .file, subject: title.name, cause: "内存不足")
        }
        let formats = unsafe Formats(book)
        for sheet in sheets {
            guard let page = unsafe workbook_add_worksheet(book, sheet.name) else {
                unsafe lxw_workbook_free(book)
                throw WorkbookError(code: .badSheetName, subject: sheet.name, cause: "表名不被接受，请改用其他名称")
            }
            unsafe sheet.write(to: page, title: title, formats)
        }
        let result = unsafe workbook_close(book)
        guard result == LXW_NO_ERROR else {
            let words = unsafe String(cString: lxw_strerror(result))
            throw WorkbookError(code: .file, subject: title.name, cause: "文件无法写入（\(words)），请检查磁盘空间和目录权限")
        }
    }
}

/// The cell formats of one workbook; they live as long as it does.
@unsafe private struct Formats {
    let title: UnsafeMutablePointer<lxw_format>?
    let heading: UnsafeMutablePointer<lxw_format>?
    let text: UnsafeMutablePointer<lxw_format>?
    let money: UnsafeMutablePointer<lxw_format>?
    let date: UnsafeMutablePointer<lxw_format>?

    init(_ book: UnsafeMutablePointer<lxw_workbook>) {
        unsafe title = workbook_add_format(book)
        unsafe format_set_bold(title)
        unsafe format_set_font_size(title, 14)
        unsafe heading = workbook_add_format(book)
        unsafe format_set_bold(heading)
        unsafe format_set_bottom(heading, UInt8(LXW_BORDER_THIN.rawValue))
        unsafe text = workbook_add_format(book)
        unsafe format_set_num_format(text, "@")
        unsafe money = workbook_add_format(book)
        unsafe format_set_num_format(money, "#,##0.00")
        unsafe date = workbook_add_format(book)
        unsafe format_set_num_format(date, "yyyy-mm-dd")
    }
}

extension Sheet {
    /// Row of the headings, from 0, under the title and the line about its making.
    private static let headingRow: UInt32 = 2
    /// Rows of an Excel sheet.
    private static let rowLimit = 1_048_576
    /// UTF-16 units of an Excel cell.
    private static let textLimit = 32_767
    /// Above this a double no longer holds every fen.
    private static let fenLimit: Int64 = 1 << 53

    fileprivate func check() throws(WorkbookError) {
        let forbidden = name.contains { "[]:*?/\\'".contains($0) }
        guard !name.isEmpty, name.utf16.count <= 31, !forbidden else {
            throw WorkbookError(code: .badSheetName, subject: name, cause: "表名应为1至31个字符，不含 [ ] : * ? / \\ '")
        }
        guard rows.count + Int(Sheet.headingRow) < Sheet.rowLimit else {
            throw WorkbookError(code: .tooManyRows, subject: name, cause: "\(rows.count)行超出Excel上限，请缩小范围分次导出")
        }
        for (index, row) in rows.enumerated() {
            let subject = "\(name)第\(index + 1)行"
            guard row.count == columns.count else {
                throw WorkbookError(
                    code: .rowOfOtherLength, subject: subject, cause: "有\(row.count)格，应为\(columns.count)格")
            }
            for cell in row {
                switch cell {
                case .text(let text) where text.utf8.count > Sheet.textLimit && text.utf16.count > Sheet.textLimit:
                    throw WorkbookError(code: .textTooLong, subject: subject, cause: "一格文字超过\(Sheet.textLimit)个字符")
                case .money(let money) where money.fen.magnitude >= Sheet.fenLimit:
                    throw WorkbookError(code: .moneyTooLarge, subject: subject, cause: "金额\(money.text)超出Excel精度")
                default: break
                }
            }
        }
    }

    @unsafe fileprivate func write(
        to page: UnsafeMutablePointer<lxw_worksheet>, title: WorkbookTitle, _ formats: Formats
    ) {
        unsafe worksheet_write_string(page, 0, 0, title.name, formats.title)
        unsafe worksheet_write_string(page, 1, 0, title.provenance, nil)
        let heading = Sheet.headingRow
        for (index, column) in columns.enumerated() {
            let place = UInt16(index)
            unsafe worksheet_set_column(page, place, place, column.width, nil)
            unsafe worksheet_write_string(page, heading, place, column.heading, formats.heading)
        }
        unsafe worksheet_freeze_panes(page, heading + 1, 0)
        if let last = columns.indices.last {
            unsafe worksheet_autofilter(page, heading, 0, heading + UInt32(rows.count), UInt16(last))
        }
        for (rowIndex, row) in rows.enumerated() {
            for (columnIndex, cell) in row.enumerated() {
                unsafe cell.write(to: page, heading + 1 + UInt32(rowIndex), UInt16(columnIndex), formats)
            }
        }
    }
}

extension SheetCell {
    /// Excel's day 0 is 1899-12-30, which is this many days before 1970-01-01.
    private static let excelEpochDays = 25_569.0

    @unsafe fileprivate func write(
        to page: UnsafeMutablePointer<lxw_worksheet>, _ row: UInt32, _ column: UInt16, _ formats: Formats
    ) {
        switch self {
        case .empty: break
        case .text(let text): unsafe worksheet_write_string(page, row, column, text, formats.text)
        case .integer(let number): unsafe worksheet_write_number(page, row, column, Double(number), nil)
        case .money(let money):
            unsafe worksheet_write_number(page, row, column, Double(money.fen) / 100, formats.money)
        case .date(let date):
            let day = Double(date.dayNumber) + SheetCell.excelEpochDays
            unsafe worksheet_write_number(page, row, column, day, formats.date)
        }
    }
}
