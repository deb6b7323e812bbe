import Policies
import Primitives
import Testing

/// The numbers at which a result turns, tried by deciding again on both sides of each.
@Suite struct ResultChangesTests {
    private let policy: ResolvedPolicy

    init() throws { policy = try Repository.dibao("371602", "2026-03-12") }

    private func word(_ facts: HouseholdFacts) throws -> String { try Determination.decide(facts, policy).outcome.word }

    /// The sums after “再多” or “真的少了” of the first sentence about something, in fen.
    private func gap(_ changes: ResultChanges, _ start: String, _ verb: String) -> Int64? {
        guard let sentence = changes.all.first(where: { $0.hasPrefix(start) && $0.contains(verb) }),
            let from = sentence.firstRange(of: verb)?.upperBound
        else { return nil }
        let digits = sentence[from...].prefix { $0.isNumber || $0 == "." || $0 == "," }
        return (try? Money(parsing: String(digits.filter { $0 != "," })))?.fen
    }

    private func family(_ random: inout SeededGenerator) throws -> HouseholdFacts {
        let wage = Money(fen: Int64.random(in: 0...800_000, using: &random))
        var facts = try Family.facts(monthlyWage: wage, region: "371602", day: "2026-03-12")
        let saved = Money(fen: Int64.random(in: 1...15_000_000, using: &random))
        facts.property = [
            .held(key: "d", member: "a", kind: .deposit, value: saved, source: .declared(on: facts.decisionDay))
        ]
        if Bool.random(using: &random) {
            facts.income[0].period = .monthly(months: Int.random(in: 1...12, using: &random))
        }
        return facts
    }

    @Test func `more income turns the result at the printed fen and not one before`() throws {
        var random = SeededGenerator(seed: 11)
        var tried = 0
        for _ in 0..<60 {
            let facts = try family(&random)
            let result = try Determination.decide(facts, policy)
            guard let fen = gap(ResultChanges(result), "全家每月计入收入", "再多") else { continue }
            func adding(_ fen: Int64) throws -> String {
                var richer = facts
                richer.income.append(
                    IncomeItem(
                        key: "more", member: "b", kind: .pension,
                        amount: .known(Money(fen: fen), .declared(on: facts.decisionDay)), period: .monthly(months: 12))
                )
                return try word(richer)
            }
            #expect(try adding(fen - 1) == result.outcome.word)
            #expect(try adding(fen) != result.outcome.word)
            #expect(try adding(fen + 1) != result.outcome.word)
            tried += 1
        }
        #expect(tried > 20)
    }

    @Test func `savings and a wage turn the result at the printed fen, both ways`() throws {
        var random = SeededGenerator(seed: 12)
        var (tried, lower) = (0, 0)
        for _ in 0..<80 {
            let facts = try family(&random)
            let result = try Determination.decide(facts, policy)
            let changes = ResultChanges(result)
            guard case .known(let saved, let source) = facts.property[0].value else { continue }
            func saving(_ fen: Int64) throws -> String {
                var other = facts
                other.property[0].value = .known(Money(fen: fen), source)
                return try word(other)
            }
            if let more = gap(changes, "金融资产现在", "再多") {
                #expect(try saving(saved.fen + more - 1) == result.outcome.word)
                #expect(try saving(saved.fen + more) != result.outcome.word)
                tried += 1
            }
            let isAlone = !changes.all.contains { $0.contains("这一项才合格") }
            if isAlone, let less = gap(changes, "金融资产现在", "真的少了") {
                #expect(try saving(saved.fen - less + 1) == result.outcome.word)
                #expect(try saving(saved.fen - less) != result.outcome.word)
                lower += 1
            }
        }
        #expect(tried > 20 && lower > 3, "\(tried) and \(lower)")
    }

    @Test func `what fails beside others says how far it must go and that the others matter too`() throws {
        var facts = try Family.facts(monthlyWage: Money(yuan: 9000), region: "371602", day: "2026-03-12")
        facts.property = [
            .held(
                key: "c", member: "b", kind: .car, value: Money(yuan: 60_000), source: .declared(on: facts.decisionDay))
        ]
        let changes = ResultChanges(try Determination.decide(facts, policy))
        #expect(
            changes.all.contains("机动车数量现在是1辆。真的少了1辆，到0辆，这一项才合格；要符合低保条件，别的各项也都要合格。"),
            "\(changes.all)")
        #expect(changes.nearest.count == 5, "a handful stands first")
    }

    @Test func `a birthday that changes the result is named with its day`() throws {
        // Somebody of working age without work is held to earn a wage until the sixtieth birthday.
        let imputing = policy.replacing(
            try #require(try Repository.packs().pack("dibao", for: nil).parameters["imputedWageRefuser"]),
            with: .integer(1000), citation: "test")
        var facts = try Family.facts(region: "371602", day: "2026-03-12")
        facts.income = []
        facts.members.removeLast(2)
        facts.members[0].employment = .known(.none, .declared(on: facts.decisionDay))
        facts.members[0].birthDate = .known(try CivilDate(parsing: "1967-05-01"), .declared(on: facts.decisionDay))
        let result = try Determination.decide(facts, imputing)
        #expect(result.outcome.word != "eligible")
        let sentence = "到2027年5月1日，赵小龙已满60周岁。别的都不变的话，就符合低保条件。"
        #expect(ResultChanges(result).all.contains(sentence), "\(ResultChanges(result).all)")
        let carer = "如果赵小龙失去了劳动能力，就符合低保条件。"
        #expect(ResultChanges(result).all.contains(carer), "\(ResultChanges(result).all)")
    }
}
