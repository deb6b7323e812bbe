import Primitives

// Files of medical security, the disabled persons' federation and civil affairs: who needs help and who gets it.
extension City {
    func hospitalTable() -> DatasetTable {
        var table = DatasetTable(
            "hospital", "id_no,hospital_code,admit_date,total_cost,insured_pay,self_pay", of: self)
        func append(_ person: Int, daysAgo: Int, selfPay: Int) {
            let insured = selfPay * table.random.below(4)
            table.append(
                .spacedID(person), .serial("Y", table.random.below(80), digits: 3),
                .date(plan.asOf.adding(days: -daysAgo)), .money(selfPay + insured), .money(insured), .money(selfPay))
        }
        for person in 0..<livingCount {
            let costly = people[person].illnessSelfPayFen
            if costly > 0 { append(person, daysAgo: table.random.within(20..<300), selfPay: costly) }
            let isOld = age(person) >= 60
            for permille in isOld ? [700, 500, 400, 300] : [450, 300, 200] where table.random.chance(permille) {
                // Six members of a family that is looked at together stay below the 20,000 yuan that raise a question.
                let selfPay =
                    isObserved(person)
                    ? table.random.within(50_00..<800_00) : table.random.skewed(30_000, doublings: 7)
                append(person, daysAgo: table.random.within(3..<1000), selfPay: selfPay)
            }
        }
        return table
    }

    func disabilityTable() -> DatasetTable {
        var table = DatasetTable("disability", "id_no,category,grade,issue_date,status", of: self)
        let categories = ["limb", "vision", "hearing", "speech", "mental", "intellectual"]
        for person in 0..<livingCount {
            let grade = people[person].disabilityGrade
            let isLapsed = grade == 0 && table.random.chance(4)
            guard grade > 0 || isLapsed, age(person) >= 2 else { continue }
            table.append(
                .looseID(person), .word(table.random.pick(categories)), .number(isLapsed ? 3 : grade),
                .date(plan.asOf.adding(days: -table.random.within(90..<min(6000, age(person) * 365)))),
                .word(isLapsed ? "X" : "A"))
        }
        return table
    }

    func departmentSubsidyTable() -> DatasetTable {
        var table = DatasetTable("dept_subsidy", "id_no,program,amount,status", of: self)
        for person in 0..<livingCount {
            let facts = people[person]
            let program = households[facts.household].program
            func append(_ name: String, _ status: String = "A") {
                table.append(
                    .looseID(person), .word(name), .money(table.random.within(100_00..<400_00)), .word(status))
            }
            if facts.hasNursingSubsidy {
                append("HLBT")
            } else if facts.disabilityGrade == 1 || facts.disabilityGrade == 2 {
                append("HLBT", "X")
            }
            if facts.disabilityGrade > 0, program == .dibao { append("SHBT") }
            if age(person) >= 18, table.random.chance(18) {
                append(table.random.chance(500) ? "ZYPX" : "XCZX", table.random.chance(100) ? "X" : "A")
            }
        }
        return table
    }

    func assistancePaymentTable() -> DatasetTable {
        var table = DatasetTable("assistance_payment", "id_no,county_code,program,month,amount", of: self)
        for (index, household) in households.enumerated() {
            if let program = household.program, household.benefitFen > 0 {
                for back in 0..<6 {
                    let month = Cell.month(plan.lastPaidMonth.adding(months: -back))
                    table.append(
                        .looseID(household.head), countyCell(of: index), .word(program.rawValue), month,
                        .money(household.benefitFen))
                    guard let second = household.secondCounty else { continue }
                    table.append(
                        .looseID(household.head), .word(map.counties[second].code.text), .word("dibao"), month,
                        .money(household.benefitFen + 37_00))
                }
            } else if !household.isObserved, table.random.chance(15) {
                // Families that have left the programs.
                let (fen, last) = (table.random.within(200_00..<1_600_00), table.random.within(7..<14))
                for back in last..<last + 4 {
                    table.append(
                        .looseID(household.head), countyCell(of: index), .word("dibao"),
                        .month(plan.lastPaidMonth.adding(months: -back)), .money(fen))
                }
            }
        }
        return table
    }
}
