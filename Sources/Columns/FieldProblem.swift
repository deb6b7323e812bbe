/// What is said about a field or a record that cannot be taken.
enum FieldProblem {
    static func reason(for type: ColumnType) -> ProblemReason {
        switch type {
        case .integer: .badInteger
        case .hundredths: .badAmount
        case .date: .badDate
        case .month: .badMonth
        case .text: .badEncoding
        case .citizenKey, .citizenKeyOrLegacy: .badCitizenID
        }
    }

    /// The problem of a field with its bytes as they stand in the file.
    static func field(
        _ reason: ProblemReason, _ column: Column, _ bytes: [UInt8], file: String, row: Int
    ) -> RowProblem {
        let advice =
            switch reason {
            case .requiredEmpty: "这一列不能为空；请补填。"
            case .badInteger: "应为整数；请去掉小数点、单位和千位分隔符。"
            case .badAmount: "应为最多两位小数的数，如 1234.50；请去掉单位和千位分隔符。"
            case .badDate: "应为真实存在的日期，写作 2026-03-12。"
            case .badMonth: "应为月份，写作 2026-03。"
            case .badEncoding: "不是有效的 UTF-8 文字；请把文件另存为 UTF-8 编码后重新提交。"
            case .scientificNotation: "被表格软件改成了科学计数法，号码已丢失；请把该列设为文本格式后从源系统重新导出。"
            default:
                column.type == .citizenKeyOrLegacy
                    ? "应为 18 位或旧 15 位公民身份号码；请向提供部门核实。" : "应为 18 位公民身份号码；请向提供部门核实。"
            }
        let text = String(decoding: bytes, as: UTF8.self)
        let shown = text.isEmpty ? nil : RowProblem.shown(text, masked: column.type.isCitizenKey)
        return RowProblem(file: file, row: row, column: column.name, value: shown, reason: reason, advice: advice)
    }

    /// The problem of a whole record.
    static func record(
        _ reason: ProblemReason, fieldCount: Int, columns: Int, limit: Int, file: String, row: Int
    ) -> RowProblem {
        let advice =
            switch reason {
            case .strayQuote: "引号位置不对；含逗号或引号的内容应整体加引号，内部引号写两遍。"
            case .unterminatedQuote: "引号没有收尾，文件可能被截断；请补全后重新提交。"
            case .lineTooLong: "这一行超过 \(limit) 字节；请检查是否缺少换行或引号没有收尾。"
            default: "应有 \(columns) 个字段，实有 \(fieldCount) 个；请检查多余的逗号，或文件是否被截断。"
            }
        return RowProblem(file: file, row: row, column: nil, value: nil, reason: reason, advice: advice)
    }
}
