import Casework
import Payments
import Policies
package import Primitives
package import Storage

/// What ordering the differences of a change for the past came to.
package struct PastPayOrdered: Codable, Hashable, Sendable {
    /// Awards of which something was ordered.
    package var awards = 0
    /// What the next roster pays for months that are over.
    package var sum = Money.zero
    /// Months that no roster can pay any more; a person acts.
    package var left = 0
    /// Whether lines are still to be gone through.
    package var isMore = false

    /// Nothing yet.
    package init() {}
}

/// A person orders what a published change for the past underpaid (补发少发的部分); the next roster pays the difference.
///
/// Only ever more: an award that pays as much already, or that a person changed meanwhile, is left as it is, and an
/// overpayment stays a line for a person to act on. Where the last paid month was too low, the higher sum goes on from
/// there, since it is what the version gives. One run goes through so many awards at most.
package struct OrderPastPay: Command {
    package static let name = "policy.orderPastPay"
    /// Awards of one transaction.
    package static let portion = 200
    /// The version.
    package let id: PackVersionID

    /// Takes the version.
    package init(id: PackVersionID) { self.id = id }

    /// Within the asker's own area, also of a version that a higher region published.
    package func run(in context: CommandContext) throws -> Outcome<PastPayOrdered> {
        guard let staff = context.actor.staff, PolicyAuthority.publishers.contains(staff.role) else {
            return .refused([.notAllowed])
        }
        guard let row = try context.store.packVersion(id) else { return .refused([.notFound]) }
        guard row.state == .published, let trial = row.trial else { return .refused([.policyWrongState(row.state)]) }
        let lines = try context.store.retroactiveLines(of: trial, in: context.scope)
        let owed = Dictionary(grouping: lines.filter { $0.award != nil }, by: { $0.award?.rawValue ?? 0 })
            .filter { $0.value.contains { $0.isPayable && $0.state == .listed } }
        guard !owed.isEmpty else { return .refused([.policyNothingOwed]) }
        // Where another version takes over, what it gives is that version's matter.
        let until = try context.timeline.next(row.program, row.region, after: row.inForceFrom)?.from.calendarMonth
        var done = PastPayOrdered()
        for (award, months) in owed.sorted(by: { $0.key < $1.key }).prefix(Self.portion) {
            try order(AwardID(award), months, until: until, by: staff, &done, in: context)
        }
        done.isMore = owed.count > Self.portion
        try context.audit(
            Self.name, "packVersion", id.rawValue, region: staff.region,
            payload: "{\"awards\":\(done.awards),\"fen\":\(done.sum.fen),\"left\":\(done.left)}")
        return .done(done)
    }

    private func order(
        _ id: AwardID, _ lines: [RetroactiveLineRow], until: CalendarMonth?, by staff: StaffActor,
        _ done: inout PastPayOrdered, in context: CommandContext
    ) throws {
        guard var row = try context.store.awardRow(id, in: context.scope) else {
            throw StoreError(.damaged, "Award \(id.text) has a line of a change for the past and is gone.")
        }
        let oldest = context.today.calendarMonth.adding(months: -RosterRules.usual.arrearsMonths)
        var targets: [CalendarMonth: Money] = [:]
        for line in lines where line.isPayable && line.state == .listed {
            guard let lineID = line.id, let due = line.due else { continue }
            var reason = ""
            if line.month < oldest {
                reason = "超过名册补发的\(RosterRules.usual.arrearsMonths)个月，请另行补发"
            } else if case .running(let amount, _) = row.award.standing(in: line.month) {
                if amount < due { targets[line.month] = due }
            } else {
                reason = "当月待遇已停发或者暂停，请核实后办理"
            }
            if reason.isEmpty { done.sum += due - line.paid } else { done.left += 1 }
            try context.store.settleRetroactive(
                lineID, reason.isEmpty ? .ordered : .left, because: reason, by: staff.staffID, on: context.today,
                in: context.scope)
        }
        guard !targets.isEmpty else { return }
        // The last line of the award says how it goes on: with the higher sum, or as it stands.
        let isRaised = lines.max { $0.month < $1.month }.map { targets[$0.month] != nil } ?? false
        let entries = PastPayChange.list(
            row.award, targets: targets, goesOn: isRaised, until: until, today: context.today)
        for change in entries {
            try context.store.appendChange(
                change, to: &row, by: staff.staffID, actor: context.actor.row, in: context.scope, at: context.now,
                on: context.today)
        }
        done.awards += 1
        try context.audit(Self.name, "award", id.rawValue, region: row.region, reason: "政策追溯补发")
    }
}

/// The entries that raise an award in the months of a change for the past, and nowhere else.
enum PastPayChange {
    /// Entries by month, ascending: each holds from its month on, so that what stood after it is put back.
    ///
    /// The sum of the last month goes on, while nobody decided another one for later and no other version follows.
    static func list(
        _ award: Award, targets: [CalendarMonth: Money], goesOn: Bool, until: CalendarMonth?, today: CivilDate
    ) -> [AwardChange.Kind] {
        guard let first = targets.keys.min(), let newest = targets.keys.max() else { return [] }
        let known = award.changes.compactMap(\.firstMonth).max() ?? first
        let last = max(known, newest, until ?? first, today.calendarMonth).adding(months: 1)
        var entries: [AwardChange.Kind] = []
        // What the entries so far would pay, as long as nothing outranks them.
        var going: Money?
        var month = first
        while month <= last {
            defer { month = month.adding(months: 1) }
            guard case .running(let stood, let members) = award.standing(in: month) else { continue }
            var target = targets[month] ?? stood
            if goesOn, month > newest, until.map({ month < $0 }) ?? true, let due = targets[newest],
                stood == award.amountDue(in: newest)
            {
                target = due
            }
            guard (going ?? stood) != target else { continue }
            entries.append(.amountChanged(target, members: members, from: month))
            going = target
        }
        return entries
    }
}

extension Bureau {
    /// Orders every difference of the asker's area, portion by portion; what is done stays done if it breaks off.
    package func orderPastPay(
        _ id: PackVersionID, as actor: Actor, key: String
    ) async throws -> Outcome<PastPayOrdered> {
        var all = PastPayOrdered()
        var turn = 0
        repeat {
            let outcome = try await perform(OrderPastPay(id: id), as: actor, key: turn == 0 ? key : "\(key)-\(turn)")
            guard let done = outcome.value else { return turn == 0 ? outcome : .done(all) }
            all.awards += done.awards
            all.sum += done.sum
            all.left += done.left
            all.isMore = done.isMore
            turn += 1
        } while all.isMore
        return .done(all)
    }
}

extension Reason {
    /// No line of the asker's area can be paid by a roster.
    static let policyNothingOwed = Reason(
        "policy.nothingOwed", "本地区没有可以补发的月份：没有少发的，或者已经列入补发。多发的和不能确定的请由人逐户处理。",
        "Nothing in your area can be paid: nothing was underpaid, or it was ordered already.")
}
