import Policies
import Primitives
import Rules
import Testing

/// The exclusion matrix, whole: every class with every reason that shuts the two allowances out.
@Suite struct SortingPlanTests {
    @Test func `every name of the plan stands in the packs`() throws {
        let packs = try Repository.packs()
        let deciding = packs.programs.filter { program in
            guard let pack = try? packs.pack(program, for: nil), pack.kind == .program else { return false }
            return pack.stages.first?.tests.isEmpty == false
        }
        #expect(Set(SortingPlan.places.map(\.program)) == Set(deciding).subtracting(["reference", "reviewClass"]))
        for cell in SortingPlan.exclusions {
            let stage = try #require(packs.pack(cell.program, for: nil).stages.first, "\(cell.program)")
            #expect(stage.tests.contains(cell.test), "\(cell.program) has no test \(cell.test)")
        }
        let region = try RegionCode("450103")
        let sorter = try Sorter(packs, for: region, on: CivilDate(parsing: "2020-06-15"))
        #expect(Set(sorter.policies.keys) == Set(SortingPlan.places.map(\.program)))
    }

    @Test(arguments: Disabled.all)
    func `a disabled person receives what the matrix says (domain reference 1.9)`(person: Disabled) throws {
        let sorting = try person.household.sorted()
        let living = try #require(sorting["disabilityLivingAllowance"])
        let nursing = try #require(sorting["disabilityNursingAllowance"])
        #expect(living.outcome == person.living, "\(sorting.lines)")
        #expect(nursing.outcome == person.nursing, "\(sorting.lines)")
        for (entry, outcome) in [(living, person.living), (nursing, person.nursing)] {
            let part = try #require(entry.people.first { $0.member == person.key })
            #expect(part.receives == (outcome == .eligible))
            if case .excluded(let by) = outcome { #expect(part.excludedBy == by && !part.sentence.isEmpty) }
        }
    }

    @Test func `one who is shut out leaves the allowance to another of the household`() throws {
        var person = Disabled(standing: "dibao", injury: true)
        person.alsoDisabled = true
        let living = try #require(person.household.sorted()["disabilityLivingAllowance"])
        #expect(living.outcome == .eligible)
        #expect(living.people.map(\.receives) == [true, false, false])
        #expect(living.people[1].excludedBy == "workInjuryNursing")
        #expect(living.people[1].sentence == "残疾成员已经领取工伤护理费，不再发生活补贴。")
    }
}

/// A person with a level-1 physical disability in a household of a class, with what may shut an allowance out.
struct Disabled: Sendable, CustomTestStringConvertible {
    var standing: String
    var orphan = false
    var injury = false
    var higherLiving = false
    var higherNursing = false
    var needsCare = true
    /// The applicant has a disability too, and nothing that shuts anything out.
    var alsoDisabled = false

    static let all: [Disabled] = {
        var people: [Disabled] = []
        for standing in ["destitute", "dibao", "marginal", "none"] {
            // The child of a destitute household lives in none of these.
            for orphan in standing == "destitute" ? [false] : [false, true] {
                for bits in 0..<16 {
                    var person = Disabled(standing: standing, orphan: orphan)
                    person.injury = bits & 1 != 0
                    person.higherLiving = bits & 2 != 0
                    person.higherNursing = bits & 4 != 0
                    person.needsCare = bits & 8 == 0
                    people.append(person)
                }
            }
        }
        return people
    }()

    var key: String { standing == "destitute" ? "a" : orphan ? "c" : "b" }

    var testDescription: String {
        let marks = [
            orphan ? "orphan" : nil, injury ? "work injury" : nil, higherLiving ? "higher living allowance" : nil,
            higherNursing ? "higher nursing allowance" : nil, needsCare ? nil : "no long care",
        ]
        return ([standing] + marks.compactMap { $0 }).joined(separator: ", ")
    }

    /// 特困 or a work-injury nursing fee shut out, an orphan draws no living allowance, the higher of one kind stays.
    var living: SortedProgram.Outcome {
        if standing == "destitute" { return .excluded(by: "destitute") }
        if standing != "dibao" { return .notEligible }
        if orphan { return .excluded(by: "orphan") }
        if injury { return .excluded(by: "workInjuryNursing") }
        return higherLiving ? .excluded(by: "otherLivingAllowance") : .eligible
    }

    var nursing: SortedProgram.Outcome {
        if !needsCare { return .notEligible }
        if standing == "destitute" { return .excluded(by: "destitute") }
        if injury { return .excluded(by: "workInjuryNursing") }
        return higherNursing ? .excluded(by: "otherNursingAllowance") : .eligible
    }

    var household: Household {
        var household = standing == "destitute" ? Household.alone : Household()
        household.circumstances.obligorsKnown = ["a"]
        household.wage = Money(yuan: ["dibao": 2_000, "marginal": 3_000, "none": 20_000][standing] ?? 0)
        let (key, injury, orphan, needsCare, also) = (key, injury, orphan, needsCare, alsoDisabled)
        let alone = household.change
        household.change = { facts in
            alone(&facts)
            // A slight disability leaves the applicant able to work, so that nobody is destitute.
            if also { facts.members[0].disability = .known(.certified(.hearing, grade: 4), Household.source) }
            for index in facts.members.indices where facts.members[index].key == key {
                facts.members[index].disability = .known(.certified(.physical, grade: 1), Household.source)
            }
        }
        let (high, none) = (Fact<FactValue>.known(.number(10_000_00), Household.source), Household.no)
        household.further = ["a", "b", "c"].filter { standing != "destitute" || $0 == "a" }.map { member in
            let isHere = member == key
            return FurtherRow(
                entity: "member", key: member,
                facts: [
                    "specialStatus": .known(.word(isHere && orphan ? "orphan" : "none"), Household.source),
                    "workInjuryNursing": isHere && injury ? Household.yes : none,
                    "needsLongCare": isHere && !needsCare ? none : Household.yes,
                    "otherLivingAllowance": isHere && higherLiving ? high : none,
                    "otherNursingAllowance": isHere && higherNursing ? high : none,
                    "supportForm": .known(.word("home"), Household.source),
                ].merging(Household.selfCare(false), uniquingKeysWith: { first, _ in first }))
        }
        household.further.append(Household.noAid)
        return household
    }
}
