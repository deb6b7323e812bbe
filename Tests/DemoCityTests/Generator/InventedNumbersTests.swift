import DemoCity
import Foundation
import Primitives
import Testing

/// Numbers, names and places of an invented city are well formed, unique, and dirty only where a department is.
@Suite struct InventedNumbersTests {
    private let city: CityFiles

    init() throws { city = try CityFiles.shared.get() }

    @Test(arguments: ["member", "population"]) func `numbers are clean, right and unique`(_ table: String) throws {
        let texts = city[table].compactMap { $0["id_no"] }
        for text in texts {
            let id = try CitizenID(text)
            #expect(id.text == text)
            try id.checkAge(on: city.facts.plan.asOf)
        }
        #expect(Set(texts).count == city[table].count)
    }

    @Test func `dirt in numbers is where the layout allows it, and nowhere else`() throws {
        let known = try Set(
            (city["population"] + city["death"]).map { try CitizenID($0["id_no"] ?? "") })
        var found: [String: Set<String>] = [:]
        for (table, rows) in city.tables where table != "truth" {
            for row in rows {
                for (column, text) in row where CityFiles.idColumns.contains(column) {
                    #expect(known.contains(try CitizenID(text)), "\(table) holds the number of nobody.")
                    if text.hasPrefix(" ") || text.hasSuffix(" ") { found["space", default: []].insert(table) }
                    if text.hasSuffix("x") { found["lower", default: []].insert(table) }
                    if text.utf8.count == 15 { found["short", default: []].insert(table) }
                }
            }
        }
        #expect(found["space"] == ["deposit", "hospital", "insurance"])
        #expect(found["short"] == ["property", "business_reg", "shareholder"])
        #expect(found["lower", default: []].isDisjoint(with: ["member", "population"]))
        #expect(found["lower", default: []].isSuperset(of: ["deposit", "vehicle", "property"]))
    }

    @Test func `sex and family register agree with the number`() throws {
        for row in city["population"] {
            #expect(row["sex"] == (try CitizenID(row["id_no"] ?? "")).sex.chinese)
        }
    }

    @Test func `some names have a middle dot or characters of the upper planes`() throws {
        let names = city["population"].compactMap { $0["name"] }
        #expect(names.contains { $0.contains("·") })
        #expect(names.contains { $0.unicodeScalars.contains { $0.value > 0xFFFF } })
    }

    @Test func `places are real down to the county, invented below, and unique`() {
        let map = city.facts.map
        #expect(
            map.counties.map(\.code.text) == ["371602", "371603", "371621", "371622", "371623", "371625", "371681"])
        for map in [map, DemoMap(people: 400_000)] {
            let towns = map.townships.map(\.township)
            #expect(Set(towns.map(\.name)).count == towns.count)
            #expect(Set(towns.map(\.code)).count == towns.count)
            let villages = towns.flatMap(\.villages)
            #expect(Set(villages.map(\.name)).count == villages.count)
            #expect(Set(villages.map(\.code)).count == villages.count)
            for county in map.counties {
                #expect(county.townships.allSatisfy { county.code.contains($0.code) && $0.code.level == .township })
            }
            for town in towns {
                #expect(town.villages.allSatisfy { town.code.contains($0.code) && $0.code.level == .village })
            }
        }
        #expect(map.townships.count == 28)
        #expect(DemoMap(people: 400_000).townships.count == 91)
        #expect(Set(city["household"].map { $0["town"] }).isSubset(of: map.townships.map(\.township.name)))
    }

    @Test func `somebody lives in every village, so that an import by address finds the same places`() {
        let addresses = city["population"].compactMap { $0["address"] }
        let found = Set(addresses.map { $0.prefix { !$0.isNumber } })
        let map = city.facts.map
        let all = map.townships.flatMap { county, town in
            town.villages.map { DemoMap.cityName + county.name + town.name + $0.name }
        }
        #expect(found == Set(all.map { Substring($0) }))
    }
}
