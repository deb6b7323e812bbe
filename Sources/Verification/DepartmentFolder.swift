package import Columns
import FoundationEssentials
package import Primitives

/// What came of taking a folder of department files in.
package struct FolderIntake: Sendable {
    /// What is in force now, by dataset; empty when a file was refused.
    package var staged: [StagedSnapshot] = []
    /// Which rows a folder of changes touched, by dataset.
    package var changed: [ChangedRows] = []
    /// Why files were refused; nothing of the folder is in force then.
    package var refused: [RowProblem] = []
    /// Datasets of the catalogue of which the folder holds no file.
    package var silent: [String] = []
}

/// A folder of department files, `<dataset>.csv`, `.csv.gz` or `.xlsx` each, on its way into a snapshot store.
package struct DepartmentFolder: Sendable {
    /// One dataset and the file that holds it.
    package struct File: Hashable, Sendable {
        /// The columns expected.
        package let schema: TableSchema
        /// Where the file stands.
        package var path: String
    }

    /// The files of datasets, in the catalogue's order.
    package private(set) var files: [File] = []
    /// Two files of one dataset and the like.
    package private(set) var problems: [RowProblem] = []
    private var silent: [String] = []

    /// Endings of files that can be read.
    private static let endings = [".csv", ".csv.gz", ".xlsx", ".xls"]

    /// Looks for a file of each dataset; other files are left alone.
    ///
    /// `tables` are those that say who is watched (`CheckBook.tables`), which come with the datasets.
    package init(_ folder: String, catalogue: Catalogue, tables: [TableSchema] = []) {
        for schema in catalogue.datasets.map(\.schema) + tables {
            let names = Self.endings.map { schema.name + $0 }
                .filter { FileManager.default.fileExists(atPath: "\(folder)/\($0)") }
            guard let first = names.first else {
                silent.append(schema.name)
                continue
            }
            if names.count > 1 {
                problems.append(
                    RowProblem(
                        file: names[1], row: 1, column: nil, value: nil, reason: .secondFile,
                        advice: "同一天交来了 \(names.joined(separator: " 和 ")) 两份文件；请与提供部门核实，只保留一份。"))
            }
            files.append(File(schema: schema, path: "\(folder)/\(first)"))
        }
    }

    /// The workbooks among the files, which somebody must turn into CSV before they can be taken in.
    package var workbooks: [File] { files.filter { $0.path.hasSuffix(".xlsx") || $0.path.hasSuffix(".xls") } }

    /// Puts another file in a dataset's place.
    package mutating func replace(_ file: File, with path: String) {
        for index in files.indices where files[index] == file { files[index].path = path }
    }

    /// The people whom the folder's own table of members names, to be put apart; nil where it cannot be read as it is.
    ///
    /// What is wrong with the table is said when it is taken in.
    package func watched(_ tables: SubjectTables) -> SubjectIndex? {
        guard let file = files.first(where: { $0.schema.name == tables.member.schema.name }),
            file.path.hasSuffix(".csv")
        else { return nil }
        let source = CSVRowSource(folder: String(file.path.dropLast("/\(file.schema.name).csv".count)))
        return try? SubjectIndex(keys: WatchedPeople.keys(tables.member, source))
    }

    /// Stages every file, then puts all of them in force together; with one refused, none.
    ///
    /// - Parameters:
    ///   - isChanges: the files hold the changes of a day (`op` in front) instead of everything.
    ///   - apart: people whose rows are put apart, because they are asked about every night.
    ///   - progress: called with each file's number and name before it is read.
    package func take(
        into store: SnapshotStore, asOf: CivilDate, importedAt: Instant, limits: ImportLimits, isChanges: Bool,
        apart: SubjectIndex? = nil, progress: (Int, String) -> Void = { _, _ in }
    ) throws(SnapshotError) -> FolderIntake {
        let memory = MemoryReuse()
        defer { withExtendedLifetime(memory) {} }
        var intake = FolderIntake()
        intake.silent = silent
        intake.refused = problems
        for (number, file) in files.enumerated() {
            progress(number, file.schema.name)
            if isChanges {
                switch try store.stageChanges(
                    file.schema, csv: file.path, asOf: asOf, importedAt: importedAt, limits: limits)
                {
                case .staged(let staged, let changed):
                    intake.staged.append(staged)
                    intake.changed.append(changed)
                case .refused(let problems): intake.refused += problems
                }
                continue
            }
            switch try store.stage(
                file.schema, csv: file.path, asOf: asOf, importedAt: importedAt, limits: limits, apart: apart)
            {
            case .staged(let staged): intake.staged.append(staged)
            case .refused(let problems): intake.refused += problems
            }
        }
        if intake.refused.isEmpty {
            try store.publish(intake.staged)
        } else {
            intake.staged = []
            intake.changed = []
            try store.removeUnreferenced()
        }
        return intake
    }
}
