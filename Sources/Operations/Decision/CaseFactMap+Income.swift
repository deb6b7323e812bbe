import Casework
import Policies
import Primitives
import Verification

extension CaseFactMap {
    /// The age from which work is lawful, and silence about income a question (劳动法第十五条).
    private static let workingAge = 16

    /// A member's income items.
    func income(_ member: DeclaredMember) -> [IncomeItem] {
        wages(member) + transfers(member) + subsidies(member)
            + declaredItems(member, .business) + declaredItems(member, .property)
    }

    private static let monthly = IncomePeriod.monthly(months: 12)

    /// The wage: the declared one, or what departments know where it is higher.
    private func wages(_ member: DeclaredMember) -> [IncomeItem] {
        compared(member, .wage, with: [FoundIncome(.wage, kind: .wage)])
    }

    /// Transfers: the declared ones, or pension and unemployment benefit where they are higher together.
    ///
    /// The resident pension's basic part is exempt by the pack, so it is only listed. The form asks for pensions under
    /// the same heading, so what departments pay of it is part of what was declared, and is not counted there again.
    private func transfers(_ member: DeclaredMember) -> [IncomeItem] {
        let basic = Money(fen: found(.basicResidentPension, key(member)) ?? 0)
        return compared(
            member, .transfer,
            with: [FoundIncome(.pension, kind: .pension), FoundIncome(.unemploymentBenefit, kind: .transfer)],
            besides: max(.zero, basic * 12))
            + unasked(member, .basicResidentPension, .basicResidentPension, Self.monthly)
    }

    /// Farm subsidies are never asked for on the form: departments hold them.
    private func subsidies(_ member: DeclaredMember) -> [IncomeItem] {
        unasked(member, .farmSubsidy, .farmSubsidy, .yearly)
    }

    /// Income that the form does not ask for, where departments know some.
    private func unasked(
        _ member: DeclaredMember, _ feed: ReportFeed, _ kind: Policies.IncomeKind, _ period: IncomePeriod
    ) -> [IncomeItem] {
        guard let fen = found(feed, key(member)), fen > 0 else { return [] }
        return [item(member, kind, feed.rawValue, .known(Money(fen: fen), source(feed)), period)]
    }

    private struct FoundIncome {
        let feed: ReportFeed
        let kind: Policies.IncomeKind

        init(_ feed: ReportFeed, kind: Policies.IncomeKind) { (self.feed, self.kind) = (feed, kind) }
    }

    /// Declared against found: the higher counts as a whole; with nothing known, each silent source is a question.
    ///
    /// `listed` is the part of what was declared, a year, that stands in an item of its own.
    private func compared(
        _ member: DeclaredMember, _ declaredKind: Casework.IncomeKind, with sources: [FoundIncome],
        besides listed: Money = .zero
    ) -> [IncomeItem] {
        let own = declaredItems(member, declaredKind)
        let declaredYear = max(
            .zero,
            form.incomes.filter { $0.memberNumber == member.number && $0.kind == declaredKind }
                .compactMap(\.amount.perYear).reduce(Money.zero, +) - listed)
        let answered = sources.compactMap { source in
            found(source.feed, key(member)).map { (source, Money(fen: $0)) }
        }
        let foundYear = answered.map { $0.1 * 12 }.reduce(Money.zero, +)
        if foundYear > declaredYear {
            return answered.filter { $0.1 > .zero }.map { source, money in
                item(
                    member, source.kind, source.feed.rawValue, .known(money, self.source(source.feed)),
                    Self.monthly)
            }
        }
        if !own.isEmpty { return Self.without(listed, of: own) }
        guard (member.citizenID?.age(on: day) ?? Self.workingAge) >= Self.workingAge else { return [] }
        return sources.compactMap { source in
            silence(source.feed, key(member)).map {
                item(member, source.kind, source.feed.rawValue, .unknown(reason: $0), Self.monthly)
            }
        }
    }

    /// Items without a sum a year, taken from the first ones that are known.
    private static func without(_ listed: Money, of items: [IncomeItem]) -> [IncomeItem] {
        var left = listed
        return items.compactMap { item in
            guard left > .zero, case .known(let amount, let source) = item.amount else { return item }
            let months: Int64 = if case .monthly(let months) = item.period { Int64(months) } else { 1 }
            let year = amount * months
            let rest = max(.zero, year - left)
            left = max(.zero, left - year)
            guard rest > .zero else { return nil }
            let isEven = rest.fen % months == 0
            return IncomeItem(
                key: item.key, member: item.member, kind: item.kind,
                amount: .known(isEven ? Money(fen: rest.fen / months) : rest, source),
                period: isEven ? item.period : .yearly)
        }
    }

    private func declaredItems(_ member: DeclaredMember, _ kind: Casework.IncomeKind) -> [IncomeItem] {
        form.incomes.enumerated().filter { $0.element.memberNumber == member.number && $0.element.kind == kind }
            .map { index, income in
                let period: IncomePeriod = if case .yearly = income.amount { .yearly } else { .monthly(months: 12) }
                return item(member, Policies.IncomeKind(kind), "declared-\(index + 1)", fact(income.amount), period)
            }
    }

    private func item(
        _ member: DeclaredMember, _ kind: Policies.IncomeKind, _ name: String, _ amount: Fact<Money>,
        _ period: IncomePeriod
    ) -> IncomeItem {
        IncomeItem(key: "\(key(member))-\(name)", member: key(member), kind: kind, amount: amount, period: period)
    }
}

extension Policies.IncomeKind {
    /// The declared kind as the rules take it.
    init(_ declared: Casework.IncomeKind) {
        switch declared {
        case .wage: self = .wage
        case .business: self = .business
        case .property: self = .property
        case .transfer: self = .transfer
        }
    }
}
