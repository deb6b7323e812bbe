package import Primitives
import SQLText

extension StoreTransaction {
    /// The family of a register number or of a case's number within the scope; nil where there is none.
    package func family(numbered number: String, in scope: Scope) throws -> FamilyID? {
        if let row = try sql.first(
            "SELECT f.id FROM \(scope.table(.family)) AS f WHERE f.register_number = \(number)")
        {
            return try row.id("id")
        }
        return try sql.first(
            """
            SELECT c.family_id FROM \(scope.table(.aidCase)) AS c WHERE c.number = \(number) ORDER BY c.id DESC LIMIT 1
            """
        )?.id("family_id")
    }
}
