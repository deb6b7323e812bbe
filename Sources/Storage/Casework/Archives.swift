package import Casework
package import Primitives
import SQLText

/// A case's file in the archive.
package struct ArchiveRow: Sendable {
    /// The case.
    package let caseID: CaseID
    /// Its acceptance number, which is the file's.
    package let number: String
    /// The applicant's name in full; lists mask it.
    package let applicantName: String
    /// The program.
    package let program: Program
    /// The village it was handled in.
    package let region: RegionCode
    /// The catalogue of the file (D28).
    package let documentID: DocumentID
    /// Pages of the file.
    package let pageCount: Int
    /// The last day it is kept; nil for ever.
    package let keptThrough: CivilDate?
    /// The rule of the retention.
    package let citation: String
    /// The day it was archived.
    package let archivedOn: CivilDate
}

extension StoreTransaction {
    /// Puts a case's file into the archive; the caller has read the case in its scope.
    package func insertArchive(
        _ caseID: CaseID, document: DocumentID, pages: Int, keptThrough: CivilDate?, citation: String,
        by staff: StaffID, on day: CivilDate
    ) throws {
        try sql.execute(
            """
            INSERT INTO case_archive (case_id, document_id, page_count, kept_through, citation, archived_day,
            archived_by_id)
            VALUES (\(caseID), \(document), \(pages), \(keptThrough), \(citation), \(day), \(staff))
            """)
    }

    /// One page of the archive within the scope, the latest first; `past` only what is past its retention.
    package func archives(
        past today: CivilDate? = nil, in scope: Scope, limit: Int, offset: Int = 0
    ) throws -> [ArchiveRow] {
        try sql.query(
            """
            SELECT a.*, c.number, c.applicant_name, c.program, c.region_code \(Self.archived(today, scope))
            ORDER BY a.archived_day DESC, a.case_id DESC LIMIT \(limit) OFFSET \(offset)
            """
        ).map { row in
            ArchiveRow(
                caseID: try row.id("case_id"), number: try row.text("number"),
                applicantName: try row.text("applicant_name"), program: try row.code("program"),
                region: try row.region("region_code"), documentID: try row.id("document_id"),
                pageCount: try row.int("page_count"), keptThrough: try row.optionalDate("kept_through"),
                citation: try row.text("citation"), archivedOn: try row.date("archived_day"))
        }
    }

    /// How many files are in the archive within the scope; `past` only what is past its retention.
    package func archiveCount(past today: CivilDate? = nil, in scope: Scope) throws -> Int {
        try sql.count("SELECT count(*) \(Self.archived(today, scope))")
    }

    private static func archived(_ past: CivilDate?, _ scope: Scope) -> Statement {
        let over: Statement = past.map { "WHERE a.kept_through < \($0)" } ?? ""
        return """
            FROM \(scope.table(.caseArchive)) AS a JOIN aid_case AS c ON c.id = a.case_id \(over)
            """
    }
}
