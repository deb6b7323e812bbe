package import Primitives
import SQLText

/// Subject of a run subject's id.
package enum RunFamilySubject {}

/// A family that is to be compared.
package struct WatchedFamily: Hashable, Sendable {
    /// The family.
    package let familyID: FamilyID
    /// Its latest open case; nil when it has none.
    package let caseID: CaseID?
    /// Whether it is helped now.
    package let isHelped: Bool
    /// Rises with every change of the family.
    package let version: Int64
}

/// A family of a run as stored, its trail opened.
package struct RunFamily: Hashable, Sendable {
    /// The row.
    package let id: Int64
    /// The family.
    package let familyID: FamilyID
    /// The case whose facts count; nil for the register's.
    package let caseID: CaseID?
    /// Whether it was helped when the run was asked for.
    package let isHelped: Bool
    /// Whether its answers are taken over.
    package let isCarried: Bool
    /// A print of the facts that were compared; empty before.
    package let factsPrint: String
    /// Codes of the checks without an answer.
    package let silentRules: [String]
    /// What the answers rest on; empty before.
    package let trail: [UInt8]
}

/// What came of a family in a part.
package struct FamilyResult: Hashable, Sendable {
    /// The row of the family in the run.
    package let id: Int64
    /// Whether the answers were taken over.
    package let isCarried: Bool
    /// A print of the facts that were compared.
    package let factsPrint: String
    /// Codes of the checks without an answer.
    package let silentRules: [String]
    /// What the answers rest on.
    package let trail: [UInt8]

    /// A result by its parts.
    package init(id: Int64, isCarried: Bool, factsPrint: String, silentRules: [String], trail: [UInt8]) {
        (self.id, self.isCarried, self.factsPrint) = (id, isCarried, factsPrint)
        (self.silentRules, self.trail) = (silentRules, trail)
    }
}

extension StoreTransaction {
    /// Who is watched within the scope: those who are helped, those with an open case, or both; one statement.
    package func watchedFamilies(
        helped: Bool, applying: Bool, only family: FamilyID? = nil, over ended: [String], in scope: Scope
    ) throws -> [WatchedFamily] {
        let open: Statement =
            """
            (SELECT MAX(c.id) FROM \(scope.table(.aidCase)) AS c WHERE c.family_id = f.id
            AND c.state NOT IN (\(Statement.list(ended))))
            """
        let one: Statement = family.map { "AND f.id = \($0)" } ?? ""
        return try sql.query(
            """
            SELECT w.* FROM (SELECT f.id, f.version, CASE WHEN f.program IN ('dibao', 'tekun', 'edge') THEN 1
            ELSE 0 END AS is_helped, \(open) AS case_id FROM \(scope.table(.family)) AS f WHERE 1 = 1 \(one)) AS w
            WHERE (w.is_helped = 1 AND \(helped ? 1 : 0) = 1) OR (w.case_id IS NOT NULL AND \(applying ? 1 : 0) = 1)
            ORDER BY w.id
            """
        ).map { row in
            WatchedFamily(
                familyID: try row.id("id"), caseID: try row.optionalID("case_id"), isHelped: try row.flag("is_helped"),
                version: try row.integer("version"))
        }
    }

    /// Freezes whom a run compares, in parts of so many families.
    package func insertRunFamilies(_ families: [WatchedFamily], of run: RunID, each: Int) throws {
        let parts = (families.count + each - 1) / each
        try sql.insert(
            (0..<parts).map { [run.sqlValue, .integer(Int64($0)), .text("waiting"), .integer(0)] },
            into: BulkTable("verification_run_part", ["run_id", "part", "state", "fence"]))
        let columns = [
            "id", "run_id", "part", "family_id", "case_id", "is_helped", "plan", "state", "facts_print", "silent_rules",
        ]
        try sql.insert(
            families.enumerated().map { number, family in
                [
                    ids.next(RunFamilySubject.self).sqlValue, run.sqlValue, .integer(Int64(number / each)),
                    family.familyID.sqlValue, family.caseID.map(\.sqlValue) ?? .null, family.isHelped.sqlValue,
                    .text("compute"), .text("waiting"), .text(""), .text(""),
                ]
            }, into: BulkTable("verification_subject", columns))
    }

    /// The first part of a run that is not done; one that a stopped process began comes again.
    package func nextRunPart(_ run: RunID) throws -> Int? {
        try sql.first(
            """
            SELECT part FROM verification_run_part WHERE run_id = \(run) AND state <> 'done' ORDER BY part LIMIT 1
            """
        )?.int("part")
    }

    /// Takes a part up under a fence; false when it is done already.
    package func beginRunPart(_ part: Int, of run: RunID, fence: Int64, at instant: Instant) throws -> Bool {
        try sql.execute(
            """
            UPDATE verification_run_part SET state = 'running', fence = \(fence), started_at = \(instant)
            WHERE run_id = \(run) AND part = \(part) AND state <> 'done' AND fence <= \(fence)
            """) == 1
    }

    /// Ends a part; false when somebody with a later fence has taken it up, and then nothing may be written.
    package func finishRunPart(_ part: Int, of run: RunID, fence: Int64, at instant: Instant) throws -> Bool {
        try sql.execute(
            """
            UPDATE verification_run_part SET state = 'done', finished_at = \(instant)
            WHERE run_id = \(run) AND part = \(part) AND state = 'running' AND fence = \(fence)
            """) == 1
    }

    /// The families of a run, or of one part of it, in their order.
    package func runFamilies(of run: RunID, part: Int? = nil) throws -> [RunFamily] {
        let one: Statement = part.map { "AND part = \($0)" } ?? ""
        return try sql.query(
            "SELECT * FROM verification_subject WHERE run_id = \(run) \(one) ORDER BY part, family_id"
        ).map(runFamily)
    }

    /// The families of a run by their ids, as an earlier run left them.
    package func runFamilies(of run: RunID, families: [FamilyID]) throws -> [FamilyID: RunFamily] {
        guard !families.isEmpty else { return [:] }
        let rows = try sql.query(
            """
            SELECT * FROM verification_subject WHERE run_id = \(run)
            AND family_id IN (\(Statement.list(families)))
            """
        ).map(runFamily)
        return Dictionary(rows.map { ($0.familyID, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// Writes what came of a part's families.
    package func storeRunFamilies(_ results: [FamilyResult]) throws {
        for result in results {
            try sql.execute(
                """
                UPDATE verification_subject SET state = \(result.isCarried ? "carried" : "computed"),
                facts_print = \(result.factsPrint), silent_rules = \(result.silentRules.joined(separator: " ")),
                trail = \(try seal(result.trail, "verification_subject", "trail", result.id)) WHERE id = \(result.id)
                """)
        }
    }

    /// Marks the families whose answers are taken over from an earlier run.
    package func planCarried(_ rows: [Int64]) throws {
        for start in stride(from: 0, to: rows.count, by: 500) {
            let part = Array(rows[start..<min(start + 500, rows.count)])
            try sql.execute(
                "UPDATE verification_subject SET plan = 'carry' WHERE id IN (\(Statement.list(part)))")
        }
    }

    private func runFamily(_ row: Row) throws -> RunFamily {
        let trail = try row.optionalBlob("trail") == nil ? [] : open(row, "verification_subject", "trail")
        return RunFamily(
            id: try row.integer("id"), familyID: try row.id("family_id"), caseID: try row.optionalID("case_id"),
            isHelped: try row.flag("is_helped"), isCarried: try row.text("plan") == "carry",
            factsPrint: try row.text("facts_print"),
            silentRules: try row.text("silent_rules").split(separator: " ").map(String.init), trail: trail)
    }
}
