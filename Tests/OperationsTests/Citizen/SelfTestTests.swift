import Casework
import Operations
import OperationsTestKit
import Primitives
import Storage
import Testing

/// Answers, the lines of the counties, and what follows.
private struct FitCase: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let expected: [String]
    let change: @Sendable (inout SelfTestAnswers) -> Void

    init(_ words: String, _ expected: [String], _ change: @escaping @Sendable (inout SelfTestAnswers) -> Void) {
        testDescription = words
        self.expected = expected
        self.change = change
    }
}

@Suite struct SelfTestTests {
    private static let lines = [800, 820].map {
        SelfTest.Line(standard: Money(yuan: $0), marginalPermille: 1_500)
    }

    private static let sound = SelfTestAnswers(
        area: .rural, county: nil, people: 3, monthlyIncome: Money(yuan: 900), property: [], situations: [],
        isSudden: false)

    private static let cases: [FitCase] = [
        FitCase("below in every county", ["dibao likely incomeBelow"]) { _ in },
        FitCase("one fen below the lowest line", ["dibao likely incomeBelow"]) {
            $0.monthlyIncome = Money(fen: 239_999)
        },
        FitCase(
            "at the lowest line, below the highest", ["dibao unsure incomeBetween", "marginal unsure marginalIncome"]
        ) {
            $0.monthlyIncome = Money(yuan: 2_400)
        },
        FitCase("at the highest line", ["marginal unsure marginalIncome", "dibao unlikely incomeAbove"]) {
            $0.monthlyIncome = Money(yuan: 2_460)
        },
        FitCase("at the line of marginal families", ["dibao unlikely incomeAbove"]) {
            $0.monthlyIncome = Money(yuan: 3_690)
        },
        FitCase("above, with somebody disabled", ["single unsure single", "dibao unlikely incomeAbove"]) {
            $0.monthlyIncome = Money(yuan: 9_000)
            $0.situations = [.severeDisability]
        },
        FitCase("income not known is never nothing", ["dibao unsure incomeUnknown"]) { $0.monthlyIncome = nil },
        FitCase("a car is looked at", ["dibao unsure property"]) { $0.property = [.vehicle] },
        FitCase("property not known is never none", ["dibao unsure propertyUnknown"]) { $0.property = nil },
        FitCase(
            "sudden illness of somebody alone",
            [
                "dibao likely incomeBelow", "temporary likely sudden", "destitute unsure destitute",
                "medical unsure medical",
            ]
        ) {
            $0.situations = [.alone, .seriousIllness]
            $0.isSudden = true
        },
    ]

    @Test(arguments: cases)
    fileprivate func `weighs the answers`(row: FitCase) {
        var answers = Self.sound
        row.change(&answers)
        let items = SelfTest(answers, lines: Self.lines).items
        #expect(items.map { "\($0.kind) \($0.fit) \($0.why)" } == row.expected)
    }

    @Test func `without a standard nothing is said of income, and what fits names the program to ask for`() {
        let open = SelfTest(Self.sound, lines: [])
        #expect(open.items.map(\.why) == [.noStandard] && open.program == .dibao)
        var rich = Self.sound
        rich.monthlyIncome = Money(yuan: 9_000)
        #expect(SelfTest(rich, lines: Self.lines).program == nil)
        rich.isSudden = true
        #expect(SelfTest(rich, lines: Self.lines).program == .temporaryRelief)
    }

    @Test func `the standards are those of the county, and an answer taken along is kept in the draft`() async throws {
        try await withBureau { test in
            var answers = Self.sound
            answers.county = try RegionCode("371621")
            answers.monthlyIncome = Money(yuan: 2_399)
            let asked = answers
            let found = try await test.bureau.view(as: .visitor) { try SelfTest.run(asked, in: $0) }
            #expect(found.items.first?.why == .incomeBelow)
            let actor = Actor.citizen(try await test.citizen())
            let said = SaidBefore(people: 3, monthlyIncome: Money(yuan: 2_399))
            let start = StartDraft(program: .dibao, region: try RegionCode(Household.village), said: said)
            let id = try await test.perform(start, as: actor).get()
            let view = try await test.bureau.view(as: actor) { try DraftView.load(id, in: $0) }
            #expect(view?.draft.content.said == said)
            #expect(view?.draft.content.form.incomes == [], "a reminder is no declaration")
        }
    }
}
