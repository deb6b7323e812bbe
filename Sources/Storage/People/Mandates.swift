package import Casework
package import Primitives
import SQLText

/// Marks keys of a mandate.
package enum MandateSubject {}
/// The key of a mandate.
package typealias MandateID = Identifier<MandateSubject>

/// What is kept sealed of a mandate: who acts, and by what paper.
package struct MandateContent: Codable, Hashable, Sendable {
    /// The mandate as the rule sees it.
    package var mandate: AgencyMandate
    /// The agent's name.
    package var agentName: String
    /// The agent's phone.
    package var agentPhone: String
    /// What the agent is to the family.
    package var relation: String
    /// The paper: who signed it before whom.
    package var paper: String

    /// Takes the parts.
    package init(mandate: AgencyMandate, agentName: String, agentPhone: String, relation: String, paper: String) {
        self.mandate = mandate
        self.agentName = agentName
        self.agentPhone = agentPhone
        self.relation = relation
        self.paper = paper
    }
}

/// A mandate as stored.
package struct MandateRow: Hashable, Sendable {
    /// The row's id.
    package let id: MandateID
    /// Rises with every change.
    package let version: Int64
    /// The case; nil while there is only a draft.
    package let caseID: CaseID?
    /// The sealed part.
    package let content: MandateContent
    /// Who recorded it at the window; nil where the family gave it on its phone.
    package let staff: StaffID?
    /// The day it was recorded.
    package let on: CivilDate
    /// The day the family took it back.
    package let revokedOn: CivilDate?

    /// The mandate as the rule sees it: one that was taken back ends the day before.
    package var mandate: AgencyMandate { content.mandate }
}

/// Whose hand wrote a mandate down, or took it back: staff at the family's word, or the family on its phone.
package enum MandateHand: Hashable, Sendable {
    case staff(StaffID)
    case account(AccountID)

    var staff: StaffID? {
        if case .staff(let id) = self { id } else { nil }
    }

    var account: AccountID? {
        if case .account(let id) = self { id } else { nil }
    }
}

/// What a mandate is for: an application being filled in, or a case.
package enum MandateOwner: Codable, Hashable, Sendable {
    case draft(DraftID)
    case file(CaseID)
}

extension StoreTransaction {
    /// Stores a mandate.
    package func insertMandate(
        _ content: MandateContent, for owner: MandateOwner, by giver: MandateHand, on day: CivilDate
    ) throws -> MandateID {
        let id: MandateID = ids.next()
        let sealed = try seal(Self.json(content), "agency_mandate", "content", id.rawValue)
        let mandate = content.mandate
        let (draft, file): (DraftID?, CaseID?) =
            switch owner {
            case .draft(let id): (id, nil)
            case .file(let id): (nil, id)
            }
        try sql.execute(
            """
            INSERT INTO agency_mandate (id, version, draft_id, case_id, kind, agent_staff_id, from_day, through_day,
            is_signed, content, staff_id, account_id, business_day)
            VALUES (\(id), 1, \(draft), \(file), \(mandate.kind.rawValue), \(mandate.agent), \(mandate.from),
            \(mandate.through), \(mandate.isSigned), \(sealed), \(giver.staff), \(giver.account), \(day))
            """)
        return id
    }

    /// The mandates of a case, oldest first.
    package func mandates(of caseID: CaseID, in scope: Scope) throws -> [MandateRow] {
        try sql.query("SELECT * FROM \(scope.table(.agencyMandate)) AS m WHERE m.case_id = \(caseID) ORDER BY m.id")
            .map(mandateRow)
    }

    /// The mandates of a draft that was itself read by its owner, oldest first.
    package func mandates(ofDraft draft: DraftID) throws -> [MandateRow] {
        try sql.query("SELECT * FROM agency_mandate AS m WHERE m.draft_id = \(draft) ORDER BY m.id").map(mandateRow)
    }

    /// A mandate by id.
    package func mandate(_ id: MandateID, in scope: Scope) throws -> MandateRow? {
        try sql.first("SELECT * FROM \(scope.table(.agencyMandate)) AS m WHERE m.id = \(id)").map(mandateRow)
    }

    /// The family takes a mandate back.
    package func revokeMandate(
        _ row: MandateRow, by hand: MandateHand, on day: CivilDate, in scope: Scope
    ) throws {
        try changeOne(
            """
            UPDATE agency_mandate SET version = version + 1, revoked_day = \(day), revoked_by_id = \(hand.staff),
            revoked_by_account_id = \(hand.account)
            WHERE id = \(row.id) AND version = \(row.version) AND revoked_day IS NULL
            AND \(scope.covers(.agencyMandate))
            """, "The mandate")
    }

    /// The mandates of an application go with it into its case.
    package func moveMandates(from draft: DraftID, to caseID: CaseID) throws {
        try sql.execute("UPDATE agency_mandate SET case_id = \(caseID) WHERE draft_id = \(draft)")
    }

    private func mandateRow(_ row: Row) throws -> MandateRow {
        MandateRow(
            id: try row.id("id"), version: try row.integer("version"), caseID: try row.optionalID("case_id"),
            content: try Self.fromJSON(open(row, "agency_mandate", "content")), staff: try row.optionalID("staff_id"),
            on: try row.date("business_day"), revokedOn: try row.optionalDate("revoked_day"))
    }
}
