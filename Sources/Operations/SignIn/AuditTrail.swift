import Casework
package import Primitives
package import Storage

/// One line of the audit log as the auditor's page shows it.
package struct AuditTrailLine: Sendable {
    /// The entry.
    package let entry: AuditLine
    /// The staff member's name; nil for citizens, visitors and the system.
    package let actorName: String?
}

/// A page of the audit log for an auditor, newest first; two queries.
package struct AuditTrail: Sendable {
    /// The lines.
    package let lines: [AuditTrailLine]
    /// What to put into the filter's `before` for the next page; nil on the last.
    package let next: AuditID?

    /// The entries of the auditor's region; nil for anybody else.
    ///
    /// Entries of no region (signing in, imports) show to an auditor of the installation's whole region only.
    package static func load(
        _ filter: AuditFilter = AuditFilter(), limit: Int = 50, in context: CommandContext
    ) throws -> AuditTrail? {
        guard let staff = context.actor.staff, staff.role == .auditor else { return nil }
        let whole = try context.installationRegion()
        let entries = try context.store.auditTrail(
            filter, in: staff.region, withRegionless: whole.map(staff.region.contains) ?? false, limit: limit + 1)
        let shown = entries.prefix(limit)
        let names = try context.store.staffNames(
            shown.filter { $0.actor.kind == .staff }.map { StaffID($0.actor.id) })
        return AuditTrail(
            lines: shown.map { line in
                AuditTrailLine(
                    entry: line, actorName: line.actor.kind == .staff ? names[StaffID(line.actor.id)] : nil)
            },
            next: entries.count > limit ? shown.last?.id : nil)
    }
}
