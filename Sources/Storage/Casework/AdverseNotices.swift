package import Casework
package import Primitives
import SQLText

/// Where an act that the family is told of stands.
package enum AdverseNoticeState: String, CaseIterable, Codable, Hashable, Sendable {
    case told, heard, taken, dropped

    /// Whether it waits for the answer or for the decision.
    package var isOpen: Bool { self == .told || self == .heard }
}

/// What the family is told before an act against it.
package struct AdverseContent: Codable, Hashable, Sendable {
    /// The reasons.
    package let reasonCodes: [ReasonCode]
    /// What was found, in words the family understands.
    package let words: String
    /// How the family was sought, where a reason is that it could not be reached or refused.
    package let attempts: String
    /// The sum in force.
    package let amountBefore: Money?
    /// The sum that is meant to follow; nil where none does.
    package let amountAfter: Money?

    /// Takes the parts.
    package init(
        reasonCodes: [ReasonCode], words: String, attempts: String, amountBefore: Money?, amountAfter: Money?
    ) {
        self.reasonCodes = reasonCodes
        self.words = words
        self.attempts = attempts
        self.amountBefore = amountBefore
        self.amountAfter = amountAfter
    }
}

/// What the family answered to it.
package struct AdverseAnswer: Codable, Hashable, Sendable {
    /// Whether it objects.
    package let objects: Bool
    /// What it said; empty when the time passed without an answer.
    package let words: String

    /// Takes the parts.
    package init(objects: Bool, words: String) {
        self.objects = objects
        self.words = words
    }
}

/// An act that the family is told of before it is taken 事先告知, opened.
package struct AdverseNoticeRow: Sendable {
    /// Its id.
    package let id: AdverseNoticeID
    /// The case.
    package let caseID: CaseID
    /// Rises with every change.
    package let version: Int64
    /// Its public number.
    package let number: String
    /// The act.
    package let act: AdverseAct
    /// What the family is told.
    package let content: AdverseContent
    /// The last month of a pause, or the last one paid; nil where the act has none.
    package let until: CalendarMonth?
    /// Who told it.
    package let toldBy: StaffID
    /// The day.
    package let toldDay: CivilDate
    /// The last day for the family's answer.
    package let answerDue: CivilDate
    /// The day it was heard, or its time had passed; nil before.
    package let heardDay: CivilDate?
    /// Who wrote the answer down; nil when the family did itself.
    package let heardBy: StaffID?
    /// What it answered; nil before.
    package let answer: AdverseAnswer?
    /// Where it stands.
    package let state: AdverseNoticeState
    /// The day it was taken or dropped.
    package let closedDay: CivilDate?
    /// Why it was dropped.
    package let closeReason: String?
}

extension StoreTransaction {
    /// Writes an act the family is told of; the caller has read the case in its scope.
    package func insertAdverseNotice(
        of caseID: CaseID, number: String, act: AdverseAct, content: AdverseContent, by staff: StaffID,
        on day: CivilDate, answerDue: CivilDate, at instant: Instant
    ) throws -> AdverseNoticeRow {
        let id: AdverseNoticeID = ids.next()
        try sql.execute(
            """
            INSERT INTO adverse_notice (id, case_id, version, number, act, content, told_by_id, told_day,
            answer_due_day, state, created_at)
            VALUES (\(id), \(caseID), 1, \(number), \(act.rawValue),
            \(try seal(Self.json(content), "adverse_notice", "content", id.rawValue)), \(staff), \(day), \(answerDue),
            'told', \(instant))
            """)
        return AdverseNoticeRow(
            id: id, caseID: caseID, version: 1, number: number, act: act, content: content, until: nil, toldBy: staff,
            toldDay: day, answerDue: answerDue, heardDay: nil, heardBy: nil, answer: nil, state: .told,
            closedDay: nil, closeReason: nil)
    }

    /// The acts a family of the scope was told of, oldest first.
    package func adverseNotices(of caseID: CaseID, in scope: Scope) throws -> [AdverseNoticeRow] {
        try sql.query("SELECT * FROM \(scope.table(.adverseNotice)) AS n WHERE n.case_id = \(caseID) ORDER BY n.id")
            .map(adverseNoticeRow)
    }

    /// The act the family was told of and that is not taken yet, within the scope.
    package func openAdverseNotice(of caseID: CaseID, in scope: Scope) throws -> AdverseNoticeRow? {
        try sql.first(
            """
            SELECT * FROM \(scope.table(.adverseNotice)) AS n WHERE n.case_id = \(caseID)
            AND n.state IN ('told', 'heard')
            """
        ).map(adverseNoticeRow)
    }

    /// Writes down what the family answered, or that its time passed.
    package func hear(
        _ row: AdverseNoticeRow, _ answer: AdverseAnswer, by staff: StaffID?, on day: CivilDate, in scope: Scope
    ) throws {
        let sealed = try seal(Self.json(answer), "adverse_notice", "answer", row.id.rawValue)
        try changeOne(
            """
            UPDATE adverse_notice SET version = version + 1, state = 'heard', answer = \(sealed),
            heard_day = \(day), heard_by_id = \(staff) WHERE id = \(row.id) AND version = \(row.version)
            AND state IN ('told', 'heard') AND \(scope.covers(.adverseNotice))
            """, "The notice")
    }

    /// Closes an act: it was taken, or dropped with a reason.
    package func close(
        _ row: AdverseNoticeRow, as state: AdverseNoticeState, reason: String, until: CalendarMonth? = nil,
        by staff: StaffID, on day: CivilDate, in scope: Scope
    ) throws {
        try changeOne(
            """
            UPDATE adverse_notice SET version = version + 1, state = \(state.rawValue), closed_day = \(day),
            closed_by_id = \(staff), until_month = \(until),
            close_reason = \(try seal(reason, "adverse_notice", "close_reason", row.id.rawValue))
            WHERE id = \(row.id) AND version = \(row.version) AND state IN ('told', 'heard')
            AND \(scope.covers(.adverseNotice))
            """, "The notice")
    }

    private func adverseNoticeRow(_ row: Row) throws -> AdverseNoticeRow {
        let id: AdverseNoticeID = try row.id("id")
        let answer: AdverseAnswer? =
            try row.optionalBlob("answer") == nil
            ? nil : Self.fromJSON(try open(row, "adverse_notice", "answer"), as: AdverseAnswer.self)
        return AdverseNoticeRow(
            id: id, caseID: try row.id("case_id"), version: try row.integer("version"), number: try row.text("number"),
            act: try row.code("act"), content: try Self.fromJSON(open(row, "adverse_notice", "content")),
            until: try row.optionalMonth("until_month"), toldBy: try row.id("told_by_id"),
            toldDay: try row.date("told_day"),
            answerDue: try row.date("answer_due_day"), heardDay: try row.optionalDate("heard_day"),
            heardBy: try row.optionalID("heard_by_id"), answer: answer, state: try row.code("state"),
            closedDay: try row.optionalDate("closed_day"),
            closeReason: try row.optionalBlob("close_reason") == nil
                ? nil : try openText(row, "adverse_notice", "close_reason"))
    }
}

extension StoreTransaction {
    /// The last month of an earlier gradual exit of a case's family, within the scope; nil when there was none.
    package func lastGradualExit(of row: CaseRow, in scope: Scope) throws -> CalendarMonth? {
        try sql.one(
            """
            SELECT MAX(n.until_month) AS until_month FROM \(scope.table(.adverseNotice)) AS n
            JOIN aid_case AS c ON c.id = n.case_id
            JOIN case_event AS e ON e.case_id = n.case_id AND e.kind = 'beginGradualExit'
            WHERE c.family_id = \(row.familyID) AND n.act = 'termination' AND n.state = 'taken'
            AND n.until_month IS NOT NULL
            """
        ).optionalMonth("until_month")
    }
}
