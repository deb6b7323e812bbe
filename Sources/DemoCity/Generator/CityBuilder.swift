import Primitives

/// Invents people and families until the plan's number of inhabitants is reached.
struct CityBuilder {
    private(set) var city: City
    var random: SeededGenerator
    /// Villages by county, for drawing one.
    private var villagesByCounty: [Range<Int>] = []
    /// The communities of subdistricts by county, which stand before the villages.
    private var communitiesByCounty: [Range<Int>] = []
    private var lostSpouses: [(survivor: Int, daysAgo: Int)] = []

    init(plan: DemoCityPlan) {
        city = City(plan: plan)
        random = SeededGenerator(seed: plan.seed, purpose: "families")
        city.people.reserveCapacity(plan.people * 11 / 10)
        city.households.reserveCapacity(plan.people / 2)
        var start = 0
        for county in city.map.counties {
            let count = county.townships.reduce(0) { $0 + $1.villages.count }
            let urban = county.townships.filter(\.isUrban).reduce(0) { $0 + $1.villages.count }
            villagesByCounty.append(start..<start + count)
            communitiesByCounty.append(start..<start + urban)
            start += count
        }
    }

    /// The whole city: candidates first, then everybody else, the dead, the benefits and what is planted.
    static func build(_ plan: DemoCityPlan) -> City {
        var builder = CityBuilder(plan: plan)
        builder.addCandidates()
        while builder.city.people.count < plan.people { builder.addFamily() }
        builder.city.livingCount = plan.people
        builder.addTheDead()
        builder.city.idBytes = CitizenNumbers.assign(to: builder.city)
        builder.setBenefits()
        builder.plantTruths()
        return builder.city
    }

    private mutating func addFamily() {
        let shape = FamilyShape.draw(room: city.plan.people - city.people.count, &random)
        var program: DemoProgram?
        var draw = random.below(1000)
        for (candidate, share) in shape.programShares where program == nil {
            if draw < share { program = candidate } else { draw -= share }
        }
        let county = random.weighted(DemoMap.shares)
        let village = random.within((random.chance(150) ? communitiesByCounty : villagesByCounty)[county])
        let index = add(shape.sketch(&random), village: village, program: program)
        for person in city.households[index].members { setLivelihood(of: person, program: program) }
        setPossessions(of: index)
        if shape == .loneElder, random.chance(600) { addDeadSpouse(of: city.households[index].head) }
    }

    /// Adds a family with names and births; livelihoods and possessions come after.
    mutating func add(_ sketches: [MemberSketch], village: Int, program: DemoProgram?) -> Int {
        let index = city.households.count
        let start = city.people.count
        let family = InventedNames.surname(&random)
        let headIsMale = sketches[0].sex == .male
        for sketch in sketches {
            let carriesName =
                switch sketch.relation {
                case .head, .parent: headIsMale == (sketch.sex == .male) && (headIsMale || sketch.relation == .head)
                case .spouse: !headIsMale
                case .child, .grandchild: true
                }
            let surname = carriesName ? family : InventedNames.surname(&random)
            city.people.append(
                Person(
                    household: index, relation: sketch.relation, sex: sketch.sex, birth: birth(age: sketch.age),
                    name: InventedNames.name(surname: surname, sex: sketch.sex, age: sketch.age, &random)))
        }
        city.households.append(
            Household(
                members: start..<city.people.count, village: village,
                isUrban: random.chance(city.places[village].township.isUrban ? 750 : 120), program: program,
                startDay: city.plan.asOf.adding(days: -random.within(240..<1700))))
        marry(start..<city.people.count)
        return index
    }

    private mutating func marry(_ members: Range<Int>) {
        let first = members.filter { [.head, .spouse].contains(city.people[$0].relation) }
        let elder = members.filter { city.people[$0].relation == .parent }
        for couple in [first, elder] where couple.count == 2 { city.couples.append((couple[0], couple[1])) }
    }

    /// A birthday that makes somebody so many full years old on the plan's day.
    private mutating func birth(age: Int) -> CivilDate {
        city.plan.asOf.adding(days: -(age * 1461 / 4 + 1 + random.below(364)))
    }

    // MARK: The dead

    private mutating func addTheDead() {
        for lost in lostSpouses {
            let person = city.people[lost.survivor]
            addDead(
                sex: person.sex == .male ? .female : .male, age: city.age(lost.survivor) + random.within(-3..<5),
                household: person.household, daysAgo: lost.daysAgo)
            city.couples.append((lost.survivor, city.people.count - 1))
        }
        while city.people.count < city.plan.people + city.plan.people * 8 / 100 {
            addDead(
                sex: random.chance(540) ? .male : .female, age: 45 + random.below(26) + random.below(27),
                household: random.below(city.households.count), daysAgo: random.within(1..<4400))
        }
    }

    /// Remembers a widow or widower; the dead stand behind all the living, so they are added last.
    mutating func addDeadSpouse(of survivor: Int, daysAgo: Int? = nil) {
        lostSpouses.append((survivor, daysAgo ?? random.within(120..<4400)))
    }

    private mutating func addDead(sex: Sex, age: Int, household: Int, daysAgo: Int) {
        let name = InventedNames.name(surname: InventedNames.surname(&random), sex: sex, age: age, &random)
        var dead = Person(household: household, relation: .spouse, sex: sex, birth: birth(age: age), name: name)
        dead.deathDay = city.plan.asOf.adding(days: -daysAgo)
        city.people.append(dead)
    }

    // MARK: Changes made by the other parts of the builder

    mutating func change(_ person: Int, _ body: (inout Person) -> Void) { body(&city.people[person]) }
    mutating func change(household: Int, _ body: (inout Household) -> Void) { body(&city.households[household]) }
    mutating func note(_ truth: DemoTruth) { city.truths.append(truth) }
    mutating func note(_ story: CandidateStory) { city.stories.append(story) }
}
