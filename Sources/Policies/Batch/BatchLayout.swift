import Yams

/// Where a batch of subjects stands: which files, which of their columns are facts, and which columns come out.
///
/// Read from `files.yaml` in the folder of the packs, so that no program knows a column by name.
package struct BatchLayout: Hashable, Sendable {
    /// One file: the subjects themselves, or rows below them.
    package struct File: Hashable, Sendable {
        /// The file's name inside the folder of a batch.
        package let name: String
        /// The entity of its rows; `nil` for the subjects' own file.
        package let entity: String?
        /// The column that names the subject.
        package let subject: String
        /// The column of whole numbers that rises from row to row of a subject; `nil` for the subjects' own file.
        package let key: String?
        /// The column of the month whose first day chooses the values of the parameters; in the subjects' file only.
        package let month: String?
        /// The columns that are facts, each with the fact's name, in file order.
        package let columns: [Column]
    }

    /// A column and the name that rules know it by.
    package struct Column: Hashable, Sendable {
        /// The name in the header.
        package let name: String
        /// The fact, or the derived value that comes out; `nil` for the key of the subject.
        package let value: String?
    }

    /// The file's own name.
    package static let name = "files.yaml"

    /// The program that decides.
    package let program: String
    /// The file with one row for each subject.
    package let subjects: File
    /// The files with rows below the subjects.
    package let rows: [File]
    /// The columns that come out.
    package let output: [Column]

    /// Reads the layout in a folder of packs; throws every problem at once.
    package static func load(root: String) throws(PolicyProblems) -> BatchLayout {
        var reader = YAMLReader(file: name)
        let layout = reader.root(at: "\(root)/\(name)").flatMap { BatchLayout($0, &reader) }
        guard let layout, reader.problems.isEmpty else { throw PolicyProblems(reader.problems) }
        return layout
    }

    private init?(_ root: Node, _ reader: inout YAMLReader) {
        let keys = ["schema", "program", "subjects", "rows", "output"]
        let fields = reader.fields(of: root, "a layout", allowed: keys, required: keys)
        if let schema = reader.integer(fields["schema"], "schema"), schema != 1 {
            reader.report(.wrongType, at: fields["schema"]?.mark, "schema \(schema) is not known; write 1")
        }
        let program = reader.text(fields["program"], "program")
        let subjects = fields["subjects"].flatMap { Self.subjects($0, &reader) }
        rows = reader.list(fields["rows"], "rows").compactMap { Self.rows($0, &reader) }
        output = fields["output"].map { Self.columns($0, "output", &reader) } ?? []
        guard let program, let subjects else { return nil }
        (self.program, self.subjects) = (program, subjects)
    }

    private static func subjects(_ node: Node, _ reader: inout YAMLReader) -> File? {
        let keys = ["file", "key", "month", "columns"]
        let fields = reader.fields(of: node, "subjects", allowed: keys, required: keys)
        guard let name = reader.text(fields["file"], "file"), let key = reader.text(fields["key"], "key"),
            let month = reader.text(fields["month"], "month"), let columns = fields["columns"]
        else { return nil }
        return File(
            name: name, entity: nil, subject: key, key: nil, month: month,
            columns: Self.columns(columns, "columns", &reader))
    }

    private static func rows(_ node: Node, _ reader: inout YAMLReader) -> File? {
        let keys = ["entity", "file", "subject", "key", "columns"]
        let fields = reader.fields(of: node, "an entry of rows", allowed: keys, required: keys)
        guard let entity = reader.text(fields["entity"], "entity"), let name = reader.text(fields["file"], "file"),
            let subject = reader.text(fields["subject"], "subject"), let key = reader.text(fields["key"], "key"),
            let columns = fields["columns"]
        else { return nil }
        return File(
            name: name, entity: entity, subject: subject, key: key, month: nil,
            columns: Self.columns(columns, "columns", &reader))
    }

    /// Columns in the order of the file; the word `key` stands for the key of the subject.
    private static func columns(_ node: Node, _ what: String, _ reader: inout YAMLReader) -> [Column] {
        var result: [Column] = []
        for (name, _, value) in reader.pairs(of: node, what) {
            guard let value = reader.text(value, name) else { continue }
            result.append(Column(name: name, value: what == "output" && value == "key" ? nil : value))
        }
        return result
    }
}
