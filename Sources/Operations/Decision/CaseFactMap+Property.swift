import Casework
import Policies
import Primitives
import Verification

extension CaseFactMap {
    /// All property items: declared or found, whichever is more, and a silence for every member a source skipped.
    var property: [PropertyItem] {
        vehicles + homes + shops + firms + sums(.deposit, .deposits, as: .deposit)
            + sums(.securities, .securities, as: .security) + insurance + others + machines
    }

    private func declaredItems(_ kind: Casework.PropertyKind, as target: Policies.PropertyKind) -> [PropertyItem] {
        form.properties.enumerated().filter { $0.element.kind == kind }.map { index, item in
            PropertyItem(
                key: "property-\(index + 1)", member: HouseholdFacts.key(of: item.memberNumber), kind: target,
                held: .known(true, declared), value: fact(item.amount))
        }
    }

    private func silences(_ feed: ReportFeed, as kind: Policies.PropertyKind) -> [PropertyItem] {
        form.members.compactMap { member in
            silence(feed, key(member)).map {
                .silence(key: "\(kind.rawValue)-\(key(member))", member: key(member), kind: kind, reason: $0)
            }
        }
    }

    /// Items of a family's count; the whole value stands at the first, since the report gives it for the family.
    private func counted(
        _ count: Int64, _ kind: Policies.PropertyKind, _ feed: ReportFeed, member: String, first: Fact<Money>,
        rest: Fact<Money>
    ) -> [PropertyItem] {
        (0..<Int(clamping: min(count, 99))).map { index in
            PropertyItem(
                key: "found-\(kind.rawValue)-\(member)-\(index + 1)", member: member, kind: kind,
                held: .known(true, source(feed)), value: index == 0 ? first : rest)
        }
    }

    /// Cars by the register; a declared vehicle beside a register that knows no car is a motorcycle or the like.
    private var vehicles: [PropertyItem] {
        let silent = silences(.cars, as: .car)
        let count = found(.cars) ?? 0
        let own = declaredItems(.vehicle, as: silent.isEmpty && count == 0 ? .motorcycle : .car)
        guard count > 0, count >= Int64(own.count) else { return own + silent }
        let declaredValue = own.compactMap(\.value.value).reduce(Money.zero, +)
        let value = max(Money(fen: found(.carValue) ?? 0), declaredValue)
        return counted(
            count, .car, .cars, member: applicant, first: .known(value, source(.carValue)),
            rest: .known(.zero, source(.carValue))) + silent
    }

    /// Homes: the register's number with the whole area at the first; a value is nowhere kept and no test asks for it.
    private var homes: [PropertyItem] {
        let own = declaredItems(.home, as: .home)
        let count = found(.homes) ?? 0
        let silent = silences(.homes, as: .home)
        guard count > 0, count >= Int64(own.count) else { return own + silent }
        let value = Fact<Money>.unknown(reason: "不动产登记没有价值")
        var items = counted(count, .home, .homes, member: applicant, first: value, rest: value)
        if let area = found(.homeArea) {
            for index in items.indices {
                // Rounded up to whole square metres, so that no part of a metre is lost.
                items[index].squareMetres = .known(index == 0 ? Int((area + 99) / 100) : 0, source(.homeArea))
            }
        }
        return items + silent
    }

    private var shops: [PropertyItem] {
        form.members.flatMap { member in
            let value = Fact<Money>.unknown(reason: "不动产登记没有价值")
            return counted(
                found(.shops, key(member)) ?? 0, .shop, .shops, member: key(member), first: value, rest: value)
        } + silences(.shops, as: .shop)
    }

    /// Firms: the register shows that they are, not what was put in; what was declared says it where it covers them
    /// all.
    private var firms: [PropertyItem] {
        let own = declaredItems(.firm, as: .firm)
        let missing = max(0, (found(.firms) ?? 0) - Int64(own.count))
        let unknown = Fact<Money>.unknown(reason: "企业登记没有列出认缴出资，请看章程")
        return own + counted(missing, .firm, .firms, member: applicant, first: unknown, rest: unknown)
            + silences(.firms, as: .firm)
    }

    /// A sum of the whole family, declared against found.
    private func sums(
        _ declaredKind: Casework.PropertyKind, _ feed: ReportFeed, as kind: Policies.PropertyKind
    ) -> [PropertyItem] {
        let own = declaredItems(declaredKind, as: kind)
        let declaredSum = own.compactMap(\.value.value).reduce(Money.zero, +)
        let sum = Money(fen: found(feed) ?? 0)
        guard sum > declaredSum else { return own + silences(feed, as: kind) }
        return [
            .held(key: "found-\(kind.rawValue)", member: applicant, kind: kind, value: sum, source: source(feed))
        ] + silences(feed, as: kind)
    }

    /// Insurance: departments know the premium only, so a policy nobody declared has an unknown worth.
    private var insurance: [PropertyItem] {
        let own = declaredItems(.commercialInsurance, as: .insurance)
        let holders = Set(own.map(\.member))
        let hidden = form.members.map(key).filter { shows(.insurancePremiums, $0) && !holders.contains($0) }
            .map { member in
                PropertyItem(
                    key: "insurance-\(member)", member: member, kind: .insurance,
                    held: .known(true, source(.insurancePremiums)),
                    value: .unknown(reason: "只查到年缴保费，现金价值要看保单"))
            }
        return own + hidden + silences(.insurancePremiums, as: .insurance)
    }

    /// Whatever else was declared counts as a claim, the widest of the financial kinds.
    private var others: [PropertyItem] { declaredItems(.other, as: .claim) }

    private var machines: [PropertyItem] {
        form.members.compactMap { member in
            guard let value = found(.farmMachines, key(member)), value > 0 else { return nil }
            return .held(
                key: "machine-\(key(member))", member: key(member), kind: .farmVehicle, value: Money(fen: value),
                source: source(.farmMachines))
        }
    }
}
