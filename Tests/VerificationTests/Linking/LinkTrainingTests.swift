import Foundation
import Testing
import Verification

@Suite struct LinkTrainingTests {
    @Test func `expectation maximisation finds the rates at which errors were planted`() throws {
        var rates = InventedLists.Rates()
        rates.nameChanged = 0.15
        rates.moved = 0.25
        rates.phoneChanged = 0.35
        let lists = try InventedLists(register: 6_000, applicants: 3_000, rates: rates, seed: 7)
        let model = try Linking.link(lists.applicants, lists.register).scoring.model
        func share(_ field: LinkField, _ words: String) throws -> Double {
            try #require(model.fields[field.rawValue].levels.first { $0.words == words }).onePerson
        }
        #expect(abs(try share(.name, "完全相同") - 0.85) < 0.02)
        #expect(abs(try share(.address, "相同") - 0.75) < 0.02)
        #expect(abs(try share(.phone, "相同") - 0.65) < 0.02)
        #expect(abs(try share(.identity, "完全相同") - 0.5) < 0.03)
        #expect(abs(try share(.identity, "只差一处录入错误") - 0.5) < 0.03)
        #expect(abs(model.withoutIdentity.onePerson * 6_000 - 1) < 0.05)
        #expect(model.fields.allSatisfy { $0.learntFrom != .assumed })
    }

    @Test func `without a single ID names teach days and days teach names`() throws {
        var rates = InventedLists.Rates()
        rates.noID = 1
        let lists = try InventedLists(register: 3_000, applicants: 1_500, rates: rates, seed: 8)
        let result = try Linking.link(lists.applicants, lists.register)
        let fields = result.scoring.model.fields
        #expect(fields[LinkField.name.rawValue].learntFrom == .birth)
        #expect(fields[LinkField.birthDate.rawValue].learntFrom == .name)
        #expect(fields[LinkField.identity.rawValue].learntFrom == .assumed)
        #expect(abs(fields[LinkField.name.rawValue].levels[0].onePerson - 0.9) < 0.03)
        #expect(result.assignment.links.count > 1_350)
    }

    @Test func `a model survives being saved, and gives the same links`() throws {
        let lists = try InventedLists(register: 1_000, applicants: 400, seed: 9)
        let result = try Linking.link(lists.applicants, lists.register)
        let saved = try JSONEncoder().encode(result.scoring.model)
        let model = try JSONDecoder().decode(LinkModel.self, from: saved)
        #expect(model.isUsable)
        #expect(try Linking.link(lists.applicants, lists.register, model: model).linksCSV == result.linksCSV)
    }
}
