import Primitives

// Files of social insurance, taxes, housing funds and agriculture: what somebody earns.
extension City {
    func employmentInsuranceTable() -> DatasetTable {
        var table = DatasetTable("employ_insurance", "id_no,employer_code,month,base", of: self)
        for person in 0..<livingCount where people[person].insuredWageFen > 0 {
            let employer = Cell.serial("E", table.random.below(90_000), digits: 6)
            for back in 0..<6 {
                table.append(
                    .looseID(person), employer, monthCell(back: back), .money(people[person].insuredWageFen))
            }
        }
        return table
    }

    func housingFundTable() -> DatasetTable {
        var table = DatasetTable("housing_fund", "id_no,employer_code,month,amount", of: self)
        for person in 0..<livingCount where people[person].insuredWageFen > 0 && table.random.chance(600) {
            let employer = Cell.serial("E", table.random.below(90_000), digits: 6)
            for back in 0..<3 {
                table.append(
                    .looseID(person), employer, monthCell(back: back), .money(people[person].insuredWageFen / 10))
            }
        }
        return table
    }

    func pensionTable() -> DatasetTable {
        var table = DatasetTable("pension", "id_no,month,amount,kind", of: self)
        for person in 0..<livingCount {
            let facts = people[person]
            guard facts.pensionSource == .enterprise || facts.pensionSource == .office else { continue }
            let kind = facts.pensionSource == .office ? "public" : "enterprise"
            for back in 0..<6 {
                table.append(.looseID(person), monthCell(back: back), .money(facts.pensionFen), .word(kind))
            }
        }
        return table
    }

    func residentPensionTable() -> DatasetTable {
        var table = DatasetTable("resident_pension", "id_no,month,amount,status", of: self)
        for person in 0..<livingCount where people[person].pensionSource == .resident {
            for back in 0..<3 {
                table.append(
                    .looseID(person), monthCell(back: back), .money(people[person].pensionFen), .word("A"))
            }
        }
        return table
    }

    func incomeTaxTable() -> DatasetTable {
        var table = DatasetTable("tax_income", "id_no,year,item,income", of: self)
        let items = ["labour", "royalty", "business"]
        for person in 0..<livingCount where age(person) >= 18 {
            let facts = people[person]
            if facts.insuredWageFen > 0, facts.insuredWageFen == facts.incomeFen, table.random.chance(750) {
                let income = Cell.money(facts.incomeFen * 12)
                table.append(.looseID(person), .number(plan.recordYear), .word("salary"), income)
            }
            if !isObserved(person), table.random.chance(100) {
                let year = plan.recordYear - table.random.below(3)
                table.append(
                    .looseID(person), .number(year), .word(table.random.pick(items)),
                    .money(table.random.within(1_000_00..<120_000_00)))
            }
        }
        return table
    }

    func unemploymentTable() -> DatasetTable {
        var table = DatasetTable("unemployment", "id_no,month,amount", of: self)
        for person in 0..<livingCount {
            guard (20..<60).contains(age(person)), people[person].livelihood == .none, !isObserved(person) else {
                continue
            }
            guard table.random.chance(150) else { continue }
            let fen = table.random.within(1_500_00..<1_900_00)
            for back in 0..<table.random.within(1..<5) {
                table.append(.looseID(person), monthCell(back: back), .money(fen))
            }
        }
        return table
    }

    func farmSubsidyTable() -> DatasetTable {
        var table = DatasetTable("farm_subsidy", "id_no,year,item,amount", of: self)
        let items = ["grain", "seed", "machine", "forest"]
        for person in 0..<livingCount {
            let isFarmer = people[person].livelihood == .farm
            guard age(person) >= 18, table.random.chance(isFarmer ? 800 : 120) else { continue }
            let limit = isObserved(person) ? 1_000_00 : 4_000_00
            for back in 0..<(isFarmer ? 2 : 1) {
                table.append(
                    .looseID(person), .number(plan.recordYear - back), .word(table.random.pick(items)),
                    .money(table.random.within(50_00..<limit)))
            }
        }
        return table
    }

    private func monthCell(back: Int) -> Cell { .month(plan.lastPaidMonth.adding(months: -back)) }
}
