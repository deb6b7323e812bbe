import Primitives

/// A family that will apply: where it is in the city and what it will say it owns.
struct CandidateStory {
    let story: DemoStory
    let household: Int
    let homes: Int
    let depositFen: Int
}

// Families in hardship that no program knows. Two of three would qualify; every township has some of them.
extension CityBuilder {
    /// The order in which stories go round the townships: never two refusals in a row.
    private static let round: [DemoStory] = [
        .widowWithChildren, .oldCouple, .ownsCar, .disabledAdult, .sickBreadwinner, .largeDeposit,
        .grandparentsRaising, .loneParent, .concealedWage, .widowWithChildren, .disabledAdult, .nameDiffers,
        .sickBreadwinner, .oldCouple, .deadMember, .loneParent, .grandparentsRaising, .secondHome,
    ]

    /// How many families should apply at least.
    private static let fewest = 64

    mutating func addCandidates() {
        let townCount = city.map.townships.count
        let perTown = max(2, (Self.fewest + townCount - 1) / townCount)
        let villages = Dictionary(grouping: city.places.indices) { city.places[$0].township.code }
        var turn = 0
        for (_, township) in city.map.townships {
            guard let choices = villages[township.code] else { continue }
            for number in 0..<perTown {
                addCandidate(Self.round[turn % Self.round.count], village: choices[number % choices.count])
                turn += 1
            }
        }
    }

    private mutating func addCandidate(_ story: DemoStory, village: Int) {
        let index = add(sketch(of: story), village: village, program: nil)
        let members = city.households[index].members
        let count = members.count
        let (homes, area) = (random.chance(800) ? 1 : 0, random.within(2000..<2900) * count)
        let deposit = random.within(300_00..<3000_00) * count
        change(household: index) {
            ($0.isCandidate, $0.homes, $0.homeArea, $0.depositFen) = (true, homes, area, deposit)
        }
        for person in members where city.age(person) >= 60 {
            let fen = random.within(180_00..<240_00)
            change(person) { ($0.pensionSource, $0.pensionFen) = (.resident, fen) }
        }
        for person in members where (6..<18).contains(city.age(person)) { change(person) { $0.livelihood = .pupil } }
        tell(story, household: index)
        note(
            CandidateStory(
                story: story, household: index, homes: homes,
                // A family with much in the bank says what the others say.
                depositFen: story == .largeDeposit ? deposit : city.households[index].depositFen))
    }

    private mutating func sketch(of story: DemoStory) -> [MemberSketch] {
        func member(_ relation: DemoRelation, _ sex: Sex, _ ages: Range<Int>) -> MemberSketch {
            MemberSketch(relation: relation, sex: sex, age: random.within(ages))
        }
        let childSex: Sex = random.chance(500) ? .male : .female
        switch story {
        case .widowWithChildren:
            return [
                member(.head, .female, 34..<44), member(.child, childSex, 10..<15), member(.child, .female, 6..<10),
            ]
        case .oldCouple, .largeDeposit, .deadMember:
            return [member(.head, .male, 68..<80), member(.spouse, .female, 66..<76)]
        case .disabledAdult: return [member(.head, .female, 56..<60), member(.child, childSex, 28..<34)]
        case .sickBreadwinner, .ownsCar, .concealedWage, .secondHome, .nameDiffers:
            return [
                member(.head, .male, 40..<50), member(.spouse, .female, 38..<47), member(.child, childSex, 8..<16),
            ]
        case .grandparentsRaising:
            return [
                member(.head, .male, 64..<72), member(.spouse, .female, 62..<70),
                member(.grandchild, childSex, 7..<13),
            ]
        case .loneParent: return [member(.head, .female, 31..<40), member(.child, childSex, 7..<12)]
        }
    }

    /// Makes the story true in the facts from which the files are rendered.
    private mutating func tell(_ story: DemoStory, household: Int) {
        let facts = city.households[household]
        let head = facts.head
        let count = facts.members.count
        switch story {
        case .widowWithChildren:
            earn(head, 40..<80, by: .oddJobs)
            addDeadSpouse(of: head, daysAgo: random.within(90..<900))
        case .oldCouple: earn(head, 5..<20, by: .farm)
        case .disabledAdult:
            earn(head, 20..<45, by: .farm)
            let grade = random.within(1..<3)
            change(head + 1) { ($0.disabilityGrade, $0.hasNursingSubsidy) = (grade, true) }
        case .sickBreadwinner:
            earn(head + 1, 60..<100, by: .oddJobs)
            let fen = random.within(35_000_00..<90_000_00)
            change(head) { $0.illnessSelfPayFen = fen }
        case .grandparentsRaising: earn(head, 10..<30, by: .farm)
        case .loneParent: earn(head, 50..<90, by: .oddJobs)
        case .ownsCar:
            earn(head, 60..<100, by: .oddJobs)
            let price = random.within(4_500_000..<9_000_000)
            change(household: household) { ($0.cars, $0.carFen) = (1, price) }
        case .largeDeposit:
            let fen = 24 * city.standardFen(of: facts) * count + random.within(20_000_00..<150_000_00)
            change(household: household) { $0.depositFen = fen }
        case .concealedWage:
            earn(head, 60..<90, by: .oddJobs)
            let wage = random.within(580..<800) * 1000
            change(head) { $0.insuredWageFen = wage }
        case .secondHome:
            earn(head, 60..<100, by: .oddJobs)
            let area = random.within(7000..<11_000)
            change(household: household) { ($0.homes, $0.homeArea) = (2, area) }
        case .nameDiffers:
            earn(head, 60..<100, by: .oddJobs)
            change(head) { $0.registeredName = InventedNames.misspelt($0.name) }
        case .deadMember:
            let day = city.plan.asOf.adding(days: -random.within(30..<160))
            change(head + 1) { $0.deathDay = day }
        }
    }

    private mutating func earn(_ person: Int, _ tens: Range<Int>, by livelihood: Livelihood) {
        let fen = random.within(tens) * 1000
        change(person) { ($0.incomeFen, $0.livelihood) = (fen, livelihood) }
    }
}

extension City {
    /// The families that will apply, with what they will declare.
    func candidates() -> [DemoCandidate] {
        stories.enumerated().map { serial, story in
            let household = households[story.household]
            let place = place(of: household)
            return DemoCandidate(
                story: story.story, countyCode: county(of: household).code, townshipCode: place.township.code,
                township: place.township.name, villageCode: place.village.code, village: place.village.name,
                address: address(of: story.household), isUrban: household.isUrban,
                members: household.members.map(candidateMember), vehicles: 0, homes: story.homes,
                deposits: Money(fen: Int64(story.depositFen)),
                medicalCosts: Money(fen: Int64(household.members.reduce(0) { $0 + people[$1].illnessSelfPayFen })),
                phone: InventedContacts.phone(serial), bankCard: InventedContacts.bankCard(serial))
        }
    }

    private func candidateMember(_ person: Int) -> DemoCandidateMember {
        let facts = people[person]
        return DemoCandidateMember(
            name: name(person), id: citizenID(person), relation: facts.relation, birth: facts.birth,
            monthlyIncome: Money(fen: Int64(facts.incomeFen)), monthlyPension: Money(fen: Int64(facts.pensionFen)),
            disabilityGrade: facts.disabilityGrade == 0 ? nil : facts.disabilityGrade)
    }
}
