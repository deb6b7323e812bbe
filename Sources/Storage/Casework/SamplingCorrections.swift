package import Casework
package import Primitives
import SQLText

/// Marks keys of a correction that a sample asked for.
package enum SamplingCorrectionSubject {}
/// The key of a correction that a sample asked for.
package typealias SamplingCorrectionID = Identifier<SamplingCorrectionSubject>

/// Where a correction stands: a person corrects the decision, or the county lets it stand with its reasons.
package enum CorrectionState: String, CaseIterable, Codable, Hashable, Sendable {
    case open, corrected, upheld

    /// The state in words.
    package var chinese: String {
        switch self {
        case .open: "待纠正"
        case .corrected: "已纠正"
        case .upheld: "复核后维持"
        }
    }
}

/// A decision that the county's sample found wrong, until a person has dealt with it.
package struct SamplingCorrectionRow: Hashable, Sendable {
    /// The correction.
    package let id: SamplingCorrectionID
    /// Rises with every change.
    package let version: Int64
    /// The case.
    package let caseID: CaseID
    /// The sample.
    package let samplingID: SamplingID
    /// What was found.
    package let finding: SamplingFinding
    /// Where it stands.
    package let state: CorrectionState
    /// The place of the last event in the case's record when it was opened.
    package let afterEvent: Int64
    /// Who found it.
    package let openedBy: StaffID
    /// The day.
    package let openedOn: CivilDate
    /// The last day to correct it or to say why it stands.
    package let due: Deadline
    /// The day it was closed.
    package let closedOn: CivilDate?
    /// How it ended, in words.
    package let words: String?
}

/// A correction in a list, with its case.
package struct SamplingCorrectionLine: Sendable {
    /// The correction.
    package let row: SamplingCorrectionRow
    /// The case's number.
    package let number: String
    /// The applicant's name in full; lists mask it.
    package let applicantName: String
    /// The program.
    package let program: Program
    /// Where the case stands.
    package let caseState: CaseState
    /// The village.
    package let region: RegionCode
}

extension StoreTransaction {
    /// Opens the correction of a case whose decision a sample found wrong.
    package func insertCorrection(
        of caseID: CaseID, in sampling: SamplingID, finding: SamplingFinding, afterEvent: Int64, due: Deadline,
        by staff: StaffID, on day: CivilDate
    ) throws {
        let id: SamplingCorrectionID = ids.next()
        try sql.execute(
            """
            INSERT INTO sampling_correction (id, version, case_id, plan_id, finding, state, after_event, opened_by_id,
            opened_day, due_day, due_provisional, due_citation)
            VALUES (\(id), 1, \(caseID), \(sampling), \(finding.rawValue), 'open', \(afterEvent), \(staff), \(day),
            \(due.on), \(due.provisional), \(due.citation))
            """)
    }

    /// Closes a correction with how it ended, at the version that was read.
    package func closeCorrection(
        _ row: SamplingCorrectionRow, as state: CorrectionState, words: String, by staff: StaffID, on day: CivilDate,
        in scope: Scope
    ) throws {
        try changeOne(
            """
            UPDATE sampling_correction SET version = version + 1, state = \(state.rawValue), closed_by_id = \(staff),
            closed_day = \(day), words = \(try seal(words, "sampling_correction", "words", row.id.rawValue))
            WHERE id = \(row.id) AND version = \(row.version) AND state = 'open'
            AND \(scope.covers(.samplingCorrection))
            """, "The correction")
    }

    /// The corrections of a case within the scope, oldest first.
    package func corrections(of caseID: CaseID, in scope: Scope) throws -> [SamplingCorrectionRow] {
        try sql.query(
            "SELECT * FROM \(scope.table(.samplingCorrection)) AS k WHERE k.case_id = \(caseID) ORDER BY k.id"
        ).map(correctionRow)
    }

    /// The correction of a case that is not dealt with, within the scope; the earliest where there are several.
    package func openCorrection(of caseID: CaseID, in scope: Scope) throws -> SamplingCorrectionRow? {
        try sql.first(
            """
            SELECT * FROM \(scope.table(.samplingCorrection)) AS k WHERE k.case_id = \(caseID) AND k.state = 'open'
            ORDER BY k.id LIMIT 1
            """
        ).map(correctionRow)
    }

    /// A correction by its id within the scope.
    package func correction(_ id: SamplingCorrectionID, in scope: Scope) throws -> SamplingCorrectionRow? {
        try sql.first("SELECT * FROM \(scope.table(.samplingCorrection)) AS k WHERE k.id = \(id)").map(correctionRow)
    }

    /// The corrections within the scope, those that wait first by their last day.
    package func corrections(in scope: Scope, limit: Int) throws -> [SamplingCorrectionLine] {
        try sql.query(
            """
            SELECT k.*, c.number, c.applicant_name, c.program, c.state AS case_state, c.region_code
            FROM \(scope.table(.samplingCorrection)) AS k JOIN aid_case AS c ON c.id = k.case_id
            ORDER BY CASE WHEN k.state = 'open' THEN 0 ELSE 1 END, k.due_day, k.id LIMIT \(limit)
            """
        ).map { row in
            SamplingCorrectionLine(
                row: try correctionRow(row), number: try row.text("number"),
                applicantName: try row.text("applicant_name"), program: try row.code("program"),
                caseState: try row.code("case_state"), region: try row.region("region_code"))
        }
    }

    private func correctionRow(_ row: Row) throws -> SamplingCorrectionRow {
        SamplingCorrectionRow(
            id: try row.id("id"), version: try row.integer("version"), caseID: try row.id("case_id"),
            samplingID: try row.id("plan_id"), finding: try row.code("finding"), state: try row.code("state"),
            afterEvent: try row.integer("after_event"), openedBy: try row.id("opened_by_id"),
            openedOn: try row.date("opened_day"),
            due: Deadline(
                on: try row.date("due_day"), provisional: try row.flag("due_provisional"),
                citation: try row.text("due_citation")),
            closedOn: try row.optionalDate("closed_day"),
            words: try row.optionalBlob("words") == nil ? nil : try openText(row, "sampling_correction", "words"))
    }
}
