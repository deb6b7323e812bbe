/// Compares a file's header with the columns expected; one clear finding rather than a failure in every row.
enum HeaderCheck {
    /// A file whose records can be read, or why they cannot.
    enum Opened {
        case file(CSVFile)
        case problem(RowProblem)
    }

    /// Opens a file and compares its header; in a delta a column `op` stands in front.
    static func open(
        _ path: String, name: String? = nil, schema: TableSchema, leading: [String] = []
    ) throws(SnapshotError) -> Opened {
        let name = name ?? FileAccess.lastComponent(of: path)
        let file: CSVFile
        do throws(SnapshotError) { file = try CSVFile(path: path, name: name) } catch {
            guard error.code == .badFile else { throw error }
            let isEmpty = try FileAccess.size(path) <= 3
            return .problem(
                RowProblem(
                    file: name, row: 1, column: nil, value: nil, reason: isEmpty ? .emptyFile : .lineTooLong,
                    advice: isEmpty
                        ? "文件是空的，连表头都没有；请向提供部门重新索取。"
                        : "第一行不是表头（没有换行，或引号没有收尾）；请检查文件格式后重新提交。"))
        }
        let found = file.header.map { Array($0.utf8) }
        guard let problem = problem(in: found, schema: schema, leading: leading, file: name) else {
            return .file(file)
        }
        return .problem(problem)
    }

    private static func problem(
        in header: [[UInt8]], schema: TableSchema, leading: [String], file: String
    ) -> RowProblem? {
        let names = leading + schema.columns.map(\.name)
        let expected = names.map { Array($0.utf8) }
        if header.elementsEqual(expected, by: ==) { return nil }
        func finding(_ reason: ProblemReason, _ column: [UInt8], _ advice: String) -> RowProblem {
            let name = RowProblem.shown(String(decoding: column, as: UTF8.self), masked: false)
            return RowProblem(file: file, row: 1, column: name, value: nil, reason: reason, advice: advice)
        }
        let missing = expected.filter { !header.contains($0) }
        let unknown = header.filter { !expected.contains($0) }
        let wanted = names.joined(separator: ",")
        if let first = expected.first, missing.count == expected.count {
            return finding(
                .missingColumn, first,
                "表头没有 \(schema.name) 的任何一列，可能是别的部门的文件或缺少表头；应为 \(wanted)。")
        }
        if let column = missing.first {
            let index = expected.firstIndex(of: column) ?? 0
            let instead =
                index < header.count && unknown.contains(header[index])
                ? "该位置是“\(RowProblem.shown(String(decoding: header[index], as: UTF8.self), masked: false))”，可能被改名；" : ""
            let others = missing.count > 1 ? "（共缺 \(missing.count) 列）" : ""
            return finding(.missingColumn, column, "缺少这一列\(others)，\(instead)请恢复表头后重新提交；应为 \(wanted)。")
        }
        if let column = unknown.first {
            return finding(.unknownColumn, column, "多出这一列，\(schema.name) 没有它；请删除后重新提交，应为 \(wanted)。")
        }
        if header.count > expected.count {
            let twice = header.first { name in header.count { $0 == name } > 1 } ?? header[0]
            return finding(.duplicateColumn, twice, "这一列出现了两次；请只保留一列后重新提交。")
        }
        let index = header.indices.first { header[$0] != expected[$0] } ?? 0
        return finding(
            .columnOrder, header[index], "列的顺序不对，第 \(index + 1) 列应为 \(names[index])；应为 \(wanted)。")
    }
}
