import Foundation

/// How often names and surnames occur in the register: agreeing on a rare name says more.
struct NameFrequency: Sendable {
    let names: Counts
    let surnames: Counts
    private(set) var named = 0

    /// Values by their hashes, those that occur more than once.
    struct Counts: Sendable {
        private(set) var counts: [UInt64: Int] = [:]
        /// One record for each value counted.
        private(set) var examples: [(record: Int, count: Int)] = []
        /// Chance that two records drawn have the same value.
        private(set) var coincidence = 0.0

        init(_ table: LinkTable, _ value: (LinkRecord) -> UInt64) {
            var pairs: [(value: UInt64, record: Int)] = []
            pairs.reserveCapacity(table.count)
            for (position, record) in table.records.enumerated() {
                let value = value(record)
                if value != 0 { pairs.append((value, position)) }
            }
            pairs.sort { ($0.value, $0.record) < ($1.value, $1.record) }
            var start = 0
            var agreeing = 0.0
            while start < pairs.count {
                var end = start + 1
                while end < pairs.count, pairs[end].value == pairs[start].value { end += 1 }
                let count = end - start
                if count > 1 {
                    counts[pairs[start].value] = count
                    examples.append((pairs[start].record, count))
                    agreeing += Double(count) * Double(count - 1)
                }
                start = end
            }
            examples.sort { $0.record < $1.record }
            if pairs.count > 1 { coincidence = agreeing / (Double(pairs.count) * Double(pairs.count - 1)) }
        }

        /// Counts read back from a model.
        init(_ terms: [LinkModel.Term], hash: (String) -> UInt64) {
            for term in terms { counts[hash(term.text)] = term.count }
        }

        func count(of value: UInt64) -> Int { counts[value] ?? 1 }
    }

    init(_ table: LinkTable) {
        names = Counts(table) { $0.name.hash }
        surnames = Counts(table) { $0.name.surname }
        named = table.records.count { $0.name.hash != 0 }
    }

    init(_ model: LinkModel) {
        names = Counts(model.names) { LinkHash.of($0.unicodeScalars.map(\.value)) }
        surnames = Counts(model.surnames) { LinkHash.of($0.unicodeScalars.map(\.value)) }
        named = model.namedRecords
    }
}

/// What the frequency of the very name adds to or takes from the evidence of its level, in bits.
struct NameEvidence: Sendable {
    let frequency: NameFrequency
    let nameChance: Double
    let surnameChance: Double

    func bits(_ pattern: LinkPattern, _ name: LinkName) -> Double {
        guard frequency.named > 0 else { return 0 }
        switch pattern[.name] {
        case LinkLevel.Name.same:
            let share = Double(frequency.names.count(of: name.hash)) / Double(frequency.named)
            return log2(nameChance / max(LinkAssumptions.leastChance, share))
        case LinkLevel.Name.oneCharacter...LinkLevel.Name.surname:
            let share = Double(frequency.surnames.count(of: name.surname)) / Double(frequency.named)
            return surnameChance > 0 ? log2(surnameChance / share) : 0
        default: return 0
        }
    }
}
