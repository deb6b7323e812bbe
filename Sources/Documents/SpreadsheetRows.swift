import Foundation

/// The rows of a spreadsheet as text, whatever file they came in; row 1 of the sheet is element 0.
package struct SpreadsheetRows: Hashable, Sendable {
    /// Cells as text: dates as `2026-03-12`, numbers in plain decimals, empty cells as the empty text.
    package let rows: [[String]]

    /// Rows already at hand.
    package init(rows: [[String]]) {
        self.rows = rows
    }

    /// Reads CSV bytes (RFC 4180): UTF-8 with or without a byte order mark, otherwise GB18030.
    package init(csv bytes: [UInt8]) throws(DocumentToolError) {
        let body = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
        let text: String
        if let utf8 = String(validating: body, as: UTF8.self) {
            text = utf8
        } else if let other = String(data: Data(body), encoding: SpreadsheetRows.gb18030) {
            text = other
        } else {
            throw DocumentToolError(.badInput, subject: "CSV文件", cause: "编码既不是UTF-8也不是GB18030，请另存为“CSV UTF-8”后重新上传")
        }
        guard !text.utf8.contains(0) else {
            throw DocumentToolError(.badInput, subject: "CSV文件", cause: "含有二进制内容，请确认上传的是CSV文件")
        }
        rows = try SpreadsheetRows.split(Array(text.utf8))
    }

    /// CFString's number for GB18030 behind the mark of such encodings.
    private static let gb18030 = String.Encoding(rawValue: 0x8000_0632)

    private static func split(_ bytes: [UInt8]) throws(DocumentToolError) -> [[String]] {
        var rows: [[String]] = []
        var row: [String] = []
        var cell: [UInt8] = []
        var isQuoted = false
        var index = 0
        func finishCell() {
            row.append(String(decoding: cell, as: UTF8.self))
            cell.removeAll(keepingCapacity: true)
        }
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            if isQuoted {
                guard byte == UInt8(ascii: "\"") else {
                    cell.append(byte)
                    continue
                }
                if index < bytes.count, bytes[index] == byte {
                    cell.append(byte)
                    index += 1
                } else {
                    isQuoted = false
                }
                continue
            }
            switch byte {
            case UInt8(ascii: "\"") where cell.isEmpty: isQuoted = true
            case UInt8(ascii: ","): finishCell()
            case UInt8(ascii: "\r") where index < bytes.count && bytes[index] == UInt8(ascii: "\n"): break
            case UInt8(ascii: "\n"):
                finishCell()
                rows.append(row)
                row = []
            default: cell.append(byte)
            }
        }
        if isQuoted {
            throw DocumentToolError(.badInput, subject: "CSV文件", cause: "第\(rows.count + 1)行起有引号没有结束，请检查该行")
        }
        if !cell.isEmpty || !row.isEmpty {
            finishCell()
            rows.append(row)
        }
        return rows
    }
}
