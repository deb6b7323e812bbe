import Policies
import Primitives
import Rules
import Testing

/// A family with departments silent about it, and what each could answer.
struct SilentFamily {
    /// One silent source, with any of its answers put into the facts.
    struct Question {
        let source: SilentSource
        let answer: @Sendable (inout HouseholdFacts, inout SeededGenerator) -> Void
    }

    var facts: HouseholdFacts
    var questions: [Question] = []

    /// A family with a wage and savings at random, and up to four sources silent.
    init(_ random: inout SeededGenerator, day: String = "2026-03-12") throws {
        let most: Int64 = Bool.random(using: &random) ? 600_000 : 3_000_000
        let wage = Money(fen: Int64.random(in: 0...most, using: &random))
        facts = try Family.facts(monthlyWage: wage, region: "371602", day: day)
        if Bool.random(using: &random) {
            let saved = Money(fen: Int64.random(in: 1...9_000_000, using: &random))
            facts.property.append(
                .held(key: "saved", member: "a", kind: .deposit, value: saved, source: .declared(on: facts.decisionDay))
            )
        }
        var sources = [0, 1, 2, 3, 4, 5]
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            let picked = sources.remove(at: Int.random(in: sources.indices, using: &random))
            switch picked {
            case 0: silent(.deposit, "a", "bank", "银行", most: 20_000_000)
            case 1: silent(.car, "b", "vehicle", "车管所", most: 5_000_000)
            case 2: silent(.security, "b", "securities", "证券", most: 10_000_000)
            case 3: silentWage("b", most: 700_000)
            case 4: silentDisability("c")
            default: silentPension("a", most: 300_000)
            }
        }
    }

    private mutating func silent(_ kind: PropertyKind, _ member: String, _ code: String, _ title: String, most: Int64) {
        facts.property.append(.silence(key: code, member: member, kind: kind, reason: "\(title)没有回复"))
        let fields = ["propertyHeld", "propertyCount", "propertyValue", "propertyMetres"]
        questions.append(
            Question(
                source: source(code, title, member, fields.map { SilentFact(entity: "property", key: code, field: $0) })
            ) {
                facts, random in
                let index = facts.property.firstIndex { $0.key == code } ?? 0
                let origin = FactSource.dataset(title, asOf: facts.decisionDay)
                let isHeld = Bool.random(using: &random)
                let fen = Bool.random(using: &random) ? Int64.random(in: 0...most, using: &random) : 0
                facts.property[index].held = .known(isHeld, origin)
                facts.property[index].value = .known(Money(fen: isHeld ? fen : 0), origin)
                facts.property[index].squareMetres = .known(0, origin)
            })
    }

    private mutating func silentWage(_ member: String, most: Int64) {
        facts.income.append(
            IncomeItem(
                key: "w2", member: member, kind: .wage, amount: .unknown(reason: "社保没有回复"),
                period: .monthly(months: 12)))
        income("employ", "社保", member, "w2", most)
    }

    private mutating func silentPension(_ member: String, most: Int64) {
        facts.income.append(
            IncomeItem(
                key: "p2", member: member, kind: .pension, amount: .unknown(reason: "养老没有回复"),
                period: .monthly(months: 12)))
        income("pension", "养老", member, "p2", most)
    }

    private mutating func income(_ code: String, _ title: String, _ member: String, _ key: String, _ most: Int64) {
        let fact = SilentFact(entity: "income", key: key, field: "incomeMonthly")
        questions.append(
            Question(source: source(code, title, member, [fact])) { facts, random in
                let index = facts.income.firstIndex { $0.key == key } ?? 0
                let fen = Bool.random(using: &random) ? Int64.random(in: 0...most, using: &random) : 0
                facts.income[index].amount = .known(Money(fen: fen), .dataset(title, asOf: facts.decisionDay))
            })
    }

    private mutating func silentDisability(_ member: String) {
        let index = facts.members.firstIndex { $0.key == member } ?? 0
        facts.members[index].disability = .unknown(reason: "残联没有回复")
        let facts = [
            SilentFact(entity: "member", key: member, field: "disabilityKind", ifNothing: .word("none")),
            SilentFact(entity: "member", key: member, field: "disabilityGrade"),
        ]
        questions.append(
            Question(source: source("disability", "残联", member, facts)) { facts, random in
                let kinds = Disability.Kind.allCases
                let disability: Disability =
                    Bool.random(using: &random)
                    ? .certified(
                        kinds[Int.random(in: kinds.indices, using: &random)],
                        grade: Int.random(in: 1...4, using: &random))
                    : .none
                facts.members[index].disability = .known(disability, .dataset("残联", asOf: facts.decisionDay))
            })
    }

    private func source(_ code: String, _ title: String, _ member: String, _ facts: [SilentFact]) -> SilentSource {
        SilentSource(
            dataset: code, title: title, member: member,
            name: self.facts.members.first { $0.key == member }?.name ?? "",
            reason: "没有回复", facts: facts)
    }

    /// The outcome and the amount, which is all that is promised.
    static func decided(_ facts: HouseholdFacts, _ policy: ResolvedPolicy) throws -> Decided {
        let decision = try PolicyDecision(facts.sheet(policy.facts), policy)
        let word = decision.outcome.word
        return Decided(word: word, fen: word == "eligible" ? decision.stages[0].amount?.low.numerator ?? 0 : 0)
    }

    struct Decided: Hashable {
        let word: String
        let fen: Int64
    }
}

/// The interim verdict against all that departments might answer later.
@Suite struct InterimDecisionTests {
    private let policy: ResolvedPolicy

    init() throws { policy = try Repository.dibao("371602", "2026-03-12") }

    private func interim(_ family: SilentFamily) throws -> InterimDecision {
        try InterimDecision(family.facts.sheet(policy.facts), policy, silent: family.questions.map(\.source))
    }

    @Test func `no later answer contradicts the interim verdict`() throws {
        var random = SeededGenerator(seed: 41)
        var claimed = [InterimDecision.Effect: Int]()
        var (seen, changing, unproved) = (0, 0, 0)
        for _ in 0..<80 {
            let family = try SilentFamily(&random)
            let interim = try interim(family)
            for (number, line) in interim.lines.enumerated() {
                claimed[line.effect, default: 0] += 1
                unproved += line.isProved ? 0 : 1
                var isWitnessed = false
                for _ in 0..<20 {
                    var others = family.facts
                    for (index, question) in family.questions.enumerated() where index != number {
                        question.answer(&others, &random)
                    }
                    var (first, second) = (others, others)
                    family.questions[number].answer(&first, &random)
                    family.questions[number].answer(&second, &random)
                    let results = [
                        try SilentFamily.decided(first, policy), try SilentFamily.decided(second, policy),
                    ]
                    if line.effect != .outcome { #expect(results[0].word == results[1].word, "\(line.sentence)") }
                    if line.effect == .nothing { #expect(results[0] == results[1], "\(line.sentence)") }
                    if let certain = interim.certain { #expect(results[0].word == Self.word(certain)) }
                    isWitnessed =
                        isWitnessed
                        || (line.effect == .outcome
                            ? results[0].word != results[1].word
                            : results[0] != results[1])
                }
                if line.effect != .nothing { (changing, seen) = (changing + 1, seen + (isWitnessed ? 1 : 0)) }
            }
        }
        // Of what it says could change, so much was seen to change in twenty draws.
        print("interim: \(claimed), of \(changing) that could change \(seen) were drawn, \(unproved) not proved")
        #expect((claimed[.nothing] ?? 0) > 10 && (claimed[.outcome] ?? 0) > 20 && unproved * 10 < changing)
    }

    private static func word(_ program: String) -> String {
        program.isEmpty ? "notEligible" : program == "dibao" ? "eligible" : program
    }

    @Test func `a silent bank is waited for, with the sum from which dibao is lost`() throws {
        var random = SeededGenerator(seed: 5)
        var family = try SilentFamily(&random)
        family.questions = []
        family.facts = try Family.facts(monthlyWage: Money(yuan: 500), region: "371602", day: "2026-03-12")
        family.facts.property = [.silence(key: "bank", member: "a", kind: .deposit, reason: "没有回复")]
        let source = SilentSource(
            dataset: "deposit", title: "银行存款", member: "a", name: "赵小龙", reason: "没有回复",
            facts: ["propertyHeld", "propertyCount", "propertyValue"].map {
                SilentFact(entity: "property", key: "bank", field: $0)
            })
        let interim = try InterimDecision(family.facts.sheet(policy.facts), policy, silent: [source])
        let line = try #require(interim.lines.first)
        print(line.sentence)
        #expect(line.effect == .outcome && line.isProved)
        #expect(interim.certain == nil && interim.ifNothing == "dibao")
        let turn = try #require(line.threshold?.amount)
        for (sum, holds) in [(turn, false), (turn - Money(fen: 1), true)] {
            var facts = family.facts
            facts.property = [
                .held(key: "bank", member: "a", kind: .deposit, value: sum, source: .declared(on: facts.decisionDay))
            ]
            #expect((try SilentFamily.decided(facts, policy).word == "eligible") == holds)
        }
    }

    @Test func `nobody waits for a register that cannot save a family above the lines`() throws {
        var facts = try Family.facts(monthlyWage: Money(yuan: 20_000), region: "371602", day: "2026-03-12")
        facts.property = [.silence(key: "bank", member: "a", kind: .deposit, reason: "没有回复")]
        let source = SilentSource(
            dataset: "deposit", title: "银行存款", member: "a", name: "赵小龙", reason: "没有回复",
            facts: ["propertyHeld", "propertyValue"].map { SilentFact(entity: "property", key: "bank", field: $0) })
        let interim = try InterimDecision(facts.sheet(policy.facts), policy, silent: [source])
        #expect(
            interim.lines.map(\.effect) == [.nothing] && interim.certain?.isEmpty == true && interim.awaited.isEmpty)
        #expect(interim.lines[0].sentence.contains("无论答复如何，结果不变"))
    }

    @Test func `what no rule reads changes nothing and says so`() throws {
        let facts = try Family.facts(monthlyWage: Money(yuan: 500), region: "371602", day: "2026-03-12")
        let source = SilentSource(
            dataset: "marriage", title: "婚姻登记", member: "a", name: "赵小龙", reason: "没有回复", facts: [])
        let interim = try InterimDecision(facts.sheet(policy.facts), policy, silent: [source])
        #expect(interim.lines.map(\.effect) == [.nothing] && interim.lines[0].sentence.contains("不进入测算"))
        #expect(interim.certain == "dibao" && interim.amountIfNothing != nil && interim.questions.isEmpty)
    }

    @Test(arguments: [(500, true), (20_000, false)])
    func `what may bar a program though no rule reads it is waited for, unless none holds anyway`(
        wage: Int64, isAwaited: Bool
    ) throws {
        let facts = try Family.facts(monthlyWage: Money(yuan: wage), region: "371602", day: "2026-03-12")
        let source = SilentSource(
            dataset: "aid", title: "外地救助", member: "a", name: "赵小龙", reason: "没有回复", facts: [], mayBar: true)
        let interim = try InterimDecision(facts.sheet(policy.facts), policy, silent: [source])
        #expect(interim.awaited.map(\.source.dataset) == (isAwaited ? ["aid"] : []))
        #expect(interim.certain == (isAwaited ? nil : "") && interim.ifNothing == (isAwaited ? "dibao" : ""))
        #expect(interim.lines[0].sentence.contains("不进入测算"))
    }
}
