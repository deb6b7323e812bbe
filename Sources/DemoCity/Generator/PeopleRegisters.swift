import Primitives

// Files of police, civil affairs, justice and education: who somebody is and where.
extension City {
    func populationTable() -> DatasetTable {
        var table = DatasetTable(
            "population", "id_no,name,sex,county_code,household_reg_no,address,reg_status", of: self)
        for person in 0..<livingCount {
            let facts = people[person]
            table.append(
                .id(person), facts.registeredName.map { .word(InventedNames.text($0)) } ?? .name(person),
                .word(facts.sex.chinese), countyCell(of: facts.household),
                .serial(DemoMap.cityCode, facts.household + 1, digits: 9), .word(address(of: facts.household)),
                .word("N"))
        }
        return table
    }

    func deathTable() -> DatasetTable {
        var table = DatasetTable("death", "id_no,name,death_date,source", of: self)
        let sources = ["hospital", "funeral", "police"]
        for (person, facts) in people.enumerated() {
            guard let day = facts.deathDay else { continue }
            table.append(.looseID(person), .name(person), .date(day), .word(table.random.pick(sources)))
        }
        return table
    }

    func marriageTable() -> DatasetTable {
        var table = DatasetTable("marriage", "cert_no,kind,id_a,id_b,reg_date", of: self)
        func append(_ kind: String, _ first: Int, _ second: Int, daysAgo: Int) {
            let swapped = table.random.chance(500)
            table.append(
                .serial("J3716", table.nextSerial(), digits: 9), .word(kind), .looseID(swapped ? second : first),
                .looseID(swapped ? first : second), .date(plan.asOf.adding(days: -daysAgo)))
        }
        for (first, second) in couples {
            let years = max(1, min(age(first), age(second)) - table.random.within(20..<27))
            append("M", first, second, daysAgo: max(30, years * 365 - table.random.below(300)))
        }
        // Former couples, both of whom live elsewhere now; families that are looked at have none.
        var former: Int?
        for household in households where !household.isObserved && household.members.count == 1 {
            guard age(household.head) < 60, table.random.chance(600) else { continue }
            if let other = former, people[other].sex != people[household.head].sex {
                let wed = table.random.within(2500..<5000)
                append("M", other, household.head, daysAgo: wed)
                append("D", other, household.head, daysAgo: wed - table.random.within(300..<2400))
                former = nil
            } else {
                former = household.head
            }
        }
        return table
    }

    func residenceTable() -> DatasetTable {
        var table = DatasetTable("residence", "id_no,region_code,start_date,status", of: self)
        let elsewhere = [370_102, 110_105, 310_115, 440_305]
        for person in 0..<livingCount {
            let facts = people[person]
            if facts.awayRegion > 0 {
                let day = plan.asOf.adding(days: -table.random.within(181..<900))
                table.append(.looseID(person), .number(facts.awayRegion), .date(day), .word("A"))
            } else if table.random.chance(isObserved(person) ? 20 : 110) {
                // Families that are looked at moved within the city, or came back.
                let isHere = table.random.chance(500)
                let code = isHere ? table.random.pick([371_602, 371_681]) : table.random.pick(elsewhere)
                let isOver = !isHere && isObserved(person)
                let day = plan.asOf.adding(days: -table.random.within(30..<2000))
                table.append(.looseID(person), .number(code), .date(day), .word(isOver ? "X" : "A"))
            }
        }
        return table
    }

    func exitEntryTable() -> DatasetTable {
        var table = DatasetTable("exit_entry", "id_no,passport_no,out_date,in_date,dest", of: self)
        let destinations = ["HKG", "MAC", "KOR", "JPN", "THA", "RUS"]
        for person in 0..<livingCount where age(person) >= 18 {
            guard table.random.chance(isObserved(person) ? 5 : 190) else { continue }
            let daysAgo = table.random.within(60..<1500)
            let out = plan.asOf.adding(days: -daysAgo)
            let isOpen = !isObserved(person) && table.random.chance(30)
            table.append(
                .looseID(person), .serial("E", table.random.below(100_000_000), digits: 8), .date(out),
                isOpen ? .empty : .date(out.adding(days: table.random.within(1..<40))),
                .word(table.random.pick(destinations)))
        }
        return table
    }

    func prisonTable() -> DatasetTable {
        var table = DatasetTable("prison", "id_no,facility_code,from_date,to_date", of: self)
        for person in 0..<livingCount where age(person) >= 20 && table.random.chance(3) {
            let daysAgo = table.random.within(900..<3000)
            let isOver = isObserved(person) || table.random.chance(600)
            let end = isOver ? -table.random.within(1..<800) : table.random.within(1..<900)
            let isOpen = !isOver && table.random.chance(300)
            table.append(
                .looseID(person), .serial("P", table.random.below(12), digits: 2),
                .date(plan.asOf.adding(days: -daysAgo)), isOpen ? .empty : .date(plan.asOf.adding(days: end)))
        }
        return table
    }

    func schoolTable() -> DatasetTable {
        var table = DatasetTable("school", "id_no,school_code,stage,school_year,status", of: self)
        for person in 0..<livingCount where people[person].livelihood == .pupil {
            let (years, isOut) = (age(person), people[person].isOutOfSchool)
            guard years < 16 || isObserved(person) || table.random.chance(930) else { continue }
            let stage = years < 12 ? "primary" : years < 15 ? "junior" : "senior"
            let school = Cell.serial("X", table.random.below(900), digits: 4)
            let left = isOut || (!isObserved(person) && table.random.chance(8))
            table.append(
                .looseID(person), school, .word(stage), .number(plan.recordYear), .word(left ? "X" : "A"))
        }
        return table
    }

    func isObserved(_ person: Int) -> Bool { households[people[person].household].isObserved }
    func countyCell(of household: Int) -> Cell { .word(county(of: households[household]).code.text) }
}
