/// What linking two lists came to: links, the queue for a person, and where each probability comes from.
package struct LinkResult: Sendable {
    /// The lists and the model.
    package let scoring: LinkScoring
    /// Links and review.
    package let assignment: LinkAssignment
    /// How many pairs were compared.
    package let compared: Int
    private let scored: [[LinkScore]]

    /// Judges scored pairs; pieces of the first list may have been scored anywhere, in the order given here.
    package init(_ scoring: LinkScoring, _ pieces: [[[LinkScore]]], threshold: Double, lowest: Double) {
        self.scoring = scoring
        scored = Array(pieces.joined())
        compared = scored.reduce(0) { $0 + $1.count }
        assignment = LinkAssignment(scored, threshold: threshold, lowest: lowest, isTwin: scoring.mayBeTwins)
    }

    /// The sum behind a pair by the labels of its records; nil when either list has no such record.
    ///
    /// A pair that shares no key was not compared in the run; its sum is made here all the same.
    package func explanation(a: String, b: String) -> LinkExplanation? {
        let tables = scoring.tables
        guard let left = tables.a.position(of: a), let right = tables.b.position(of: b) else { return nil }
        let rivals = scored.first { $0.first?.pair.a == UInt32(left) } ?? []
        if let known = rivals.first(where: { $0.pair.b == UInt32(right) }) { return scoring.explanation(of: known) }
        let pair = LinkPair(a: UInt32(left), b: UInt32(right), pattern: tables.comparing.pattern(left, right))
        let scores = scoring.scores((rivals.map(\.pair) + [pair])[...])
        return scores.last.map(scoring.explanation)
    }

    /// The links as `a,b,probability`, in the order of the first list.
    package var linksCSV: String {
        var text = "a,b,probability\n"
        for link in assignment.links { text += "\(labels(link)),\(Self.fixed(link.probability, 6))\n" }
        return text
    }

    /// The queue for a person: pair, probability, why it waits, and the evidence line by line.
    package var reviewCSV: String {
        var text = "a,b,probability,reason,advice,evidence\n"
        for (score, hold) in assignment.review {
            let evidence = scoring.explanation(of: score).sentence
            text += "\(labels(score)),\(Self.fixed(score.probability, 6)),\(hold.rawValue),"
            text += "\(hold.words),\(Self.quoted(evidence))\n"
        }
        return text
    }

    private func labels(_ score: LinkScore) -> String {
        let tables = scoring.tables
        return Self.quoted(tables.a.name(of: Int(score.pair.a))) + ","
            + Self.quoted(tables.b.name(of: Int(score.pair.b)))
    }

    private static func quoted(_ field: String) -> String {
        guard field.utf8.contains(where: { [0x2C, 0x22, 0x0A, 0x0D].contains($0) }) else { return field }
        return "\"" + field.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }

    /// A number with so many decimals; rounded down, so that 0.8999996 is not shown as the threshold.
    static func fixed(_ number: Double, _ places: Int) -> String {
        let scale = (0..<places).reduce(1.0) { scale, _ in scale * 10 }
        let whole = Int((number.magnitude * scale).rounded(places == 6 ? .down : .toNearestOrAwayFromZero))
        let digits = String(whole)
        let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
        return (number < 0 && whole > 0 ? "-" : "") + padded.dropLast(places) + "." + padded.suffix(places)
    }
}

extension LinkExplanation {
    /// All evidence in one sentence.
    package var sentence: String {
        (rows.map { "\($0.what)\($0.detail.isEmpty ? "" : "（\($0.detail)）") \(Self.signed($0.bits))" }
            + ["合计 \(Self.signed(totalBits)) 比特，概率 \(LinkResult.fixed(probability, 4))"]).joined(separator: "；")
    }

    /// All evidence as lines of text, the sum and the probability last.
    package var text: String {
        var lines = ["\(a) 与 \(b)：证据以比特计，每加 1 比特，是同一人的可能性加倍"]
        for row in rows {
            lines.append(
                "  \(Self.padded(Self.signed(row.bits)))  \(row.what)\(row.detail.isEmpty ? "" : "：\(row.detail)")")
        }
        lines.append("  \(Self.padded(Self.signed(totalBits)))  合计")
        lines.append("  概率 \(LinkResult.fixed(probability, 6))")
        return lines.joined(separator: "\n")
    }

    private var rows: [(what: String, detail: String, bits: Double)] {
        let compared = lines.map { line in
            let values = line.left.isEmpty && line.right.isEmpty ? "" : "，\(line.left)｜\(line.right)"
            return (what: line.what, detail: line.words + values, bits: line.bits)
        }
        var rows = [(what: "先验", detail: "比对之前", bits: priorBits)] + compared
        if twinBits < -0.005 { rows.append((what: "可能是双胞胎", detail: "", bits: twinBits)) }
        if rivalBits < -0.005 { rows.append((what: "另有相符的记录", detail: "", bits: rivalBits)) }
        return rows
    }

    private static func signed(_ bits: Double) -> String { (bits < 0 ? "" : "+") + LinkResult.fixed(bits, 2) }

    private static func padded(_ text: String) -> String {
        String(repeating: " ", count: max(0, 7 - text.count)) + text
    }
}
