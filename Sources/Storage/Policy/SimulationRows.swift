package import Casework
package import Primitives
import SQLText

/// A case's latest record, as a simulation reads it.
package struct SimulationRecord: Sendable {
    /// The case's number, which names the family in a result.
    package let number: String
    /// The canonical record, opened.
    package let record: [UInt8]
}

/// Families of a county that are paid and were never determined here, so that there are no facts to compute with.
package struct UnknownFamilies: Sendable {
    /// The county.
    package let county: RegionCode
    /// How many awards.
    package let awards: Int64
    /// What they are paid a month.
    package let monthly: Money
}

/// A simulation as its job stands.
package struct SimulationJobRow: Sendable {
    /// The job.
    package let id: JobID
    /// `waiting`, `running`, `done`, `failed` or `cancelled`.
    package let state: String
    /// What is asked, as JSON.
    package let payload: String
    /// What came of it, as JSON; nil until it is done.
    package let result: String?
    /// Families done.
    package let done: Int64
    /// Families in all.
    package let total: Int64
    /// Why the last try failed.
    package let lastError: String?
    /// When it was asked for.
    package let createdAt: Instant
    /// When it ended.
    package let finishedAt: Instant?
}

extension StoreTransaction {
    /// Every family of a region: a simulation gives sums, and case numbers that pages show in scope only.
    private static let everyFamily = Scope.system("a policy simulation counts every family of a region")

    /// How many cases of a region, or of all, have a determination that `simulationRecords` gives.
    package func simulationRecordCount(_ program: Program, in region: RegionCode?) throws -> Int64 {
        try sql.one(
            """
            SELECT count(*) AS cases FROM \(Self.everyFamily.table(.aidCase)) AS c WHERE \(Self.lives(program, region))
            AND EXISTS (SELECT 1 FROM \(Self.everyFamily.table(.determination)) AS d WHERE d.case_id = c.id)
            """
        ).integer("cases")
    }

    /// The next records of a region behind a case number: each case's latest determination; ended cases are left out.
    package func simulationRecords(
        _ program: Program, in region: RegionCode?, after number: String, limit: Int
    ) throws -> [SimulationRecord] {
        try sql.query(
            """
            SELECT d.id, d.record, c.number FROM \(Self.everyFamily.table(.aidCase)) AS c
            JOIN \(Self.everyFamily.table(.determination)) AS d ON d.case_id = c.id
            WHERE \(Self.lives(program, region)) AND c.number > \(number)
            AND d.version = (SELECT MAX(e.version) FROM \(Self.everyFamily.table(.determination)) AS e
            WHERE e.case_id = c.id) ORDER BY c.number LIMIT \(limit)
            """
        ).map { row in
            SimulationRecord(number: try row.text("number"), record: try open(row, "determination", "record"))
        }
    }

    /// The active awards of a region whose case has no determination here, by county.
    package func familiesWithoutFacts(_ program: Program, in region: RegionCode?) throws -> [UnknownFamilies] {
        try sql.query(
            """
            SELECT a.county, count(*) AS awards, SUM(a.amount_fen) AS fen FROM
            (SELECT substr(a.region_code, 1, 6) AS county, a.amount_fen
            FROM \(Self.everyFamily.table(.award)) AS a WHERE a.program = \(program.rawValue) AND a.status = 'active'
            AND a.region_code >= \(region?.text ?? "") AND a.region_code < \((region?.text ?? "") + ":")
            AND NOT EXISTS (SELECT 1 FROM \(Self.everyFamily.table(.determination)) AS d WHERE d.case_id = a.case_id))
            AS a GROUP BY a.county ORDER BY a.county
            """
        ).map { row in
            UnknownFamilies(
                county: try row.region("county"), awards: try row.integer("awards"), monthly: try row.money("fen"))
        }
    }

    private static func lives(_ program: Program, _ region: RegionCode?) -> Statement {
        """
        c.program = \(program.rawValue) AND c.region_code >= \(region?.text ?? "")
        AND c.region_code < \((region?.text ?? "") + ":")
        AND c.state NOT IN ('withdrawn', 'endedNonCooperation', 'endedDeath', 'endedMoved', 'terminated', 'archived')
        """
    }

    /// A background job of a kind, as it stands.
    package func simulationJob(_ id: JobID, kind: String) throws -> SimulationJobRow? {
        try sql.first("SELECT * FROM job WHERE id = \(id) AND kind = \(kind)").map(Self.simulationJobRow)
    }

    /// The job of a kind that was asked for under a key.
    package func simulationJob(key: String, kind: String) throws -> SimulationJobRow? {
        try sql.first("SELECT * FROM job WHERE dedupe_key = \(key) AND kind = \(kind)").map(Self.simulationJobRow)
    }

    /// The latest job of a kind whose key begins with these letters, digits and dashes.
    package func latestJob(keyPrefix: String, kind: String) throws -> SimulationJobRow? {
        try sql.first(
            """
            SELECT * FROM job WHERE kind = \(kind)
            AND dedupe_key LIKE \(keyPrefix + "%")
            ORDER BY id DESC LIMIT 1
            """
        ).map(Self.simulationJobRow)
    }

    /// The latest jobs of a kind, the latest first, without their results.
    package func simulationJobs(kind: String, limit: Int) throws -> [SimulationJobRow] {
        try sql.query(
            """
            SELECT id, state, payload, NULL AS result, progress_done, progress_total, last_error, created_at,
            finished_at FROM job WHERE kind = \(kind) ORDER BY id DESC LIMIT \(limit)
            """
        ).map(Self.simulationJobRow)
    }

    private static func simulationJobRow(_ row: Row) throws -> SimulationJobRow {
        SimulationJobRow(
            id: try row.id("id"), state: try row.text("state"), payload: try row.text("payload"),
            result: try row.optionalText("result"), done: try row.integer("progress_done"),
            total: try row.integer("progress_total"), lastError: try row.optionalText("last_error"),
            createdAt: try row.instant("created_at"), finishedAt: try row.optionalInstant("finished_at"))
    }
}
