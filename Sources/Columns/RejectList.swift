import Glibc

/// The rows of one file that were set aside, for its rejects file and for the screen.
struct RejectList: Sendable {
    /// One row set aside.
    struct Entry: Sendable {
        let row: Int
        let problems: [RowProblem]
        let record: [UInt8]
    }

    private(set) var rows = 0
    /// How many of them are not text in the file's encoding.
    private(set) var badlyEncoded = 0
    private var entries: [Entry] = []
    private var bytes = 0

    /// A file this wrong is refused; its text need not fill the memory first.
    private static let mostBytes = 64 << 20

    mutating func add(_ problems: [RowProblem], record: [UInt8]) {
        guard let first = problems.first else { return }
        rows += 1
        if problems.contains(where: { $0.reason == .badEncoding }) { badlyEncoded += 1 }
        bytes += record.count + problems.count * 200
        if bytes < Self.mostBytes { entries.append(Entry(row: first.row, problems: problems, record: record)) }
    }

    mutating func add(_ other: RejectList) {
        rows += other.rows
        badlyEncoded += other.badlyEncoded
        entries += other.entries
        bytes += other.bytes
    }

    /// The rows by their number in the file.
    private var sorted: [Entry] { entries.sorted { $0.row < $1.row } }

    /// The first problems, at most two hundred.
    var shown: [RowProblem] { Array(sorted.lazy.flatMap(\.problems).prefix(200)) }

    func write(to path: String) throws(SnapshotError) {
        var text = Array("row,column,reason,advice,record\n".utf8)
        for entry in sorted {
            let record = String(decoding: entry.record, as: UTF8.self)
            for problem in entry.problems {
                let fields = ["\(problem.row)", problem.column ?? "", problem.reason.rawValue, problem.advice, record]
                text.append(contentsOf: fields.map(Self.quoted).joined(separator: ",").utf8)
                text.append(UInt8(ascii: "\n"))
            }
        }
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
