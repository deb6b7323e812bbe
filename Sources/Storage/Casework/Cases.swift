package import Casework
import Foundation
package import Primitives
import SQLText

extension StoreTransaction {
    /// Inserts a case just sent, with its members.
    package func insertCase(_ row: CaseRow, members: [CaseMemberRow], at instant: Instant) throws {
        let form = try seal(Self.json(row.form), "aid_case", "form", row.id.rawValue)
        try sql.execute(
            """
            INSERT INTO aid_case (id, version, number, program, state, family_id, applicant_name, applicant_last_four,
            head_count, region_code, account_id, channel, competent_body, form, facts_version, submitted_day,
            declared_per_capita_fen, tracking_token, created_at, updated_at)
            VALUES (\(row.id), 1, \(row.number), \(row.program.rawValue), \(row.state.rawValue), \(row.familyID),
            \(row.applicantName), \(row.applicantLastFour), \(row.headCount), \(row.region), \(row.accountID),
            \(row.channel), \(row.competentBody.rawValue), \(form), \(row.factsVersion), \(row.submittedDay),
            \(row.form.declaredPerCapita), \(row.trackingToken), \(instant), \(instant))
            """)
        try insertCaseMembers(members, caseID: row.id)
    }

    private func insertCaseMembers(_ members: [CaseMemberRow], caseID: CaseID) throws {
        for member in members {
            let number = try seal(member.idNumber.text, "case_member", "id_number", member.id.rawValue)
            try sql.execute(
                """
                INSERT INTO case_member (id, case_id, member_number, person_id, name, relation, sex, birth_day,
                id_number, id_last_four)
                VALUES (\(member.id), \(caseID), \(member.number), \(member.personID), \(member.name),
                \(member.relation.rawValue), \(member.sex.rawValue), \(member.birthDate), \(number),
                \(member.idNumber.lastFour))
                """)
        }
    }

    /// Replaces the frozen form and members after an answered supplement; the facts version rises.
    package func replaceCaseFacts(
        _ row: inout CaseRow, form: ApplicationForm, members: [CaseMemberRow], in scope: Scope, at instant: Instant
    ) throws {
        row.form = form
        row.factsVersion += 1
        row.headCount = members.count
        if let applicant = members.first(where: { $0.relation == .applicant }) {
            row.applicantName = applicant.name
            row.applicantLastFour = applicant.idNumber.lastFour
        }
        let sealed = try seal(Self.json(form), "aid_case", "form", row.id.rawValue)
        try sql.execute("DELETE FROM case_member WHERE case_id = \(row.id) AND \(scope.covers(.caseMember))")
        try insertCaseMembers(members, caseID: row.id)
        try changeOne(
            """
            UPDATE aid_case SET form = \(sealed), facts_version = \(row.factsVersion), head_count = \(row.headCount),
            applicant_name = \(row.applicantName), applicant_last_four = \(row.applicantLastFour),
            declared_per_capita_fen = \(row.form.declaredPerCapita)
            WHERE id = \(row.id) AND version = \(row.version) AND \(scope.covers(.aidCase))
            """, "The case")
    }

    /// Writes the parts of a case that a transition changes, under optimistic locking: `row.version` is the one read.
    package func updateCase(_ row: inout CaseRow, in scope: Scope, at instant: Instant) throws {
        let clock: [UInt8]? = try row.clock.map { try seal(Self.json($0), "aid_case", "clock", row.id.rawValue) }
        try changeOne(
            """
            UPDATE aid_case SET version = version + 1, program = \(row.program.rawValue), state = \(row.state.rawValue),
            accepted_day = \(row.acceptedDay), clock = \(clock), deadline_day = \(row.deadlineDay),
            deadline_provisional = \(row.deadlineProvisional), clock_stopped = \(row.isClockStopped),
            assigned_staff_id = \(row.assignedStaffID), competent_body = \(row.competentBody.rawValue),
            amount_fen = \(row.amount), closed_day = \(row.closedDay), updated_at = \(instant)
            WHERE id = \(row.id) AND version = \(row.version) AND \(scope.covers(.aidCase))
            """, "The case")
        row.version += 1
    }

    /// A case by id; nil when there is none in the scope.
    package func caseRow(_ id: CaseID, in scope: Scope) throws -> CaseRow? {
        try sql.first("SELECT * FROM \(scope.table(.aidCase)) AS c WHERE c.id = \(id)").map(caseRow)
    }

    /// A case by its acceptance number.
    package func caseRow(number: String, in scope: Scope) throws -> CaseRow? {
        try sql.first("SELECT * FROM \(scope.table(.aidCase)) AS c WHERE c.number = \(number)").map(caseRow)
    }

    /// The people of a case in the order of the form.
    package func caseMembers(_ id: CaseID, in scope: Scope) throws -> [CaseMemberRow] {
        try sql.query(
            """
            SELECT * FROM \(scope.table(.caseMember)) AS m WHERE m.case_id = \(id) ORDER BY m.member_number
            """
        ).map { row in
            let number = try openText(row, "case_member", "id_number")
            return CaseMemberRow(
                id: try row.id("id"), number: try row.int("member_number"), personID: try row.id("person_id"),
                name: try row.text("name"), relation: try row.code("relation"), sex: try row.code("sex"),
                birthDate: try row.date("birth_day"), idNumber: try CitizenID(number))
        }
    }

    func caseRow(_ row: Row) throws -> CaseRow {
        let id: CaseID = try row.id("id")
        var record = CaseRow(
            id: id, number: try row.text("number"), program: try row.code("program"), state: try row.code("state"),
            familyID: try row.id("family_id"), applicantName: try row.text("applicant_name"),
            applicantLastFour: try row.text("applicant_last_four"), headCount: try row.int("head_count"),
            region: try row.region("region_code"), accountID: try row.optionalID("account_id"),
            channel: try row.text("channel"), competentBody: try row.code("competent_body"),
            form: try Self.fromJSON(open(row, "aid_case", "form")), submittedDay: try row.date("submitted_day"),
            trackingToken: try row.text("tracking_token"))
        record.version = try row.integer("version")
        record.factsVersion = try row.integer("facts_version")
        record.acceptedDay = try row.optionalDate("accepted_day")
        record.clock = try row.optionalBlob("clock") == nil ? nil : Self.fromJSON(open(row, "aid_case", "clock"))
        record.deadlineDay = try row.optionalDate("deadline_day")
        record.deadlineProvisional = try row.flag("deadline_provisional")
        record.assignedStaffID = try row.optionalID("assigned_staff_id")
        record.amount = try row.optionalMoney("amount_fen")
        record.closedDay = try row.optionalDate("closed_day")
        return record
    }

    /// Canonical JSON of a value for a sealed column: sorted keys, so that equal values give equal bytes.
    package static func json(_ value: some Encodable) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(value))
    }

    /// Reads a value back from a sealed column's JSON.
    package static func fromJSON<Value: Decodable>(_ bytes: [UInt8], as: Value.Type = Value.self) throws -> Value {
        try JSONDecoder().decode(Value.self, from: Data(bytes))
    }
}
