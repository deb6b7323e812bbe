package import Primitives
import SQLText

/// A record that audit entries are about: a kind of record and its id.
package struct AuditedRecord: Hashable, Sendable {
    /// The kind, as entries keep it.
    package let kind: String
    /// The id; 0 when the kind has only one.
    package let id: Int64

    /// Takes both.
    package init(kind: String, id: Int64) {
        self.kind = kind
        self.id = id
    }
}

extension StoreTransaction {
    /// What people call the subjects of audit entries: case, batch and certificate numbers, names of staff and places.
    ///
    /// Whatever lies outside the scope, and persons, keep no name. One statement a kind.
    package func auditSubjectNames(_ subjects: Set<AuditedRecord>, in scope: Scope) throws -> [AuditedRecord: String] {
        var names: [AuditedRecord: String] = [:]
        for (kind, members) in Dictionary(grouping: subjects.filter { $0.id != 0 }, by: \.kind) {
            guard let statement = Self.naming(kind, members.map(\.id).sorted(), scope) else { continue }
            for row in try sql.query(statement) {
                names[AuditedRecord(kind: kind, id: try row.integer("id"))] = try row.text("name")
            }
        }
        return names
    }

    /// The case with an acceptance number, within the scope.
    package func caseID(number: String, in scope: Scope) throws -> CaseID? {
        try sql.first("SELECT c.id FROM \(scope.table(.aidCase)) AS c WHERE c.number = \(number)")
            .map { try $0.id("id") }
    }

    private static func naming(_ kind: String, _ ids: [Int64], _ scope: Scope) -> Statement? {
        let list = Statement.list(ids)
        let ofCase: (Statement) -> Statement = { table in
            """
            SELECT x.id, c.number AS name FROM \(table) AS x JOIN \(scope.table(.aidCase)) AS c ON c.id = x.case_id
            WHERE x.id IN (\(list))
            """
        }
        return switch kind {
        case "case": "SELECT c.id, c.number AS name FROM \(scope.table(.aidCase)) AS c WHERE c.id IN (\(list))"
        case "notice": ofCase(scope.table(.publicityNotice))
        case "objection": ofCase(scope.table(.noticeObjection))
        case "determination": ofCase(scope.table(.determination))
        case "authorization": ofCase(scope.table(.caseAuthorization))
        case "draft": ofCase("application_draft")
        case "award":
            "SELECT a.id, a.certificate_number AS name FROM \(scope.table(.award)) AS a WHERE a.id IN (\(list))"
        case "batch": "SELECT b.id, b.number AS name FROM \(scope.table(.payBatch)) AS b WHERE b.id IN (\(list))"
        case "family":
            """
            SELECT f.id, f.register_number AS name FROM \(scope.table(.family)) AS f
            WHERE f.register_number IS NOT NULL AND f.id IN (\(list))
            """
        case "staff": "SELECT u.id, u.name FROM staff_user AS u WHERE u.id IN (\(list))"
        default: nil
        }
    }
}
