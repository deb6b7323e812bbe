/// The checks that hit, by the household's position.
struct HouseholdHits {
    /// A check that hit a household.
    struct Hit {
        let household: Int
        let check: Int
    }

    private var checks: [Int]
    /// Where the checks of each household begin, and where the last end.
    private var starts: [UInt32]

    /// Hits in any order, of so many households.
    init(_ hits: [Hit], households: Int) {
        starts = Array(repeating: 0, count: households + 2)
        // Counted two places on, so that filling moves each beginning to where it belongs.
        for hit in hits { starts[hit.household + 2] += 1 }
        for household in 1..<households + 2 { starts[household] += starts[household - 1] }
        checks = Array(repeating: 0, count: hits.count)
        for hit in hits {
            checks[Int(starts[hit.household + 1])] = hit.check
            starts[hit.household + 1] += 1
        }
    }

    /// The checks that hit a household.
    subscript(_ household: Int) -> ArraySlice<Int> { checks[Int(starts[household])..<Int(starts[household + 1])] }
}

/// Writes counts, verdict and codes of a household's hits, as a report's line ends with them.
struct HitSummary {
    private let severities: [Int]
    private let codes: [[UInt8]]
    /// The place of each check among their codes in the order of the bytes; equal ones share it.
    private let places: [Int]
    private let verdicts: [[UInt8]]

    init(_ book: CheckBook) {
        let all = CheckSeverity.allCases
        severities = book.checks.map { check in all.firstIndex { $0 == check.severity } ?? 0 }
        codes = book.checks.map { Array($0.code.utf8) }
        let sorted = Set(book.checks.map(\.code)).sorted()
        let order = Dictionary(uniqueKeysWithValues: sorted.enumerated().map { ($1, $0) })
        places = book.checks.map { order[$0.code] ?? 0 }
        verdicts = all.map { Array($0.rawValue.uppercased().utf8) }
    }

    /// What stands behind a household without a hit.
    func nothing(members: Int) -> [UInt8] {
        Array((",\(members),0" + verdicts.map { _ in ",0" }.joined() + ",CLEAR,").utf8)
    }

    /// Adds counts, verdict and codes of some hits.
    func write(_ hits: ArraySlice<Int>, members: Int, to lines: inout PackedLines) {
        for number in [members, hits.count] {
            lines.extend(UInt8(ascii: ","))
            lines.extend(decimal: UInt64(number))
        }
        var gravest = verdicts.count
        for severity in verdicts.indices {
            var count: UInt64 = 0
            for check in hits where severities[check] == severity { count += 1 }
            if count > 0 { gravest = min(gravest, severity) }
            lines.extend(UInt8(ascii: ","))
            lines.extend(decimal: count)
        }
        lines.extend(UInt8(ascii: ","))
        verdicts[gravest < verdicts.count ? gravest : 0].withUnsafeBufferPointer { lines.extend($0) }
        lines.extend(UInt8(ascii: ","))
        writeCodes(hits, to: &lines)
    }

    /// Adds each code once, by its place; few checks hit one household, so that the next is looked for among all.
    private func writeCodes(_ hits: ArraySlice<Int>, to lines: inout PackedLines) {
        var last = -1
        while true {
            var next: Int?
            for check in hits where places[check] > last && places[check] < next.map({ places[$0] }) ?? .max {
                next = check
            }
            guard let next else { return }
            if last >= 0 { lines.extend(UInt8(ascii: "|")) }
            codes[next].withUnsafeBufferPointer { lines.extend($0) }
            last = places[next]
        }
    }
}
