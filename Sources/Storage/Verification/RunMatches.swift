package import Primitives
import SQLText

/// Subject of a match's id.
package enum MatchSubject {}
/// Id of a match that a run found.
package typealias MatchID = Identifier<MatchSubject>

/// What a run found about a family, on its way to the store or out of it.
package struct RunMatch: Hashable, Sendable {
    /// What is sealed of a match: it names things that people own.
    package struct Content: Hashable, Sendable, Codable {
        /// What it rests on.
        package let evidence: String
        /// The finding in plain words.
        package let sentence: String

        /// Content by its parts.
        package init(evidence: String, sentence: String) { (self.evidence, self.sentence) = (evidence, sentence) }
    }

    /// The family.
    package let familyID: FamilyID
    /// The person; nil when it is about the household.
    package let personID: PersonID?
    /// The check's code.
    package let rule: String
    /// `red`, `yellow` or `care`.
    package let severity: String
    /// `hit` or `error`.
    package let status: String
    /// The datasets it rests on.
    package let datasets: [String]
    /// What was seen, in hundredths.
    package let observed: Int64
    /// What it was compared with, in hundredths.
    package let limit: Int64
    /// The hash of its evidence.
    package let evidenceHash: String
    /// The decision or ticket that answered it; nil when it stands.
    package let suppressedBy: String?
    /// What is sealed.
    package let content: Content

    /// A match by its parts.
    package init(
        familyID: FamilyID, personID: PersonID?, rule: String, severity: String, status: String, datasets: [String],
        observed: Int64, limit: Int64, evidenceHash: String, suppressedBy: String?, content: Content
    ) {
        (self.familyID, self.personID, self.rule, self.severity) = (familyID, personID, rule, severity)
        (self.status, self.datasets, self.observed, self.limit) = (status, datasets, observed, limit)
        (self.evidenceHash, self.suppressedBy, self.content) = (evidenceHash, suppressedBy, content)
    }
}

/// A match as a list shows it, names masked.
package struct RunMatchLine: Sendable {
    /// The match's id.
    package let id: MatchID
    /// What was found.
    package let match: RunMatch
    /// The family's first member, masked.
    package let headMasked: String
    /// The person it is about, masked; nil for the household.
    package let personMasked: String?
    /// The last four of that person's ID.
    package let personLastFour: String?
    /// The name of the place where the family lives.
    package let regionName: String
    /// The task that came of it; nil when none did.
    package let taskID: TaskID?
    /// The open case of the family when the run was asked for.
    package let caseID: CaseID?
}

extension StoreTransaction {
    /// Writes matches of a part and answers their ids in the order given.
    package func insertMatches(_ matches: [RunMatch], of run: RunID, part: Int) throws -> [MatchID] {
        try matches.map { match in
            let id: MatchID = ids.next()
            let content = try seal(Self.json(match.content), "verification_match", "content", id.rawValue)
            try sql.execute(
                """
                INSERT INTO verification_match (id, run_id, part, family_id, person_id, rule, severity, status,
                datasets, observed, limit_value, evidence_hash, suppressed_by, content)
                VALUES (\(id), \(run), \(part), \(match.familyID), \(match.personID?.rawValue ?? 0), \(match.rule),
                \(match.severity), \(match.status), \(match.datasets.joined(separator: " ")), \(match.observed),
                \(match.limit), \(match.evidenceHash), \(match.suppressedBy), \(content))
                """)
            return id
        }
    }

    /// The matches of some families in a run, for one that takes them over.
    package func matches(of run: RunID, families: [FamilyID]) throws -> [RunMatch] {
        guard !families.isEmpty else { return [] }
        return try sql.query(
            """
            SELECT * FROM verification_match WHERE run_id = \(run) AND family_id IN (\(Statement.list(families)))
            ORDER BY family_id, rule, id
            """
        ).map(runMatch)
    }

    /// One page of a run's matches within the scope, gravest first, and how many there are; two statements.
    package func matchLines(
        of run: RunID, rule: String?, status: String, suppressed: Bool?, limit: Int, offset: Int, in scope: Scope
    ) throws -> (rows: [RunMatchLine], total: Int) {
        var conditions: [Statement] = ["m.run_id = \(run)", "m.status = \(status)"]
        if let rule { conditions.append("m.rule = \(rule)") }
        if let suppressed { conditions.append(suppressed ? "m.suppressed_by IS NOT NULL" : "m.suppressed_by IS NULL") }
        let source: Statement =
            """
            \(scope.table(.verificationMatch)) AS m WHERE \(Statement.joined(conditions, separator: " AND "))
            """
        let rows = try sql.query(
            """
            SELECT l.*, h.name AS head_name, q.name AS person_name, q.id_last_four AS person_last_four,
            r.name AS region_name, t.id AS task_id, s.case_id
            FROM (SELECT m.* FROM \(source) ORDER BY CASE m.severity WHEN 'red' THEN 0 WHEN 'yellow' THEN 1 ELSE 2 END,
            m.rule, m.family_id, m.id LIMIT \(limit) OFFSET \(offset)) AS l
            JOIN family AS f ON f.id = l.family_id LEFT JOIN region AS r ON r.code = f.region_code
            LEFT JOIN verification_subject AS s ON s.run_id = l.run_id AND s.family_id = l.family_id
            LEFT JOIN family_member AS n ON n.id = (SELECT k.id FROM family_member AS k
            WHERE k.family_id = l.family_id AND k.valid_to IS NULL ORDER BY k.member_number, k.id LIMIT 1)
            LEFT JOIN person AS h ON h.id = n.person_id LEFT JOIN person AS q ON q.id = l.person_id
            LEFT JOIN verification_task AS t ON t.family_id = l.family_id AND t.person_id = l.person_id
            AND t.rule = l.rule AND t.evidence_hash = l.evidence_hash
            ORDER BY CASE l.severity WHEN 'red' THEN 0 WHEN 'yellow' THEN 1 ELSE 2 END, l.rule, l.family_id, l.id
            """
        ).map { row in
            RunMatchLine(
                id: try row.id("id"), match: try runMatch(row),
                headMasked: Masking.name(try row.optionalText("head_name") ?? ""),
                personMasked: try row.optionalText("person_name").map { Masking.name($0) },
                personLastFour: try row.optionalText("person_last_four"),
                regionName: try row.optionalText("region_name") ?? "", taskID: try row.optionalID("task_id"),
                caseID: try row.optionalID("case_id"))
        }
        return (rows, try sql.count("SELECT count(*) FROM \(source)"))
    }

    /// How many matches a run has within the scope, by check, severity, status and whether they were answered.
    package func matchCounts(of run: RunID, in scope: Scope) throws -> [MatchCount] {
        try sql.query(
            """
            SELECT m.rule, m.severity, m.status, m.datasets, CASE WHEN m.suppressed_by IS NULL THEN 0 ELSE 1 END
            AS answered, count(*) AS n, count(DISTINCT m.family_id) AS families
            FROM \(scope.table(.verificationMatch)) AS m WHERE m.run_id = \(run)
            GROUP BY m.rule, m.severity, m.status, m.datasets, CASE WHEN m.suppressed_by IS NULL THEN 0 ELSE 1 END
            ORDER BY m.rule, m.status
            """
        ).map(Self.matchCount)
    }

    private static func matchCount(_ row: Row) throws -> MatchCount {
        MatchCount(
            rule: try row.text("rule"), severity: try row.text("severity"), status: try row.text("status"),
            datasets: try row.text("datasets").split(separator: " ").map(String.init),
            isAnswered: try row.flag("answered"), matches: try row.int("n"), families: try row.int("families"))
    }

    func runMatch(_ row: Row) throws -> RunMatch {
        let person = try row.integer("person_id")
        return RunMatch(
            familyID: try row.id("family_id"), personID: person == 0 ? nil : PersonID(person),
            rule: try row.text("rule"), severity: try row.text("severity"), status: try row.text("status"),
            datasets: try row.text("datasets").split(separator: " ").map(String.init),
            observed: try row.integer("observed"), limit: try row.integer("limit_value"),
            evidenceHash: try row.text("evidence_hash"), suppressedBy: try row.optionalText("suppressed_by"),
            content: try Self.fromJSON(open(row, "verification_match", "content")))
    }
}

/// How many matches are alike.
package struct MatchCount: Hashable, Sendable {
    /// The check's code.
    package let rule: String
    /// `red`, `yellow` or `care`.
    package let severity: String
    /// `hit` or `error`.
    package let status: String
    /// The datasets they rest on.
    package let datasets: [String]
    /// Whether an upheld objection or a corrected record answers them.
    package let isAnswered: Bool
    /// How many.
    package let matches: Int
    /// Of how many families.
    package let families: Int
}
