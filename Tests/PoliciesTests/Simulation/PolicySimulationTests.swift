import Foundation
import Policies
import Primitives
import Testing

/// A line raised from 1,000 (900 in 371602) to 1,100 yuan a head, on twelve households worked out by hand.
@Suite struct PolicySimulationTests {
    private let town: SimulationTown
    private let raised = "aid/CN/line=1100.00"

    init() throws { town = try SimulationTown() }

    private func run(_ before: SimulationSide, _ after: SimulationSide) throws -> SimulationResult {
        let households = try town.households()
        return try town.simulation(before, after).run(households, population: households.count)
    }

    private func bytes(_ result: SimulationResult) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return try encoder.encode(result)
    }

    /// households, entered, left, raised, lowered, unchanged, outside, undecided, fen before, fen after.
    private func row(_ figures: SimulationResult.Figures) -> [Int64] {
        [
            figures.households, figures.entered, figures.left, figures.raised, figures.lowered, figures.unchanged,
            figures.outside, figures.undecided, figures.beforeFen, figures.afterFen,
        ]
    }

    @Test func `Every cell is what was worked out by hand`() throws {
        let result = try run(town.side(), town.side(raised))
        #expect(row(result.total) == [14, 3, 0, 8, 0, 0, 2, 1, 560_001, 765_001])
        let cells = result.cells.map { "\($0.county ?? "*") \($0.kind ?? "*") \(row($0.figures))" }
        #expect(
            cells == [
                "* elderlyAlone [1, 0, 0, 1, 0, 0, 0, 0, 90000, 110000]",
                "* elderlyOnly [1, 0, 0, 1, 0, 0, 0, 0, 130000, 170000]",
                "* ill [1, 0, 0, 1, 0, 0, 0, 0, 90000, 110000]",
                "* withChildren [1, 1, 0, 0, 0, 0, 0, 0, 0, 30000]",
                "* workingAge [10, 2, 0, 5, 0, 0, 2, 1, 250001, 345001]",
                "371602 * [8, 1, 0, 6, 0, 0, 0, 1, 460000, 630000]",
                "371602 elderlyAlone [1, 0, 0, 1, 0, 0, 0, 0, 90000, 110000]",
                "371602 elderlyOnly [1, 0, 0, 1, 0, 0, 0, 0, 130000, 170000]",
                "371602 ill [1, 0, 0, 1, 0, 0, 0, 0, 90000, 110000]",
                "371602 withChildren [1, 1, 0, 0, 0, 0, 0, 0, 0, 30000]",
                "371602 workingAge [4, 0, 0, 3, 0, 0, 0, 1, 150000, 210000]",
                "371603 * [6, 2, 0, 2, 0, 0, 2, 0, 100001, 135001]",
                "371603 workingAge [6, 2, 0, 2, 0, 0, 2, 0, 100001, 135001]",
            ])
    }

    @Test func `Raising the line puts nobody out, and the way back takes out whom it took in`() throws {
        let up = try run(town.side(), town.side(raised))
        #expect(up.total.left == 0 && up.total.lowered == 0 && up.leaving.isEmpty)
        let down = try run(town.side(raised), town.side())
        #expect(down.total.left == up.total.entered && down.total.lowered == up.total.raised)
        #expect(down.total.differenceFen == -up.total.differenceFen)
        #expect(down.leaving.map(\.key) == ["h03", "h04", "h10"])
        #expect(down.leaving.map(\.beforeFen) == [10_000, 5_000, 30_000])
        #expect(down.leaving.allSatisfy { $0.after == "near" })
    }

    @Test func `Equal policies change nothing`() throws {
        let result = try run(town.side(), town.side())
        #expect(result.isEmpty && result.total.differenceFen == 0)
        #expect(result.total.unchanged == 8 && result.total.outside == 5 && result.total.undecided == 1)
        #expect(result.steps.filter { $0.households > 0 }.map(\.label) == ["不变"])
    }

    @Test func `Where households go, how much changes, and who is near a line`() throws {
        let result = try run(town.side(), town.side(raised))
        #expect(
            result.transitions.map { "\($0.before)>\($0.after) \($0.households)" } == [
                "aid>aid 8", "near>aid 3", "near>near 1", "none>none 1", "undecided>undecided 1",
            ])
        #expect(
            result.steps.filter { $0.households > 0 }.map { "\($0.label) \($0.households)" } == [
                "增加50至100 1", "增加100至200 3", "增加200至500 7",
            ])
        let lines = result.lines.map { line in
            "\(line.line.program) \(line.county ?? "*") "
                + "\([line.belowBefore, line.aboveBefore, line.belowAfter, line.aboveAfter])"
        }
        #expect(lines == ["aid * [1, 2, 1, 1]", "aid 371603 [1, 2, 1, 1]"])
    }

    @Test func `The undecided are neither refused nor in a sum, and say why`() throws {
        let result = try run(town.side(), town.side(raised))
        #expect(result.reasons.map { "\($0.reason) \($0.households)" } == ["“工资”未知：单位未回复 1"])
        #expect(result.figures(kind: "workingAge").undecided == 1)
        #expect(result.total.undecidedFen == 0)
    }

    @Test func `The order of the households and of the parts does not change a byte`() throws {
        let households = try town.households()
        let simulation = try town.simulation(town.side(), town.side(raised))
        let whole = try bytes(simulation.run(households, population: 12))
        #expect(whole == (try bytes(simulation.run(households.reversed(), population: 12))))
        var parts = SimulationTally()
        for start in [8, 0, 4] {
            var part = SimulationTally()
            for household in households[start..<start + 4] {
                let pair = simulation.judge(household)
                part.add(pair)
                part.cliffs.add(simulation.probe(household), kind: pair.kind)
            }
            parts.add(part)
        }
        #expect(whole == (try bytes(simulation.result(parts))))
        #expect(try JSONDecoder().decode(SimulationResult.self, from: whole) == simulation.result(parts))
    }

    @Test func `The text has every table, aligned`() throws {
        let text = try run(town.side(raised), town.side()).text
        for title in ["按县区", "按户类", "县区与户类", "去向", "每月金额变化", "标准线上下5%的家庭", "断崖", "退出的家庭", "未定的原因"] {
            #expect(text.contains("【\(title)"))
        }
        let lines = text.split(separator: "\n").map(String.init)
        let start = try #require(lines.firstIndex { $0.hasPrefix("【按县区") })
        let widths = Set(lines[(start + 1)...(start + 5)].map(TextTable.width))
        #expect(widths.count == 1, "\(lines[(start + 1)...(start + 5)].joined(separator: "\n"))")
    }
}

/// What a family keeps when it earns more, under a policy whose cliff is known.
@Suite struct CliffMeterTests {
    private let town: SimulationTown

    init() throws { town = try SimulationTown() }

    @Test func `A flat sum that ends at the line is a cliff at a thousand yuan`() throws {
        let simulation = try town.simulation(town.side(), town.side("aid/CN/flat=500"))
        let households = [try town.household("a", "371603", (30, 0)), try town.household("b", "371603", (70, 0))]
        let meter = try #require(simulation.run(households, population: 2).cliffs)
        #expect(meter.withoutEarner == 1)
        let after = try #require(meter.curve(isAfter: true))
        #expect(after.households == 1 && after.withCliff == 1)
        #expect(after.medianFen[8] == 90_000 && after.medianFen[9] == 50_000 && after.medianFen[29] == 250_000)
        #expect(after.greatestFallFen.enumerated().filter { $0.element > 0 }.map { "\($0) \($1)" } == ["9 40000"])
        #expect(after.falls[9] == 1)
        let before = try #require(meter.curve("workingAge", isAfter: false))
        // The gap shrinks yuan for yuan: nothing is gained up to the line, nothing is lost behind it.
        #expect(before.withCliff == 0 && before.medianFen[9] == 0 && before.medianFen[29] == 200_000)
        #expect(before.medianTakenPermille == 333)
    }

    @Test func `Nobody is drawn when none are wanted, all when as many, and the same ones in any order`() {
        let keys = (0..<5000).map { "D\($0)" }
        #expect(!CliffDraw(population: 5000, drawn: 0).takes("D1"))
        #expect(keys.allSatisfy(CliffDraw(population: 5000, drawn: 5000).takes))
        let drawn = keys.filter(CliffDraw(population: 5000, drawn: 500).takes)
        #expect((400...600).contains(drawn.count))
    }
}

/// Numbers replaced in a policy.
@Suite struct ParameterOverrideTests {
    private let town: SimulationTown

    init() throws { town = try SimulationTown() }

    @Test(arguments: ["aid/CN/line", "aid/line=1", "aid/37x/line=1", "=", ""])
    func `What is not a replacement says how to write one`(text: String) {
        #expect(throws: OverrideProblem.shape(text)) { try ParameterOverride(parsing: text) }
    }

    @Test func `A name that no pack knows, words without a table and a value of another unit are refused`() throws {
        for text in ["aid/CN/lime=1000", "aid/CN/line.urban=1000", "aid/CN/line=a lot", "aid/CN/line=1.234"] {
            #expect(throws: SimulationProblem.self) { try town.simulation(town.side(), town.side(text)) }
        }
    }

    @Test func `A region's number counts in that region only`() throws {
        let simulation = try town.simulation(town.side(), town.side("aid/371602/line=1100"))
        let result = simulation.run(try town.households(), population: 12)
        #expect(result.figures(county: "371603").differenceFen == 0)
        #expect(result.figures(county: "371602").differenceFen == 170_000)
    }

    @Test func `An entry of a table is named by its words`() throws {
        let packs = try PolicySet.load(root: "\(Repository.root)/reference")
        let guide = try SimulationGuide.load(root: packs.root)
        let side = SimulationSide(
            "表", packs: packs, overrides: [try ParameterOverride(parsing: "assistance/CN/standard.371602.U=2000")])
        let pack = try side.pack(guide, for: nil)
        guard case .table(let counties)? = pack.parameters["standard"]?.values.last?.value,
            case .table(let areas)? = counties["371602"]
        else { throw CancellationError() }
        #expect(areas == ["U": .integer(200_000), "R": .integer(82_300)])
    }
}

/// The light computation of a simulation against the one that decides and explains.
@Suite struct SimulatedPolicyTests {
    @Test func `A simulation decides as a determination does, for every wage`() throws {
        let packs = try Repository.packs()
        let guide = try SimulationGuide.load(root: Repository.root)
        let side = SimulationSide("现行", packs: packs)
        let simulation = try PolicySimulation(before: side, after: side, guide: guide)
        var words: Set<String> = []
        for yuan in stride(from: Int64(0), through: 6000, by: 250) {
            let facts = try Family.facts(monthlyWage: Money(yuan: yuan), region: "371602", day: "2026-03-12")
            let policy = try packs.dibaoPolicy(for: facts.region, on: facts.decisionDay)
            let pair = simulation.judge(SimulatedHousehold(key: "\(yuan)", facts: facts, definition: packs.facts))
            let expected = try Determination.decide(facts, policy).outcome
            switch expected {
            case .eligible(let award):
                #expect(pair.before == pair.after && pair.before.word == "dibao")
                #expect(pair.before.monthlyFen == award.monthly.fen)
            case .marginal: #expect(pair.before.word == "marginal" && pair.before.monthlyFen == 0)
            case .notEligible: #expect(pair.before.word == "none")
            case .undetermined: #expect(pair.before.word == nil)
            }
            #expect(pair.kind == "withChildren")
            words.insert(pair.before.word ?? "undecided")
        }
        #expect(words == ["dibao", "marginal", "none"])
    }
}
