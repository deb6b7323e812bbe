import Casework
import Primitives
package import Storage
package import Verification

/// The evidence for a pair as a review shows it: lines of bits whose sum is the judgement.
package struct LinkEvidence: Codable, Hashable, Sendable {
    /// One line of the sum.
    package struct Line: Codable, Hashable, Sendable {
        /// What was compared.
        package let what: String
        /// The first record's value; numbers by their last four characters.
        package let left: String
        /// The second record's value.
        package let right: String
        /// How they stand to each other.
        package let words: String
        /// Hundredths of a bit for one person; below zero they speak against it.
        package let centibits: Int
    }

    /// The lines, what was known before anything was compared first.
    package let lines: [Line]
    /// Their sum, in hundredths of a bit.
    package let totalCentibits: Int
    /// What to look at.
    package let advice: String

    init(_ explanation: LinkExplanation, advice: String) {
        func line(_ what: String, _ bits: Double, _ words: String = "", _ left: String = "", _ right: String = "")
            -> Line
        {
            Line(what: what, left: left, right: right, words: words, centibits: Int((bits * 100).rounded()))
        }
        var lines = [line("先验", explanation.priorBits, "比对之前")]
        lines += explanation.lines.map { line($0.what, $0.bits, $0.words, $0.left, $0.right) }
        if explanation.twinBits < -0.005 { lines.append(line("可能是双胞胎", explanation.twinBits)) }
        if explanation.rivalBits < -0.005 { lines.append(line("另有相符的记录", explanation.rivalBits)) }
        self.lines = lines
        totalCentibits = Int((explanation.totalBits * 100).rounded())
        self.advice = advice
    }
}

/// Puts pairs that are neither surely one person nor surely two before a person.
package struct MakeLinkReview: Command {
    package static let name = "linking.makeReview"
    /// What the review is called.
    let title: String
    /// Pairs below this probability are left out, in thousandths.
    let lowerPermille: Int
    /// Pairs from this probability on were linked, in thousandths.
    let upperPermille: Int
    /// The pairs.
    let pairs: [LinkPairEntry]

    /// A queue by its parts.
    package init(title: String, lowerPermille: Int, upperPermille: Int, pairs: [LinkPairEntry]) {
        (self.title, self.pairs) = (title, pairs)
        (self.lowerPermille, self.upperPermille) = (lowerPermille, upperPermille)
    }

    /// The queue of a linking run.
    package init(title: String, of result: LinkResult, lowest: Double, threshold: Double) throws {
        let pairs = try result.assignment.review.map { score, hold in
            let explanation = result.scoring.explanation(of: score)
            let evidence = LinkEvidence(explanation, advice: hold.words)
            return LinkPairEntry(
                recordA: explanation.a, recordB: explanation.b,
                permille: Int((explanation.probability * 1000).rounded()), reason: hold.rawValue,
                content: String(decoding: try StoreTransaction.json(evidence), as: UTF8.self))
        }
        self.init(
            title: title, lowerPermille: Int((lowest * 1000).rounded()),
            upperPermille: Int((threshold * 1000).rounded()), pairs: pairs)
    }

    /// Stores the queue for the own region.
    package func run(in context: CommandContext) throws -> Outcome<LinkReviewID> {
        guard let staff = context.actor.staff, RunAuthority.keepers.contains(staff.role) else {
            return .refused([.notAllowed])
        }
        guard !pairs.isEmpty else { return .refused([.noPairs]) }
        let id = try context.store.insertLinkReview(
            title, pairs: pairs, lower: lowerPermille, upper: upperPermille, region: staff.region, by: staff.staffID,
            at: context.now)
        try context.audit(Self.name, "linkReview", id.rawValue, region: staff.region, reason: title)
        return .done(id)
    }
}

/// Says whether two records are one person; it links nothing by itself and can be said anew.
package struct DecideLinkPair: Command {
    package static let name = "linking.decide"
    /// The review.
    let review: LinkReviewID
    /// The pair.
    let pair: LinkPairID
    /// The version that was looked at.
    let version: Int64
    /// What is said; nil when nothing was chosen.
    let decision: LinkDecision?

    /// Takes what a person says.
    package init(review: LinkReviewID, pair: LinkPairID, version: Int64, decision: LinkDecision?) {
        (self.review, self.pair, self.version, self.decision) = (review, pair, version, decision)
    }

    /// Stores it with who and when.
    package func run(in context: CommandContext) throws -> Outcome<LinkPairID> {
        guard let staff = context.actor.staff, RunAuthority.keepers.contains(staff.role) else {
            return .refused([.notAllowed])
        }
        guard let row = try context.store.linkPair(pair, of: review, in: context.scope) else {
            return .refused([.notFound])
        }
        guard let decision else { return .refused([.decisionMissing]) }
        guard row.version == version else { return .refused([.changedMeanwhile]) }
        try context.store.decideLinkPair(row, decision, by: staff.staffID, at: context.now)
        try context.audit(Self.name, "linkPair", pair.rawValue, region: staff.region, reason: decision.rawValue)
        return .done(pair)
    }
}

extension Reason {
    static let noPairs = Reason(
        "noPairs", "没有需要人工判断的记录，所以没有建立。", "No pair needs a person, so no review was made.")
    static let decisionMissing = Reason(
        "decisionMissing", field: "decision", "请选择：同一人、不是同一人或拿不准。", "Choose: one person, two people, or unsure.")
}
