package import Casework
package import Primitives
package import Storage

/// Everything on fast paths within the asker's scope that waits for somebody (快速办理跟踪).
///
/// Six statements.
package struct FastPathList: Sendable {
    /// A provisional approval that is not settled, or whose owed steps go on.
    package struct Promise: Sendable {
        /// The approval.
        package let line: ProvisionalLine
        /// The next owed step with its last day; nil when the plan owes none.
        package let next: ProvisionalPlan.Owed?
    }

    /// Lines a section shows at most.
    package static let sectionLimit = 100
    /// Approvals before the check was back whose cases are still provisional.
    package let promises: [Promise]
    /// Aid given first whose papers are owed.
    package let aid: [AidFirstLine]
    /// What departments undertook and have not reported done.
    package let undertakings: [UndertakingLine]
    /// Entries of broken promises on which somebody decides.
    package let credit: [CreditLine]
    /// Notices that medical security has not acknowledged.
    package let medical: [MedicalNoticeLine]
    /// How many notices there are, and how many wait.
    package let medicalCounts: (total: Int, waiting: Int)

    /// Reads the lists.
    package static func load(in context: CommandContext) throws -> FastPathList {
        let (store, scope) = (context.store, context.scope)
        return FastPathList(
            promises: try store.openProvisionals(limit: sectionLimit, in: scope).map { line in
                Promise(line: line, next: line.row.plan?.owed.min { $0.due.on < $1.due.on })
            },
            aid: try store.openAidFirsts(limit: sectionLimit, in: scope),
            undertakings: try store.openUndertakings(limit: sectionLimit, in: scope),
            credit: try store.openCreditEntries(limit: sectionLimit, in: scope),
            medical: try store.medicalNotices(limit: sectionLimit, offset: 0, in: scope)
                .filter { $0.notice.handOver.acknowledgedAt == nil },
            medicalCounts: try store.medicalNoticeCounts(in: scope))
    }
}

/// The reserves of the townships in the asker's area, and the book of one of them.
///
/// Three statements.
package struct ReserveView: Sendable {
    /// The reserves, by township.
    package let standings: [ReserveStanding]
    /// The township whose book is shown; nil when none is chosen.
    package let township: ReserveStanding?
    /// Its entries, latest first.
    package let entries: [ReserveEntryRow]
    /// Names of those who wrote them.
    package let names: [StaffID: String]

    /// Reads the reserves; a township shows its own book.
    package static func load(_ chosen: RegionCode?, in context: CommandContext) throws -> ReserveView? {
        guard let staff = context.actor.staff else { return nil }
        let standings = try context.store.reserveStandings(below: staff.region, in: context.scope)
        let code = chosen ?? (standings.count == 1 ? standings[0].township : nil)
        let township = standings.first { $0.township == code }
        if chosen != nil, township == nil { return nil }
        let entries =
            try township.map {
                try context.store.reserveEntries(of: $0.township, limit: 200, in: context.scope)
            } ?? []
        return ReserveView(
            standings: standings, township: township, entries: entries,
            names: try context.store.staffNames(Set(entries.map(\.staffID))))
    }
}
