import Columns
import Primitives

extension Inquiry {
    /// Aid drawn in two counties, and self-paid hospital cost.
    func askAid() {
        for person in people {
            let paid = gather("assistance_payment", "id_no", person: person) { row in
                guard try row.month("month") == self.month, let county = try row.text("county_code") else {
                    return nil as (String, FindingEvidence)?
                }
                return (county, FindingEvidence(row, date: self.month.text, note: county))
            }
            guard let paid, paid.map(\.0).distinctCount > 1 else { continue }
            find(
                "payment.twoCounties", "同月在两个以上县区领取救助金", .conflict, person: person, dataset: "assistance_payment",
                observed: Quantity(paid.map(\.0).distinctCount, .count), limit: Quantity(1, .count),
                evidence: paid.map(\.1))
        }
        let bills = gatherAll("hospital", "id_no") { row in
            let day = try row.date("admit_date")
            guard self.isWithinYear(day) else { return nil as (Int64, FindingEvidence)? }
            return (try row.hundredths("self_pay") ?? 0, FindingEvidence(row, date: day?.text))
        }
        let cost = Quantity(total(bills.values.map(\.0)), .fen)
        line("hospital.selfPay", "一年内医疗自付", found: bills.answered > 0 ? cost : nil, isComplete: bills.isComplete)
        let annual = product(12, total(request.people.flatMap { [$0.monthlyIncome.fen, $0.monthlyPension.fen] }))
        if cost.value >= limits.hospitalSelfPay.fen, product(2, cost.value) > annual {
            find(
                "hospital.selfPay", "医疗自付超过家庭年收入的一半，提示可申请医疗救助或刚性支出认定", .info, dataset: "hospital",
                observed: cost, limit: Quantity(max(limits.hospitalSelfPay.fen, annual / 2), .fen),
                evidence: bills.values.map(\.1))
        }
    }

    /// Power use of three months; only ever a warning.
    func askPower() {
        let use = gatherAll("power", "owner_id") { row in
            guard let month = try row.month("month"), (0...2).contains(month.months(until: self.month)) else {
                return nil as (Int64, FindingEvidence)?
            }
            return (
                try row.integer("kwh") ?? 0, FindingEvidence(row, date: month.text, note: try row.text("account_no"))
            )
        }
        let sum = Quantity(total(use.values.map(\.0)), .kilowattHours)
        line("power.use", "近三个月用电量", found: use.answered > 0 ? sum : nil, isComplete: use.isComplete)
        let evidence = use.values.map(\.1)
        if sum.value > limits.powerUse {
            find(
                "power.high", "用电量较大，只作走访线索", .warningOnly, dataset: "power", observed: sum,
                limit: Quantity(limits.powerUse, .kilowattHours), evidence: evidence)
        }
        if !use.values.isEmpty, sum.value == 0 {
            find(
                "power.zero", "连续三个月零用电，只作走访线索", .warningOnly, dataset: "power", observed: sum,
                limit: Quantity(0, .kilowattHours), evidence: evidence)
        }
    }
}
