import Primitives

// Files of banks, brokers, insurers and the market regulator: money and companies.
extension City {
    func depositTable() -> DatasetTable {
        var table = DatasetTable("deposit", "id_no,bank_code,acct_no,balance,snapshot_date", of: self)
        for household in households where household.depositFen > 0 {
            let adults = household.members.filter { age($0) >= 18 }
            let holders = adults.isEmpty ? [household.head] : adults
            let accounts = table.random.within(1..<holders.count * 3 + 1)
            var rest = household.depositFen
            for account in 0..<accounts {
                // The pieces add up to what the family has, to the fen.
                let piece = account == accounts - 1 ? rest : table.random.below(rest / (accounts - account) * 2 + 1)
                rest -= piece
                table.append(
                    .spacedID(holders[account % holders.count]), .serial("B", table.random.below(60), digits: 3),
                    .serial("6217", table.nextSerial(), digits: 12), .money(piece),
                    .date(plan.asOf.adding(days: -table.random.within(1..<10))))
            }
        }
        return table
    }

    func securitiesTable() -> DatasetTable {
        var table = DatasetTable("securities", "id_no,broker_code,market_value,snapshot_date", of: self)
        for household in households {
            for person in household.members where age(person) >= 18 {
                // Only the head of a family that is looked at owns any, so that the limit of a family is not passed.
                let permille = household.isObserved ? (person == household.head ? 15 : 0) : 130
                guard !household.isCandidate, table.random.chance(permille) else { continue }
                table.append(
                    .looseID(person), .serial("S", table.random.below(30), digits: 3),
                    .money(table.random.within(100_00..<(household.isObserved ? 20_000_00 : 300_000_00))),
                    .date(plan.asOf.adding(days: -table.random.within(1..<10))))
            }
        }
        return table
    }

    func insuranceTable() -> DatasetTable {
        var table = DatasetTable("insurance", "policy_no,id_no,company_code,annual_premium,status", of: self)
        for person in 0..<livingCount where table.random.chance(isObserved(person) ? 100 : 330) {
            let limit = isObserved(person) ? 3_000_00 : 30_000_00
            table.append(
                .serial("BX", table.nextSerial(), digits: 9), .spacedID(person),
                .serial("C", table.random.below(40), digits: 3), .money(table.random.within(50_00..<limit)),
                .word(table.random.chance(200) ? "X" : "A"))
        }
        return table
    }

    /// Companies and their other holders; one function, because a holder's row needs the company's number.
    func businessTables() -> [DatasetTable] {
        var companies = DatasetTable(
            "business_reg", "uscc,name,legal_rep_id,btype,capital,reg_date,status", of: self)
        var holders = DatasetTable("shareholder", "uscc,holder_id,ratio_pct", of: self)
        var holderOfNext: Int?
        for person in 0..<livingCount {
            let household = households[people[person].household]
            guard age(person) >= 20, !household.isCandidate else { continue }
            let isOwner = household.ownsShop && person == household.head
            if household.isObserved, !isOwner {
                // A stall of one's own is no bar; closed companies are not counted.
                if companies.random.chance(15) {
                    appendCompany(person, kind: "G", status: "A", to: &companies)
                } else if companies.random.chance(10) {
                    appendCompany(person, kind: "Y", status: "X", to: &companies)
                }
                continue
            }
            guard isOwner || companies.random.chance(80) else { continue }
            let kind = isOwner && household.isObserved ? "Y" : ["G", "Y", "L"][companies.random.weighted([60, 35, 5])]
            let isClosed = !isOwner && companies.random.chance(200)
            let code = appendCompany(person, kind: kind, status: isClosed ? "X" : "A", to: &companies)
            if let holder = holderOfNext {
                holders.append(code, .legacyID(holder), .number(holders.random.within(1..<101)))
                holderOfNext = nil
            }
            if !household.isObserved, holders.random.chance(600) { holderOfNext = person }
        }
        return [companies, holders]
    }

    @discardableResult
    private func appendCompany(
        _ person: Int, kind: String, status: String, to table: inout DatasetTable
    ) -> Cell {
        let code = Cell.serial("91371600MA", table.nextSerial(), digits: 8)
        let brands = ["鑫源", "鲁北", "恒通", "惠民", "瑞丰", "金河", "宏达", "渤海", "绿野", "众合", "诚信", "永盛"]
        let trades =
            kind == "G"
            ? ["小吃店", "建材店", "理发店", "超市", "五金门市部"]
            : ["商贸有限公司", "运输有限公司", "农业专业合作社", "餐饮服务有限公司", "建筑劳务有限公司"]
        let brand = table.random.pick(brands)
        let (before, after) = ("滨州" + county(of: households[people[person].household]).name, table.random.pick(trades))
        let name: Cell =
            table.random.chance(60) ? .quoted(before + "\"" + brand + "\"" + after) : .word(before + brand + after)
        table.append(
            code, name, .legacyID(person), .word(kind), .money(table.random.within(1..<500) * 1_000_000),
            .date(plan.asOf.adding(days: -table.random.within(50..<8000))), .word(status))
        return code
    }
}
