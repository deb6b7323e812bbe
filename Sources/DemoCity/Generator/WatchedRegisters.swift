import Primitives

// The registers of civil affairs itself, in order and without record numbers, and what is true about them.
extension City {
    func householdTable() -> DatasetTable {
        var table = DatasetTable(
            "household", "household_id,county_code,area,program,town,start_date,declared_vehicles", of: self)
        for (index, household) in households.enumerated() {
            guard let program = household.program else { continue }
            table.append(
                .word(householdID(index)), countyCell(of: index), .word(household.isUrban ? "U" : "R"),
                .word(program.rawValue), .word(place(of: household).township.name), .date(household.startDay),
                .number(household.declaredVehicles))
        }
        return table
    }

    func memberTable() -> DatasetTable {
        var table = DatasetTable(
            "member", "household_id,member_no,id_no,name,relation,declared_income,declared_pension", of: self)
        for (index, household) in households.enumerated() where household.program != nil {
            for person in household.members {
                let facts = people[person]
                table.append(
                    .word(householdID(index)), .number(person - household.head + 1), .id(person), .name(person),
                    .word(facts.relation.rawValue), .money(facts.incomeFen), .money(facts.pensionFen))
            }
        }
        return table
    }

    func standardTable() -> DatasetTable {
        var table = DatasetTable("standard", "county_code,area,monthly_standard", of: self)
        for county in map.counties {
            for isUrban in [true, false] {
                table.append(
                    .word(county.code.text), .word(isUrban ? "U" : "R"),
                    .money(Int(county.standard(isUrban: isUrban).fen)))
            }
        }
        return table
    }

    func truthTable() -> DatasetTable {
        var table = DatasetTable("truth", "rule,household_id,id_no", of: self)
        let rows = truths.flatMap { truth in
            truth.kind.rules.map { rule in
                (rule, truth.householdID, truth.kind.concernsHousehold ? "" : truth.memberID.text)
            }
        }
        // Rules and families have fixed widths of ASCII, so this is the order of the bytes of the lines.
        for (rule, household, id) in rows.sorted(by: { $0 < $1 }) {
            table.append(.word(rule), .word(household), .word(id))
        }
        return table
    }
}
