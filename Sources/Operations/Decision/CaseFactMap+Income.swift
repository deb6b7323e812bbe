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

    /// The wage: the declared one, or the insurance base where it is higher.
    private func wages(_ member: DeclaredMember) -> [IncomeItem] {
        compared(
            member, .wage, kind: .wage,
            with: [FoundIncome("wage.base", dataset: "employ_insurance", kind: .wage, period: .monthly(months: 12))])
    }

    /// Transfers: the declared ones, or pension and unemployment benefit where they are higher together.
    ///
    /// The resident pension's basic part is exempt by the pack, so it is only listed.
    private func transfers(_ member: DeclaredMember) -> [IncomeItem] {
        let monthly = IncomePeriod.monthly(months: 12)
        var items = compared(
            member, .transfer, kind: .transfer,
            with: [
                FoundIncome("pension.amount", dataset: "pension", kind: .pension, period: monthly),
                FoundIncome("unemployment.amount", dataset: "unemployment", kind: .transfer, period: monthly),
            ])
        if let fen = found("residentPension.amount", key(member)), fen > 0 {
            items.append(
                item(
                    member, .basicResidentPension, "residentPension",
                    .known(Money(fen: fen), source("resident_pension")),
                    monthly))
        }
        return items
    }

    /// Farm subsidies are never asked for on the form: departments hold them.
    private func subsidies(_ member: DeclaredMember) -> [IncomeItem] {
        guard let fen = found("farmSubsidy.amount", key(member)), fen > 0 else { return [] }
        return [item(member, .farmSubsidy, "farmSubsidy", .known(Money(fen: fen), source("farm_subsidy")), .yearly)]
    }

    private struct FoundIncome {
        let line: String
        let dataset: String
        let kind: Policies.IncomeKind
        let period: IncomePeriod

        init(_ line: String, dataset: String, kind: Policies.IncomeKind, period: IncomePeriod) {
            self.line = line
            self.dataset = dataset
            self.kind = kind
            self.period = period
        }
    }

    /// Declared against found: the higher counts as a whole; with nothing known, each silent source is a question.
    private func compared(
        _ member: DeclaredMember, _ declaredKind: Casework.IncomeKind, kind: Policies.IncomeKind,
        with sources: [FoundIncome]
    ) -> [IncomeItem] {
        let own = declaredItems(member, declaredKind)
        let declaredYear = form.incomes.filter { $0.memberNumber == member.number && $0.kind == declaredKind }
            .compactMap(\.amount.perYear).reduce(Money.zero, +)
        let answered = sources.compactMap { source in
            found(source.line, key(member)).map { (source, Money(fen: $0)) }
        }
        let foundYear = answered.map { $0.1 * 12 }.reduce(Money.zero, +)
        if foundYear > declaredYear {
            return answered.filter { $0.1 > .zero }.map { source, money in
                item(member, source.kind, source.dataset, .known(money, self.source(source.dataset)), source.period)
            }
        }
        if !own.isEmpty { return own }
        guard (member.citizenID?.age(on: day) ?? Self.workingAge) >= Self.workingAge else { return [] }
        return sources.compactMap { source in
            silence(source.dataset, key(member)).map {
                item(member, source.kind, source.dataset, .unknown(reason: $0), source.period)
            }
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
