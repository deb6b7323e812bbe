package import Primitives
import SQLText

/// Marks keys of a letter about a family's status.
package enum StatusLetterSubject {}
/// The key of a letter about a family's status.
package typealias StatusLetterID = Identifier<StatusLetterSubject>

/// Where a letter about a family's status stands.
package enum StatusLetterState: String, CaseIterable, Codable, Hashable, Sendable {
    /// Written here for another region.
    case issued
    /// Brought from another region; that region was asked.
    case asked
    case genuine, notGenuine, noAnswer

    /// The state in words.
    package var chinese: String {
        switch self {
        case .issued: "已出具"
        case .asked: "已发函核实"
        case .genuine: "核实属实"
        case .notGenuine: "核实不实"
        case .noAnswer: "对方没有答复"
        }
    }
}

/// What is kept sealed of a letter: who it is about, from or for whom, and what came back.
package struct StatusLetterContent: Codable, Hashable, Sendable {
    /// The number printed on it.
    package var number: String
    /// Whom it is about, in full.
    package var people: String
    /// The region that reads it, or that wrote it.
    package var office: String
    /// What it is for, or what it says.
    package var purpose: String
    /// How it was asked about: telephone, letter, platform.
    package var way: String
    /// What the other region said.
    package var answer: String

    /// Takes the parts.
    package init(
        number: String, people: String, office: String, purpose: String, way: String = "", answer: String = ""
    ) {
        self.number = number
        self.people = people
        self.office = office
        self.purpose = purpose
        self.way = way
        self.answer = answer
    }
}

/// A letter about a family's status 救助身份证明, written here or brought from elsewhere.
package struct StatusLetterRow: Sendable {
    /// The row's id.
    package let id: StatusLetterID
    /// Rises with every change.
    package let version: Int64
    /// The case.
    package let caseID: CaseID
    /// The document, for a letter written here.
    package let documentID: DocumentID?
    /// Where it stands.
    package let state: StatusLetterState
    /// The sealed part.
    package let content: StatusLetterContent
    /// The last day it may be used.
    package let validThrough: CivilDate
    /// Who wrote it or took it in.
    package let staff: StaffID
    /// The day it was written or taken in.
    package let on: CivilDate
    /// The day by which the other region is to answer; nil for letters written here.
    package let dueOn: CivilDate?
    /// Who recorded the answer.
    package let answeredBy: StaffID?
    /// The day of the answer.
    package let answeredOn: CivilDate?
}

extension StoreTransaction {
    /// Stores a letter written here with its document, or one brought from elsewhere that is being asked about.
    @discardableResult
    package func insertStatusLetter(
        _ content: StatusLetterContent, of caseID: CaseID, document: DocumentID?, validThrough: CivilDate,
        due: CivilDate?, by staff: StaffID, on day: CivilDate
    ) throws -> StatusLetterID {
        let id: StatusLetterID = ids.next()
        let sealed = try seal(Self.json(content), "status_letter", "content", id.rawValue)
        let state = document == nil ? StatusLetterState.asked : .issued
        try sql.execute(
            """
            INSERT INTO status_letter (id, version, case_id, document_id, state, content, valid_through_day, staff_id,
            business_day, due_day)
            VALUES (\(id), 1, \(caseID), \(document), \(state.rawValue), \(sealed), \(validThrough), \(staff), \(day),
            \(due))
            """)
        return id
    }

    /// Records what the other region said.
    package func answerStatusLetter(
        _ row: StatusLetterRow, _ state: StatusLetterState, content: StatusLetterContent, by staff: StaffID,
        on day: CivilDate, in scope: Scope
    ) throws {
        let sealed = try seal(Self.json(content), "status_letter", "content", row.id.rawValue)
        try changeOne(
            """
            UPDATE status_letter SET version = version + 1, state = \(state.rawValue), content = \(sealed),
            answered_by_id = \(staff), answered_day = \(day)
            WHERE id = \(row.id) AND version = \(row.version) AND state = 'asked' AND \(scope.covers(.statusLetter))
            """, "The letter")
    }

    /// The letters of a case, oldest first.
    package func statusLetters(of caseID: CaseID, in scope: Scope) throws -> [StatusLetterRow] {
        try sql.query("SELECT * FROM \(scope.table(.statusLetter)) AS l WHERE l.case_id = \(caseID) ORDER BY l.id")
            .map(letterRow)
    }

    /// A letter by id.
    package func statusLetter(_ id: StatusLetterID, in scope: Scope) throws -> StatusLetterRow? {
        try sql.first("SELECT * FROM \(scope.table(.statusLetter)) AS l WHERE l.id = \(id)").map(letterRow)
    }

    /// The last day of the letter a document is; nil when it is none.
    package func letterValidity(of document: DocumentID) throws -> CivilDate? {
        let scope = Scope.system("a letter's last day is part of what its holder may verify")
        return try sql.first(
            "SELECT valid_through_day FROM \(scope.table(.statusLetter)) AS l WHERE l.document_id = \(document)"
        )?.date("valid_through_day")
    }

    private func letterRow(_ row: Row) throws -> StatusLetterRow {
        StatusLetterRow(
            id: try row.id("id"), version: try row.integer("version"), caseID: try row.id("case_id"),
            documentID: try row.optionalID("document_id"), state: try row.code("state"),
            content: try Self.fromJSON(open(row, "status_letter", "content")),
            validThrough: try row.date("valid_through_day"), staff: try row.id("staff_id"),
            on: try row.date("business_day"), dueOn: try row.optionalDate("due_day"),
            answeredBy: try row.optionalID("answered_by_id"), answeredOn: try row.optionalDate("answered_day"))
    }
}
