import Columns
import Foundation
import Storage

extension Reason {
    static let importFolderUnknown = Reason(
        "importFolderUnknown", field: "folder", "没有这个目录。请把部门文件放进数据目录的 inbox 文件夹，再从列表里选。",
        "There is no such folder. Put the files below inbox in the data folder, then choose it from the list.")
    static let importFromTomorrow = Reason(
        "importFromTomorrow", field: "asOf", "数据日期晚于今天的业务日期，请核对。", "The day of the data is after today. Check it.")
    static let importRunning = Reason(
        "importRunning", "正在导入另一批数据，同一时间只能导入一批。请等它结束。",
        "Another import is running; one is taken in at a time. Wait until it ends.")
    static let importNoFile = Reason(
        "importNoFile", field: "folder", "目录里没有可以导入的文件。文件名应是数据集代码，例如 vehicle.csv。",
        "The folder holds no file that can be taken in. Files are called as their dataset, such as vehicle.csv.")
    static let datasetUnknown = Reason(
        "datasetUnknown", field: "dataset", "请选择这是哪个数据集的文件。", "Choose the dataset that the file belongs to.")
}

extension ImportFinding {
    /// What is wrong with a file, with its place.
    init(_ problem: RowProblem) {
        self.init(
            file: problem.file, row: problem.row, column: problem.column, reason: problem.reason.rawValue,
            sentence: (problem.value.map { "“\($0)”" } ?? "") + problem.advice)
    }

    /// A workbook that cannot be read; its cause begins with the place where it knows one.
    init(_ workbook: Workbooks.Unreadable) {
        let place = try? #/第(\d+)行([A-Z]+)列/#.firstMatch(in: workbook.cause)
        self.init(
            file: workbook.file, row: place.flatMap { Int($0.output.1) }, column: place.map { String($0.output.2) },
            reason: "workbookUnreadable", sentence: workbook.cause)
    }

    /// Why a verb refused an import; its sentence begins with the place where it knows one.
    init(_ reason: Reason) {
        let place = try? #/第 (\d+) 行(?: (\S+) 列)?/#.firstMatch(in: reason.chinese)
        self.init(
            file: reason.field ?? "", row: place.flatMap { Int($0.output.1) },
            column: place.flatMap { $0.output.2.map(String.init) }, reason: reason.code, sentence: reason.chinese)
    }
}

/// What an import came to, in numbers.
package struct ImportSummary: Codable, Hashable, Sendable {
    /// Datasets that came in force.
    package var datasets: [String] = []
    /// Rows of them.
    package var rows = 0
    /// Rows set aside.
    package var rejected = 0
    /// Rows that changes touched; nil for whole files.
    package var touched: Int?
    /// Families of the register; nil when none came along.
    package var families: Int?
    /// False when the very same data were in force already.
    package var isChanged = true
    /// Datasets of the catalogue without a file.
    package var silent: [String] = []
    /// Why it failed.
    package var error: String?

    /// Starts empty.
    package init() {}
}
