package import Casework
package import Primitives
import SQLText

/// An open case that one of some people takes part in: for checks by the program, never for a page.
package struct OpenCase: Hashable, Sendable {
    /// The case's id.
    package let id: CaseID
    /// Its acceptance number.
    package let number: String
    /// The account that filed it.
    package let accountID: AccountID?
    /// Where it is handled.
    package let region: RegionCode
}

extension StoreTransaction {
    /// The open cases of a program that any of these people take part in, but for one case.
    package func openCases(of program: Program, people: [PersonID], except own: CaseID? = nil) throws -> [OpenCase] {
        let scope = Scope.system("whether somebody already takes part in an open case; nothing of it is shown")
        let over = CaseState.allCases.filter { $0.isEnded || $0 == .archived }.map(\.rawValue)
        return try sql.query(
            """
            SELECT DISTINCT c.id, c.number, c.account_id, c.region_code
            FROM \(scope.table(.aidCase)) AS c JOIN \(scope.table(.caseMember)) AS m ON m.case_id = c.id
            WHERE c.program = \(program.rawValue) AND c.state NOT IN (\(Statement.list(over)))
            AND c.id <> \(own?.rawValue ?? 0) AND m.person_id IN (\(Statement.list(people))) ORDER BY c.id
            """
        ).map { row in
            OpenCase(
                id: try row.id("id"), number: try row.text("number"), accountID: try row.optionalID("account_id"),
                region: try row.region("region_code"))
        }
    }

    /// A case by the token of its progress link: holding the link is the right to follow it, masked.
    package func caseRow(trackingToken: String) throws -> CaseRow? {
        let scope = Scope.system("whoever holds the progress link of a case may follow its steps, masked")
        guard
            let found = try sql.first(
                "SELECT c.id FROM \(scope.table(.aidCase)) AS c WHERE c.tracking_token = \(trackingToken)")
        else { return nil }
        return try caseRow(found.id("id"), in: scope)
    }

    /// The cases an account filed, latest first.
    package func cases(of account: AccountID) throws -> [CaseRow] {
        let scope = Scope.account(account)
        return try sql.query("SELECT c.* FROM \(scope.table(.aidCase)) AS c ORDER BY c.id DESC LIMIT 50").map(caseRow)
    }
}
