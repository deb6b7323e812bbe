import Primitives
import Rules

/// A household with members and their incomes, and some parameters.
enum CompilerSample {
    static let member = EntityID(index: 1)
    static let income = EntityID(index: 2)
    static let money: ClosedRange<Int64> = 0...100_000_000

    static let schema = FactSchema(
        entities: [
            .init(name: "household", rowsName: "households", label: "家庭", parent: nil),
            .init(name: "member", rowsName: "members", label: "成员", parent: .root),
            .init(name: "income", rowsName: "incomes", label: "收入", parent: EntityID(index: 1)),
        ],
        fields: [
            .init(name: "area", label: "城乡", entity: .root, type: .text, range: 0...1, words: ["urban", "rural"]),
            .init(name: "deposit", label: "存款", entity: .root, type: .money(.once), range: money),
            .init(name: "wage", label: "工资", entity: member, type: .money(.month), range: money),
            .init(name: "pension", label: "养老金", entity: member, type: .money(.month), range: money),
            .init(name: "age", label: "年龄", entity: member, type: .integer, range: 1...130),
            .init(name: "count", label: "次数", entity: member, type: .integer, range: 0...10),
            .init(name: "ill", label: "患病", entity: member, type: .flag, range: 0...1),
            .init(name: "birth", label: "出生日期", entity: member, type: .date, range: -25567...20818),
            .init(
                name: "kind", label: "类别", entity: member, type: .text, range: 0...3,
                words: ["wage", "farm", "rent", "other"]),
            .init(name: "amount", label: "金额", entity: income, type: .money(.month), range: money),
            .init(name: "sort", label: "来源", entity: income, type: .text, range: 0...9),
        ])

    static let parameters: [RuleParameter] = [
        .init(name: "share", type: .ratio, content: .success(.ratio(Ratio(permille: 600)))),
        .init(name: "limit", type: .money(.once), content: .success(.number(5_000_000))),
        .init(name: "mode", type: .text, content: .success(.word("halfUp"))),
        .init(name: "kinds", type: .list(.text), content: .success(.list([.word("wage"), .word("farm")]))),
        .init(
            name: "standard", type: .table(.money(.month)),
            content: .success(.table(["urban": .number(85_000), "rural": .number(65_000)]))),
        .init(
            name: "weights", type: .table(.ratio),
            content: .success(.table(["urban": .ratio(Ratio(percent: 75)), "rural": .ratio(Ratio(percent: 50))]))),
        .init(
            name: "absent", type: .money(.month),
            content: .failure(MissingParameter(sentence: "2020-01-01 没有取值。"))),
        .init(
            name: "absentList", type: .list(.text),
            content: .failure(MissingParameter(sentence: "2020-01-01 没有取值。"))),
    ]

    static func text(
        _ name: String, _ expression: String, of entity: EntityID = member, type: RuleType? = nil, line: Int = 7
    ) -> RuleText {
        RuleText(
            name: name, entity: entity, expression: expression, type: type, file: "policies/dibao/CN/pack.yaml",
            line: line, column: 15)
    }

    static func compile(_ texts: [RuleText]) -> Result<RuleProgram, RuleErrors> {
        RuleCompiler.compile(schema: schema, parameters: parameters, texts: texts)
    }

    /// The mistakes in one text of a member.
    static func mistakes(_ expression: String, of entity: EntityID = member) -> [Diagnostic] {
        guard case .failure(let errors) = compile([text("x", expression, of: entity)]) else { return [] }
        return errors.diagnostics
    }
}
