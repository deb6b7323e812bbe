/// Why a pair is left to a person.
package enum LinkHold: String, Sendable, CaseIterable {
    /// The probability lies between "no" and "yes".
    case unsure
    /// Several partners fit.
    case ambiguous
    /// It may be a twin: only the given name differs.
    case maybeTwin
    /// The partner is linked to a record that fits better.
    case taken
    /// Two records want one partner, and neither fits clearly better.
    case contested

    /// In words.
    package var words: String {
        switch self {
        case .unsure: "把握不够，请人工判断"
        case .ambiguous: "不止一人相符，请人工判断"
        case .maybeTwin: "可能是双胞胎（同日同址、名不同），请核对身份证件"
        case .taken: "对方已与更相符的记录关联，请核对是否重复申请"
        case .contested: "两条记录都与同一人相符，请人工判断"
        }
    }
}

/// Which pairs are linked, and which a person looks at.
package struct LinkAssignment: Sendable {
    /// Linked pairs in the order of the first table.
    package private(set) var links: [LinkScore] = []
    /// Pairs for a person, in the same order.
    package private(set) var review: [(score: LinkScore, hold: LinkHold)] = []

    /// Odds by which one of two records that want one partner has to be ahead: three bits.
    static let lead = 8.0

    /// Links by probability, best first, each record once; nothing in the band between is linked.
    package init(
        _ scored: [[LinkScore]], threshold: Double, lowest: Double, isTwin: (LinkPair) -> Bool
    ) {
        var wanted: [LinkScore] = []
        for scores in scored {
            guard let best = scores.max(by: { $0.probability < $1.probability }) else { continue }
            let all = scores.reduce(0) { $0 + $1.probability }
            if best.probability >= threshold {
                wanted.append(best)
            } else if best.probability >= lowest {
                review.append((best, isTwin(best.pair) ? .maybeTwin : .unsure))
            } else if all >= lowest {
                for score in scores where score.probability >= 0.1 { review.append((score, .ambiguous)) }
            } else if isTwin(best.pair) {
                review.append((best, .maybeTwin))
            }
        }
        settle(wanted)
        links.sort { $0.pair.a < $1.pair.a }
        review.sort { ($0.score.pair.a, $0.score.pair.b) < ($1.score.pair.a, $1.score.pair.b) }
    }

    private mutating func settle(_ wanted: [LinkScore]) {
        let odds = { (score: LinkScore) in score.probability / max(1 - score.probability, 1e-15) }
        let byPartner = Dictionary(grouping: wanted) { $0.pair.b }
        for (_, claims) in byPartner {
            let ordered = claims.sorted { ($1.probability, $0.pair.a) < ($0.probability, $1.pair.a) }
            let isClear = ordered.count == 1 || odds(ordered[0]) >= Self.lead * odds(ordered[1])
            if isClear { links.append(ordered[0]) }
            for claim in isClear ? ordered[1...] : ordered[0...] {
                review.append((claim, isClear ? .taken : .contested))
            }
        }
    }
}
