package import Casework
package import Primitives
import SQLText

/// A reconsideration or suit as it stands, opened.
package struct RemedyRow: Sendable {
    /// Its id.
    package let id: RemedyID
    /// The case.
    package let caseID: CaseID
    /// Rises with every step.
    package let version: Int64
    /// The proceeding itself.
    package let proceeding: RemedyProceeding
    /// The decision contested, as the place of its event in the case's record.
    package let eventSequence: Int64
    /// The kind of that event.
    package let contested: CaseEventKind
    /// The day of the decision.
    package let decidedDay: CivilDate
    /// The day it was served.
    package let servedDay: CivilDate
    /// The last day for filing.
    package let dueDay: CivilDate
    /// What the family asks for, in words.
    package let claim: String
    /// The day it was over.
    package let closedDay: CivilDate?
}

/// A reconsideration or suit before it is written.
package struct RemedyEntry: Sendable {
    /// The case.
    package let caseID: CaseID
    /// The proceeding.
    package let proceeding: RemedyProceeding
    /// The decision contested.
    package let eventSequence: Int64
    /// The kind of that event.
    package let contested: CaseEventKind
    /// The day of the decision.
    package let decidedDay: CivilDate
    /// The day it was served.
    package let servedDay: CivilDate
    /// The last day for filing.
    package let dueDay: CivilDate
    /// What the family asks for.
    package let claim: String

    /// Takes the parts.
    package init(
        caseID: CaseID, proceeding: RemedyProceeding, eventSequence: Int64, contested: CaseEventKind,
        decidedDay: CivilDate, servedDay: CivilDate, dueDay: CivilDate, claim: String
    ) {
        self.caseID = caseID
        self.proceeding = proceeding
        self.eventSequence = eventSequence
        self.contested = contested
        self.decidedDay = decidedDay
        self.servedDay = servedDay
        self.dueDay = dueDay
        self.claim = claim
    }
}

/// One step of a reconsideration or suit.
package struct RemedyStepRow: Sendable {
    /// What was done.
    package let event: RemedyEvent
    /// Where it stood afterwards.
    package let state: RemedyState
    /// What was said.
    package let note: String
    /// The paper that came with it.
    package let uploadID: UploadID?
    /// Who recorded it.
    package let staffID: StaffID
    /// The day.
    package let day: CivilDate
}

/// A reconsideration or suit in one line of the list, with its case; names are masked.
package struct RemedyLine: Sendable {
    /// The proceeding.
    package let row: RemedyRow
    /// Its case.
    package let place: CasePlaceRow
}

extension StoreTransaction {
    /// Writes a proceeding; the caller has read the case in its scope.
    package func insertRemedy(_ entry: RemedyEntry, by staff: StaffID, at instant: Instant) throws -> RemedyID {
        let id: RemedyID = ids.next()
        try sql.execute(
            """
            INSERT INTO remedy_proceeding (id, case_id, version, forum, event_sequence, contested, decided_by_id,
            decided_day, served_day, filed_day, due_day, claim, state, recorded_by_id, created_at)
            VALUES (\(id), \(entry.caseID), 1, \(entry.proceeding.forum.rawValue), \(entry.eventSequence),
            \(entry.contested.rawValue), \(entry.proceeding.decidedBy), \(entry.decidedDay), \(entry.servedDay),
            \(entry.proceeding.filedOn), \(entry.dueDay),
            \(try seal(entry.claim, "remedy_proceeding", "claim", id.rawValue)),
            \(entry.proceeding.state.rawValue), \(staff), \(instant))
            """)
        return id
    }

    /// A proceeding of the scope; nil when there is none.
    package func remedy(_ id: RemedyID, in scope: Scope) throws -> RemedyRow? {
        try sql.first("SELECT * FROM \(scope.table(.remedyProceeding)) AS p WHERE p.id = \(id)").map(remedyRow)
    }

    /// The proceedings of a case within the scope, oldest first.
    package func remedies(of caseID: CaseID, in scope: Scope) throws -> [RemedyRow] {
        try sql.query(
            "SELECT * FROM \(scope.table(.remedyProceeding)) AS p WHERE p.case_id = \(caseID) ORDER BY p.id"
        ).map(remedyRow)
    }

    /// One page of the proceedings of the scope and how many there are: those open by age, or the latest over.
    package func remedyLines(
        isOpen: Bool, limit: Int, offset: Int, in scope: Scope
    ) throws -> (lines: [RemedyLine], total: Int) {
        let source: Statement = """
            FROM \(scope.table(.remedyProceeding)) AS p JOIN aid_case AS c ON c.id = p.case_id
            WHERE p.closed_day IS \(raw: isOpen ? "NULL" : "NOT NULL")
            """
        let order: Statement = isOpen ? "p.filed_day, p.id" : "p.closed_day DESC, p.id DESC"
        let lines = try sql.query(
            "SELECT p.*, \(CasePlaceRow.columns) \(source) ORDER BY \(order) LIMIT \(limit) OFFSET \(offset)"
        ).map { RemedyLine(row: try remedyRow($0), place: try CasePlaceRow($0)) }
        return (lines, try sql.count("SELECT count(*) \(source)"))
    }

    /// Writes a step of a proceeding, under optimistic locking.
    package func advance(
        _ row: RemedyRow, to proceeding: RemedyProceeding, by event: RemedyEvent, note: String, upload: UploadID?,
        staff: StaffID, on day: CivilDate, at instant: Instant, in scope: Scope
    ) throws {
        let closed: CivilDate? = proceeding.state.isOver ? day : nil
        try changeOne(
            """
            UPDATE remedy_proceeding SET version = version + 1, state = \(proceeding.state.rawValue),
            answer_due_day = \(proceeding.answerBy?.on),
            answer_provisional = \(proceeding.answerBy?.provisional ?? false),
            answer_citation = \(proceeding.answerBy?.citation), closed_day = \(closed)
            WHERE id = \(row.id) AND version = \(row.version) AND \(scope.covers(.remedyProceeding))
            """, "The proceeding")
        let id: EventID = ids.next()
        try sql.execute(
            """
            INSERT INTO remedy_step (id, proceeding_id, sequence, event, to_state, note, upload_id, staff_id,
            business_day, created_at)
            VALUES (\(id), \(row.id), \(row.version), \(event.rawValue), \(proceeding.state.rawValue),
            \(try seal(note, "remedy_step", "note", id.rawValue)), \(upload), \(staff), \(day), \(instant))
            """)
    }

    /// The steps of a proceeding that was itself read within the asker's scope, oldest first.
    package func remedySteps(of row: RemedyRow) throws -> [RemedyStepRow] {
        try sql.query("SELECT * FROM remedy_step WHERE proceeding_id = \(row.id) ORDER BY sequence").map { step in
            RemedyStepRow(
                event: try step.code("event"), state: try step.code("to_state"),
                note: try openText(step, "remedy_step", "note"), uploadID: try step.optionalID("upload_id"),
                staffID: try step.id("staff_id"), day: try step.date("business_day"))
        }
    }

    /// The proceedings after a decision that keep a case's file open: appeals, sums asked back, corrections.
    package func openRemedies(of caseID: CaseID, in scope: Scope) throws -> Set<SideProceeding> {
        let rows = try sql.query(
            """
            SELECT 'appeal' AS what FROM \(scope.table(.remedyProceeding)) AS p
            WHERE p.case_id = \(caseID) AND p.closed_day IS NULL
            UNION SELECT 'recovery' AS what FROM \(scope.table(.recovery)) AS r
            WHERE r.case_id = \(caseID) AND r.closed_day IS NULL
            UNION SELECT 'correction' AS what FROM \(scope.table(.samplingCorrection)) AS k
            WHERE k.case_id = \(caseID) AND k.state = 'open'
            """)
        return Set(try rows.map { try $0.code("what") })
    }

    private func remedyRow(_ row: Row) throws -> RemedyRow {
        let (provisional, citation) = (try row.flag("answer_provisional"), try row.optionalText("answer_citation"))
        return RemedyRow(
            id: try row.id("id"), caseID: try row.id("case_id"), version: try row.integer("version"),
            proceeding: RemedyProceeding(
                forum: try row.code("forum"), filedOn: try row.date("filed_day"),
                decidedBy: try row.id("decided_by_id"),
                answerBy: try row.optionalDate("answer_due_day").map {
                    Deadline(on: $0, provisional: provisional, citation: citation ?? "")
                }, state: try row.code("state")),
            eventSequence: try row.integer("event_sequence"), contested: try row.code("contested"),
            decidedDay: try row.date("decided_day"), servedDay: try row.date("served_day"),
            dueDay: try row.date("due_day"), claim: try openText(row, "remedy_proceeding", "claim"),
            closedDay: try row.optionalDate("closed_day"))
    }
}
