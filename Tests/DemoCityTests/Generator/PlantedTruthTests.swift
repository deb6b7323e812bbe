import DemoCity
import Foundation
import Primitives
import Testing

/// Finds every kind of truth again in the written rows, by scans that know only the file layout.
@Suite struct PlantedTruthTests {
    private let city: CityFiles

    init() throws { city = try CityFiles.shared.get() }

    @Test(arguments: DemoTruthKind.allCases)
    func `each planted truth stands in the files, and no other of its kind`(_ kind: DemoTruthKind) throws {
        let planted = city.facts.truths(kind)
        #expect(!planted.isEmpty)
        var found: Set<String> = []
        for household in city["household"] {
            guard let id = household["household_id"] else { continue }
            if try shows(kind, household, city.members(of: id)) { found.insert(id) }
        }
        #expect(found == Set(planted.map(\.householdID)))
        for truth in planted { #expect(city.members(of: truth.householdID).contains(truth.memberID)) }
    }

    @Test func `no family carries two truths`() {
        let families = city.facts.truths.map(\.householdID)
        #expect(Set(families).count == families.count)
    }

    @Test func `truth.csv lists the truths under their rules, in the order of bytes`() {
        let expected = city.facts.truths.flatMap { truth in
            truth.kind.rules.map {
                "\($0),\(truth.householdID)," + (truth.kind.concernsHousehold ? "" : truth.memberID.text)
            }
        }
        let lines = String(decoding: city.content["truth"] ?? Data(), as: UTF8.self).split(separator: "\n")
        #expect(lines.dropFirst().map(String.init) == expected.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    }

    private func shows(_ kind: DemoTruthKind, _ household: [String: String], _ members: [CitizenID]) throws -> Bool {
        func rows(_ table: String, _ column: String = "id_no") -> [[String: String]] {
            city.rows(table, column, of: members)
        }
        switch kind {
        case .deadStillPaid:
            guard let died = rows("death").compactMap({ $0["death_date"] }).min() else { return false }
            return rows("assistance_payment").contains { ($0["month"] ?? "") > died.prefix(7) }
        case .doubleClaim:
            let paid = rows("assistance_payment").filter { $0["month"] == city.facts.plan.lastPaidMonth.text }
            return Set(paid.map { $0["county_code"] }).count > 1
        case .undeclaredVehicle:
            let cars = rows("vehicle", "owner_id").filter { ["K", "H"].contains($0["vtype"]) && $0["status"] == "A" }
            return cars.count > Int(household["declared_vehicles"] ?? "") ?? 0
        case .secondHome:
            let homes = rows("property", "owner_id").filter { $0["usage"] == "R" && $0["status"] == "A" }
            return Set(homes.map { $0["cert_no"] }).count > 1
        case .undeclaredWages: return try concealsWages(household)
        case .largeDeposit:
            let standard = city["standard"].first {
                $0["county_code"] == household["county_code"] && $0["area"] == household["area"]
            }
            let sum = try rows("deposit").reduce(0) { try $0 + CityFiles.fen($1["balance"]) }
            return try sum > 24 * Int64(members.count) * CityFiles.fen(standard?["monthly_standard"])
        case .shopOwner:
            let shops = rows("property", "owner_id").filter { $0["usage"] != "R" && $0["status"] == "A" }
            let firms = rows("business_reg", "legal_rep_id").filter { $0["btype"] != "G" && $0["status"] == "A" }
            #expect(shops.isEmpty == firms.isEmpty)
            return !shops.isEmpty
        case .residesElsewhere:
            let limit = city.facts.plan.asOf.adding(days: -180).text
            return rows("residence").contains {
                $0["status"] == "A" && $0["region_code"]?.hasPrefix("3716") == false
                    && ($0["start_date"] ?? "") <= limit
            }
        case .costlyIllness:
            let bills = rows("hospital").filter {
                ($0["admit_date"] ?? "") > city.facts.plan.asOf.adding(days: -365).text
            }
            let sum = try bills.reduce(0) { try $0 + CityFiles.fen($1["self_pay"]) }
            let month = try city["member"].filter { $0["household_id"] == household["household_id"] }.reduce(0) {
                try $0 + CityFiles.fen($1["declared_income"]) + CityFiles.fen($1["declared_pension"])
            }
            return sum >= 20_000_00 && 2 * sum > 12 * month
        case .nursingSubsidyMissing: return lacksSubsidy(members)
        case .childOutOfSchool:
            let pupils = Set(try rows("school").filter { $0["status"] == "A" }.map { try CitizenID($0["id_no"] ?? "") })
            return members.contains { (7...15).contains($0.age(on: city.facts.plan.asOf)) && !pupils.contains($0) }
        }
    }

    private func concealsWages(_ household: [String: String]) throws -> Bool {
        for member in city["member"] where member["household_id"] == household["household_id"] {
            let id = try CitizenID(member["id_no"] ?? "")
            let months = city.rows("employ_insurance", "id_no", of: [id]).filter { ($0["month"] ?? "") > "2025-09" }
            let sum = try months.reduce(0) { try $0 + CityFiles.fen($1["base"]) }
            if try sum / 6 > CityFiles.fen(member["declared_income"]) + 200_00 { return true }
        }
        return false
    }

    private func lacksSubsidy(_ members: [CitizenID]) -> Bool {
        members.contains { member in
            let severe = city.rows("disability", "id_no", of: [member]).contains {
                $0["status"] == "A" && ["1", "2"].contains($0["grade"])
            }
            return severe
                && !city.rows("dept_subsidy", "id_no", of: [member]).contains {
                    $0["program"] == "HLBT" && $0["status"] == "A"
                }
        }
    }
}
