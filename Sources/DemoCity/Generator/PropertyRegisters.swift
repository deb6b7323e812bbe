import Primitives

// Files of traffic police, real estate, agriculture and the grid: what a family has and uses.
extension City {
    func vehicleTable() -> DatasetTable {
        var table = DatasetTable(
            "vehicle", "plate_no,owner_id,vtype,brand,register_date,assessed_value,status", of: self)
        let brands = ["K": ["五菱", "长城", "吉利", "比亚迪", "大众", "丰田"], "H": ["解放", "五菱", "长城"]]
        func append(_ owner: Int, _ type: String, fen: Int, _ status: String) {
            table.append(
                .serial("鲁M", table.nextSerial(), digits: 7), .looseID(owner), .word(type),
                .word(table.random.pick(brands[type] ?? ["宗申"])),
                .date(plan.asOf.adding(days: -table.random.within(30..<5000))),
                .money(fen), .word(status))
        }
        for household in households {
            let mate = household.members.first { people[$0].relation == .spouse }
            for car in 0..<household.cars {
                let owner = car == 0 ? household.head : mate ?? household.head
                // A family that applies or is watched owns a car and not a lorry, which anybody would see.
                let type = !household.isObserved && table.random.chance(150) ? "H" : "K"
                append(owner, type, fen: household.carFen, "A")
            }
            if table.random.chance(300) {
                let fen = table.random.within(1_000_00..<9_000_00)
                append(household.head, table.random.chance(750) ? "M" : "T", fen: fen, "A")
            }
            if table.random.chance(household.isObserved ? 50 : 110) {
                append(household.head, "K", fen: table.random.within(5_000_00..<90_000_00), "X")
            }
        }
        return table
    }

    func propertyTable() -> DatasetTable {
        var table = DatasetTable(
            "property",
            "cert_no,owner_id,share_pct,area_m2,usage,county_code,address,register_date,status", of: self)
        func append(_ home: Int, _ owners: [Int], area: Int, _ usage: String, _ status: String) {
            let certificate = Cell.serial("BZ", table.nextSerial(), digits: 9)
            let room = table.random.within(1..<30) * 100 + table.random.within(1..<5)
            let day = plan.asOf.adding(days: -table.random.within(100..<9000))
            for owner in owners {
                table.append(
                    certificate, .legacyID(owner), .number(100 / owners.count), .money(area), .word(usage),
                    countyCell(of: home), .quoted(address(of: home) + ",\(room)室"), .date(day), .word(status))
            }
        }
        for (index, household) in households.enumerated() {
            let mate = household.members.first { people[$0].relation == .spouse }
            for _ in 0..<household.homes {
                let isShared = mate != nil && table.random.chance(400)
                append(
                    index, [household.head] + (isShared ? [mate].compactMap(\.self) : []), area: household.homeArea,
                    "R", "A")
            }
            if household.ownsShop {
                let usage = household.isObserved || table.random.chance(750) ? "S" : "O"
                append(index, [household.head], area: table.random.within(2000..<20_000), usage, "A")
            }
            if table.random.chance(100) {
                append(index, [household.head], area: table.random.within(5000..<20_000), "R", "X")
            }
        }
        return table
    }

    func realtySaleTable() -> DatasetTable {
        var table = DatasetTable("realty_tx", "contract_no,seller_id,buyer_id,price,tx_date", of: self)
        let owners = households.filter { !$0.isObserved && $0.homes > 0 }.map(\.head)
        for seller in owners where table.random.chance(100) {
            table.append(
                .serial("HT", table.nextSerial(), digits: 8), .looseID(seller), .looseID(table.random.pick(owners)),
                .money(table.random.within(50_000_00..<2_000_000_00)),
                .date(plan.asOf.adding(days: -table.random.within(1..<2000))))
        }
        return table
    }

    func farmMachineTable() -> DatasetTable {
        var table = DatasetTable("agri_machine", "machine_no,owner_id,mtype,value,status", of: self)
        let kinds = ["tractor", "harvester", "drone"]
        for person in 0..<livingCount {
            let isFarmer = people[person].livelihood == .farm
            guard age(person) >= 18, table.random.chance(isFarmer ? 120 : 8) else { continue }
            let limit = isObserved(person) ? 30_000_00 : 200_000_00
            table.append(
                .serial("NJ", table.nextSerial(), digits: 7), .looseID(person), .word(table.random.pick(kinds)),
                .money(table.random.within(1_000_00..<limit)), .word(table.random.chance(70) ? "X" : "A"))
        }
        return table
    }

    func powerTable() -> DatasetTable {
        var table = DatasetTable("power", "account_no,owner_id,month,kwh", of: self)
        for household in households {
            let account = Cell.serial("D", table.nextSerial(), digits: 9)
            for back in 0..<3 {
                table.append(
                    account, .looseID(household.head), .month(plan.lastPaidMonth.adding(months: -back)),
                    .number(table.random.within(30..<(household.isObserved ? 400 : 900))))
            }
        }
        return table
    }
}
