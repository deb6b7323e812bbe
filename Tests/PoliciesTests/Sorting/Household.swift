import Policies
import Primitives
import Rules
import Testing

/// A household to sort: the family of `Family.facts`, changed as a case needs it.
struct Household: Sendable {
    static let source = FactSource.declared(on: CivilDate.first)

    var wage = Money(yuan: 2_000)
    var region = "450103"
    var day = "2020-06-15"
    var further: [FurtherRow] = []
    var circumstances = Sorter.Circumstances()
    var change: @Sendable (inout HouseholdFacts) -> Void = { _ in }

    func facts() throws -> HouseholdFacts {
        var facts = try Family.facts(monthlyWage: wage, region: region, day: day)
        change(&facts)
        facts.further += further
        return facts
    }

    func sorted() throws -> Sorting {
        let facts = try facts()
        let sorter = Sorter(try Repository.packs(), for: facts.region, on: facts.decisionDay)
        return sorter.sort(facts.sheet(sorter.facts), circumstances)
    }

    /// A man who lives alone without income, with a level-1 physical disability.
    static let alone = Household(change: { facts in
        facts.members = [facts.members[0]]
        facts.members[0].disability = .known(.certified(.physical, grade: 1), source)
        facts.members[0].ableToWork = .known(false, source)
        facts.members[0].employment = .known(.none, source)
        facts.income = []
    })

    /// A girl in the household of relatives, both parents dead.
    static let orphan = Household(change: { facts in
        facts.members[2].relationship = .other
    }).with(parents: "dead")

    /// An emergency of another kind than illness or disaster, nothing given for it so far.
    static let emergency = FurtherRow(
        entity: "household",
        facts: [
            "reliefType": .known(.word("emergency"), source), "reliefCause": .known(.word("other"), source),
            "reliefSelfPaid": .known(.number(0), source), "reliefGoods": .known(.number(0), source),
            "reliefSameCausePaid": .known(.number(0), source), "newcomer": .known(.number(0), source),
        ])

    static let yes = Fact<FactValue>.known(.number(1), source)
    static let no = Fact<FactValue>.known(.number(0), source)

    /// The six items of daily living.
    static func selfCare(_ isAble: Bool) -> [String: Fact<FactValue>] {
        let items = ["canEat", "canDress", "canGetUp", "canToilet", "canWalk", "canBathe"]
        return Dictionary(uniqueKeysWithValues: items.map { ($0, isAble ? yes : no) })
    }

    /// No award so far and no aid.
    static let noAid = FurtherRow(
        entity: "household",
        facts: ["aidReceivedYearly": no, "recognizedClass": .known(.word("none"), source), "previousAmount": no])

    /// The household with what is known of both parents of the child; nil leaves them unasked.
    func with(parents condition: String?) -> Household {
        var household = self
        household.further.removeAll { $0.entity == "parent" }
        guard let condition else { return household }
        household.further += (1...2).map { number in
            FurtherRow(
                entity: "parent", key: "c-parent-\(number)", below: "c", label: number == 1 ? "父亲" : "母亲",
                facts: ["parentCondition": .known(.word(condition), Self.source)])
        }
        return household
    }
}

extension SortedProgram {
    var monthly: Money? { outcome == .eligible && period == .month ? amount : nil }
}

extension [Money] {
    var sum: Money { reduce(.zero, +) }
}

/// A household and what it is sorted into.
struct Sorted: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let household: Household
    let standing: Sorting.Standing
    var outcomes: [(String, SortedProgram.Outcome)] = []

    static let classes: [Sorted] = [
        Sorted(
            testDescription: "G01: below the line", household: Household(), standing: .decided("dibao"),
            outcomes: [
                ("destitute", .notEligible), ("dibao", .eligible), ("marginal", .excluded(by: "dibao")),
                ("rigidExpenditure", .excluded(by: "dibao")), ("gradualExit", .notEligible),
            ]),
        Sorted(
            testDescription: "at the line: not below it (G06)", household: Household(wage: Money(yuan: 2_370)),
            standing: .decided("marginal"),
            outcomes: [
                ("dibao", .notEligible), ("marginal", .eligible), ("rigidExpenditure", .excluded(by: "marginal")),
            ]),
        Sorted(
            testDescription: "above the margin, spending eats the income (G35)", household: rigid,
            standing: .decided("rigidExpenditure"),
            outcomes: [
                ("dibao", .notEligible), ("marginal", .notEligible), ("rigidExpenditure", .eligible),
            ]),
        Sorted(
            testDescription: "above everything",
            household: Household(wage: Money(yuan: 20_000), further: [Household.noAid]),
            standing: .decided(nil),
            outcomes: [
                ("destitute", .notEligible), ("dibao", .notEligible), ("marginal", .notEligible),
                ("rigidExpenditure", .notEligible), ("jobRefusal", .notEligible),
            ]),
        Sorted(
            testDescription: "destitute, nobody owes support (G44)", household: destitute,
            standing: .decided("destitute"),
            outcomes: [
                ("destitute", .eligible), ("dibao", .excluded(by: "destitute")),
                ("marginal", .excluded(by: "destitute")), ("rigidExpenditure", .excluded(by: "destitute")),
                ("disabilityLivingAllowance", .excluded(by: "destitute")),
            ]),
        Sorted(
            testDescription: "the bank is silent", household: silent,
            standing: .open(["dibao", "marginal", "rigidExpenditure", nil]),
            outcomes: [("dibao", .undetermined), ("marginal", .undetermined), ("destitute", .notEligible)]),
    ]

    private static let rigid = Household(
        wage: Money(yuan: 5_000), further: [Household.noAid],
        change: { facts in
            facts.expenses = [
                ExpenseItem(
                    key: "illness", member: "b", kind: .medical, amount: .known(Money(yuan: 30_000), Household.source))
            ]
        })

    private static let destitute: Household = {
        var household = Household.alone
        household.circumstances.obligorsKnown = ["a"]
        var facts = Household.selfCare(false)
        facts["supportForm"] = .known(.word("home"), Household.source)
        household.further = [FurtherRow(entity: "member", key: "a", facts: facts)]
        return household
    }()

    private static let silent = Household(change: { facts in
        facts.property = [.silence(key: "bank", member: "a", kind: .deposit, reason: "银行数据未回复")]
    })
}

extension Sorting {
    /// The sorting as lines, for messages of failed tests.
    var lines: String {
        entries.reduce(into: "\(standing)") { text, entry in
            text += "\n\(entry.program) \(entry.member ?? "") \(entry.outcome) \(entry.amount?.text ?? "-")"
            for reason in entry.reasons { text += "\n      \(reason.isFor ? "+" : "-") \(reason.sentence)" }
            for question in entry.questions { text += "\n      ? \(question.question)（\(question.reason)）" }
        }
    }
}
