import Rules
import Testing

/// Blocks of rows: the arithmetic at its edges, and rows laid out in every way.
///
/// Random programs are compared in `DifferentialTests`.
@Suite struct BatchBlockTests {
    private static let member = EntityID(index: 1)
    private static let most: ClosedRange<Int64> = -1_000_000_000_000...1_000_000_000_000
    private static let schema = FactSchema(
        entities: [
            .init(name: "household", rowsName: "households", label: "家庭", parent: nil),
            .init(name: "member", rowsName: "members", label: "成员", parent: .root, maximumRows: 300),
        ],
        fields: [
            .init(
                name: "amount", label: "数", entity: .root, type: .integer, range: most
            ),
            .init(name: "wage", label: "工资", entity: member, type: .integer, range: -1_000_000...1_000_000),
        ])

    private func program(_ texts: [(String, EntityID, String)]) throws -> RuleProgram {
        try RuleCompiler.compile(
            schema: Self.schema, parameters: [],
            texts: texts.map { RuleText(name: $0.0, entity: $0.1, expression: $0.2, file: "t", line: 1, column: 1) }
        ).get()
    }

    private func run(
        _ program: RuleProgram, _ output: String, amounts: [Int64], links: [BatchLink] = [], wages: [Int64] = []
    ) throws -> (values: [Int64], undecided: [Int64]) {
        let definition = try #require(program.definition(output))
        let plan = BatchPlan(program, outputs: [program.definitions[definition.index].value])
        let block = BatchBlock()
        block.begin(plan, lanes: [amounts.count, wages.count], links: [[], links])
        for (position, field) in plan.fields.enumerated() {
            let numbers = field.index == 0 ? amounts : wages
            _ = block.input(position).update(fromContentsOf: numbers)
        }
        block.run()
        let (values, undecided) = (block.output(0), block.undecided)
        return (amounts.indices.map { values[$0] }, amounts.indices.map { undecided[$0] })
    }

    @Test(arguments: [2, 3, 5, 7, 10, 12, 100, 1000, 1024, 999_983, 1_000_000_007] as [Int64])
    func `Division by a constant is division`(divisor: Int64) throws {
        let near: [Int64] = [-2 * divisor, -divisor, 0, divisor, 2 * divisor, 500_000_000_000 / divisor * divisor]
        var amounts: [Int64] = [-1_000_000_000_000, 1_000_000_000_000]
        for number in near { amounts += (number - 2)...(number + 2) }
        let compiled = try program([
            ("down", .root, "div(amount, \(divisor))"), ("rest", .root, "mod(amount, \(divisor))"),
            ("up", .root, "ceil(amount / \(divisor))"), ("half", .root, "round(amount / \(divisor))"),
        ])
        let down = amounts.map { Int64((Double($0) / Double(divisor)).rounded(.down)) }
        #expect(try run(compiled, "down", amounts: amounts).values == down)
        #expect(try run(compiled, "rest", amounts: amounts).values == zip(amounts, down).map { $0 - $1 * divisor })
        #expect(
            try run(compiled, "up", amounts: amounts).values
                == amounts.map { Int64((Double($0) / Double(divisor)).rounded(.up)) })
        #expect(
            try run(compiled, "half", amounts: amounts).values
                == amounts.map { Int64((Double($0) / Double(divisor)).rounded(.toNearestOrAwayFromZero)) })
    }

    /// Households with 3, 2, 2 and no members, laid out by position.
    private let links = [
        BatchLink(parents: 0, rows: 0, count: 3), BatchLink(parents: 0, rows: 3, count: 3),
        BatchLink(parents: 0, rows: 6, count: 1),
    ]
    private let wages: [Int64] = [1, 10, 100, 2, 20, 200, 3]

    @Test func `Folds follow the links`() throws {
        let compiled = try program([
            ("sum", .root, "members.map(m, m.wage).sum()"), ("size", .root, "members.size()"),
            ("some", .root, "members.exists(m, m.wage > 19) ? 1 : 0"),
            ("each", .root, "members.all(m, m.wage < 4) ? 1 : 0"),
            ("few", .root, "members.filter(m, m.wage != 2).map(m, m.wage + amount).sum()"),
        ])
        func values(_ name: String) throws -> [Int64] {
            try run(compiled, name, amounts: [5, 6, 7, 8], links: links, wages: wages).values
        }
        #expect(try values("sum") == [6, 30, 300, 0])
        #expect(try values("size") == [3, 2, 2, 0])
        #expect(try values("some") == [0, 1, 1, 0])
        #expect(try values("each") == [1, 0, 0, 1])
        #expect(try values("few") == [14, 42, 314, 0])
    }

    @Test func `Only the row that fails is handed on`() throws {
        let compiled = try program([
            ("least", .root, "members.map(m, m.wage).min()"), ("share", .root, "div(amount, members.size())"),
        ])
        let least = try run(compiled, "least", amounts: [0, 0, 0, 0], links: links, wages: wages)
        #expect(least.undecided == [0, 0, 0, 1])
        #expect(least.values.prefix(3) == [1, 10, 100])
        let share = try run(compiled, "share", amounts: [9, 9, 9, 9], links: links, wages: wages)
        #expect(share.undecided == [0, 0, 0, 1])
        #expect(share.values.prefix(3) == [3, 4, 4])
    }

    @Test func `A guard keeps rows from being handed on`() throws {
        let compiled = try program([("share", .root, "members.size() > 0 ? div(amount, members.size()) : 0")])
        let found = try run(compiled, "share", amounts: [9, 9, 9, 9], links: links, wages: wages)
        #expect(found.values == [3, 4, 4, 0])
        #expect(found.undecided == [0, 0, 0, 0])
    }

    @Test func `No rows at all, and one household with two hundred members`() throws {
        let compiled = try program([("sum", .root, "members.map(m, m.wage).sum()")])
        #expect(try run(compiled, "sum", amounts: []).values.isEmpty)
        let links = (0..<200).map { BatchLink(parents: 1, rows: $0, count: 1) }
        let found = try run(compiled, "sum", amounts: [0, 0], links: links, wages: (1...200).map { Int64($0) })
        #expect(found.values == [0, 20_100])
        #expect(found.undecided == [0, 0])
    }

    @Test func `More rows than sums are proved for are handed on`() throws {
        let compiled = try program([("sum", .root, "members.map(m, m.wage).sum()")])
        let links = (0..<301).map { BatchLink(parents: 0, rows: $0, count: 1) }
        let found = try run(compiled, "sum", amounts: [0, 0], links: links, wages: [Int64](repeating: 1, count: 301))
        #expect(found.undecided == [1, 0])
    }
}
