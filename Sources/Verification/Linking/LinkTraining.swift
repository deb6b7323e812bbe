import Foundation
package import Primitives

/// Learns a model from two lists without being told which records are one person.
///
/// u is counted among pairs drawn by chance and within the register. m is found by expectation maximisation, field by
/// field, among pairs that agree on other fields: pairs with one ID show how names, days and homes of one person
/// differ. At last the shares of one person and of twins among all pairs are found with m and u held fast.
package struct LinkTraining {
    let tables: LinkTables
    private let chance: [[Double]]
    private let frequency: NameFrequency
    private let evidence: NameEvidence

    /// Training on two lists and the pairs drawn from them by chance.
    package init(_ tables: LinkTables, chance tally: ChanceTally) {
        self.tables = tables
        frequency = NameFrequency(tables.b)
        let chance = Self.chance(tally, in: tables.b, frequency)
        self.chance = chance
        evidence = NameEvidence(
            frequency: frequency, nameChance: chance[LinkField.name.rawValue][0],
            surnameChance: frequency.surnames.coincidence)
    }

    /// The model learnt from the pairs that blocking found.
    package func model(from pairs: [LinkPair], named sources: [LinkModel.Source], at time: Instant?) -> LinkModel {
        var passes: [LinkAnchor: Mixture] = [:]
        var fields: [LinkModel.Field] = []
        for field in LinkField.allCases {
            fields.append(learnt(field, from: pairs, &passes))
        }
        let (silent, compared) = mixtures(fields, pairs)
        for field in fields.indices {
            for level in fields[field].levels.indices { fields[field].levels[level].twins = silent.twins[field][level] }
        }
        let term = { (slice: LinkSlice, count: Int) in LinkModel.Term(text: tables.b.text(slice), count: count) }
        return LinkModel(
            trainedOn: sources, trainedAt: time, fields: fields, withIdentity: compared.shares,
            withoutIdentity: silent.shares, namedRecords: frequency.named,
            names: frequency.names.examples.map { term(tables.b.records[$0.record].name.text, $0.count) },
            surnames: frequency.surnames.examples.map { example in
                let name = tables.b.records[example.record].name
                let scalars = tables.b.scalars[name.text.range]
                let length =
                    name.surnameCount > 0 ? Int(name.surnameCount) : scalars.prefix { $0 != 0x20 && $0 != 0xB7 }.count
                return term(LinkSlice(start: name.text.start, count: UInt32(length)), example.count)
            },
            surnameChance: frequency.surnames.coincidence)
    }

    /// The shares of one person and of twins among the pairs without and with an ID on both sides.
    ///
    /// An ID settles who is a twin; what twins are like is learnt where it is missing.
    private func mixtures(_ fields: [LinkModel.Field], _ pairs: [LinkPair]) -> (
        silent: TwinMixture, compared: TwinMixture
    ) {
        let known = { (table: LinkTable) in Double(table.records.count { $0.identity.kind != .none }) }
        let comparable = known(tables.a) * known(tables.b)
        let onePerson = fields.map { $0.levels.map(\.onePerson) }
        func learnt(_ allPairs: Double, _ isWanted: (LinkPattern) -> Bool) -> TwinMixture {
            var mixture = TwinMixture(onePerson: onePerson, strangers: chance, allPairs: allPairs)
            mixture.run(on: PatternGroups(pairs, tables.b, evidence, where: isWanted))
            return mixture
        }
        return (
            learnt(Double(tables.a.count) * Double(tables.b.count) - comparable) { $0[.identity] == 0 },
            learnt(comparable) { $0[.identity] != 0 }
        )
    }

    /// A field's shares from the first kind of pair that there is enough of.
    private func learnt(
        _ field: LinkField, from pairs: [LinkPair], _ passes: inout [LinkAnchor: Mixture]
    ) -> LinkModel.Field {
        let anchors: [LinkAnchor] =
            switch field {
            case .identity: [.nameAndBirth]
            case .name: [.identity, .birth]
            case .birthDate: [.identity, .name]
            default: [.identity, .nameAndBirth]
            }
        var shares = LinkAssumptions.onePerson[field] ?? []
        var (source, count) = (LinkAnchor.assumed, 0.0)
        for anchor in anchors {
            if passes[anchor] == nil {
                var mixture = Mixture(strangers: chance, leftOut: anchor.fields)
                mixture.run(on: PatternGroups(pairs, tables.b, evidence, where: anchor.includes))
                passes[anchor] = mixture
            }
            guard let pass = passes[anchor], pass.pairs(field) >= LinkAssumptions.fewestPairs else { continue }
            (shares, source, count) = (pass.onePerson[field.rawValue], anchor, pass.pairs(field))
            break
        }
        let levels = zip(field.levels, shares).enumerated().map { position, level in
            LinkModel.Level(
                words: level.0, onePerson: level.1, strangers: chance[field.rawValue][position], twins: 0)
        }
        return LinkModel.Field(field: field, levels: levels, learntFrom: source, pairs: count)
    }

    /// u by field and level: sameness counted within the register, the rest among pairs drawn by chance.
    private static func chance(_ tally: ChanceTally, in b: LinkTable, _ names: NameFrequency) -> [[Double]] {
        let sameness: [LinkField: Double] = [
            .identity: 0, .name: names.names.coincidence,
            .birthDate: NameFrequency.Counts(b) { UInt64($0.birth.digits) }.coincidence,
            .address: NameFrequency.Counts(b) { $0.address.hash }.coincidence,
            .phone: NameFrequency.Counts(b) { $0.phone }.coincidence,
        ]
        return LinkField.allCases.map { field in
            let count = field.levels.count
            let seen = tally.counts[field.rawValue][1...count].map { Double($0) + 0.5 }
            var shares = seen.map { $0 / seen.reduce(0, +) }
            if let same = sameness[field] {
                let rest = seen.dropFirst().reduce(0, +)
                shares = [same] + seen.dropFirst().map { $0 / rest * (1 - same) }
            }
            return shares.map { max($0, LinkAssumptions.leastChance) }
        }
    }
}

extension LinkAnchor {
    /// The fields that the pairs agree on, which teach nothing about these fields.
    var fields: Set<LinkField> {
        switch self {
        case .identity: [.identity]
        case .nameAndBirth: [.name, .birthDate]
        case .birth: [.birthDate]
        case .name: [.name]
        case .assumed: []
        }
    }

    func includes(_ pattern: LinkPattern) -> Bool {
        let sameName = pattern[.name] == LinkLevel.Name.same
        let sameBirth = pattern[.birthDate] == LinkLevel.BirthDate.same
        return switch self {
        case .identity: (LinkLevel.Identity.same...LinkLevel.Identity.slip).contains(pattern[.identity])
        case .nameAndBirth: sameName && sameBirth
        case .birth: sameBirth
        case .name: sameName
        case .assumed: false
        }
    }
}
