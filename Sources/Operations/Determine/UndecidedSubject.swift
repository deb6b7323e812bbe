import Columns

/// A subject that got no result, and why; never one that was refused.
package struct UndecidedSubject: Hashable, Sendable {
    /// The subject's key as the file writes it.
    package let key: String
    /// The file at fault, or the policy file.
    package let file: String
    /// The row as a spreadsheet counts it, or the line of the policy file.
    package let row: Int
    /// The column at fault; empty when the whole row or a rule is.
    package let column: String
    /// What is wrong and what to do.
    package let reason: String

    /// The header of the side report.
    package static let header = "household_id,file,row,column,reason"

    /// The line of the side report.
    package var line: String {
        [key, file, "\(row)", column, reason].map { field in
            field.contains { ",\"\n\r".contains($0) } ? "\"" + field.replacing("\"", with: "\"\"") + "\"" : field
        }.joined(separator: ",")
    }
}

/// A finding inside a piece: rows are counted from the piece's beginning until the pieces are put in order.
struct PieceFinding: Sendable {
    enum Place: Sendable {
        /// A line of a file, by the file's position (0 for the subjects').
        case line(file: Int, Int)
        /// A rule, by file and line.
        case rule(file: String, line: Int)
    }

    let key: String
    let place: Place
    let column: String
    let reason: String
    /// Whether the subject may have a result elsewhere, which then does not count.
    var mayBeElsewhere = false
}

extension ProblemReason {
    /// What is wrong with a field and what to do, for the side report.
    var advice: String {
        switch self {
        case .requiredEmpty: "没有填写；空白不等于零，请补填后重新测算"
        case .badInteger: "应为整数；请改正后重新测算"
        case .badAmount: "应为最多两位小数的金额；请改正后重新测算"
        case .badMonth: "应为 2026-03 这样的月份；请改正后重新测算"
        case .badDate: "应为 2026-03-12 这样的日期；请改正后重新测算"
        case .scientificNotation: "被表格软件改成了科学计数法；请从源系统重新导出"
        case .badEncoding: "不是有效的 UTF-8 文字；请另存为 UTF-8 后重新测算"
        case .fieldCount: "字段数与表头不同；请检查多余的逗号或截断"
        case .strayQuote: "引号位置不对；请改正后重新测算"
        case .unterminatedQuote: "引号没有收尾；请补全后重新测算"
        case .unknownValue: "数值不在允许的范围内；请核实后重新测算"
        default: "数据有误（\(rawValue)）；请核实后重新测算"
        }
    }
}
