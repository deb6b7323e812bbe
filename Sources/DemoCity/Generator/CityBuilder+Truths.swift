import Primitives

// Planted truths: each watched family gets at most one, everything else about watched families is honest.
extension CityBuilder {
    mutating func plantTruths() {
        random = SeededGenerator(seed: city.plan.seed, purpose: "truths")
        let indices = city.households.indices
        let paid = indices.filter { city.households[$0].program?.isPaid ?? false }
        let monitored = indices.filter { city.households[$0].program == .monitored }
        var pools = [random.shuffled(Array(paid)), random.shuffled(Array(monitored))]
        let wanted = min(40, max(3, city.plan.people / 3000))
        for kind in DemoTruthKind.allCases {
            for turn in 0..<wanted {
                // Half of the findings that need no payment go to families that are only watched.
                let pool = kind.needsPayment || turn.isMultiple(of: 2) ? 0 : 1
                guard let position = pools[pool].firstIndex(where: { subject(of: kind, in: $0) != nil }) else {
                    continue
                }
                let household = pools[pool].remove(at: position)
                guard let person = subject(of: kind, in: household) else { continue }
                plant(kind, household: household, person: person)
                note(
                    DemoTruth(
                        kind: kind, householdID: city.householdID(household), memberID: city.citizenID(person)))
            }
        }
    }

    /// The member about whom the truth can be told; nil where it would be odd.
    private func subject(of kind: DemoTruthKind, in index: Int) -> Int? {
        let facts = city.households[index]
        let head = facts.head
        switch kind {
        case .deadStillPaid: return city.age(head) >= 60 ? head : nil
        case .doubleClaim: return city.age(head) >= 18 ? head : nil
        case .undeclaredVehicle: return facts.cars == 0 && city.age(head) < 60 ? head : nil
        case .secondHome: return facts.homes == 1 ? head : nil
        case .undeclaredWages:
            return facts.members.first { (22..<55).contains(city.age($0)) && city.people[$0].insuredWageFen == 0 }
        case .largeDeposit: return head
        case .shopOwner, .residesElsewhere: return (20..<65).contains(city.age(head)) ? head : nil
        case .costlyIllness: return city.age(head) >= 40 ? head : nil
        case .nursingSubsidyMissing:
            return facts.members.first { city.age($0) >= 18 && city.people[$0].disabilityGrade == 0 }
        case .childOutOfSchool: return city.member(of: index, aged: 8...14)
        }
    }

    private mutating func plant(_ kind: DemoTruthKind, household: Int, person: Int) {
        let facts = city.households[household]
        let count = facts.members.count
        switch kind {
        case .deadStillPaid:
            let day = city.plan.asOf.adding(days: -random.within(70..<175))
            change(person) { $0.deathDay = day }
        case .doubleClaim:
            let own = city.places[facts.village].county
            let other = (own + random.within(1..<city.map.counties.count)) % city.map.counties.count
            change(household: household) { $0.secondCounty = other }
        case .undeclaredVehicle:
            let price = random.within(800_000..<2_800_000)
            change(household: household) { ($0.cars, $0.carFen) = (1, price) }
        case .secondHome:
            let area = random.within(2000..<2900) * count
            change(household: household) { ($0.homes, $0.homeArea) = (2, area) }
        case .undeclaredWages:
            let wage = city.people[person].incomeFen + random.within(200..<500) * 1000
            change(person) { $0.insuredWageFen = wage }
        case .largeDeposit:
            let fen = 24 * city.standardFen(of: facts) * count + random.within(10_000_00..<200_000_00)
            change(household: household) { $0.depositFen = fen }
        case .shopOwner: change(household: household) { $0.ownsShop = true }
        case .residesElsewhere:
            let region = random.pick([370_102, 110_105, 310_115, 120_101, 440_305])
            change(person) { $0.awayRegion = region }
        case .costlyIllness:
            let year = 12 * facts.members.reduce(0) { $0 + city.people[$1].incomeFen + city.people[$1].pensionFen }
            let fen = max(20_000_00, year / 2) + random.within(5_000_00..<80_000_00)
            change(person) { $0.illnessSelfPayFen = fen }
        case .nursingSubsidyMissing:
            let grade = random.within(1..<3)
            change(person) { ($0.disabilityGrade, $0.hasNursingSubsidy) = (grade, false) }
        case .childOutOfSchool: change(person) { $0.isOutOfSchool = true }
        }
    }
}
