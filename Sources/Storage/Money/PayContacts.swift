import Casework
package import Primitives
import SQLText

/// How a family is told about its money.
package struct PayContact: Sendable {
    /// The phone: the application's, otherwise the payee's on file.
    ///
    /// Never shown.
    package let phone: String
    /// The case of the award, if it has one.
    package let caseID: CaseID?
    /// What the progress link carries.
    package let trackingToken: String?
}

extension StoreTransaction {
    /// The phones of all awards of a batch that was itself read within the asker's scope.
    ///
    /// Two queries.
    package func payContacts(batch: BatchID) throws -> [AwardID: PayContact] {
        try payContacts(
            """
            a.id IN (SELECT i.award_id FROM \(Self.payrollScope.table(.payItem)) AS i WHERE i.batch_id = \(batch))
            """)
    }

    /// The phone of one award that was itself read within the asker's scope.
    package func payContact(award: AwardID) throws -> PayContact? {
        try payContacts("a.id = \(award)")[award]
    }

    private func payContacts(_ condition: Statement) throws -> [AwardID: PayContact] {
        var contacts: [AwardID: PayContact] = [:]
        let scope = Self.payrollScope
        try sql.forEach(
            """
            SELECT a.id AS award_id, h.id, h.phone FROM \(scope.table(.award)) AS a
            JOIN \(scope.table(.personPhone)) AS h ON h.person_id = a.payee_person_id AND h.valid_to IS NULL
            WHERE \(condition) ORDER BY a.id, h.id
            """
        ) { row in
            let phone = try openText(row, "person_phone", "phone")
            contacts[try row.id("award_id")] = PayContact(phone: phone, caseID: nil, trackingToken: nil)
        }
        try sql.forEach(
            """
            SELECT a.id AS award_id, c.id, c.form, c.tracking_token FROM \(scope.table(.award)) AS a
            JOIN \(scope.table(.aidCase)) AS c ON c.id = a.case_id WHERE \(condition)
            """
        ) { row in
            let award: AwardID = try row.id("award_id")
            let form: ApplicationForm = try Self.fromJSON(open(row, "aid_case", "form"))
            contacts[award] = PayContact(
                phone: form.phone.isEmpty ? contacts[award]?.phone ?? "" : form.phone, caseID: try row.id("id"),
                trackingToken: try row.text("tracking_token"))
        }
        return contacts
    }
}
