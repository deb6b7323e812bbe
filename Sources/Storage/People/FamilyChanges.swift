package import Casework
package import Primitives
import SQLText

/// Marks keys of a change of a family.
package enum FamilyChangeSubject {}
/// The key of a change of a family.
package typealias FamilyChangeID = Identifier<FamilyChangeSubject>

/// What a person said of a change: why, and what shows it.
package struct FamilyChangeNote: Codable, Hashable, Sendable {
    /// What happened, in words with whole names.
    package var summary: String
    /// Why it is recorded.
    package var reason: String
    /// The paper or dataset that shows it.
    package var evidence: String

    /// Takes the parts.
    package init(summary: String, reason: String, evidence: String) {
        self.summary = summary
        self.reason = reason
        self.evidence = evidence
    }
}

/// The kinds of changes of a family.
package enum FamilyChangeKind: String, CaseIterable, Codable, Hashable, Sendable {
    case joining, death, leaving, split, merge

    /// The kind in words.
    package var chinese: String {
        switch self {
        case .joining: "增加成员"
        case .death: "成员死亡"
        case .leaving: "成员离开"
        case .split: "分户"
        case .merge: "合户"
        }
    }
}

/// A change of a family as stored: who recorded what, when it happened, and why.
package struct FamilyChangeRow: Hashable, Sendable {
    /// The change.
    package var id: FamilyChangeID
    /// The family that goes on.
    package var family: FamilyID
    /// The family that was split off, or that came in.
    package var other: FamilyID?
    /// What kind.
    package var kind: FamilyChangeKind
    /// The cause, as the lists of joining and leaving name it.
    package var cause: String?
    /// The person it is about; nil for a split and a merge.
    package var person: PersonID?
    /// The day it happened.
    package var happenedOn: CivilDate
    /// The month from which money would change, once somebody decides so.
    package var effective: CalendarMonth
    /// What was said.
    package var note: FamilyChangeNote
    /// Who recorded it.
    package var staff: StaffID
    /// The business day it was recorded on.
    package var recordedOn: CivilDate

    /// Takes the parts.
    package init(
        id: FamilyChangeID, family: FamilyID, other: FamilyID?, kind: FamilyChangeKind, cause: String?,
        person: PersonID?, happenedOn: CivilDate, effective: CalendarMonth, note: FamilyChangeNote, staff: StaffID,
        recordedOn: CivilDate
    ) {
        self.id = id
        self.family = family
        self.other = other
        self.kind = kind
        self.cause = cause
        self.person = person
        self.happenedOn = happenedOn
        self.effective = effective
        self.note = note
        self.staff = staff
        self.recordedOn = recordedOn
    }
}

/// Something a change asks people to do.
package struct FamilyDutyRow: Hashable, Sendable {
    /// The row's id.
    package let id: Int64
    /// The change.
    package let change: FamilyChangeID
    /// What has to be done.
    package let duty: FamilyFollowUp
    /// Since when.
    package let since: CivilDate
    /// The day it was done; nil while it is open.
    package let doneOn: CivilDate?
    /// Who did it.
    package let doneBy: StaffID?
    /// How.
    package let note: String?
}

extension StoreTransaction {
    /// Records a change of a family; it is never rewritten.
    package func insertFamilyChange(_ row: FamilyChangeRow, at instant: Instant) throws {
        let note = try seal(Self.json(row.note), "family_change", "note", row.id.rawValue)
        try sql.execute(
            """
            INSERT INTO family_change (id, family_id, other_family_id, kind, cause, person_id, happened_day,
            effective_month, note, staff_id, business_day, created_at)
            VALUES (\(row.id), \(row.family), \(row.other), \(row.kind.rawValue), \(row.cause), \(row.person),
            \(row.happenedOn), \(row.effective), \(note), \(row.staff), \(row.recordedOn), \(instant))
            """)
    }

    /// The changes of a family, also those in which it was the other one, latest first.
    package func familyChanges(_ family: FamilyID, in scope: Scope) throws -> [FamilyChangeRow] {
        try sql.query(
            """
            SELECT k.* FROM family_change AS k JOIN \(scope.table(.family)) AS f ON f.id = \(family)
            WHERE k.family_id = \(family) OR k.other_family_id = \(family) ORDER BY k.id DESC
            """
        ).map { row in
            FamilyChangeRow(
                id: try row.id("id"), family: try row.id("family_id"), other: try row.optionalID("other_family_id"),
                kind: try row.code("kind"), cause: try row.optionalText("cause"),
                person: try row.optionalID("person_id"), happenedOn: try row.date("happened_day"),
                effective: try row.month("effective_month"),
                note: try Self.fromJSON(open(row, "family_change", "note")), staff: try row.id("staff_id"),
                recordedOn: try row.date("business_day"))
        }
    }

    /// Opens what a change asks for.
    package func insertDuties(
        _ duties: [FamilyFollowUp], of change: FamilyChangeID, for family: FamilyID, on day: CivilDate
    ) throws {
        for duty in duties {
            try sql.execute(
                """
                INSERT INTO family_duty (id, change_id, family_id, duty, since_day)
                VALUES (\(ids.next(FamilyChangeSubject.self)), \(change), \(family), \(duty.rawValue), \(day))
                ON CONFLICT (change_id, family_id, duty) DO NOTHING
                """)
        }
    }

    /// What changes of a family ask for, open ones first.
    package func duties(of family: FamilyID, in scope: Scope) throws -> [FamilyDutyRow] {
        try sql.query(
            """
            SELECT d.* FROM \(scope.table(.familyDuty)) AS d WHERE d.family_id = \(family)
            ORDER BY d.done_day NULLS FIRST, d.id
            """
        ).map { row in
            FamilyDutyRow(
                id: try row.integer("id"), change: try row.id("change_id"), duty: try row.code("duty"),
                since: try row.date("since_day"), doneOn: try row.optionalDate("done_day"),
                doneBy: try row.optionalID("done_by_id"), note: try row.optionalText("note"))
        }
    }

    /// Settles open duties of a kind of a family; answers how many there were.
    @discardableResult
    package func settleDuties(
        _ duty: FamilyFollowUp, of family: FamilyID, note: String, by staff: StaffID, on day: CivilDate,
        in scope: Scope
    ) throws -> Int {
        try sql.execute(
            """
            UPDATE family_duty SET done_day = \(day), done_by_id = \(staff), note = \(note)
            WHERE family_id = \(family) AND duty = \(duty.rawValue) AND done_day IS NULL
            AND \(scope.covers(.familyDuty))
            """)
    }

    /// Settles one open duty.
    package func settleDuty(
        _ id: Int64, note: String, by staff: StaffID, on day: CivilDate, in scope: Scope
    ) throws {
        try changeOne(
            """
            UPDATE family_duty SET done_day = \(day), done_by_id = \(staff), note = \(note)
            WHERE id = \(id) AND done_day IS NULL AND \(scope.covers(.familyDuty))
            """, "The duty")
    }
}
