package import Primitives
import SQLText

/// Subject of an import's id.
package enum ImportSubject {}
/// Id of an import of department data.
package typealias ImportID = Identifier<ImportSubject>

/// An import of department data, as it stands.
package struct ImportBatch: Hashable, Sendable {
    /// The import's id.
    package let id: ImportID
    /// `city` for a register with its department files, `files` for department files alone.
    package let kind: String
    /// The folder's name, or the file's.
    package let source: String
    /// The day the data are of.
    package let asOf: CivilDate
    /// Who asked.
    package let requestedBy: String
    /// `waiting`, `running`, `done`, `refused` or `failed`.
    package let state: String
    /// What is being done, in words.
    package let stage: String
    /// Pieces of the stage that are done.
    package let stageDone: Int
    /// Pieces of the stage.
    package let stageTotal: Int
    /// What came of it, JSON; empty until it has ended.
    package let summary: String
    /// When it was asked for.
    package let createdAt: Instant
    /// When it ended.
    package let finishedAt: Instant?
}

/// One thing that refused an import.
package struct ImportFinding: Hashable, Sendable {
    /// The file.
    package let file: String
    /// The row as a spreadsheet counts it; nil when the whole file or folder is meant.
    package let row: Int?
    /// The column.
    package let column: String?
    /// The reason for programs.
    package let reason: String
    /// What was found and what to do, in words; identity numbers by their last four.
    package let sentence: String

    /// A finding by its parts.
    package init(file: String, row: Int?, column: String?, reason: String, sentence: String) {
        (self.file, self.row, self.column) = (file, row, column)
        (self.reason, self.sentence) = (reason, sentence)
    }
}

extension StoreTransaction {
    /// Adds an import in a state.
    package func insertImport(
        _ id: ImportID, kind: String, source: String, asOf: CivilDate, by name: String, state: String,
        at instant: Instant
    ) throws {
        try sql.execute(
            """
            INSERT INTO import_batch (id, kind, source, as_of_day, requested_by, state, stage, stage_done, stage_total,
            summary, created_at) VALUES (\(id), \(kind), \(source), \(asOf), \(name), \(state), '', 0, 0, '',
            \(instant))
            """)
    }

    /// Whether an import waits or works.
    package func isImporting() throws -> Bool {
        try sql.count("SELECT count(*) FROM import_batch WHERE state IN ('waiting', 'running')") > 0
    }

    /// Ends imports of a source that a stopped command left behind; those that a job does are not touched.
    package func endStoppedImports(source: String, at instant: Instant) throws {
        try sql.execute(
            """
            UPDATE import_batch SET state = 'failed', summary = '{}', finished_at = \(instant)
            WHERE source = \(source) AND state = 'running' AND NOT EXISTS (SELECT 1 FROM job
            WHERE job.kind = 'departmentImport' AND job.state IN ('waiting', 'running'))
            """)
    }

    /// Says how far an import is.
    package func reportImport(_ id: ImportID, stage: String, done: Int, total: Int) throws {
        try sql.execute(
            """
            UPDATE import_batch SET state = 'running', stage = \(stage), stage_done = \(done), stage_total = \(total)
            WHERE id = \(id) AND state IN ('waiting', 'running')
            """)
    }

    /// Ends an import with what came of it; one that has ended stays as it ended.
    package func finishImport(
        _ id: ImportID, state: String, summary: String, findings: [ImportFinding], at instant: Instant
    ) throws {
        let changed = try sql.execute(
            """
            UPDATE import_batch SET state = \(state), summary = \(summary), finished_at = \(instant)
            WHERE id = \(id) AND state IN ('waiting', 'running')
            """)
        guard changed == 1 else { return }
        try sql.insert(
            findings.enumerated().map { number, finding in
                [
                    id.sqlValue, number.sqlValue, .text(finding.file), finding.row.map(\.sqlValue) ?? .null,
                    finding.column.map { .text($0) } ?? .null, .text(finding.reason), .text(finding.sentence),
                ]
            },
            into: BulkTable(
                "import_finding", ["batch_id", "sequence", "file", "file_row", "file_column", "reason", "sentence"]))
    }

    /// The imports, the latest first, and how many there are; two statements.
    package func imports(limit: Int, offset: Int) throws -> (rows: [ImportBatch], total: Int) {
        let rows = try sql.query(
            "SELECT * FROM import_batch ORDER BY id DESC LIMIT \(limit) OFFSET \(offset)"
        ).map(Self.importBatch)
        return (rows, try sql.count("SELECT count(*) FROM import_batch"))
    }

    /// One import.
    package func importBatch(_ id: ImportID) throws -> ImportBatch? {
        try sql.first("SELECT * FROM import_batch WHERE id = \(id)").map(Self.importBatch)
    }

    /// What refused an import, in the order in which it was found; a page of it and how many there are.
    package func importFindings(
        of id: ImportID, limit: Int, offset: Int
    ) throws -> (rows: [ImportFinding], total: Int) {
        let rows = try sql.query(
            """
            SELECT * FROM import_finding WHERE batch_id = \(id) ORDER BY sequence LIMIT \(limit) OFFSET \(offset)
            """
        ).map { row in
            ImportFinding(
                file: try row.text("file"), row: try row.optionalInt("file_row"),
                column: try row.optionalText("file_column"), reason: try row.text("reason"),
                sentence: try row.text("sentence"))
        }
        return (rows, try sql.count("SELECT count(*) FROM import_finding WHERE batch_id = \(id)"))
    }

    private static func importBatch(_ row: Row) throws -> ImportBatch {
        ImportBatch(
            id: try row.id("id"), kind: try row.text("kind"), source: try row.text("source"),
            asOf: try row.date("as_of_day"), requestedBy: try row.text("requested_by"), state: try row.text("state"),
            stage: try row.text("stage"), stageDone: try row.int("stage_done"),
            stageTotal: try row.int("stage_total"), summary: try row.text("summary"),
            createdAt: try row.instant("created_at"), finishedAt: try row.optionalInstant("finished_at"))
    }
}
