import Primitives
import Rules
import Testing

/// What compiles, to which type and range.
@Suite struct RuleCompilerTests {
    @Test(arguments: [
        Formula("wage + pension", .money(.month), "0...200000000"),
        Formula("wage * 3", .money(.month), "0...300000000"),
        Formula("perYear(wage)", .money(.year), "0...1200000000"),
        Formula("perYear(wage, 3)", .money(.year), "0...300000000"),
        Formula("forMonths(wage, 2)", .money(.once), "0...200000000"),
        Formula("wage * p.share", .exactMoney(.month), "0...300000000/5"),
        Formula("wage * permille(800)", .exactMoney(.month), "0...400000000/5"),
        Formula("wage / 3 + pension / 2", .exactMoney(.month), "0...500000000/6"),
        Formula("wage / age", .exactMoney(.month), "0...100000000/1...130"),
        Formula("floor(wage * p.share)", .money(.month), "0...60000000"),
        Formula("round(wage, yuan(1), p.mode)", .money(.month), "0...100000000"),
        Formula("ceil(1 / 3)", .integer, "1...1"),
        Formula("fullYears(birth, date(\"2026-03-12\"))", .integer, "-1...126"),
        Formula("monthOf(birth)", .month, "22800...24323"),
        Formula("birth - date(\"2000-01-01\")", .integer, "-36524...9861"),
        Formula("kind == \"wage\" ? wage : pension", .money(.month), "0...100000000"),
        Formula("kind in p.kinds", .flag, "0...1"),
        Formula("kind in [\"wage\", \"rent\"]", .flag, "0...1"),
        Formula("p.standard[area]", .money(.month), "65000...85000"),
        Formula("area in p.standard", .flag, "0...1"),
        Formula("p.weights[area] * wage", .exactMoney(.month), "0...300000000/4"),
        Formula("age > 200", .flag, "0...0"),
        Formula("div(-age, 7)", .integer, "-19...-1"),
        Formula("mod(age, 7)", .integer, "0...6"),
        Formula("min(wage / 3, pension)", .exactMoney(.month), "0...100000000/3"),
        Formula("members.size()", .integer, "0...4096"),
        Formula("yuan(\"0.5\").perMonth", .money(.month), "50...50"),
        Formula("incomes.filter(i, i.sort == \"rent\").map(i, i.amount).sum()", .money(.month), "0...409600000000"),
        Formula("incomes.exists(i, i.amount > wage)", .flag, "0...1"),
    ])
    func `a formula of a member has a type and a range`(formula: Formula) throws {
        let program = try CompilerSample.compile([CompilerSample.text("x", formula.expression)]).get()
        let definition = try #require(program.definitions.last)
        #expect(definition.type == formula.type)
        var range = "\(program.nodes[definition.value.index].range)"
        if let below = definition.denominator {
            let below = program.nodes[below.index].range
            range += below.lowerBound == below.upperBound ? "/\(below.lowerBound)" : "/\(below)"
        }
        #expect(range == formula.range)
    }

    struct Formula: CustomTestStringConvertible {
        let expression: String
        let type: RuleType
        let range: String
        var testDescription: String { expression }
        init(_ expression: String, _ type: RuleType, _ range: String) {
            (self.expression, self.type, self.range) = (expression, type, range)
        }
    }

    @Test func `values stand behind those they read, wherever they are written`() throws {
        let program = try CompilerSample.compile([
            CompilerSample.text("total", "members.map(m, m.net).sum()", of: .root),
            CompilerSample.text("net", "wage - floor(cost)"),
            CompilerSample.text("cost", "wage * p.share"),
        ]).get()
        #expect(program.definitions.map(\.text.name) == ["cost", "net", "total"])
        #expect(program.definitions.map { program.nodes[$0.value.index].canFail } == [false, false, false])
    }

    @Test func `a parameter without a value compiles to a step that fails`() throws {
        let program = try CompilerSample.compile([
            CompilerSample.text("x", "wage + p.absent"), CompilerSample.text("y", "kind in p.absentList"),
        ]).get()
        let failing = program.nodes.filter(\.canFail)
        #expect(failing.count == 2)
        #expect(program.definitions[0].type == .money(.month))
    }

    @Test func `a divisor that may be zero is guarded, one that cannot is not`() throws {
        let program = try CompilerSample.compile([
            CompilerSample.text("x", "wage / count"), CompilerSample.text("y", "wage / (count + 1)"),
        ]).get()
        #expect(program.nodes.filter(\.canFail).count == 1)
    }

    @Test func `the same step is made once`() throws {
        let program = try CompilerSample.compile([
            CompilerSample.text("x", "wage + pension > yuan(5).perMonth"),
            CompilerSample.text("y", "yuan(5).perMonth < wage + pension"),
        ]).get()
        #expect(program.definitions[0].value == program.definitions[1].value)
    }

    @Test func `four hundred texts compile in far less than a tenth of a second`() throws {
        let texts = (0..<400).map { index in
            CompilerSample.text(
                "value\(index)",
                index == 0
                    ? "max(wage - floor(wage * p.share), yuan(0).perMonth)"
                    : "kind in p.kinds && age >= 18 ? max(value\(index - 1) - yuan(1).perMonth, floor(wage * "
                        + "permille(\(index)))) : p.standard[area]"
            )
        }
        let clock = ContinuousClock()
        var program: RuleProgram?
        let elapsed = try clock.measure { program = try CompilerSample.compile(texts).get() }
        #expect(program?.definitions.count == 400)
        // A loaded machine is slow; by itself this takes about 20 ms.
        #expect(elapsed < .milliseconds(500), "took \(elapsed)")
    }
}
