package import Primitives
import SQLText
import Sealing

/// What kind of address a person has.
package enum AddressKind: String, Codable, Hashable, Sendable {
    case hukou, habitual, mailing
}

extension StoreTransaction {
    /// Puts a phone on file for a person from a day on; the same open number is enough.
    ///
    /// `source` says where it comes from: `import`, `application`, `clerk`.
    package func addPhone(_ phone: String, of person: PersonID, source: String, on day: CivilDate) throws {
        guard try !isPhoneOnFile(phone, of: person) else { return }
        let id = ids.next(PersonSubject.self)
        let sealed = try seal(phone, "person_phone", "phone", id.rawValue)
        try sql.execute(
            """
            INSERT INTO person_phone (id, person_id, phone, phone_index, last_four, source, valid_from)
            VALUES (\(id), \(person), \(sealed), \(keys.blindIndex(phone, purpose: "phone")),
            \(String(phone.suffix(4))), \(source), \(day))
            """)
    }

    /// Whether a number is on file for a person: the proof that a signed-in phone belongs to whom it claims.
    ///
    /// `sources` narrows the proof: a phone that an applicant typed proves nothing, one of the import or a clerk does.
    package func isPhoneOnFile(_ phone: String, of person: PersonID, sources: [String]? = nil) throws -> Bool {
        let scope = Scope.system("whether a phone is on file for a claimed person: the program learns yes or no")
        let narrowed: Statement = sources.map { "AND h.source IN (\(Statement.list($0)))" } ?? ""
        return try sql.first(
            """
            SELECT 1 AS held FROM \(scope.table(.personPhone)) AS h WHERE h.person_id = \(person)
            AND h.phone_index = \(keys.blindIndex(phone, purpose: "phone")) AND h.valid_to IS NULL \(narrowed)
            """) != nil
    }

    /// The phones on file for a person, masked, latest first.
    package func phonesOnFile(of person: PersonID, in scope: Scope) throws -> [String] {
        try sql.query(
            """
            SELECT h.id, h.phone FROM \(scope.table(.personPhone)) AS h
            WHERE h.person_id = \(person) AND h.valid_to IS NULL ORDER BY h.id DESC
            """
        ).map { Masking.phone(try openText($0, "person_phone", "phone")) }
    }

    /// Ends a phone from a day on.
    package func endPhone(_ phone: String, of person: PersonID, on day: CivilDate, in scope: Scope) throws {
        try sql.execute(
            """
            UPDATE person_phone SET valid_to = \(day) WHERE person_id = \(person) AND valid_to IS NULL
            AND phone_index = \(keys.blindIndex(phone, purpose: "phone")) AND \(scope.covers(.personPhone))
            """)
    }

    /// Records where a person lives, is registered or gets mail from a day on; the earlier address of the kind ends.
    package func setAddress(
        _ kind: AddressKind, of person: PersonID, region: RegionCode, detail: String, on day: CivilDate
    ) throws {
        try sql.execute(
            """
            UPDATE person_address SET valid_to = \(day)
            WHERE person_id = \(person) AND kind = \(kind.rawValue) AND valid_to IS NULL
            """)
        let id = ids.next(PersonSubject.self)
        let sealed = try seal(detail, "person_address", "detail", id.rawValue)
        try sql.execute(
            """
            INSERT INTO person_address (id, person_id, kind, region_code, detail, valid_from)
            VALUES (\(id), \(person), \(kind.rawValue), \(region), \(sealed), \(day))
            """)
    }

    /// The present address of a kind.
    package func address(
        _ kind: AddressKind, of person: PersonID, in scope: Scope
    ) throws -> (region: RegionCode, detail: String)? {
        try sql.first(
            """
            SELECT a.id, a.region_code, a.detail FROM \(scope.table(.personAddress)) AS a
            WHERE a.person_id = \(person) AND a.kind = \(kind.rawValue) AND a.valid_to IS NULL
            """
        ).map { (try $0.region("region_code"), try openText($0, "person_address", "detail")) }
    }
}
