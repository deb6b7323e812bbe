package import Primitives
package import Storage

/// The lines of a change for the past, summed up by month and county: what is owed, what was overpaid, what is open.
package struct RetroactiveSums: Hashable, Sendable {
    /// The sums of a month in a county.
    package struct Sum: Hashable, Sendable {
        /// The month; nil for all.
        package let month: CalendarMonth?
        /// The county; nil for all.
        package let county: RegionCode?
        /// Families with a difference.
        package var families = 0
        /// What families were paid too little.
        package var owed = Money.zero
        /// What families were paid too much.
        package var overpaid = Money.zero
        /// Families that a person has to look at: it cannot be said, or no money hangs on it.
        package var open = 0
        /// Families that a roster can still be told to pay.
        package var payable = 0
    }

    /// By month and county, ascending.
    package let sums: [Sum]
    /// All together; families are counted once for each month.
    package let total: Sum

    /// Sums up lines.
    package init(_ lines: [RetroactiveLineRow]) {
        struct Key: Hashable {
            let month: CalendarMonth
            let county: RegionCode
        }
        var total = Sum(month: nil, county: nil)
        var sums: [Key: Sum] = [:]
        for line in lines {
            let key = Key(month: line.month, county: line.region.ancestor(at: .county) ?? line.region)
            sums[key, default: Sum(month: key.month, county: key.county)].add(line)
            total.add(line)
        }
        self.total = total
        self.sums = sums.sorted { ($0.key.month, $0.key.county) < ($1.key.month, $1.key.county) }.map(\.value)
    }
}

extension RetroactiveSums.Sum {
    fileprivate mutating func add(_ line: RetroactiveLineRow) {
        families += 1
        guard let difference = line.difference, difference != .zero else {
            open += 1
            return
        }
        if line.isPayable, line.state == .listed { payable += 1 }
        if difference > .zero { owed += difference } else { overpaid += -difference }
    }
}
