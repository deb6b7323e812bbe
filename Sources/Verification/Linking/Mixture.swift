import Foundation

/// Pairs counted by pattern and by the rarity of the name, so that a step of learning costs what there are patterns.
struct PatternGroups {
    struct Group {
        let pattern: LinkPattern
        /// Evidence that the name's rarity adds, in bits, to the nearest half.
        let nameBits: Double
        let count: Double
    }

    private(set) var groups: [Group] = []

    init(_ pairs: [LinkPair], _ register: LinkTable, _ evidence: NameEvidence, where isWanted: (LinkPattern) -> Bool) {
        var keys: [UInt32] = []
        for pair in pairs where isWanted(pair.pattern) {
            let bits = evidence.bits(pair.pattern, register.records[Int(pair.b)].name)
            let half = UInt32(min(127, max(0, (bits * 2).rounded() + 64)))
            keys.append(pair.pattern.rawValue << 7 | half)
        }
        keys.sort()
        var start = 0
        while start < keys.count {
            var end = start + 1
            while end < keys.count, keys[end] == keys[start] { end += 1 }
            groups.append(
                Group(
                    pattern: LinkPattern(rawValue: keys[start] >> 7), nameBits: (Double(keys[start] & 127) - 64) / 2,
                    count: Double(end - start)))
            start = end
        }
    }
}

/// Two kinds of pair, one person and strangers: m is learnt, u is held fast.
struct Mixture {
    private(set) var onePerson: [[Double]]
    private var share = 0.5
    private var counted: [Double]
    private let strangers: [[Double]]
    private let leftOut: Set<LinkField>

    init(strangers: [[Double]], leftOut: Set<LinkField>) {
        self.strangers = strangers
        self.leftOut = leftOut
        onePerson = LinkField.allCases.map { LinkAssumptions.onePerson[$0] ?? [] }
        counted = LinkField.allCases.map { _ in 0 }
    }

    /// How many pairs of one person with a value on both sides taught a field.
    func pairs(_ field: LinkField) -> Double { leftOut.contains(field) ? 0 : counted[field.rawValue] }

    mutating func run(on groups: PatternGroups) {
        for _ in 0..<60 {
            let before = (share, onePerson)
            step(groups)
            let moved = zip(before.1.joined(), onePerson.joined()).map { abs($0 - $1) }.max() ?? 0
            if moved < 0.000_01, abs(before.0 - share) < 0.000_01 { break }
        }
    }

    private mutating func step(_ groups: PatternGroups) {
        var tally = onePerson.map { $0.map { _ in 1.0 } }
        var (one, all) = (0.0, 0.0)
        counted = counted.map { _ in 0 }
        for group in groups.groups {
            var odds = share / (1 - share)
            // The rarity of the name is evidence against strangers unless all pairs here were chosen by name.
            if !leftOut.contains(.name) { odds *= exp2(group.nameBits) }
            for field in LinkField.allCases where !leftOut.contains(field) {
                let level = group.pattern[field] - 1
                if level >= 0 { odds *= onePerson[field.rawValue][level] / strangers[field.rawValue][level] }
            }
            let weight = group.count * odds / (1 + odds)
            one += weight
            all += group.count
            for field in LinkField.allCases where group.pattern[field] > 0 {
                tally[field.rawValue][group.pattern[field] - 1] += weight
                counted[field.rawValue] += weight
            }
        }
        guard all > 0 else { return }
        share = min(0.999_999, max(0.000_001, one / all))
        for field in LinkField.allCases where !leftOut.contains(field) {
            let sum = tally[field.rawValue].reduce(0, +)
            onePerson[field.rawValue] = tally[field.rawValue].map { $0 / sum }
        }
    }
}

/// One person, twins and strangers among all pairs: the shares are learnt, and how twins' names and phones differ.
struct TwinMixture {
    private(set) var shares: LinkModel.Shares
    private(set) var twins: [[Double]]
    private let onePerson: [[Double]]
    private let strangers: [[Double]]
    private let allPairs: Double
    /// Levels by which twins' names are believed to differ.
    private var nameLevels: [Int]

    init(onePerson: [[Double]], strangers: [[Double]], allPairs: Double) {
        self.onePerson = onePerson
        self.strangers = strangers
        self.allPairs = max(1, allPairs)
        twins = LinkField.allCases.map { LinkAssumptions.twins[$0] ?? [] }
        let start = 1 / max(2, allPairs.squareRoot())
        shares = LinkModel.Shares(onePerson: start, twins: start / 100)
        nameLevels = Array(1..<LinkField.name.levels.count - 1)
    }

    /// Pairs outside the groups share no key and count as strangers.
    mutating func run(on groups: PatternGroups) {
        settle(on: groups)
        let believed = nameLevels.filter { isBeyondChance($0, groups) }
        guard believed != nameLevels else { return }
        nameLevels = believed
        settle(on: groups)
    }

    /// Whether more pairs at one home and birthday differ by a level than errors in one person's name explain.
    ///
    /// Two standard deviations more: the scatter of a few hundred errors must not look like twins.
    private func isBeyondChance(_ level: Int, _ groups: PatternGroups) -> Bool {
        var (one, twin) = (0.0, 0.0)
        for group in groups.groups where group.pattern[.name] == level + 1 && group.pattern.isOneCradle {
            let (odds, twinOdds) = odds(group)
            one += group.count * odds / (1 + odds + twinOdds)
            twin += group.count * twinOdds / (1 + odds + twinOdds)
        }
        return twin > 2 * (one + twin).squareRoot()
    }

    private mutating func settle(on groups: PatternGroups) {
        for _ in 0..<200 {
            let before = shares
            step(groups)
            let moved = max(abs(before.onePerson / shares.onePerson - 1), abs(before.twins / shares.twins - 1))
            if moved < 0.000_1 { break }
        }
    }

    private mutating func step(_ groups: PatternGroups) {
        let learnt: [LinkField] = [.name, .phone, .sex]
        var tally = twins.map { $0.map { _ in 0.0 } }
        var (one, twin) = (0.5, 0.5)
        for group in groups.groups {
            let (odds, twinOdds) = odds(group)
            let sum = 1 + odds + twinOdds
            one += group.count * odds / sum
            let weight = group.count * twinOdds / sum
            twin += weight
            for field in learnt where group.pattern[field] > 0 {
                tally[field.rawValue][group.pattern[field] - 1] += weight
            }
        }
        shares.onePerson = min(0.5, one / allPairs)
        shares.twins = min(0.1, twin / allPairs)
        for field in learnt { learn(field, tally[field.rawValue]) }
    }

    /// Odds of one person and of twins against strangers.
    private func odds(_ group: PatternGroups.Group) -> (onePerson: Double, twins: Double) {
        var one = shares.onePerson / (1 - shares.onePerson) * exp2(group.nameBits)
        var twin = shares.twins / (1 - shares.onePerson) * exp2(group.nameBits)
        for field in LinkField.allCases where group.pattern[field] > 0 {
            let (row, level) = (field.rawValue, group.pattern[field] - 1)
            one *= onePerson[row][level] / strangers[row][level]
            twin *= twins[row][level] / strangers[row][level]
        }
        return (one, twin)
    }

    private mutating func learn(_ field: LinkField, _ tally: [Double]) {
        // Twins bear one surname and two names: how seldom they do not is never learnt.
        let assumed = LinkAssumptions.twins[field] ?? []
        let free = field == .name ? nameLevels : Array(assumed.indices)
        let least = 0.001
        let fixed = least * Double(assumed.count - free.count)
        // What is assumed counts as ten pairs, so that few twins do not settle how twins are.
        let expected = free.reduce(0) { $0 + assumed[$1] }
        let sum = free.reduce(0) { $0 + tally[$1] } + 10 * expected
        for level in assumed.indices {
            let share = (tally[level] + 10 * assumed[level]) / max(sum, 1e-9) * (1 - fixed)
            twins[field.rawValue][level] = free.contains(level) ? share : least
        }
    }
}
