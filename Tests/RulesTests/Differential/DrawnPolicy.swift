import Primitives
import Rules

/// A schema, parameters and well-typed texts drawn from a seed.
struct DrawnPolicy: Sendable {
    let schema: FactSchema
    let parameters: [RuleParameter]
    private(set) var texts: [RuleText] = []
    var random: SeededGenerator

    static let words = ["red", "green", "blue", "grey"]
    static let strangers = ["amber", "violet"]
    static let entities: [FactSchema.Entity] = [
        .init(name: "household", rowsName: "households", label: "家庭", parent: nil),
        .init(name: "member", rowsName: "members", label: "成员", parent: .root),
        .init(name: "item", rowsName: "items", label: "条目", parent: EntityID(index: 1)),
    ]

    init(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        schema = FactSchema(entities: Self.entities, fields: Self.fields(&random))
        parameters = Self.parameters(&random)
        self.random = random
        let entities = [2, 1, 2, 1, 0, 1, 0, 0, 0, 0].map(EntityID.init(index:))
        for (index, entity) in entities.enumerated() {
            let type = DrawnFormula.types.randomElement(using: &self.random) ?? .flag
            let depth = Int.random(in: 1...4, using: &self.random)
            var formula = DrawnFormula(policy: self, entity: entity, random: self.random)
            let text = formula.text(type, depth)
            self.random = formula.random
            texts.append(
                RuleText(
                    name: "v\(index)", entity: entity, expression: text, type: type, file: "drawn/\(seed).yaml",
                    line: index + 1, column: 1))
        }
    }

    private static func fields(_ random: inout SeededGenerator) -> [FactSchema.Field] {
        let kinds: [(String, RuleType)] = [
            ("flag", .flag), ("count", .integer), ("number", .integer), ("once", .money(.once)),
            ("monthly", .money(.month)), ("other", .money(.month)), ("yearly", .money(.year)), ("kind", .text),
            ("free", .text), ("day", .date), ("time", .month),
        ]
        return entities.indices.flatMap { entity in
            kinds.map { name, type in
                FactSchema.Field(
                    name: "\(name)\(entity)", label: name, entity: EntityID(index: entity), type: type,
                    range: range(of: type, name, &random), words: name == "kind" ? words : nil)
            }
        }
    }

    private static func range(
        of type: RuleType, _ name: String, _ random: inout SeededGenerator
    ) -> ClosedRange<Int64> {
        switch type {
        case .flag: return 0...1
        case .date: return -30_000...40_000
        case .month: return 1_900 * 12...2_100 * 12
        case .text: return 0...3
        default:
            let ranges: [ClosedRange<Int64>] = [
                0...5, 1...130, -3...3, -1_000...1_000, 0...10_000_000, -200_000...5_000_000, 1...1_000_000_000_000,
                -4_000_000_000_000_000_000...4_000_000_000_000_000_000,
            ]
            let last = name == "count" ? 4 : ranges.count
            return ranges[..<last].randomElement(using: &random) ?? 0...5
        }
    }

    private static func parameters(_ random: inout SeededGenerator) -> [RuleParameter] {
        func number(_ range: ClosedRange<Int64>) -> ParameterContent {
            .number(Int64.random(in: range, using: &random))
        }
        func ratio() -> ParameterContent {
            .ratio(
                (try? Ratio(Int64.random(in: -9...40, using: &random), Int64.random(in: 1...30, using: &random)))
                    ?? .one)
        }
        func table(_ entry: () -> ParameterContent) -> ParameterContent {
            .table(
                Dictionary(
                    uniqueKeysWithValues: words.filter { _ in Bool.random(using: &random) }.map { ($0, entry()) }))
        }
        let modes = ["halfUp", "up", "down"]
        let contents: [(String, RuleType, ParameterContent)] = [
            ("flag", .flag, number(0...1)), ("integer", .integer, number(-3...60)),
            ("once", .money(.once), number(-500...80_000)), ("month", .money(.month), number(0...90_000)),
            ("year", .money(.year), number(0...900_000)), ("ratio", .ratio, ratio()),
            ("word", .text, .word(words.randomElement(using: &random) ?? "red")),
            ("mode", .text, .word(modes.randomElement(using: &random) ?? "up")),
            ("words", .list(.text), .list(words.shuffled(using: &random).prefix(2).map { .word($0) })),
            ("numbers", .list(.integer), .list((0..<3).map { _ in number(-3...9) })),
            ("ratios", .list(.ratio), .list((0..<2).map { _ in ratio() })),
            ("unit", .money(.once), .number([1, 100, 1000].randomElement(using: &random) ?? 1)),
            ("amounts", .table(.money(.month)), table { number(0...90_000) }),
            ("shares", .table(.ratio), table { ratio() }),
            ("nested", .table(.table(.integer)), table { table { number(-5...5) } }),
        ]
        let missing: Result<ParameterContent, MissingParameter> = .failure(MissingParameter(sentence: "没有取值"))
        return contents.map { name, type, content in
            let isMissing = name != "mode" && Int.random(in: 0..<12, using: &random) == 0
            return RuleParameter(name: name, type: type, content: isMissing ? missing : .success(content))
        }
    }

    /// The compiled program; `nil` when chance wrote what the compiler rightly refuses.
    func compiled() -> Result<RuleProgram, RuleErrors> {
        RuleCompiler.compile(schema: schema, parameters: parameters, texts: texts)
    }
}
