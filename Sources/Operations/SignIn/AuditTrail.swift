import Casework
package import Primitives
package import Storage

/// One line of the audit log as the auditor's page shows it.
package struct AuditTrailLine: Sendable {
    /// The entry.
    package let entry: AuditLine
    /// The staff member's name; nil for citizens, visitors and the system.
    package let actorName: String?
    /// What people call the subject, such as a case number; nil where it has no name in the auditor's region.
    package let subjectName: String?
    /// The region's name; nil for an entry of no region.
    package let regionName: String?
}

/// A page of the audit log for an auditor, newest first; three queries and one a kind of subject.
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
        let subjects = try context.store.auditSubjectNames(
            Set(shown.map { AuditedRecord(kind: $0.subjectKind, id: $0.subjectID) }), in: context.scope)
        let regions = try context.store.regionNames(Set(shown.map(\.region)))
        return AuditTrail(
            lines: shown.map { line in
                AuditTrailLine(
                    entry: line, actorName: line.actor.kind == .staff ? names[StaffID(line.actor.id)] : nil,
                    subjectName: subjects[AuditedRecord(kind: line.subjectKind, id: line.subjectID)],
                    regionName: regions[line.region])
            },
            next: entries.count > limit ? shown.last?.id : nil)
    }
}
