import Columns

/// What is wrong with a row that a run could not read, as the people who run it are told.
enum RowTrouble {
    static func sentence(_ fault: MatchedFault, in schema: TableSchema) -> String {
        let column = fault.column.map { " \(schema.columns[$0].name) 列" } ?? ""
        let line = fault.line.map { " 第 \($0) 行" } ?? ""
        return "\(schema.name)\(line)\(column)：\(reason(fault.reason))；这一行没有比对，请更正后重新运行。"
    }

    private static func reason(_ reason: ProblemReason) -> String {
        switch reason {
        case .requiredEmpty: "缺少必填的值"
        case .badInteger: "不是整数"
        case .badAmount: "不是最多两位小数的金额"
        case .badDate: "不是 YYYY-MM-DD 的日期"
        case .badMonth: "不是 YYYY-MM 的月份"
        case .badEncoding: "不是 UTF-8 文字"
        case .scientificNotation: "被电子表格改成了科学记数法"
        case .fieldCount: "字段数与表头不符"
        case .strayQuote, .unterminatedQuote: "引号不成对"
        default: "无法读取（\(reason.rawValue)）"
        }
    }
}
