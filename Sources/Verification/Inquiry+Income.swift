import Columns
import Primitives

extension Inquiry {
    /// Wages by the insurance base of six months, and housing fund paid without insurance.
    func askWages() {
        for person in people {
            let declared = request.people[person].monthlyIncome.fen
            let months = gather("employ_insurance", "id_no", person: person) { row in
                guard let month = try row.month("month"), self.isRecentSix(month) else {
                    return nil as (base: Int64, isCurrent: Bool, evidence: FindingEvidence)?
                }
                return (
                    try row.hundredths("base") ?? 0, month == self.month,
                    FindingEvidence(row, date: month.text, note: try row.text("employer_code"))
                )
            }
            let average = months.map { Quantity(total($0.map(\.base)) / 6, .fen) }
            line(
                "wage.base", "工资性收入（近六个月缴费基数月均）", person: person, declared: Quantity(declared, .fen),
                found: average, isComplete: months != nil)
            if let months, let average, average.value > declared + limits.wageTolerance.fen {
                find(
                    "wage.base", "缴费基数推算的工资高于申报收入", .incomeDifference, person: person,
                    dataset: "employ_insurance", observed: average,
                    limit: Quantity(declared + limits.wageTolerance.fen, .fen), evidence: months.map(\.evidence))
            }
            askHousingFund(person, isInsured: months.map { $0.contains(where: \.isCurrent) })
        }
    }

    private func askHousingFund(_ person: Int, isInsured: Bool?) {
        let (paid, evidence) = sumOfMonth("housing_fund", person, note: "employer_code")
        line("housingFund.amount", "住房公积金当月缴存", person: person, found: paid, isComplete: paid != nil)
        guard let paid, isInsured == false, paid.value >= limits.housingFund.fen else { return }
        find(
            "housingFund.withoutInsurance", "有公积金缴存而无养老保险缴费，应核实就业收入", .incomeDifference, person: person,
            dataset: "housing_fund", observed: paid, limit: Quantity(limits.housingFund.fen, .fen), evidence: evidence)
    }

    /// Pension of the latest month; resident pension drawn beside it.
    func askPensions() {
        for person in people {
            let declared = request.people[person].monthlyPension.fen
            let rows = gather("pension", "id_no", person: person) { row in
                guard let month = try row.month("month"), month <= self.month else {
                    return nil as (month: CalendarMonth, amount: Int64, evidence: FindingEvidence)?
                }
                return (month, try row.hundredths("amount") ?? 0, FindingEvidence(row, date: month.text))
            }
            let latest = rows?.map(\.month).max()
            let counted = (rows ?? []).filter { $0.month == latest }
            let amount = rows.map { _ in Quantity(total(counted.map(\.amount)), .fen) }
            line(
                "pension.amount", "养老金（最近一个月）", person: person, declared: Quantity(declared, .fen), found: amount,
                isComplete: rows != nil)
            if let amount, !counted.isEmpty, amount.value > declared + limits.pensionTolerance.fen {
                find(
                    "pension.amount", "养老金高于申报数", .incomeDifference, person: person, dataset: "pension",
                    observed: amount, limit: Quantity(declared + limits.pensionTolerance.fen, .fen),
                    evidence: counted.map(\.evidence))
            }
            askResidentPension(person, drawsPension: latest == month)
        }
    }

    private func askResidentPension(_ person: Int, drawsPension: Bool) {
        let (amount, evidence) = sumOfMonth("resident_pension", person, isActiveOnly: true)
        line("residentPension.amount", "城乡居民养老金当月", person: person, found: amount, isComplete: amount != nil)
        guard let amount, !evidence.isEmpty, drawsPension else { return }
        find(
            "residentPension.double", "同月重复领取职工养老金和居民养老金", .conflict, person: person,
            dataset: "resident_pension", observed: amount, limit: Quantity(0, .fen), evidence: evidence)
    }

    /// Unemployment benefit, taxed income and farm subsidies.
    func askOtherIncome() {
        for person in people {
            let declared = request.people[person].monthlyIncome.fen
            let (benefit, months) = sumOfMonth("unemployment", person)
            line("unemployment.amount", "失业保险金当月", person: person, found: benefit, isComplete: benefit != nil)
            if let benefit, !months.isEmpty, benefit.value > declared {
                find(
                    "unemployment.amount", "失业保险金高于申报收入", .incomeDifference, person: person,
                    dataset: "unemployment", observed: benefit, limit: Quantity(declared, .fen), evidence: months)
            }
            let (taxed, declarations) = sumOfYear("tax_income", person, "income")
            let monthly = taxed.map { Quantity($0.value / 12, .fen) }
            line(
                "tax.income", "上年申报个税收入（月均）", person: person, declared: Quantity(declared, .fen), found: monthly,
                isComplete: taxed != nil)
            let permille = limits.taxedIncomePermille
            if let taxed, let monthly, taxed.value > 0,
                product(taxed.value, 1000) > product(product(declared, 12), permille)
            {
                find(
                    "tax.income", "上年申报个税的收入高于申报收入", .incomeDifference, person: person, dataset: "tax_income",
                    observed: monthly, limit: Quantity(product(declared, permille) / 1000, .fen), evidence: declarations
                )
            }
            let (subsidy, payments) = sumOfYear("farm_subsidy", person, "amount")
            line("farmSubsidy.amount", "上年涉农补贴", person: person, found: subsidy, isComplete: subsidy != nil)
            if let subsidy, subsidy.value > limits.farmSubsidy.fen {
                find(
                    "farmSubsidy.amount", "上年涉农补贴较多，应核实经营收入", .incomeDifference, person: person,
                    dataset: "farm_subsidy", observed: subsidy, limit: Quantity(limits.farmSubsidy.fen, .fen),
                    evidence: payments)
            }
        }
    }

    /// The amounts of the month of the comparison; nil when the source is silent.
    private func sumOfMonth(
        _ dataset: String, _ person: Int, isActiveOnly: Bool = false, note: String? = nil
    ) -> (Quantity?, [FindingEvidence]) {
        let rows = gather(dataset, "id_no", person: person) { row in
            guard try row.month("month") == self.month, try !isActiveOnly || row.has("status", "A") else {
                return nil as (Int64, FindingEvidence)?
            }
            return (
                try row.hundredths("amount") ?? 0,
                FindingEvidence(row, date: self.month.text, note: try note.flatMap { try row.text($0) })
            )
        }
        return (rows.map { Quantity(total($0.map(\.0)), .fen) }, (rows ?? []).map(\.1))
    }

    /// The amounts of the calendar year before; nil when the source is silent.
    private func sumOfYear(_ dataset: String, _ person: Int, _ column: String) -> (Quantity?, [FindingEvidence]) {
        let rows = gather(dataset, "id_no", person: person) { row in
            guard try row.integer("year") == self.yearBefore else { return nil as (Int64, FindingEvidence)? }
            return (
                try row.hundredths(column) ?? 0,
                FindingEvidence(row, date: "\(self.yearBefore)", note: try row.text("item"))
            )
        }
        return (rows.map { Quantity(total($0.map(\.0)), .fen) }, (rows ?? []).map(\.1))
    }
}
