import Foundation

/// Scores pairs by a model.
package struct LinkScoring: Sendable {
    /// The lists.
    package let tables: LinkTables
    /// The model.
    package let model: LinkModel
    private let evidence: NameEvidence
    private let bits: [[Double]]
    private let twinBits: [[Double]]

    /// A model over two lists.
    package init(_ tables: LinkTables, model: LinkModel) {
        self.tables = tables
        self.model = model
        evidence = NameEvidence(
            frequency: NameFrequency(model), nameChance: model.fields[LinkField.name.rawValue].levels[0].strangers,
            surnameChance: model.surnameChance)
        bits = model.fields.map { [0] + $0.levels.map { log2($0.onePerson / $0.strangers) } }
        twinBits = model.fields.map { [0] + $0.levels.map { log2($0.twins / $0.strangers) } }
    }

    private func shares(_ pair: LinkPair) -> LinkModel.Shares {
        pair.pattern[.identity] == 0 ? model.withoutIdentity : model.withIdentity
    }

    /// Evidence of a pair against strangers alone, of twins against strangers, and of the name's rarity within both.
    func evidence(_ pair: LinkPair) -> (onePerson: Double, twins: Double, rarity: Double) {
        let rarity = evidence.bits(pair.pattern, tables.b.records[Int(pair.b)].name)
        let shares = shares(pair)
        var (one, twins) = (shares.priorBits + rarity, shares.twinPriorBits + rarity)
        for field in LinkField.allCases {
            one += bits[field.rawValue][pair.pattern[field]]
            twins += twinBits[field.rawValue][pair.pattern[field]]
        }
        return (one, twins, rarity)
    }

    /// Odds that a pair is one person rather than twins or strangers, its rivals not regarded.
    package func odds(_ pair: LinkPair) -> Double {
        let (one, twins, _) = evidence(pair)
        return exp2(one) / (1 + exp2(twins))
    }

    /// Whether a pair would be taken for one person if nobody had a twin.
    package func mayBeTwins(_ pair: LinkPair) -> Bool {
        let (one, twins, _) = evidence(pair)
        return twins > 0 && one > 0
    }

    /// The pairs of one record with what each is worth; one record has one partner at most, so the pairs are rivals.
    package func scores(_ pairs: ArraySlice<LinkPair>) -> [LinkScore] {
        let all = pairs.map(odds)
        let sum = all.reduce(0, +)
        return zip(pairs, all).map { pair, odds in
            LinkScore(pair: pair, probability: odds / (1 + sum), sumOfRivals: sum - odds)
        }
    }

    /// The same for pairs of several records, those of one record next to each other.
    package func scores(ofEach pairs: [LinkPair]) -> [[LinkScore]] {
        var all: [[LinkScore]] = []
        var start = 0
        while start < pairs.count {
            var end = start + 1
            while end < pairs.count, pairs[end].a == pairs[start].a { end += 1 }
            all.append(scores(pairs[start..<end]))
            start = end
        }
        return all
    }

    /// Where the probability of a pair comes from.
    package func explanation(of score: LinkScore) -> LinkExplanation {
        let pair = score.pair
        let (_, twins, rarity) = evidence(pair)
        let (left, right) = (Shown(tables.a, Int(pair.a)), Shown(tables.b, Int(pair.b)))
        var lines: [LinkExplanation.Line] = []
        for field in LinkField.allCases {
            let level = pair.pattern[field]
            lines.append(
                LinkExplanation.Line(
                    what: field.title, left: left[field], right: right[field],
                    words: level == 0 ? "一方没有，不计" : field.levels[level - 1], bits: bits[field.rawValue][level]))
        }
        if rarity != 0 {
            lines.insert(
                LinkExplanation.Line(
                    what: "姓名常见程度", left: "", right: "", words: rarity > 0 ? "名册中少见" : "名册中常见", bits: rarity),
                at: LinkField.name.rawValue + 1)
        }
        let twinBits = -log2(1 + exp2(twins))
        let rivalBits = -log2(1 + score.sumOfRivals)
        return LinkExplanation(
            a: tables.a.name(of: Int(pair.a)), b: tables.b.name(of: Int(pair.b)), priorBits: shares(pair).priorBits,
            lines: lines, twinBits: twinBits, rivalBits: rivalBits, probability: score.probability)
    }

    /// What a person sees of a record: numbers by their last four characters.
    private struct Shown {
        private let texts: [String]

        init(_ table: LinkTable, _ position: Int) {
            let record = table.records[position]
            let identity = String(decoding: table.bytes[record.identity.text.range], as: UTF8.self)
            let phone = record.phone == 0 ? "" : String(String(record.phone).dropFirst())
            let birth = record.birth
            texts = [
                identity.isEmpty ? "" : "…" + identity.suffix(4), table.text(record.name.text),
                birth.isEmpty ? "" : "\(birth.year)-\(Self.two(birth.month))-\(Self.two(birth.day))",
                table.text(record.address.text), phone.isEmpty ? "" : "…" + phone.suffix(4),
                ["", "男", "女"][Int(record.sex)],
            ]
        }

        private static func two(_ number: UInt8) -> String { number < 10 ? "0\(number)" : "\(number)" }

        subscript(field: LinkField) -> String { texts[field.rawValue] }
    }
}

/// What a pair is worth beside its rivals.
package struct LinkScore: Sendable {
    /// The pair.
    package let pair: LinkPair
    /// Probability that it is one person.
    package let probability: Double
    /// Odds of all other partners of the first record.
    let sumOfRivals: Double
}
