/// What changed between two sortings of one household: shown to a person, who decides what follows.
package struct SortingDifference: Hashable, Sendable {
    /// One program whose outcome or amount is another.
    package struct Change: Hashable, Sendable {
        /// The entry before; nil when the program was not sorted then.
        package let before: SortedProgram?
        /// The entry now; nil when the program is not sorted any more.
        package let now: SortedProgram?
    }

    /// The programs that differ, in the order of the present sorting; those that went come last.
    package let changes: [Change]

    /// Compares two sortings.
    package init(from earlier: Sorting, to later: Sorting) {
        func key(_ entry: SortedProgram) -> String { "\(entry.program)/\(entry.member ?? "")" }
        let before = Dictionary(earlier.entries.map { (key($0), $0) }, uniquingKeysWith: { first, _ in first })
        let now = Set(later.entries.map(key))
        changes =
            later.entries.compactMap { entry in
                let held = before[key(entry)]
                let isSame = held.map { $0.outcome == entry.outcome && $0.amount == entry.amount } ?? false
                return isSame ? nil : Change(before: held, now: entry)
            } + earlier.entries.filter { !now.contains(key($0)) }.map { Change(before: $0, now: nil) }
    }
}
