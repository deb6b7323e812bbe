import Primitives

/// An invented city in memory: facts about people and families, from which the department files are rendered.
struct City {
    let plan: DemoCityPlan
    let map: DemoMap
    let places: [Place]
    /// The living, then those who died and whom only registers remember.
    var people: [Person] = []
    var livingCount = 0
    var households: [Household] = []
    /// Couples by index, married once; one of them may be dead.
    var couples: [(Int, Int)] = []
    /// Eighteen bytes a person.
    var idBytes: [UInt8] = []
    var stories: [CandidateStory] = []
    var truths: [DemoTruth] = []

    init(plan: DemoCityPlan) {
        self.plan = plan
        let map = DemoMap(people: plan.people)
        self.map = map
        places = map.counties.enumerated().flatMap { index, county in
            county.townships.flatMap { township in
                township.villages.map { village in
                    Place(
                        county: index, township: township, village: village,
                        prefix: DemoMap.cityName + county.name + township.name + village.name)
                }
            }
        }
    }

    func place(of household: Household) -> Place { places[household.village] }
    func county(of household: Household) -> DemoCounty { map.counties[place(of: household).county] }
    func age(_ person: Int) -> Int { people[person].birth.fullYears(until: plan.asOf) }
    func name(_ person: Int) -> String { InventedNames.text(people[person].name) }

    func standardFen(of household: Household) -> Int {
        Int(county(of: household).standard(isUrban: household.isUrban).fen)
    }

    /// "滨州市邹平市永安镇东王村12号": the number is that of the house in its village.
    func address(of household: Int) -> String {
        places[households[household].village].prefix + String(household % 900 + 1) + "号"
    }

    func householdID(_ household: Int) -> String {
        let digits = String(household + 1)
        return "H" + String(repeating: "0", count: 8 - digits.count) + digits
    }

    func citizenID(_ person: Int) -> CitizenID {
        do {
            return try CitizenID(String(decoding: idBytes[person * 18..<person * 18 + 18], as: UTF8.self))
        } catch {
            preconditionFailure("Invented citizen IDs carry a real birth date and the right check character.")
        }
    }

    /// The member of a family between two ages, both included; the eldest when several are.
    func member(of household: Int, aged ages: ClosedRange<Int>) -> Int? {
        households[household].members.filter { ages.contains(age($0)) }.max { age($0) < age($1) }
    }
}
