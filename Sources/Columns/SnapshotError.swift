/// Why the snapshot store could not do what was asked: what happened, and in which file or dataset.
package struct SnapshotError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What went wrong, for programs.
    package enum Code: String, Hashable, Sendable {
        /// The dataset has no snapshot in force.
        case noSnapshot
        /// The snapshot has no such column, or not of the type asked for, or it is not indexed.
        case wrongColumn
        /// Bytes on disk are not what was written: a checksum, a length or a field does not fit.
        case damaged
        /// The snapshot or manifest was written in a format this program does not read.
        case unknownFormat
        /// A file of another department has no header, or changed while it was read.
        case badFile
        /// The blocks are sealed, and the key that opens them is not here.
        case sealed
        /// A day is needed: it is in force, or a later day is built on it.
        case inUse
        /// A later day of the dataset is in force already.
        case superseded
        /// The operating system refused to read or write.
        case system
    }

    /// What went wrong.
    package let code: Code
    /// The file, dataset or column concerned.
    package let subject: String
    /// What the system or the check said.
    package let cause: String

    /// An error by its parts.
    package init(_ code: Code, subject: String, cause: String) {
        self.code = code
        self.subject = subject
        self.cause = cause
    }

    /// The same error for people who are no keepers of the machine: dataset, day and file, without the folders above.
    package var withoutFolders: SnapshotError {
        guard subject.hasPrefix("/") else { return self }
        let parts = subject.split(separator: "/")
        // A day's folder, such as `2026-03-02-1`, stands in the folder of its dataset.
        let day = parts.lastIndex { $0.first?.isNumber == true && $0.contains("-") } ?? parts.endIndex
        let kept = day == parts.endIndex ? parts.suffix(1) : parts[max(parts.startIndex, day - 1)...]
        return SnapshotError(code, subject: kept.joined(separator: "/"), cause: cause)
    }

    package var description: String {
        switch code {
        case .noSnapshot: "数据集 \(subject) 尚未导入任何快照，不能当作“无记录”；请先导入该部门的数据文件。"
        case .wrongColumn: "数据集列 \(subject) 不能这样查询（\(cause)）；请核对目录中的列定义后重新导入。"
        case .damaged: "快照文件 \(subject) 已损坏（\(cause)）；请从备份恢复，或重新导入该部门的数据文件。"
        case .unknownFormat: "快照文件 \(subject) 的格式本程序不认识（\(cause)）；请用写入它的版本读取，或重新导入。"
        case .badFile: "文件 \(subject) 无法读取（\(cause)）；请核对文件是否完整、是否正被改写，重新提交后再试。"
        case .sealed: "快照文件 \(subject) 已加密，打不开（\(cause)）；请提供写入它时所用的密钥文件。"
        case .inUse: "快照 \(subject) 正在使用，不能删除（\(cause)）；请先导入或合并出替代它的快照。"
        case .superseded: "数据集 \(subject) 已有更新的快照在用（\(cause)），本次导入整批未生效；请去掉该文件后重试。"
        case .system: "读写 \(subject) 失败（\(cause)）；请检查磁盘空间和目录权限后重试，原有快照未受影响。"
        }
    }
}
