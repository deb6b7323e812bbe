package import Primitives

/// The outcome of a monthly run: what is paid, what is left out and why, what was overpaid.
package struct Roster: Hashable, Sendable {
    package let month: CalendarMonth
    /// The payments, ascending by award.
    package let items: [DueItem]
    package let exclusions: [RosterExclusion]
    package let overpayments: [Overpayment]

    /// A roster of given parts; `RosterRun.dues` is what computes one.
    package init(
        month: CalendarMonth, items: [DueItem], exclusions: [RosterExclusion] = [], overpayments: [Overpayment] = []
    ) {
        self.month = month
        self.items = items.sorted { $0.key < $1.key }
        self.exclusions = exclusions
        self.overpayments = overpayments
    }

    /// Families, persons and money of the whole roster.
    package var totals: RosterTotals { RosterTotals(items) }

    /// The same for each program, ascending by its code.
    package var totalsByProgram: [(program: String, totals: RosterTotals)] {
        Dictionary(grouping: items, by: \.program)
            .sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
            .map { (program: $0.key, totals: RosterTotals($0.value)) }
    }

    /// What is different from another month's roster, ascending by award.
    package func differences(from last: Roster) -> [RosterDifference] {
        let before = Roster.sums(last.items)
        let after = Roster.sums(items)
        return Set(before.keys).union(after.keys).sorted().compactMap { award in
            switch (before[award], after[award]) {
            case (nil, let amount?): .added(award, amount)
            case (let amount?, nil): .removed(award, amount)
            case (let old?, let changed?): old == changed ? nil : .changed(award, from: old, to: changed)
            case (nil, nil): nil
            }
        }
    }

    private static func sums(_ items: [DueItem]) -> [AwardID: Money] {
        items.reduce(into: [:]) { $0[$1.key.award, default: .zero] += $1.amount }
    }
}

/// Head counts and money of a set of payments.
package struct RosterTotals: Hashable, Sendable {
    package let payments: Int
    package let families: Int
    package let persons: Int
    package let amount: Money

    /// Counts each family and each person once, however many payments they have.
    package init(_ items: [DueItem]) {
        payments = items.count
        families = Set(items.map(\.family)).count
        persons = items.reduce(into: Set<PersonID>()) { $0.formUnion($1.members) }.count
        amount = items.reduce(.zero) { $0 + $1.amount }
    }
}

/// How one award's payment differs between two rosters.
package enum RosterDifference: Hashable, Sendable {
    case added(AwardID, Money)
    case removed(AwardID, Money)
    case changed(AwardID, from: Money, to: Money)
}
