import Primitives

/// The two lists of records that are linked, and what comparing them needs to know.
package struct LinkTables: Sendable {
    /// The records that look for a partner.
    package let a: LinkTable
    /// The register; its records are different people.
    package let b: LinkTable

    let comparing: PairComparing

    /// Puts two tables into the order of their labels and finds how their names sound.
    ///
    /// From here on nothing depends on the order in which records came.
    package init(a: LinkTable, b: LinkTable) {
        var isInName = [Bool](repeating: false, count: 0x40000)
        for table in [a, b] {
            for record in table.records {
                for place in record.name.text.range where table.scalars[place] < 0x40000 {
                    isInName[Int(table.scalars[place])] = true
                }
            }
        }
        let readings = NameReadings(of: isInName.indices.filter { isInName[$0] }.map(UInt32.init))
        self.a = Self.finished(a, readings)
        self.b = Self.finished(b, readings)
        comparing = PairComparing(a: self.a, b: self.b)
    }

    private static func finished(_ table: LinkTable, _ readings: NameReadings) -> LinkTable {
        var table = table
        let isBefore = { (x: Int, y: Int) in table.label(x).lexicographicallyPrecedes(table.label(y)) }
        if !zip(table.records.indices, table.records.indices.dropFirst()).allSatisfy(isBefore) {
            table.records = table.records.indices.sorted(by: isBefore).map { table.records[$0] }
        }
        table.sounds = Array(repeating: 0, count: table.scalars.count)
        for position in table.records.indices {
            let name = table.records[position].name
            guard !name.text.isEmpty else { continue }
            for place in name.text.range { table.sounds[place] = readings.code(of: table.scalars[place]) }
            let sound = readings.hashes(of: table.scalars[name.text.range], surnameCount: Int(name.surnameCount))
            table.records[position].name.sound = sound.plain
            table.records[position].name.turnedSound = sound.turned
        }
        return table
    }

    /// All pairs that share a key, for a range of the first table's records.
    package func candidates(_ blocking: LinkBlocking, for range: Range<Int>) -> [LinkPair] {
        var pairs: [LinkPair] = []
        var found: [UInt32] = []
        for left in range {
            blocking.candidates(for: a.records[left], of: a, into: &found)
            for right in found {
                pairs.append(
                    LinkPair(a: UInt32(left), b: right, pattern: comparing.pattern(left, Int(right))))
            }
        }
        return pairs
    }

    /// How many pairs are drawn to learn how often chance agrees: no more than there are.
    package var chanceDraws: Int { min(300_000, a.count * b.count) }

    /// Every pair of a range of the first table's records: what blocking saves, to check it by.
    package func everyPair(for range: Range<Int>) -> [LinkPair] {
        range.flatMap { left in
            (0..<b.count).map {
                LinkPair(a: UInt32(left), b: UInt32($0), pattern: comparing.pattern(left, $0))
            }
        }
    }

    /// The levels of pairs drawn evenly from all pairs, the obvious ones left out: how often chance agrees.
    package func chance(_ range: Range<Int>) -> ChanceTally {
        var tally = ChanceTally()
        guard a.count > 0, b.count > 0 else { return tally }
        for number in range {
            var generator = SeededGenerator(seed: UInt64(number))
            let drawn = generator.next()
            let (left, right) = (Int(drawn >> 32) % a.count, Int(drawn & 0xFFFF_FFFF) % b.count)
            tally.add(comparing.pattern(left, right))
        }
        return tally
    }
}

/// A pair of records with its levels.
package struct LinkPair: Hashable, Sendable {
    /// Position in the first table.
    package let a: UInt32
    /// Position in the second table.
    package let b: UInt32
    /// How they compare.
    package let pattern: LinkPattern
}

/// How often each level came up among pairs of different people.
package struct ChanceTally: Sendable {
    private(set) var counts = [[Int]](repeating: Array(repeating: 0, count: 8), count: LinkField.allCases.count)

    /// A tally of nothing.
    package init() {}

    mutating func add(_ pattern: LinkPattern) {
        typealias Level = LinkLevel
        // Few of the pairs drawn are one person, but they would be most of those that agree where people never do.
        if (Level.Identity.same...Level.Identity.slip).contains(pattern[.identity]) { return }
        if pattern[.name] == Level.Name.same, pattern[.birthDate] == Level.BirthDate.same { return }
        for field in LinkField.allCases { counts[field.rawValue][pattern[field]] += 1 }
    }

    /// Adds another tally.
    package mutating func add(_ other: ChanceTally) {
        for (field, levels) in other.counts.enumerated() {
            for (level, count) in levels.enumerated() { counts[field][level] += count }
        }
    }
}
