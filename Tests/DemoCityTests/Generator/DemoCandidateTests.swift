import DemoCity
import Foundation
import Primitives
import Testing

@Suite struct DemoCandidateTests {
    private let city: CityFiles

    init() throws { city = try CityFiles.shared.get() }

    @Test func `families that will apply live in every township, and none is in a program`() throws {
        let candidates = city.facts.candidates
        #expect(candidates.count >= 60)
        let towns = Dictionary(grouping: candidates, by: \.townshipCode)
        #expect(Set(towns.keys) == Set(city.facts.map.townships.map(\.township.code)))
        for families in towns.values {
            #expect(families.count >= 2)
            #expect(families.contains { $0.expected == .eligible })
        }
        let watched = Set(city["member"].compactMap { $0["id_no"] })
        #expect(watched.isDisjoint(with: candidates.flatMap(\.members).map(\.id.text)))
        #expect(Set(candidates.map(\.story)) == Set(DemoStory.allCases))
    }

    @Test func `telephones and cards are well formed and each family has its own`() {
        let candidates = city.facts.candidates
        for family in candidates {
            #expect(family.phone.hasPrefix("199") && family.phone.utf8.count == 11)
            #expect(family.bankCard.hasPrefix("621700") && family.bankCard.utf8.count == 19)
            #expect(Luhn.isBankCardNumber(family.bankCard))
        }
        let cards = candidates.map(\.bankCard) + city.facts.recipients.rows.map(\.account)
        #expect(Set(cards).count == cards.count)
        #expect(Set(candidates.map(\.phone)).count == candidates.count)
    }

    @Test func `everybody stands in the population register under the address and the birth that are declared`() {
        for family in city.facts.candidates {
            #expect(family.applicant.relation == .head)
            #expect(family.address.contains(family.township + family.village))
            for member in family.members {
                let rows = city.rows("population", "id_no", of: [member.id])
                #expect(rows.count == 1)
                #expect(rows.first?["address"] == family.address)
                #expect(rows.first?["county_code"] == family.countyCode.text)
                #expect(member.birth == member.id.birthDate)
                let differs = family.story == .nameDiffers && member == family.applicant
                #expect((rows.first?["name"] != member.name) == differs)
            }
        }
    }

    @Test(arguments: DemoStory.allCases) func `each story is true in the files`(_ story: DemoStory) throws {
        let families = city.facts.candidates.filter { $0.story == story }
        #expect(!families.isEmpty)
        for family in families {
            let found = try Findings(family, in: city)
            #expect((found.cars > 0) == (story == .ownsCar))
            #expect((found.homes > 1) == (story == .secondHome))
            #expect((found.deposits > found.depositLimit) == (story == .largeDeposit))
            #expect((found.wages > 0) == (story == .concealedWage))
            #expect((found.deaths > 0) == (story == .deadMember))
            #expect((found.selfPay > 20_000_00) == (story == .sickBreadwinner))
            #expect((found.widowed) == (story == .widowWithChildren))
            #expect(found.companies == 0)
            #expect(family.vehicles == 0)
            #expect(family.members.contains { ($0.disabilityGrade ?? 4) <= 2 } == (story == .disabledAdult))
            if story != .largeDeposit { #expect(family.deposits.fen == found.deposits) }
            if family.expected == .property || family.expected == .income { continue }
            #expect(found.perHead < found.standard)
            #expect(family.homes == found.homes)
        }
    }

    @Test func `a concealed wage lifts the family above one and a half standards a head`() throws {
        for family in city.facts.candidates where family.story == .concealedWage {
            let found = try Findings(family, in: city)
            #expect(found.perHead < found.standard)
            #expect(2 * found.wages / Int64(family.members.count) > 3 * found.standard)
        }
    }
}

/// What the department files say about a family, against what it declares.
private struct Findings {
    let cars, homes, companies, deaths: Int
    let deposits, depositLimit, wages, selfPay, perHead, standard: Int64
    let widowed: Bool

    init(_ family: DemoCandidate, in city: CityFiles) throws {
        let ids = family.members.map(\.id)
        let count = Int64(ids.count)
        cars = city.rows("vehicle", "owner_id", of: ids).count {
            ["K", "H"].contains($0["vtype"]) && $0["status"] == "A"
        }
        let active = city.rows("property", "owner_id", of: ids).filter { $0["status"] == "A" && $0["usage"] == "R" }
        homes = Set(active.map { $0["cert_no"] }).count
        companies =
            city.rows("business_reg", "legal_rep_id", of: ids).count
            + city.rows("shareholder", "holder_id", of: ids).count
            + city.rows("securities", "id_no", of: ids).count
        deaths = city.rows("death", "id_no", of: ids).count
        deposits = try city.rows("deposit", "id_no", of: ids).reduce(0) { try $0 + CityFiles.fen($1["balance"]) }
        let county = city.facts.map.counties.first { $0.code == family.countyCode }
        standard = county?.standard(isUrban: family.isUrban).fen ?? 0
        depositLimit = 24 * count * standard
        wages = try city.rows("employ_insurance", "id_no", of: ids).filter { $0["month"] == "2026-02" }
            .reduce(0) { try $0 + CityFiles.fen($1["base"]) }
        selfPay = try city.rows("hospital", "id_no", of: ids).reduce(0) {
            try max($0, CityFiles.fen($1["self_pay"]))
        }
        perHead = family.members.reduce(0) { $0 + $1.monthlyIncome.fen + $1.monthlyPension.fen } / count
        let marriages = city.rows("marriage", "id_a", of: ids) + city.rows("marriage", "id_b", of: ids)
        widowed = try marriages.contains { row in
            let couple = try [CitizenID(row["id_a"] ?? ""), CitizenID(row["id_b"] ?? "")]
            let other = couple.filter { !ids.contains($0) }
            return !city.rows("death", "id_no", of: other).isEmpty
        }
    }
}
