package import Casework
package import Primitives
import SQLText
import Sealing

extension StoreTransaction {
    /// The scope in which a recipient list is compared with whole counties.
    package static var recipientScope: Scope {
        .system("a recipient list is compared with all families of its county, whose payer hands it in")
    }

    /// The IDs of all present members of families of a layer in a county.
    ///
    /// Two columns opened a person.
    package func citizenIDs(layer: FamilyProgram, county: RegionCode) throws -> [CitizenID] {
        let scope = Self.recipientScope
        var found: [CitizenID] = []
        try sql.forEach(
            """
            SELECT d.id, d.number FROM \(scope.table(.family)) AS f
            JOIN \(scope.table(.familyMember)) AS m ON m.family_id = f.id AND m.valid_to IS NULL
            JOIN \(scope.table(.identityDocument)) AS d ON d.person_id = m.person_id AND d.kind = 'citizenID'
            AND d.valid_to IS NULL WHERE f.program = \(layer.rawValue) AND f.region_code >= \(county)
            AND f.region_code < \(county.text + ":")
            """
        ) { found.append(try CitizenID(try openText($0, "identity_document", "number"))) }
        return found
    }

    /// A person with the family they belong to now and its place.
    package func recipient(_ id: CitizenID) throws -> (person: PersonID, family: FamilyID, region: RegionCode)? {
        let scope = Self.recipientScope
        return try sql.first(
            """
            SELECT m.person_id, f.id, f.region_code FROM \(scope.table(.identityDocument)) AS d
            JOIN \(scope.table(.familyMember)) AS m ON m.person_id = d.person_id AND m.valid_to IS NULL
            JOIN \(scope.table(.family)) AS f ON f.id = m.family_id
            WHERE d.kind = 'citizenID' AND d.valid_to IS NULL
            AND d.number_index = \(keys.blindIndex(id.text, purpose: "citizenID"))
            """
        ).map { (try $0.id("person_id"), try $0.id("id"), try $0.region("region_code")) }
    }

    /// Whether a certificate number is taken, or a family already has a running award of the program.
    package func standsAgainstImport(
        certificate: String, family: FamilyID?, program: Program
    ) throws -> (certificateHeld: Bool, awardHeld: Bool) {
        let scope = Self.recipientScope
        let held = try sql.first(
            "SELECT 1 AS held FROM \(scope.table(.award)) AS a WHERE a.certificate_number = \(certificate)")
        guard let family else { return (held != nil, false) }
        let award = try sql.first(
            """
            SELECT 1 AS held FROM \(scope.table(.award)) AS a
            WHERE a.family_id = \(family) AND a.program = \(program.rawValue) AND a.stopped_from IS NULL
            """)
        return (held != nil, award != nil)
    }
}
