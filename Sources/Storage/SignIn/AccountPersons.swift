package import Primitives
import SQLText
import Sealing

extension StoreTransaction {
    /// Proves an account to be a person when its phone is on file for the one who holds this ID and name.
    ///
    /// One statement whatever is on file, and nothing comes back: neither the answer nor its time tells who is known.
    /// A phone that an application named proves nothing, since anybody may name anybody in one.
    package func proveByPhoneOnFile(
        account: AccountID, citizenID: CitizenID, name: String, on day: CivilDate, at instant: Instant
    ) throws {
        let scope = Scope.system("a claim is proven by a phone on file; the one who claims learns nothing")
        try sql.execute(
            """
            INSERT INTO account_person (account_id, person_id, proven_by, proven_at)
            SELECT DISTINCT a.id, d.person_id, \(IdentityProof.phoneOnFile.rawValue), CAST(\(instant) AS BIGINT)
            FROM citizen_account AS a
            JOIN \(scope.table(.personPhone)) AS t ON t.phone_index = a.phone_index
            JOIN \(scope.table(.identityDocument)) AS d ON d.person_id = t.person_id
            JOIN \(scope.table(.person)) AS p ON p.id = d.person_id
            WHERE a.id = \(account) AND d.kind = 'citizenID' AND d.valid_to IS NULL
            AND d.number_index = \(keys.blindIndex(citizenID.text, purpose: "citizenID"))
            AND p.name_key = \(NameKey.matchKey(name)) AND p.death_day IS NULL
            AND t.source IN ('import', 'clerk') AND t.valid_from <= \(day)
            AND (t.valid_to IS NULL OR t.valid_to > \(day))
            ON CONFLICT (account_id, person_id) DO NOTHING
            """)
    }

    /// Proves an account to be the holder of this ID and name, as a real-name service confirmed; nothing comes back.
    package func proveByAdapter(account: AccountID, citizenID: CitizenID, name: String, at instant: Instant) throws {
        let scope = Scope.system("a real-name service confirmed the claim; the one who claims learns nothing more")
        try sql.execute(
            """
            INSERT INTO account_person (account_id, person_id, proven_by, proven_at)
            SELECT a.id, d.person_id, \(IdentityProof.identityAdapter.rawValue), CAST(\(instant) AS BIGINT)
            FROM citizen_account AS a
            JOIN \(scope.table(.identityDocument)) AS d ON d.kind = 'citizenID' AND d.valid_to IS NULL
            JOIN \(scope.table(.person)) AS p ON p.id = d.person_id
            WHERE a.id = \(account) AND d.number_index = \(keys.blindIndex(citizenID.text, purpose: "citizenID"))
            AND p.name_key = \(NameKey.matchKey(name)) AND p.death_day IS NULL
            ON CONFLICT (account_id, person_id) DO NOTHING
            """)
    }

    /// Proves an account to be a person as a clerk saw it; the person must lie in the clerk's scope.
    package func proveByClerk(
        account: AccountID, person: PersonID, in scope: Scope, at instant: Instant
    ) throws {
        try sql.execute(
            """
            INSERT INTO account_person (account_id, person_id, proven_by, proven_at)
            SELECT a.id, p.id, \(IdentityProof.clerk.rawValue), CAST(\(instant) AS BIGINT)
            FROM citizen_account AS a JOIN \(scope.table(.person)) AS p ON p.id = \(person)
            WHERE a.id = \(account) ON CONFLICT (account_id, person_id) DO NOTHING
            """)
    }

    /// The people an account has proven to be or to act for, the earliest proof first.
    package func provenPersons(of account: AccountID) throws -> [ProvenPersonRow] {
        let scope = Scope.account(account)
        return try sql.query(
            """
            SELECT p.id, p.name, p.id_last_four, l.proven_by, l.proven_at FROM account_person AS l
            JOIN \(scope.table(.person)) AS p ON p.id = l.person_id
            WHERE l.account_id = \(account) ORDER BY l.proven_at, p.id
            """
        ).map { row in
            ProvenPersonRow(
                id: try row.id("id"), name: try row.text("name"), lastFour: try row.text("id_last_four"),
                provenBy: try row.code("proven_by"), provenAt: try row.instant("proven_at"))
        }
    }
}
