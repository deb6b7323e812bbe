package import Primitives

/// How a region computes its monthly roster.
package struct RosterRules: Hashable, Sendable, Codable {
    /// How many months back differences are looked for.
    package let arrearsMonths: Int
    /// The largest share of a month's money that may be kept to net an overpayment, in percent.
    package let nettingLimitPercent: Int

    /// Rules of a region; the percentage lies in 0…100 and the months are not negative.
    package init(arrearsMonths: Int, nettingLimitPercent: Int) {
        precondition(arrearsMonths >= 0, "a roster cannot look for differences in months to come")
        precondition((0...100).contains(nettingLimitPercent), "a share of the money lies between 0 and 100 percent")
        self.arrearsMonths = arrearsMonths
        self.nettingLimitPercent = nettingLimitPercent
    }
}

/// The monthly run: compares what is due by the awards with what was paid, month by month.
///
/// The run is a function of its arguments; computed twice it gives the same roster, and computed again over the
/// rows it produced it gives nothing, so that starting it twice pays once.
package enum RosterRun {
    /// Computes the roster of a month.
    package static func dues(
        for month: CalendarMonth, awards: [Award], alreadyPaid: [PaidRow], blockers: [PayBlocker], rules: RosterRules
    ) -> Roster {
        let paid = Dictionary(grouping: alreadyPaid, by: \.key.award)
        var deaths: [PersonID: CivilDate] = [:]
        var holds: [AwardID: String] = [:]
        for blocker in blockers {
            switch blocker {
            case .dead(let person, let day): deaths[person] = min(day, deaths[person] ?? day)
            case .held(let award, let reason): holds[award] = reason
            }
        }
        var items: [DueItem] = []
        var exclusions: [RosterExclusion] = []
        var overpayments: [Overpayment] = []
        for award in awards.sorted(by: { $0.id < $1.id }) {
            let line = AwardLine(award, month: month, paid: paid[award.id] ?? [], rules: rules)
            let result = line.result(deaths: deaths, hold: holds[award.id])
            if let item = result.item { items.append(item) }
            if let exclusion = result.exclusion { exclusions.append(exclusion) }
            if let overpayment = result.overpayment { overpayments.append(overpayment) }
        }
        return Roster(month: month, items: items, exclusions: exclusions, overpayments: overpayments)
    }
}

/// One award on one roster, while it is being computed.
private struct AwardLine {
    typealias Result = (item: DueItem?, exclusion: RosterExclusion?, overpayment: Overpayment?)

    let award: Award
    let month: CalendarMonth
    let rules: RosterRules
    /// What is owed and not yet paid, by month ascending.
    let owed: [DuePart]
    /// What was paid too much, by month ascending, as positive amounts.
    let overpaid: [DuePart]
    let paidKeys: Set<DueKey>

    init(_ award: Award, month: CalendarMonth, paid: [PaidRow], rules: RosterRules) {
        self.award = award
        self.month = month
        self.rules = rules
        paidKeys = Set(paid.map(\.key))
        var sums: [CalendarMonth: Money] = [:]
        for part in paid.flatMap(\.parts) { sums[part.month, default: .zero] += part.amount }
        var owed: [DuePart] = []
        var overpaid: [DuePart] = []
        var current = max(month.adding(months: -rules.arrearsMonths), award.terms.firstMonth)
        while current <= month {
            let gap = award.amountDue(in: current) - (sums[current] ?? .zero)
            if gap > .zero { owed.append(DuePart(month: current, amount: gap)) }
            if gap < .zero { overpaid.append(DuePart(month: current, amount: -gap)) }
            current = current.adding(months: 1)
        }
        self.owed = owed
        self.overpaid = overpaid
    }

    func result(deaths: [PersonID: CivilDate], hold: String?) -> Result {
        let whole = owed.reduce(Money.zero) { $0 + $1.amount }
        guard whole > .zero else {
            return (nil, standingExclusion().map { exclusion($0, .zero) }, overpayment(overpaid))
        }
        if let reason = obstacle(deaths: deaths, hold: hold) {
            return (nil, exclusion(reason, whole), overpayment(overpaid))
        }
        guard let payee = award.payee else {
            return (nil, exclusion(.missingAccount, whole), overpayment(overpaid))
        }
        let key = DueKey(
            award: award.id, rosterMonth: month, kind: owed.last?.month == month && !regularPaid ? .regular : .arrears)
        guard !paidKeys.contains(key) else {
            return (nil, exclusion(.waitsForNextRoster, whole), overpayment(overpaid))
        }
        let (taken, left) = netted(from: whole)
        let parts = (owed + taken).sorted { $0.month < $1.month }
        let item = DueItem(
            key: key, program: award.terms.program, family: award.terms.family, caseID: award.terms.caseID,
            members: members, payee: payee, parts: parts)
        guard item.amount > .zero else { return (nil, exclusion(.nettedToZero, whole), overpayment(overpaid)) }
        let standing = key.kind == .arrears ? standingExclusion().map { exclusion($0, .zero) } : nil
        return (item, standing, overpayment(left))
    }

    private var regularPaid: Bool {
        paidKeys.contains(DueKey(award: award.id, rosterMonth: month, kind: .regular))
    }

    private var members: [PersonID] {
        for part in owed.reversed() {
            if case .running(_, let members) = award.standing(in: part.month) { return members }
        }
        return award.terms.members
    }

    /// What forbids paying anything of the award: an order to wait, or a death not yet written into it.
    private func obstacle(deaths: [PersonID: CivilDate], hold: String?) -> ExclusionReason? {
        if let hold { return .held(reason: hold) }
        if let holder = award.payee?.person, let day = deaths[holder], day.calendarMonth <= month {
            return .dead(holder, on: day)
        }
        for part in owed {
            guard case .running(_, let members) = award.standing(in: part.month) else { continue }
            for member in members {
                if let day = deaths[member], day.calendarMonth < part.month { return .dead(member, on: day) }
            }
        }
        return nil
    }

    /// Why nothing is due for the month itself, when that needs saying.
    private func standingExclusion() -> ExclusionReason? {
        switch award.standing(in: month) {
        case .suspended(let reason): .suspended(reason: reason)
        case .stopped(let reason): .stopped(reason)
        case .notStarted, .running, .ended: nil
        }
    }

    /// Takes back overpaid months, oldest first, within the limit; answers what is taken and what is left.
    private func netted(from whole: Money) -> (taken: [DuePart], left: [DuePart]) {
        var room = whole.fen / 100 * Int64(rules.nettingLimitPercent)
        room += whole.fen % 100 * Int64(rules.nettingLimitPercent) / 100
        var taken: [DuePart] = []
        var left: [DuePart] = []
        for part in overpaid {
            let fen = min(room, part.amount.fen)
            room -= fen
            if fen > 0 { taken.append(DuePart(month: part.month, amount: Money(fen: -fen))) }
            if fen < part.amount.fen {
                left.append(DuePart(month: part.month, amount: Money(fen: part.amount.fen - fen)))
            }
        }
        return (taken, left)
    }

    private func exclusion(_ reason: ExclusionReason, _ withheld: Money) -> RosterExclusion {
        RosterExclusion(award: award.id, family: award.terms.family, reason: reason, withheld: withheld)
    }

    private func overpayment(_ parts: [DuePart]) -> Overpayment? {
        parts.isEmpty ? nil : Overpayment(award: award.id, family: award.terms.family, parts: parts)
    }
}
