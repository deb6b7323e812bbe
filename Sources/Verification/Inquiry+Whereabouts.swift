import Columns
import Primitives

extension Inquiry {
    /// Prison, travel abroad, residence elsewhere, school and disability.
    func askWhereabouts() {
        for person in people {
            askPrison(person)
            askTravel(person)
            askResidence(person)
            askSchool(person)
            askDisability(person)
        }
    }

    private func askPrison(_ person: Int) {
        let stays = gather("prison", "id_no", person: person) { row in
            let from = try row.date("from_date") ?? .first
            let until = try row.date("to_date")
            guard from <= self.request.asOf, until.map({ $0 >= self.request.asOf }) ?? true else {
                return nil as FindingEvidence?
            }
            return FindingEvidence(row, date: from.text)
        }
        guard let stays, !stays.isEmpty else { return }
        find(
            "prison.inside", "正在监狱服刑的人员不计入共同生活的家庭成员", .conflict, person: person, dataset: "prison",
            observed: Quantity(Int64(stays.count), .count), limit: Quantity(0, .count), evidence: stays)
    }

    private func askTravel(_ person: Int) {
        let trips = gather("exit_entry", "id_no", person: person) { row in
            guard let out = try row.date("out_date"), self.isWithinYear(out) else {
                return nil as (Int, FindingEvidence)?
            }
            let back = min(try row.date("in_date") ?? self.request.asOf, self.request.asOf)
            return (out.days(until: back), FindingEvidence(row, date: out.text))
        }
        guard let trips else { return line("travel.days", "一年内出境天数", person: person, found: nil, isComplete: false) }
        let days = Quantity(total(trips.map { Int64($0.0) }), .days)
        line("travel.days", "一年内出境天数", person: person, found: days)
        guard days.value > limits.daysAbroad else { return }
        find(
            "travel.days", "一年内出境天数较多，只作核实线索", .warningOnly, person: person, dataset: "exit_entry",
            observed: days, limit: Quantity(Int64(limits.daysAbroad), .days), evidence: trips.map(\.1))
    }

    private func askResidence(_ person: Int) {
        let away = gather("residence", "id_no", person: person) { row in
            let region = try row.text("region_code") ?? ""
            guard try row.has("status", "A"), !region.utf8.starts(with: self.limits.homeRegionPrefix.utf8),
                let start = try row.date("start_date"),
                start.days(until: self.request.asOf) >= self.limits.daysElsewhere
            else { return nil as (start: CivilDate, region: String, evidence: FindingEvidence)? }
            return (start, region, FindingEvidence(row, date: start.text, note: region))
        }
        guard
            let first = away?.min(by: { left, right in
                left.start != right.start
                    ? left.start < right.start : left.region.utf8.lexicographicallyPrecedes(right.region.utf8)
            })
        else { return }
        find(
            "residence.elsewhere", "在外地登记居住已满规定天数，应核实是否共同生活、应在何处申请", .question, person: person,
            dataset: "residence", observed: Quantity(Int64(first.start.days(until: request.asOf)), .days),
            limit: Quantity(Int64(limits.daysElsewhere), .days), evidence: [first.evidence])
    }

    private func askSchool(_ person: Int) {
        let enrolled = gather("school", "id_no", person: person) { row in
            try row.integer("school_year") == self.yearBefore && row.has("status", "A") ? true : nil as Bool?
        }
        let age = request.people[person].id.age(on: request.asOf)
        guard let enrolled, enrolled.isEmpty, (7...15).contains(age) else { return }
        find(
            "school.notEnrolled", "义务教育年龄而查不到学籍，转教育部门关心", .info, person: person, dataset: "school",
            observed: Quantity(Int64(age), .count), limit: Quantity(7, .count), evidence: [])
    }

    private func askDisability(_ person: Int) {
        let grades = gather("disability", "id_no", person: person) { row in
            guard try row.has("status", "A"), let grade = try row.integer("grade") else {
                return nil as (grade: Int64, category: String, evidence: FindingEvidence)?
            }
            let category = try row.text("category") ?? ""
            return (grade, category, FindingEvidence(row, date: try row.date("issue_date")?.text, note: category))
        }
        let nursing = gather("dept_subsidy", "id_no", person: person) { row in
            try row.has("program", "HLBT") && row.has("status", "A") ? true : nil as Bool?
        }
        let severe = (grades ?? []).filter { $0.grade == 1 || $0.grade == 2 }
        guard let nursing, nursing.isEmpty,
            let worst = severe.min(by: { left, right in
                left.grade != right.grade
                    ? left.grade < right.grade : left.category.utf8.lexicographicallyPrecedes(right.category.utf8)
            })
        else { return }
        find(
            "disability.noNursingSubsidy", "重度残疾而未享受护理补贴，提示可以申请", .info, person: person, dataset: "disability",
            observed: Quantity(worst.grade, .count), limit: Quantity(2, .count), evidence: [worst.evidence])
    }
}
