import Primitives
import Rules

/// Draws the text of a formula of a wanted type.
struct DrawnFormula {
    let policy: DrawnPolicy
    let entity: EntityID
    var random: SeededGenerator
    /// The rows that comprehensions name, the innermost last.
    private var variables: [(name: String, entity: EntityID)] = []

    static let periods: [RuleType] = [.money(.once), .money(.month), .money(.year)]
    static let types: [RuleType] =
        [
            .flag, .flag, .flag, .integer, .integer, .text, .date, .month, .ratio, .exactMoney(.month),
            .exactMoney(.once),
        ]
        + periods

    init(policy: DrawnPolicy, entity: EntityID, random: SeededGenerator) {
        (self.policy, self.entity, self.random) = (policy, entity, random)
    }

    mutating func pick<T>(_ choices: [T]) -> T { choices[Int.random(in: 0..<choices.count, using: &random)] }

    mutating func number(_ range: ClosedRange<Int64>) -> Int64 { Int64.random(in: range, using: &random) }

    mutating func text(_ type: RuleType, _ depth: Int) -> String {
        if depth <= 0 || number(0...9) == 0 { return leaf(type) }
        if number(0...6) == 0 {
            return "(\(text(.flag, depth - 1)) ? \(text(type, depth - 1)) : \(text(type, depth - 1)))"
        }
        switch type {
        case .flag: return flag(depth - 1)
        case .integer: return integer(depth - 1)
        case .text: return leaf(.text)
        case .date:
            return pick([
                "(\(leaf(.date)) + \(leaf(.integer)))", "firstDay(\(text(.month, depth - 1)))",
                "lastDay(\(text(.month, depth - 1)))", "max(\(leaf(.date)), \(text(.date, depth - 1)))",
            ])
        case .month:
            return pick([
                "monthOf(\(text(.date, depth - 1)))", "(\(leaf(.month)) - \(number(0...40)))",
                "min(\(leaf(.month)), \(text(.month, depth - 1)))",
            ])
        case .money(let period): return money(period, depth - 1)
        case .ratio: return ratio(depth - 1)
        case .exactMoney(let period): return exact(period, depth - 1)
        default: return leaf(type)
        }
    }

    private mutating func flag(_ depth: Int) -> String {
        let type = pick([.integer, .date, .month, .ratio, .exactMoney(.month)] + Self.periods)
        let mark = pick(["<", "<=", ">", ">=", "==", "!="])
        switch number(0...9) {
        case 0...2: return "(\(text(type, depth)) \(mark) \(text(type, depth)))"
        case 3: return "(\(text(.text, depth)) \(pick(["==", "!="])) \(text(.text, depth)))"
        case 4:
            return pick([
                "(\(text(.text, depth)) in p.words)", "(\(text(.integer, depth)) in p.numbers)",
                "(\(text(.ratio, depth)) in p.ratios)", "(\(leaf(.text)) in p.amounts)",
                "(\(leaf(.text)) in [\"red\", \"blue\"])",
            ])
        case 5: return "!\(text(.flag, depth))"
        case 6: return "(\(text(.flag, depth)) && \(text(.flag, depth)) && \(text(.flag, depth)))"
        case 7: return "(\(text(.flag, depth)) || \(text(.flag, depth)))"
        default:
            return over(["exists", "all", "exists_one"], depth) { formula, kind in
                "\(kind)(\(formula.variables.last?.name ?? ""), \(formula.text(.flag, depth)))"
            } ?? leaf(.flag)
        }
    }

    private mutating func integer(_ depth: Int) -> String {
        switch number(0...9) {
        case 0: return "(\(text(.integer, depth)) \(pick(["+", "-", "*"])) \(text(.integer, depth)))"
        case 1: return "\(pick(["div", "mod"]))(\(text(.integer, depth)), \(text(.integer, depth)))"
        case 2: return "\(pick(["min", "max"]))(\(text(.integer, depth)), \(leaf(.integer)), \(text(.integer, depth)))"
        case 3: return "\(pick(["floor", "ceil", "round"]))(\(text(.ratio, depth)))"
        case 4: return "fullYears(\(leaf(.date)), \(text(.date, depth)))"
        case 5:
            return pick([
                "yearOf(\(text(.month, depth)))", "(\(leaf(.date)) - \(leaf(.date)))",
                "(\(leaf(.month)) - \(leaf(.month)))",
            ])
        case 6: return pick(["abs(\(text(.integer, depth)))", "-\(leaf(.integer))", "floor(\(leaf(.integer)), 7)"])
        default: return rows(.integer, depth) ?? leaf(.integer)
        }
    }

    private mutating func money(_ period: MoneyPeriod, _ depth: Int) -> String {
        let type = RuleType.money(period)
        switch number(0...10) {
        case 0, 1: return "(\(text(type, depth)) \(pick(["+", "-"])) \(text(type, depth)))"
        case 2: return "(\(text(type, depth)) * \(leaf(.integer)))"
        case 3: return "\(pick(["min", "max"]))(\(text(type, depth)), \(text(type, depth)))"
        case 4, 5:
            let exact = text(.exactMoney(period), depth)
            return pick([
                "floor(\(exact))", "ceil(\(exact), p.unit)", "round(\(exact))", "round(\(exact), p.unit, p.mode)",
                "floor(\(exact), 100)",
            ])
        case 6: return pick(["abs(\(text(type, depth)))", "-\(text(type, depth))"])
        case 7 where period == .year:
            return pick(["perYear(\(text(.money(.month), depth)))", "perYear(\(leaf(.money(.month))), 5)"])
        case 7 where period == .once: return "forMonths(\(text(.money(.month), depth)), \(leaf(.integer)))"
        default: return rows(type, depth) ?? leaf(type)
        }
    }

    private mutating func ratio(_ depth: Int) -> String {
        let money = pick(Self.periods)
        switch number(0...6) {
        case 0: return "(\(text(.integer, depth)) / \(text(.integer, depth)))"
        case 1: return "(\(text(money, depth)) / \(text(money, depth)))"
        case 2: return "(\(text(.ratio, depth)) \(pick(["+", "-", "*"])) \(text(.ratio, depth)))"
        case 3: return "(\(text(.ratio, depth)) \(pick(["*", "+", "/"])) \(leaf(.integer)))"
        case 4: return "\(pick(["min", "max"]))(\(text(.ratio, depth)), \(text(.ratio, depth)))"
        case 5: return rows(.ratio, depth) ?? leaf(.ratio)
        default: return leaf(.ratio)
        }
    }

    private mutating func exact(_ period: MoneyPeriod, _ depth: Int) -> String {
        let (type, money) = (RuleType.exactMoney(period), RuleType.money(period))
        switch number(0...7) {
        case 0: return "(\(text(money, depth)) * \(text(.ratio, depth)))"
        case 1: return "(\(text(.ratio, depth)) * \(leaf(money)))"
        case 2: return "(\(text(money, depth)) / \(text(.integer, depth)))"
        case 3: return "(\(text(type, depth)) \(pick(["+", "-"])) \(text(pick([type, money]), depth)))"
        case 4: return "\(pick(["min", "max"]))(\(text(type, depth)), \(text(pick([type, money]), depth)))"
        case 5 where period == .month: return "perMonth(\(text(.money(.year), depth)))"
        case 6: return rows(type, depth) ?? leaf(type)
        default: return "(\(leaf(money)) * permille(\(number(0...1500))))"
        }
    }

    // MARK: Rows

    private mutating func rows(_ type: RuleType, _ depth: Int) -> String? {
        over(["map"], depth) { formula, _ in
            let name = formula.variables.last?.name ?? ""
            let kept = formula.number(0...1) == 0 ? "filter(\(name), \(formula.text(.flag, depth)))." : ""
            if type == .integer, formula.number(0...1) == 0 {
                let distinct = formula.pick([RuleType.text, .integer, .money(.month)])
                return formula.pick([
                    "filter(\(name), \(formula.text(.flag, depth))).size()",
                    "\(kept)map(\(name), \(formula.text(distinct, depth))).distinct().size()",
                ])
            }
            return "\(kept)map(\(name), \(formula.text(type, depth))).\(formula.pick(["sum", "min", "max"]))()"
        }
    }

    /// Text that goes through rows below the present row or one above; `nil` when there are none.
    private mutating func over(
        _ kinds: [String], _ depth: Int, _ write: (inout DrawnFormula, String) -> String
    ) -> String? {
        let here = variables.last?.entity ?? entity
        guard here.index < 2, variables.count < 2 else { return nil }
        let below = EntityID(index: here.index + 1)
        let prefix = variables.last.map { "\($0.name)." } ?? ""
        variables.append(("r\(variables.count)", below))
        let text = write(&self, pick(kinds))
        variables.removeLast()
        return "\(prefix)\(DrawnPolicy.entities[below.index].rowsName).\(text)"
    }

    // MARK: Leaves

    private mutating func leaf(_ type: RuleType) -> String {
        var choices = constants(type)
        if number(0...3) > 0 {
            let names = names(type)
            if !names.isEmpty { choices = names }
        }
        return pick(choices)
    }

    /// Facts and values of the rows in sight, and parameters.
    private mutating func names(_ type: RuleType) -> [String] {
        var names: [String] = []
        for (index, field) in policy.schema.fields.enumerated() where field.type == type {
            if let name = written(field.name, policy.schema.fields[index].entity) { names.append(name) }
        }
        for text in policy.texts where text.type == type {
            if let name = written(text.name, text.entity) { names += [name, name] }
        }
        for parameter in policy.parameters where parameter.type == type && parameter.name != "mode" {
            names.append("p.\(parameter.name)")
        }
        let key = written("kind\(entity.index)", entity) ?? "\"red\""
        switch type {
        case .money(.month): names.append("p.amounts[\(key)]")
        case .ratio: names.append("p.shares[\(key)]")
        case .integer: names.append("p.nested[\(key)][p.word]")
        default: break
        }
        return names
    }

    private func written(_ name: String, _ owner: EntityID) -> String? {
        if let variable = variables.last(where: { $0.entity == owner }) { return "\(variable.name).\(name)" }
        return owner.index <= entity.index ? name : nil
    }

    private mutating func constants(_ type: RuleType) -> [String] {
        switch type {
        case .flag: return ["true", "false"]
        case .integer: return ["\(number(-2...9))", "\(number(0...1000))"]
        case .text: return DrawnPolicy.words.map { "\"\($0)\"" }
        case .date: return ["date(\"2026-03-12\")", "date(\"2000-02-29\")"]
        case .month: return ["month(\"2026-03\")", "month(\"1999-12\")"]
        case .money(let period):
            let suffix = [MoneyPeriod.once: "", .month: ".perMonth", .year: ".perYear"][period] ?? ""
            return ["yuan(\(number(0...900)))\(suffix)", "yuan(\"0.0\(number(1...9))\")\(suffix)"]
        case .ratio:
            return [
                "permille(\(number(-100...1500)))", "percent(\(number(1...150)))",
                "(\(number(1...9)) / \(number(1...9)))",
            ]
        case .exactMoney(let period): return constants(.money(period)).map { "(\($0) / \(number(1...12)))" }
        default: return ["0"]
        }
    }
}
