import Columns
import Rules

extension CheckCompiler {
    /// A dataset and the wave in which it is read.
    struct PassKey: Hashable {
        let dataset: String
        let wave: Int
    }

    /// The passes needed, by wave and then by the name of the dataset.
    func passKeys() -> [PassKey] {
        var keys: Set<PassKey> = []
        for group in groups {
            keys.insert(PassKey(dataset: group.spec.dataset.text, wave: group.wave))
            if let through = group.spec.through {
                keys.insert(PassKey(dataset: through.dataset.text, wave: group.throughWave))
            }
        }
        return keys.sorted { ($0.wave, $0.dataset) < ($1.wave, $1.dataset) }
    }

    mutating func compilePass(_ key: PassKey) -> PassPlan? {
        let own = groups.indices.filter { groups[$0].spec.dataset.text == key.dataset && groups[$0].wave == key.wave }
        let through = groups.indices.filter {
            groups[$0].spec.through?.dataset.text == key.dataset && groups[$0].throughWave == key.wave
        }
        guard let dataset = book.catalogue[key.dataset] else {
            for group in own { problems.append(groups[group].spec.dataset.problem(Self.unknown(key.dataset, book))) }
            for group in through {
                if let place = groups[group].spec.through?.dataset {
                    problems.append(place.problem(Self.unknown(key.dataset, book)))
                }
            }
            for group in own { addUnknownFacts(group) }
            return nil
        }
        var pass = PassCompilation(self, dataset, own: own, through: through)
        let plan = pass.compile()
        self = pass.compiler
        if plan == nil { for group in own { addUnknownFacts(group) } }
        return plan
    }

    private static func unknown(_ dataset: String, _ book: CheckBook) -> String {
        let near = book.catalogue.datasets.map(\.code).filter { $0.hasPrefix(dataset.prefix(3)) }
        let advice = near.isEmpty ? "" : "；相近的有 \(near.joined(separator: "、"))"
        return "目录中没有数据集 \(dataset)\(advice)。"
    }

    /// Facts of a group with a mistake, so that what uses them is not called wrong as well.
    private mutating func addUnknownFacts(_ group: Int) {
        let spec = groups[group].spec
        let schema = book.catalogue[spec.dataset.text]?.schema
        for (position, value) in spec.values.enumerated() where factsByName[value.name.text] == nil {
            let column = value.of.flatMap { of in schema?.columns.first { of.names.contains($0.name) } }
            let type =
                value.fold == .count || value.fold == .distinct ? .integer : column.map { Self.type(of: $0.type) }
            add(
                CheckFact(
                    name: value.name.text, subject: spec.subject, type: type ?? .integer,
                    kind: .aggregate(group: group, value: position), isAbsentable: value.fold.isAbsentable))
        }
    }
}

extension CheckAggregates.Fold {
    /// Whether no rows give no value.
    var isAbsentable: Bool { self == .min || self == .max || self == .picked }
}
