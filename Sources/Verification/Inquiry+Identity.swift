import Columns
import Primitives

extension Inquiry {
    /// Population register, deaths and marriages.
    func askIdentity() {
        for person in people {
            let deaths = askDeath(person)
            askPopulation(person, isInDeathRegister: deaths)
        }
        for person in people { askMarriage(person) }
    }

    private func askPopulation(_ person: Int, isInDeathRegister: Bool) {
        let rows = gather("population", "id_no", person: person) { row in
            (name: try row.text("name") ?? "", evidence: FindingEvidence(row))
        }
        guard let rows else { return }
        guard let least = rows.min(by: { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }) else {
            unsettled.insert(person)
            if !isInDeathRegister {
                find(
                    "population.absent", "户籍登记中查不到该身份号码，应核实身份，不得据此不予受理", .question, person: person,
                    dataset: "population", observed: Quantity(0, .count), limit: Quantity(1, .count), evidence: [])
            }
            return
        }
        guard !isSameName(least.name, person) else { return }
        unsettled.insert(person)
        markNameMismatch("population", person: person)
        find(
            "population.name", "身份号码一致而登记姓名不同，应人工核实，不得据此不予受理", .question, person: person,
            dataset: "population", observed: Quantity(1, .count), limit: Quantity(0, .count),
            evidence: rows.map(\.evidence))
    }

    private func isSameName(_ name: String, _ person: Int) -> Bool {
        NameComparison(request.people[person].name, name).isSame
    }

    /// Deaths up to the day; true when the register holds the person at all.
    private func askDeath(_ person: Int) -> Bool {
        let rows = gather("death", "id_no", person: person) { row in
            (date: try row.date("death_date"), name: try row.text("name"), row: row)
        }
        guard let rows, !rows.isEmpty else { return false }
        let past = rows.filter { ($0.date ?? .first) <= request.asOf }
        guard !past.isEmpty else { return true }
        let hasOtherName = past.contains { row in row.name.map { !isSameName($0, person) } ?? false }
        if hasOtherName { markNameMismatch("death", person: person) }
        let earliest = past.compactMap(\.date).min()
        let paidAfter = gather("assistance_payment", "id_no", person: person) { row in
            guard let month = try row.month("month"), let earliest else { return nil as Bool? }
            return month > earliest.calendarMonth && month <= self.month ? true : nil
        }
        find(
            "death.registered", "已登记死亡；自次月起停发，死亡后发放的应追回", hasOtherName || earliest == nil ? .question : .conflict,
            person: person, dataset: "death", observed: Quantity(Int64(paidAfter?.count ?? 0), .count),
            limit: Quantity(0, .count), evidence: past.map { FindingEvidence($0.row, date: $0.date?.text) })
        return true
    }

    /// The latest marriage record; a spouse outside the family, and that spouse's wage.
    private func askMarriage(_ person: Int) {
        let own = PackedCitizenID(request.people[person].id)
        let rows = gather("marriage", "id_a", "id_b", person: person) { row in
            let date = try row.date("reg_date")
            guard (date ?? .first) <= self.request.asOf else { return nil as MarriageRecord? }
            let isFirst = try row.person("id_a")?.matches(own) == true
            return MarriageRecord(
                date: date ?? .first, certificate: Array((try row.text("cert_no") ?? "").utf8),
                isMarriage: try row.has("kind", "M"), other: try row.person(isFirst ? "id_b" : "id_a"), row: row)
        }
        guard let latest = rows?.max(by: <), latest.isMarriage, let other = latest.other,
            !request.people.contains(where: { PackedCitizenID($0.id).matches(other) })
        else { return }
        let evidence = FindingEvidence(latest.row, date: latest.date.text, note: "配偶身份号码尾号 \(other.text.suffix(4))")
        find(
            "marriage.spouseOutside", "婚姻登记中的配偶不在申报的共同生活成员之内", .question, person: person,
            dataset: "marriage", observed: Quantity(1, .count), limit: Quantity(0, .count), evidence: [evidence])
        guard let wages = rowsOfOther("employ_insurance", column: "id_no", person: other) else { return }
        let base = total(
            wages.compactMap { row in
                guard let month = try? row.month("month"), isRecentSix(month) else { return nil }
                return try? row.hundredths("base")
            })
        guard base / 6 > 0 else { return }
        find(
            "marriage.spouseWage", "家庭之外的配偶有工资收入，应核实是否共同生活或负有扶养义务", .question, person: person,
            dataset: "employ_insurance", observed: Quantity(base / 6, .fen), limit: Quantity(0, .fen),
            evidence: [evidence])
    }

    /// Whether a month is that of the comparison or one of the five before.
    func isRecentSix(_ month: CalendarMonth) -> Bool { (0...5).contains(month.months(until: self.month)) }
}

/// A marriage or divorce as registered; ordered by day and then certificate, so that the latest is the greatest.
private struct MarriageRecord: Comparable {
    let date: CivilDate
    let certificate: [UInt8]
    let isMarriage: Bool
    let other: PackedCitizenID?
    let row: SnapshotRow

    static func < (left: MarriageRecord, right: MarriageRecord) -> Bool {
        left.date != right.date ? left.date < right.date : left.certificate.lexicographicallyPrecedes(right.certificate)
    }

    static func == (left: MarriageRecord, right: MarriageRecord) -> Bool {
        left.date == right.date && left.certificate == right.certificate
    }
}
