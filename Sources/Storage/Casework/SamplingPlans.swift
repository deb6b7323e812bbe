package import Casework
package import Primitives
import SQLText

/// A county's sample over delegated decisions as kept: the list is frozen first, the public number comes afterwards.
package struct SamplingRow: Sendable {
    /// The sample's id.
    package let id: SamplingID
    /// Rises when it is drawn.
    package let version: Int64
    /// The sample's number.
    package let number: String
    /// The county.
    package let county: RegionCode
    /// Period, share, fewest, and the public number once it is known.
    package let plan: SamplingPlan
    /// The digest of the frozen list, published before the number was drawn.
    package let listHash: [UInt8]
    /// The day the list was frozen.
    package let frozenOn: CivilDate
    /// Who froze it.
    package let frozenBy: StaffID
    /// How the public number came about; nil while none did.
    package let seedSource: String?
    /// The day the cases were drawn.
    package let drawnOn: CivilDate?

    /// A sample as it is frozen.
    package init(
        id: SamplingID, number: String, county: RegionCode, plan: SamplingPlan, listHash: [UInt8], frozenOn: CivilDate,
        frozenBy: StaffID
    ) {
        self.init(
            id: id, version: 1, number: number, county: county, plan: plan, listHash: listHash, frozenOn: frozenOn,
            frozenBy: frozenBy, seedSource: nil, drawnOn: nil)
    }

    init(
        id: SamplingID, version: Int64, number: String, county: RegionCode, plan: SamplingPlan, listHash: [UInt8],
        frozenOn: CivilDate, frozenBy: StaffID, seedSource: String?, drawnOn: CivilDate?
    ) {
        self.id = id
        self.version = version
        self.number = number
        self.county = county
        self.plan = plan
        self.listHash = listHash
        self.frozenOn = frozenOn
        self.frozenBy = frozenBy
        self.seedSource = seedSource
        self.drawnOn = drawnOn
    }
}

/// A delegated decision on a sample's list, with what was found when it was looked at.
package struct SamplingItemRow: Sendable {
    /// The decision.
    package let decision: DelegatedDecision
    /// Who decided.
    package let decider: StaffID
    /// Whether it was drawn.
    package let isDrawn: Bool
    /// The case's acceptance number.
    package let number: String
    /// The applicant, masked.
    package let applicantMasked: String
    /// What was found; nil while nobody looked.
    package let finding: SamplingFinding?
    /// In words.
    package let words: String?
    /// Who looked.
    package let foundBy: StaffID?
    /// The day.
    package let foundOn: CivilDate?
}

extension StoreTransaction {
    /// Decisions that townships of the scope took on a period's days, the latest of each case, by case.
    ///
    /// Always looked at are cases with a relative on the ledger and cases somebody objected to.
    package func delegatedDecisions(
        from: CivilDate, through: CivilDate, in scope: Scope
    ) throws -> [(decision: DelegatedDecision, decider: StaffID)] {
        let rows = try sql.query(
            """
            SELECT o.case_id, o.business_day, o.positive, o.staff_id, c.region_code,
            (SELECT count(*) FROM case_relation AS r WHERE r.case_id = o.case_id)
            + (SELECT count(*) FROM notice_objection AS n WHERE n.case_id = o.case_id)
            + (SELECT count(*) FROM case_member AS m JOIN relative_entry AS e ON e.person_id = m.person_id
            WHERE m.case_id = o.case_id AND e.struck_day IS NULL) AS signs
            FROM \(scope.table(.opinion)) AS o JOIN \(scope.table(.aidCase)) AS c ON c.id = o.case_id
            JOIN staff_post AS p ON p.id = o.post_id
            WHERE o.stage = 'confirmation' AND p.role = 'townshipReviewer'
            AND o.business_day BETWEEN \(from) AND \(through)
            AND o.id = (SELECT max(l.id) FROM opinion AS l WHERE l.case_id = o.case_id AND l.stage = 'confirmation')
            ORDER BY o.case_id
            """)
        return try rows.map { row in
            let region = try row.region("region_code")
            return (
                DelegatedDecision(
                    caseID: try row.id("case_id"), township: region.ancestor(at: .township) ?? region,
                    decidedOn: try row.date("business_day"), isGrant: try row.flag("positive"),
                    isCertain: try row.integer("signs") > 0),
                try row.id("staff_id")
            )
        }
    }

    /// Freezes a sample with its list.
    package func insertSampling(
        _ row: SamplingRow, sharePermille: Int64, list: [(decision: DelegatedDecision, decider: StaffID)],
        at instant: Instant
    ) throws {
        try sql.execute(
            """
            INSERT INTO sampling_plan (id, version, county_code, number, from_day, through_day, share_permille, least,
            list_hash, frozen_day, frozen_by_id, created_at)
            VALUES (\(row.id), 1, \(row.county), \(row.number), \(row.plan.from), \(row.plan.through),
            \(sharePermille), \(row.plan.least), \(row.listHash), \(row.frozenOn), \(row.frozenBy), \(instant))
            """)
        for item in list {
            try sql.execute(
                """
                INSERT INTO sampling_item (plan_id, case_id, township_code, decided_day, granted, certain, decider_id)
                VALUES (\(row.id), \(item.decision.caseID), \(item.decision.township), \(item.decision.decidedOn),
                \(item.decision.isGrant), \(item.decision.isCertain), \(item.decider))
                """)
        }
    }

    /// Writes the public number and the cases it drew.
    package func drawSampling(
        _ row: SamplingRow, seed: UInt64, source: String, cases: [CaseID], on day: CivilDate, by staff: StaffID,
        in scope: Scope
    ) throws {
        try changeOne(
            """
            UPDATE sampling_plan SET version = version + 1, seed = \(String(seed)), seed_source = \(source),
            drawn_day = \(day), drawn_by_id = \(staff)
            WHERE id = \(row.id) AND version = \(row.version) AND seed IS NULL AND \(scope.covers(.samplingPlan))
            """, "The sample")
        for id in cases {
            try sql.execute(
                """
                UPDATE sampling_item SET drawn = 1
                WHERE plan_id = \(row.id) AND case_id = \(id) AND \(scope.covers(.samplingItem))
                """)
        }
    }

    /// Writes what was found in a drawn case; the caller has read the sample in its scope.
    package func insertFinding(
        _ finding: SamplingFinding, words: String, of caseID: CaseID, in sampling: SamplingID, by staff: StaffID,
        on day: CivilDate, at instant: Instant
    ) throws {
        let id: EventID = ids.next()
        let sealed = try seal(words, "sampling_finding", "words", id.rawValue)
        try sql.execute(
            """
            INSERT INTO sampling_finding (id, plan_id, case_id, finding, words, found_by_id, found_day, created_at)
            VALUES (\(id), \(sampling), \(caseID), \(finding.rawValue), \(sealed), \(staff), \(day), \(instant))
            """)
    }

    /// The samples within the scope, the latest first.
    package func samplings(in scope: Scope) throws -> [SamplingRow] {
        try sql.query("SELECT * FROM \(scope.table(.samplingPlan)) AS s ORDER BY s.id DESC").map(Self.sampling)
    }

    /// One sample within the scope.
    package func sampling(_ id: SamplingID, in scope: Scope) throws -> SamplingRow? {
        try sql.first("SELECT * FROM \(scope.table(.samplingPlan)) AS s WHERE s.id = \(id)").map(Self.sampling)
    }

    /// The list of a sample within the scope, by case, with the findings.
    package func samplingItems(of id: SamplingID, in scope: Scope) throws -> [SamplingItemRow] {
        try sql.query(
            """
            SELECT i.*, c.number, c.applicant_name, f.id AS finding_id, f.finding, f.words, f.found_by_id, f.found_day
            FROM \(scope.table(.samplingItem)) AS i JOIN \(scope.table(.aidCase)) AS c ON c.id = i.case_id
            LEFT JOIN sampling_finding AS f ON f.plan_id = i.plan_id AND f.case_id = i.case_id
            WHERE i.plan_id = \(id) ORDER BY i.case_id
            """
        ).map { row in
            SamplingItemRow(
                decision: DelegatedDecision(
                    caseID: try row.id("case_id"), township: try row.region("township_code"),
                    decidedOn: try row.date("decided_day"), isGrant: try row.flag("granted"),
                    isCertain: try row.flag("certain")),
                decider: try row.id("decider_id"), isDrawn: try row.flag("drawn"), number: try row.text("number"),
                applicantMasked: Masking.name(try row.text("applicant_name")),
                finding: try row.optionalText("finding").flatMap(SamplingFinding.init(rawValue:)),
                words: try row.optionalBlob("words") == nil
                    ? nil : openText(row, "sampling_finding", "words", id: "finding_id"),
                foundBy: try row.optionalID("found_by_id"), foundOn: try row.optionalDate("found_day"))
        }
    }

    private static func sampling(_ row: Row) throws -> SamplingRow {
        let seed = try row.optionalText("seed")
        return SamplingRow(
            id: try row.id("id"), version: try row.integer("version"), number: try row.text("number"),
            county: try row.region("county_code"),
            plan: SamplingPlan(
                from: try row.date("from_day"), through: try row.date("through_day"),
                share: Ratio(permille: try row.integer("share_permille")), seed: seed.flatMap { UInt64($0) },
                least: try row.int("least")),
            listHash: try row.blob("list_hash"), frozenOn: try row.date("frozen_day"),
            frozenBy: try row.id("frozen_by_id"), seedSource: try row.optionalText("seed_source"),
            drawnOn: try row.optionalDate("drawn_day"))
    }
}
