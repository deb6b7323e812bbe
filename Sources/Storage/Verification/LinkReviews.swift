package import Primitives
import SQLText

/// Subject of a link review's id.
package enum LinkReviewSubject {}
/// Id of a review of pairs of records.
package typealias LinkReviewID = Identifier<LinkReviewSubject>
/// Subject of a pair's id.
package enum LinkPairSubject {}
/// Id of a pair of records that a person judges.
package typealias LinkPairID = Identifier<LinkPairSubject>

/// What a person says about two records.
package enum LinkDecision: String, CaseIterable, Codable, Hashable, Sendable {
    case same, different, unsure
}

/// A review: the pairs of two lists that are neither surely one person nor surely two.
package struct LinkReviewRow: Hashable, Sendable {
    /// The review's id.
    package let id: LinkReviewID
    /// What it is called.
    package let name: String
    /// Pairs below this probability are not in it, in thousandths.
    package let lowerPermille: Int
    /// Pairs from this probability on were linked, in thousandths.
    package let upperPermille: Int
    /// When it was made.
    package let createdAt: Instant
    /// Pairs in it.
    package let pairs: Int
    /// Pairs that were judged, "unsure" too.
    package let decided: Int
}

/// A pair of a review, opened.
package struct LinkPairRow: Hashable, Sendable {
    /// The pair's id.
    package let id: LinkPairID
    /// Rises with each decision.
    package let version: Int64
    /// Label of the first record.
    package let recordA: String
    /// Label of the second record.
    package let recordB: String
    /// Probability that they are one person, in thousandths.
    package let permille: Int
    /// Why it waits for a person.
    package let reason: String
    /// The evidence, JSON.
    package let content: [UInt8]
    /// What was said; nil before.
    package let decision: LinkDecision?
    /// Who said it.
    package let decidedBy: String?
    /// When.
    package let decidedAt: Instant?
}

/// A pair on its way into a review.
package struct LinkPairEntry: Codable, Hashable, Sendable {
    /// Label of the first record.
    package let recordA: String
    /// Label of the second record.
    package let recordB: String
    /// Probability that they are one person, in thousandths.
    package let permille: Int
    /// Why it waits for a person.
    package let reason: String
    /// The evidence, JSON.
    package let content: String

    /// A pair by its parts.
    package init(recordA: String, recordB: String, permille: Int, reason: String, content: String) {
        (self.recordA, self.recordB, self.permille) = (recordA, recordB, permille)
        (self.reason, self.content) = (reason, content)
    }
}

extension StoreTransaction {
    /// Adds a review with its pairs.
    package func insertLinkReview(
        _ name: String, pairs: [LinkPairEntry], lower: Int, upper: Int, region: RegionCode, by staff: StaffID,
        at instant: Instant
    ) throws -> LinkReviewID {
        let review: LinkReviewID = ids.next()
        try sql.execute(
            """
            INSERT INTO link_review (id, name, region_code, lower_permille, upper_permille, made_by_id, created_at)
            VALUES (\(review), \(name), \(region), \(lower), \(upper), \(staff), \(instant))
            """)
        for pair in pairs {
            let id: LinkPairID = ids.next()
            let content = try seal(pair.content, "link_pair", "content", id.rawValue)
            try sql.execute(
                """
                INSERT INTO link_pair (id, review_id, record_a, record_b, probability_permille, reason, content,
                version) VALUES (\(id), \(review), \(pair.recordA), \(pair.recordB), \(pair.permille), \(pair.reason),
                \(content), 1) ON CONFLICT (review_id, record_a, record_b) DO NOTHING
                """)
        }
        return review
    }

    /// The reviews of the scope, the latest first, or one of them.
    package func linkReviews(only id: LinkReviewID? = nil, in scope: Scope) throws -> [LinkReviewRow] {
        let one: Statement = id.map { "WHERE l.id = \($0)" } ?? ""
        return try sql.query(
            """
            SELECT l.*, (SELECT count(*) FROM link_pair AS p WHERE p.review_id = l.id) AS pairs,
            (SELECT count(*) FROM link_pair AS p WHERE p.review_id = l.id AND p.decision IS NOT NULL) AS decided
            FROM \(scope.table(.linkReview)) AS l \(one) ORDER BY l.id DESC LIMIT 200
            """
        ).map { row in
            LinkReviewRow(
                id: try row.id("id"), name: try row.text("name"), lowerPermille: try row.int("lower_permille"),
                upperPermille: try row.int("upper_permille"), createdAt: try row.instant("created_at"),
                pairs: try row.int("pairs"), decided: try row.int("decided"))
        }
    }

    /// The pair of a review that waits longest, those that somebody was unsure about last; nil when all are judged.
    package func nextLinkPair(of review: LinkReviewID, in scope: Scope) throws -> LinkPairRow? {
        try linkPairs(of: review, and: "p.decision IS NULL", limit: 1, offset: 0, in: scope).first
    }

    /// One pair of the scope's reviews.
    package func linkPair(_ id: LinkPairID, of review: LinkReviewID, in scope: Scope) throws -> LinkPairRow? {
        try linkPairs(of: review, and: "p.id = \(id)", limit: 1, offset: 0, in: scope).first
    }

    /// The judged pairs of a review, the latest first.
    package func decidedLinkPairs(
        of review: LinkReviewID, limit: Int, offset: Int, in scope: Scope
    ) throws -> [LinkPairRow] {
        try linkPairs(of: review, and: "p.decision IS NOT NULL", limit: limit, offset: offset, in: scope)
    }

    /// Writes what a person says about a pair; throws `changedMeanwhile` when somebody was faster.
    package func decideLinkPair(
        _ pair: LinkPairRow, _ decision: LinkDecision, by staff: StaffID, at instant: Instant
    ) throws {
        try changeOne(
            """
            UPDATE link_pair SET decision = \(decision.rawValue), decided_by_id = \(staff), decided_at = \(instant),
            version = version + 1 WHERE id = \(pair.id) AND version = \(pair.version)
            """, "The pair")
    }

    private func linkPairs(
        of review: LinkReviewID, and condition: Statement, limit: Int, offset: Int, in scope: Scope
    ) throws -> [LinkPairRow] {
        try sql.query(
            """
            SELECT p.*, u.name AS decider FROM link_pair AS p JOIN \(scope.table(.linkReview)) AS l
            ON l.id = p.review_id LEFT JOIN staff_user AS u ON u.id = p.decided_by_id
            WHERE p.review_id = \(review) AND \(condition)
            ORDER BY p.decided_at DESC, p.probability_permille DESC, p.id LIMIT \(limit) OFFSET \(offset)
            """
        ).map { row in
            LinkPairRow(
                id: try row.id("id"), version: try row.integer("version"), recordA: try row.text("record_a"),
                recordB: try row.text("record_b"), permille: try row.int("probability_permille"),
                reason: try row.text("reason"), content: try open(row, "link_pair", "content"),
                decision: try row.optionalCode("decision"), decidedBy: try row.optionalText("decider"),
                decidedAt: try row.optionalInstant("decided_at"))
        }
    }
}
