package import Primitives
import SQLText

/// Which entries of the audit log are asked for.
package struct AuditFilter: Hashable, Sendable {
    /// Only entries about this kind of subject.
    package var subjectKind: String?
    /// Only entries about this subject.
    package var subjectID: Int64?
    /// Only entries of this kind of actor.
    package var actorKind: ActorRow.Kind?
    /// Only entries of this actor.
    package var actorID: Int64?
    /// Only entries from this day on, by the system clock in China.
    package var from: CivilDate?
    /// Only entries through this day.
    package var through: CivilDate?
    /// Only entries before this one: the last of the page before.
    package var before: AuditID?

    /// Asks for everything.
    package init() {}
}

extension StoreTransaction {
    /// The entries of a region, newest first; entries without a region belong to the installation's whole region only.
    package func auditTrail(
        _ filter: AuditFilter, in region: RegionCode, withRegionless: Bool, limit: Int
    ) throws -> [AuditLine] {
        var statement: Statement = """
            SELECT id, at, actor_kind, actor_id, post_id, verb, subject_kind, subject_id, region_code, reason
            FROM audit_entry WHERE (region_code >= \(region) AND region_code < \(region.text + ":")
            OR (\(withRegionless) = 1 AND region_code = ''))
            """
        if let kind = filter.subjectKind { statement += " AND subject_kind = \(kind)" }
        if let id = filter.subjectID { statement += " AND subject_id = \(id)" }
        if let kind = filter.actorKind { statement += " AND actor_kind = \(kind.rawValue)" }
        if let id = filter.actorID { statement += " AND actor_id = \(id)" }
        if let day = filter.from { statement += " AND at >= \(Instant(chinaDate: day))" }
        if let day = filter.through { statement += " AND at < \(Instant(chinaDate: day.adding(days: 1)))" }
        if let id = filter.before { statement += " AND id < \(id)" }
        return try sql.query(statement + " ORDER BY id DESC LIMIT \(limit)").map(Self.auditLine)
    }

    /// The link hashes at some positions, for comparison with the heads written outside.
    package func auditLinkHashes(at positions: [Int64]) throws -> [Int64: [UInt8]] {
        var hashes: [Int64: [UInt8]] = [:]
        for start in stride(from: 0, to: positions.count, by: 30) {
            let part = positions[start..<min(start + 30, positions.count)]
            for row in try sql.query(
                "SELECT position, link_hash FROM audit_link WHERE position IN (\(Statement.list(part)))")
            {
                hashes[try row.integer("position")] = try row.blob("link_hash")
            }
        }
        return hashes
    }
}
