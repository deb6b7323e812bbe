import Glibc

/// The rows of one file that were set aside, for its rejects file and for the screen.
struct RejectList {
    private(set) var rows = 0
    private(set) var shown: [RowProblem] = []
    private var text = Array("row,column,reason,advice,record\n".utf8)

    mutating func add(_ problems: [RowProblem], record: String) {
        rows += 1
        for problem in problems {
            if shown.count < 200 { shown.append(problem) }
            // A file this wrong is refused; its text need not fill the memory first.
            guard text.count < 64 << 20 else { continue }
            let fields = ["\(problem.row)", problem.column ?? "", problem.reason.rawValue, problem.advice, record]
            text.append(contentsOf: fields.map(Self.quoted).joined(separator: ",").utf8)
            text.append(UInt8(ascii: "\n"))
        }
    }

    func write(to path: String) throws(SnapshotError) {
        let descriptor = try FileAccess.open(path, O_WRONLY | O_CREAT | O_EXCL)
        defer { close(descriptor) }
        try FileAccess.write(descriptor, text, path: path)
        try FileAccess.sync(descriptor, path: path)
    }

    private static func quoted(_ field: String) -> String {
        let special = field.utf8.contains { byte in
            byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\n")
                || byte == UInt8(ascii: "\r")
        }
        guard special else { return field }
        return "\"" + field.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}
