package import Casework
import Payments
import Policies
import Primitives
import Storage

/// What a change for the past comes to: for each family and month already paid, what the decision would have been.
///
/// The facts are those frozen in the sealed record that the month's sum rests on; only the policy is another one. Every
/// program that a record can be computed again for is: dibao and marginal households by their own computation,
/// destitute support, rigid expenditure and relief by the sorting. What cannot be computed is listed with its reason.
/// Nothing is ordered by it: `OrderPastPay` does so for what was underpaid, and no overpayment is taken back by itself.
struct RetroactiveEffect {
    private let row: PackVersionRow
    private let before: PolicyTimeline
    private let after: PolicyTimeline

    /// Prepares a version that is not published yet.
    init(_ row: PackVersionRow, timeline: PolicyTimeline) {
        self.row = row
        before = timeline
        after = timeline.adding(row.text, from: row.inForceFrom)
    }

    /// The programs whose decisions a version can change: those that use its pack, and those sorted among them.
    static func programs(_ row: PackVersionRow, timeline: PolicyTimeline) throws -> [Program] {
        Program.touched(by: Set(try timeline.packs(on: row.inForceFrom).dependents(on: row.program)))
    }

    /// How much was paid for months that the version can change.
    static func paidSum(_ row: PackVersionRow, timeline: PolicyTimeline, in context: CommandContext) throws -> PaidSum {
        try context.store.paidSum(
            programs(row, timeline: timeline), in: row.region, from: row.inForceFrom.calendarMonth)
    }

    /// The months that would have been other ones, by family and month, and the payments compared.
    func compute(in context: CommandContext) throws -> (lines: [RetroactiveLineRow], paid: PaidSum) {
        let programs = try Self.programs(row, timeline: before)
        let paid = try Self.paidSum(row, timeline: before, in: context)
        guard paid.count > 0 || row.inForceFrom < context.today else { return ([], paid) }
        let policies = PastPolicies(before: before, after: after)
        let months = try context.store.paidMonths(programs, in: row.region, from: row.inForceFrom.calendarMonth)
        var awards = PastAwards()
        var lines: [RetroactiveLineRow] = []
        for month in months {
            if let line = try line(month, &awards, policies, in: context) { lines.append(line) }
        }
        let last = months.map(\.month).max() ?? context.today.calendarMonth.adding(months: -1)
        for decided in try context.store.unpaidDecisions(programs, in: row.region) {
            lines += try unpaid(decided, through: last, policies, in: context)
        }
        return (lines.sorted { ($0.month, $0.number) < ($1.month, $1.number) }, paid)
    }

    private func line(
        _ month: PaidMonth, _ awards: inout PastAwards, _ policies: PastPolicies, in context: CommandContext
    ) throws -> RetroactiveLineRow? {
        func line(_ due: Money?, _ reason: String) -> RetroactiveLineRow {
            RetroactiveLineRow(
                program: month.program, family: month.family, caseID: month.caseID, award: month.award,
                number: month.number, region: month.region, month: month.month, paid: month.paid, due: due,
                reason: reason)
        }
        /// What cannot be computed is listed where the version can change it at all.
        func open(_ reason: String) throws -> RetroactiveLineRow? {
            try policies.change(month.region, max(month.month.firstDay, row.inForceFrom)) == nil
                ? nil : line(nil, reason)
        }
        let held = try awards.records(of: month, in: context)
        guard !held.isEmpty else {
            return try open(month.caseID == nil ? "名单导入的家庭，没有可以重算的决定" : "案卷里没有可以重算的认定记录")
        }
        let ordered = try awards.ordered(month, in: context)
        for made in held {
            // A family decided within the month was decided on its own day, any other on the month's first; what is
            // paid once was decided on its day only.
            let day = month.program.payment == .once ? made.day : max(month.month.firstDay, made.day)
            guard let change = try policies.change(month.region, day) else {
                if made.amount == ordered { return nil }
                continue
            }
            let record: DeterminationRecord
            switch made.record {
            case .failure(let fault) where made.amount == ordered: return line(nil, fault.description)
            case .failure: continue
            case .success(let found): record = found
            }
            let old = PastResult(record, of: month.program, by: change.before)
            guard made.amount == ordered || old.due == ordered else { continue }
            guard change.touches(record) else { return nil }
            let new = PastResult(record, of: month.program, by: change.after)
            guard old != new else { return nil }
            switch new {
            case .known: return new.due == month.paid ? nil : line(new.due, "")
            case .open(let reason): return line(nil, reason)
            }
        }
        return try open("当月发放的金额不是按认定记录算出来的（如先停后补、渐退或另行决定），由人核算")
    }

    /// A family refused by the computation, or recognised without money, is decided again on its determination's day.
    private func unpaid(
        _ decided: CaseRow, through last: CalendarMonth, _ policies: PastPolicies, in context: CommandContext
    ) throws -> [RetroactiveLineRow] {
        guard
            let made = try context.store.determinations(of: decided.id, in: StoreTransaction.wholeRegion).last,
            made.entry.day >= row.inForceFrom, let change = try policies.change(decided.region, made.entry.day)
        else { return [] }
        func line(_ due: Money?, _ reason: String, _ month: CalendarMonth) -> RetroactiveLineRow {
            RetroactiveLineRow(
                program: decided.program, family: decided.familyID, caseID: decided.id, award: nil,
                number: decided.number, region: decided.region, month: month, paid: .zero, due: due, reason: reason)
        }
        let own = made.entry.day.calendarMonth
        let record: DeterminationRecord
        switch PastAwards.read(made.entry.record, of: decided.program) {
        case .failure(let fault): return [line(nil, fault.description, own)]
        case .success(let found): record = found
        }
        guard change.touches(record) else { return [] }
        let (old, new) = (
            PastResult(record, of: decided.program, by: change.before),
            PastResult(record, of: decided.program, by: change.after)
        )
        guard old != new else { return [] }
        guard case .known(let standing) = new else {
            if case .open(let reason) = new, case .known = old { return [line(nil, reason, own)] }
            return []
        }
        let words = UnpaidChange(decided, from: old, to: standing)
        guard words.monthly > .zero else {
            return words.reason.isEmpty ? [] : [line(words.once, words.reason, own)]
        }
        var lines: [RetroactiveLineRow] = []
        var month = try change.after.dibao.firstPayMonth(confirmedOn: made.entry.day)
        while month <= last {
            lines.append(line(words.monthly, words.reason, month))
            month = month.adding(months: 1)
        }
        // Where no month is over yet nothing is owed, and a person still has to look at it.
        return lines.isEmpty ? [line(.zero, words.reason, own)] : lines
    }
}

extension Program {
    /// The programs whose decisions a change of some packs can change.
    package static func touched(by packs: Set<String>) -> [Program] {
        // A class that a family gains or loses is a fact of every program that is sorted with it.
        let isSorted = SortingPlan.places.contains { packs.contains($0.program) }
        return allCases.filter { packs.contains($0.pack) || (isSorted && $0.isSorted) }
    }
}

/// What a decision without payment becomes, in words and sums; an empty reason where nothing follows.
private struct UnpaidChange {
    /// What is due each month from the first on; zero where nothing is.
    var monthly = Money.zero
    /// What is due once; zero for a recognition without money.
    var once = Money.zero
    /// Why a person has to look at it.
    var reason = ""

    init(_ decided: CaseRow, from old: PastResult, to new: PastResult.Standing) {
        let (isRefused, name) = (decided.state == .refused, decided.program.chinese)
        var was = PastResult.Standing(isEligible: !isRefused, amount: .zero)
        if case .known(let standing) = old { was = standing }
        if new.higher > .zero, new.higher != was.higher, let above = new.higherProgram {
            monthly = new.higher
            reason = isRefused ? "当时不予确认，按新内容符合\(above.chinese)条件" : "当时认定为\(name)，按新内容符合\(above.chinese)条件"
        } else if isRefused, new.isEligible, !was.isEligible {
            switch decided.program.payment {
            case .monthly: monthly = new.amount
            case .once: once = new.amount
            case .none: break
            }
            reason = "当时不予确认，按新内容符合条件"
        } else if !isRefused, !new.isEligible, was.isEligible {
            reason = "当时认定为\(name)，按新内容不再符合条件；由人复核，已经享受的不追回"
        }
    }
}
