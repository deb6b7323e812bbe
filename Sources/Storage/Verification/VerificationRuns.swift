package import Primitives
import SQLText

/// Subject of a verification run's id.
package enum RunSubject {}
/// Id of a verification run.
package typealias RunID = Identifier<RunSubject>

/// What a run compares, and whom.
package enum RunKind: String, CaseIterable, Codable, Hashable, Sendable {
    /// Everybody who is helped or has an open case.
    case full
    /// One family.
    case household
    /// As `full`; only families are computed again whose data, facts or due days say so.
    case incremental
    /// Those who are helped (定期核对).
    case recheck
    /// Those with an open case (事前核对).
    case precheck
}

/// Where a run stands.
package enum RunState: String, CaseIterable, Codable, Hashable, Sendable {
    case queued, running, done, cancelled, failed

    /// Whether work on it may go on.
    package var isOpen: Bool { self == .queued || self == .running }
}

/// A run as stored.
package struct RunRow: Hashable, Sendable {
    /// The run's id.
    package let id: RunID
    /// What it compares.
    package let kind: RunKind
    /// Where it stands.
    package var state: RunState
    /// What it is for, as the person said it.
    package let purpose: String
    /// The law under which rows are read.
    package let legalBasis: String
    /// Whose families.
    package let region: RegionCode
    /// The day of the comparison.
    package let asOf: CivilDate
    /// Who asked; nil for the program.
    package let requestedByID: StaffID?
    /// The name of whoever asked.
    package let requestedBy: String
    /// A print of the checks.
    package let cataloguePrint: String
    /// The department data it reads, JSON.
    package let data: String
    /// What makes another run the same one.
    package let dedupeKey: String
    /// The run whose answers are taken over where nothing changed.
    package let baseID: RunID?
    /// How it was planned, JSON; empty until it has begun.
    package var plan: String
    /// How often it was started.
    package var starts: Int
    /// Why it failed.
    package var lastError: String?
    /// When it was asked for.
    package let createdAt: Instant
    /// When it ended.
    package var finishedAt: Instant?

    /// A run that is asked for.
    package init(
        id: RunID, kind: RunKind, purpose: String, legalBasis: String, region: RegionCode, asOf: CivilDate,
        requestedByID: StaffID?, requestedBy: String, cataloguePrint: String, data: String, dedupeKey: String,
        baseID: RunID?, createdAt: Instant
    ) {
        (self.id, self.kind, self.purpose, self.legalBasis) = (id, kind, purpose, legalBasis)
        (self.region, self.asOf, self.requestedByID, self.requestedBy) = (region, asOf, requestedByID, requestedBy)
        (self.cataloguePrint, self.data, self.dedupeKey) = (cataloguePrint, data, dedupeKey)
        (self.baseID, self.createdAt) = (baseID, createdAt)
        (state, plan, starts) = (.queued, "", 1)
    }
}

/// How far a run is, counted from its rows.
package struct RunProgress: Hashable, Sendable {
    /// Families in the run.
    package let families: Int
    /// Families with an answer, computed or taken over.
    package let answered: Int
    /// Families whose answers were taken over from the run before.
    package let carried: Int

    /// Counts by their numbers.
    package init(families: Int = 0, answered: Int = 0, carried: Int = 0) {
        (self.families, self.answered, self.carried) = (families, answered, carried)
    }
}

extension StoreTransaction {
    /// Adds a run that waits.
    package func insertRun(_ run: RunRow) throws {
        try sql.execute(
            """
            INSERT INTO verification_run (id, kind, state, purpose, legal_basis, region_code, as_of_day,
            requested_by_id, requested_by, catalogue_print, data, dedupe_key, base_run_id, plan, starts, created_at)
            VALUES (\(run.id), \(run.kind.rawValue), \(run.state.rawValue), \(run.purpose), \(run.legalBasis),
            \(run.region), \(run.asOf), \(run.requestedByID), \(run.requestedBy), \(run.cataloguePrint), \(run.data),
            \(run.dedupeKey), \(run.baseID), \(run.plan), \(run.starts), \(run.createdAt))
            """)
    }

    /// A run of the scope's region.
    package func run(_ id: RunID, in scope: Scope) throws -> RunRow? {
        try sql.first("SELECT * FROM \(scope.table(.verificationRun)) AS r WHERE r.id = \(id)").map(Self.runRow)
    }

    /// The run that waits, works or is done under a key.
    package func run(dedupeKey: String, in scope: Scope) throws -> RunRow? {
        try sql.first(
            """
            SELECT * FROM \(scope.table(.verificationRun)) AS r WHERE r.dedupe_key = \(dedupeKey)
            AND r.state IN ('queued', 'running', 'done')
            """
        ).map(Self.runRow)
    }

    /// The last finished run of all families of a region, from which an increment may begin.
    package func lastWholeRun(of region: RegionCode, in scope: Scope) throws -> RunRow? {
        try sql.first(
            """
            SELECT * FROM \(scope.table(.verificationRun)) AS r WHERE r.region_code = \(region) AND r.state = 'done'
            AND r.kind IN ('full', 'incremental') ORDER BY r.id DESC LIMIT 1
            """
        ).map(Self.runRow)
    }

    /// The runs of the scope, the latest first, and how many there are; two statements.
    package func runs(limit: Int, offset: Int, in scope: Scope) throws -> (rows: [RunRow], total: Int) {
        let rows = try sql.query(
            """
            SELECT * FROM \(scope.table(.verificationRun)) AS r ORDER BY r.id DESC LIMIT \(limit) OFFSET \(offset)
            """
        ).map(Self.runRow)
        return (rows, try sql.count("SELECT count(*) FROM \(scope.table(.verificationRun)) AS r"))
    }

    /// Moves a run to a state from one of others; false when it was in none of them.
    package func moveRun(
        _ id: RunID, from states: [RunState], to state: RunState, error: String? = nil, at instant: Instant?
    ) throws -> Bool {
        try sql.execute(
            """
            UPDATE verification_run SET state = \(state.rawValue), last_error = \(error), finished_at = \(instant)
            WHERE id = \(id) AND state IN (\(Statement.list(states.map(\.rawValue))))
            """) == 1
    }

    /// Writes how a run was planned.
    package func setRunPlan(_ id: RunID, _ plan: String) throws {
        try sql.execute("UPDATE verification_run SET plan = \(plan) WHERE id = \(id)")
    }

    /// Counts one more start of a run and answers how many there were.
    package func countRunStart(_ id: RunID) throws -> Int {
        try sql.one("UPDATE verification_run SET starts = starts + 1 WHERE id = \(id) RETURNING starts").int("starts")
    }

    /// How far runs are, by id; one statement.
    package func runProgress(_ runs: [RunID]) throws -> [RunID: RunProgress] {
        guard !runs.isEmpty else { return [:] }
        let rows = try sql.query(
            """
            SELECT s.run_id, count(*) AS families, SUM(CASE WHEN s.state = 'waiting' THEN 0 ELSE 1 END) AS answered,
            SUM(CASE WHEN s.state = 'carried' THEN 1 ELSE 0 END) AS carried FROM verification_subject AS s
            WHERE s.run_id IN (\(Statement.list(runs))) GROUP BY s.run_id
            """)
        return Dictionary(
            try rows.map { row in
                let id: RunID = try row.id("run_id")
                return (
                    id,
                    RunProgress(
                        families: try row.int("families"), answered: try row.int("answered"),
                        carried: try row.int("carried"))
                )
            }, uniquingKeysWith: { first, _ in first })
    }

    private static func runRow(_ row: Row) throws -> RunRow {
        var run = RunRow(
            id: try row.id("id"), kind: try row.code("kind"), purpose: try row.text("purpose"),
            legalBasis: try row.text("legal_basis"), region: try row.region("region_code"),
            asOf: try row.date("as_of_day"), requestedByID: try row.optionalID("requested_by_id"),
            requestedBy: try row.text("requested_by"), cataloguePrint: try row.text("catalogue_print"),
            data: try row.text("data"), dedupeKey: try row.text("dedupe_key"),
            baseID: try row.optionalID("base_run_id"), createdAt: try row.instant("created_at"))
        run.state = try row.code("state")
        run.plan = try row.text("plan")
        run.starts = try row.int("starts")
        run.lastError = try row.optionalText("last_error")
        run.finishedAt = try row.optionalInstant("finished_at")
        return run
    }
}
