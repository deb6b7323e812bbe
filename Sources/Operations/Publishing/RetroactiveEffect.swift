import Casework
import Policies
import Primitives
import Storage

/// What a change for the past comes to: for each family and month already paid, what the decision would have been.
///
/// The facts are those frozen in the determination that held in the month; only the policy is another one. Nothing
/// is ordered by it: money is settled later, and what was overpaid is never taken back by itself.
struct RetroactiveEffect {
    /// A county's policy on a day without and with the version; nil where both are the same.
    private struct Key: Hashable {
        let county: RegionCode
        let day: CivilDate
    }

    private struct Change {
        let before: ResolvedPolicy
        let after: ResolvedPolicy
    }

    /// The program whose paid months are computed again; a change for the past of destitute support is settled by hand.
    private static let program = Program.dibao

    private let row: PackVersionRow
    private let before: PolicyTimeline
    private let after: PolicyTimeline

    /// Prepares a version that is not published yet.
    init(_ row: PackVersionRow, timeline: PolicyTimeline) {
        self.row = row
        before = timeline
        after = timeline.adding(row.text, from: row.inForceFrom)
    }

    /// How much was paid for months that the version can change.
    static func paidSum(_ row: PackVersionRow, timeline: PolicyTimeline, in context: CommandContext) throws -> PaidSum {
        let packs = try timeline.packs(on: row.inForceFrom)
        guard packs.dependents(on: row.program).contains(program.rawValue) else {
            return PaidSum(count: 0, amount: .zero)
        }
        return try context.store.paidSum(program, in: row.region, from: row.inForceFrom.calendarMonth)
    }

    /// The months that would have been other ones, by family and month, and the payments compared.
    func compute(in context: CommandContext) throws -> (lines: [RetroactiveLineRow], paid: PaidSum) {
        let paid = try Self.paidSum(row, timeline: before, in: context)
        guard paid.count > 0 else { return ([], paid) }
        var changes: [Key: Change?] = [:]
        var lines: [RetroactiveLineRow] = []
        let months = try context.store.paidMonths(Self.program, in: row.region, from: row.inForceFrom.calendarMonth)
        for month in months {
            if let line = try line(month, &changes, in: context) { lines.append(line) }
        }
        let last = months.map(\.month).max()
        for refused in try context.store.computedRefusals(Self.program, in: row.region) {
            guard let last else { break }
            lines += try self.lines(of: refused, through: last, &changes, in: context)
        }
        return (lines.sorted { ($0.month, $0.number) < ($1.month, $1.number) }, paid)
    }

    private func change(_ region: RegionCode, _ day: CivilDate, _ changes: inout [Key: Change?]) throws -> Change? {
        let key = Key(county: region.ancestor(at: .county) ?? region, day: day)
        if let known = changes[key] { return known }
        let old = try before.packs(on: day).dibaoPolicy(for: key.county, on: day)
        let new = try after.packs(on: day).dibaoPolicy(for: key.county, on: day)
        let change = old.canonicalBytes == new.canonicalBytes ? nil : Change(before: old, after: new)
        changes[key] = .some(change)
        return change
    }

    private func line(
        _ month: PaidMonth, _ changes: inout [Key: Change?], in context: CommandContext
    ) throws -> RetroactiveLineRow? {
        func line(_ due: Money?, _ reason: String) -> RetroactiveLineRow {
            RetroactiveLineRow(
                family: month.family, caseID: month.caseID, award: month.award, number: month.number,
                region: month.region, month: month.month, paid: month.paid, due: due, reason: reason)
        }
        guard let caseID = month.caseID, let made = try context.store.determination(of: caseID, in: month.month) else {
            guard try change(month.region, month.month.firstDay, &changes) != nil else { return nil }
            return line(nil, "名单导入的家庭，没有可以重算的决定")
        }
        // A family decided within the month was decided on its own day, any other on the month's first.
        let day = max(month.month.firstDay, made.entry.day)
        guard let change = try change(month.region, day, &changes) else { return nil }
        let facts = try DeterminationRecord(bytes: made.entry.record).facts
        let (old, new) = (Self.monthly(facts, change.before), Self.monthly(facts, change.after))
        guard old != new else { return nil }
        switch new {
        case .known(let due): return due == month.paid ? nil : line(due, "")
        case .open(let reason): return line(nil, reason)
        }
    }

    /// A family refused by the computation is decided once, on the day of its determination.
    private func lines(
        of refused: CaseRow, through last: CalendarMonth, _ changes: inout [Key: Change?], in context: CommandContext
    ) throws -> [RetroactiveLineRow] {
        guard let made = try context.store.determination(of: refused.id, in: last), made.entry.day >= row.inForceFrom,
            let change = try change(refused.region, made.entry.day, &changes)
        else { return [] }
        let facts = try DeterminationRecord(bytes: made.entry.record).facts
        guard case .known(let due) = Self.monthly(facts, change.after), due > .zero,
            Self.monthly(facts, change.before) != .known(due)
        else { return [] }
        var month = try change.after.firstPayMonth(confirmedOn: made.entry.day)
        var lines: [RetroactiveLineRow] = []
        while month <= last {
            lines.append(
                RetroactiveLineRow(
                    family: refused.familyID, caseID: refused.id, award: nil, number: refused.number,
                    region: refused.region, month: month, paid: .zero, due: due, reason: "当时不予确认，按新内容符合条件"))
            month = month.adding(months: 1)
        }
        return lines
    }

    private enum Monthly: Equatable {
        case known(Money)
        case open(String)
    }

    private static func monthly(_ facts: HouseholdFacts, _ policy: ResolvedPolicy) -> Monthly {
        do {
            switch try Determination.decide(facts, policy).outcome {
            case .eligible(let award): return .known(award.monthly)
            case .marginal, .notEligible: return .known(.zero)
            case .undetermined: return .open("按新内容还有没有查清的事实，不能确定")
            }
        } catch {
            return .open("按新内容算不出来：\(error)")
        }
    }
}
