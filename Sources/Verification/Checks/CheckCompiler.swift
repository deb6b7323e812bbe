import Columns
import Primitives
import Rules

/// Makes the checks ready for a day: orders the passes, compiles every expression, and names every mistake.
struct CheckCompiler {
    let book: CheckBook
    let asOf: CivilDate
    /// Tables of reference; nil when only mistakes are looked for.
    let lookups: [String: ParameterContent]?
    var problems: [CatalogueProblem] = []

    /// One group, and whose it is.
    struct Group {
        let check: Int
        let spec: CheckAggregates
        /// Groups whose values its expressions use, or that name the people it is asked for.
        var needs: Set<Int> = []
        var extraPersons: [String] = []
        var wave = 0
        var throughWave = 0
    }

    var groups: [Group] = []
    /// The group and position of each aggregate by its name.
    var owners: [String: (group: Int, value: Int)] = [:]
    var facts: [CheckFact] = []
    var factsByName: [String: Int] = [:]
    var plans: [Int: GroupPlan] = [:]
    var hops: [HopPlan] = []
    /// The hops of each check.
    var hopsOf: [[Int]] = []

    init(_ book: CheckBook, asOf: CivilDate, lookups: [String: ParameterContent]?) {
        (self.book, self.asOf, self.lookups) = (book, asOf, lookups)
    }

    mutating func compile() -> CheckProgram? {
        collectGroups()
        findNeeds()
        guard let waves = PassOrder(groups, names: { book.checks[groups[$0].check].code }, &problems).waves else {
            return nil
        }
        for group in groups.indices { (groups[group].wave, groups[group].throughWave) = waves[group] }
        collectTableFacts()
        var passes: [PassPlan] = []
        for key in passKeys() { if let pass = compilePass(key) { passes.append(pass) } }
        compileHops()
        guard problems.isEmpty else { return nil }
        guard let checks = compileChecks() else { return nil }
        return CheckProgram(
            asOf: asOf, tables: book.tables, facts: facts, groups: groups.indices.compactMap { plans[$0] }, hops: hops,
            passes: passes, checks: checks.plans, hits: checks.hits, hitsDue: checks.hitsDue, answers: checks.answers,
            single: checks.single)
    }

    // MARK: Names

    private mutating func collectGroups() {
        var names: [String: CheckExpression] = [:]
        for (number, check) in book.checks.enumerated() {
            func claim(_ name: CheckExpression) {
                if let first = names[name.text] {
                    problems.append(
                        name.problem("名称 \(name.text) 已在 \(first.file):\(first.line) 用过；请另起一个，或直接用那一个。"))
                }
                names[name.text] = name
            }
            for spec in check.aggregates {
                for (position, value) in spec.values.enumerated() {
                    claim(value.name)
                    owners[value.name.text] = (groups.count, position)
                }
                groups.append(Group(check: number, spec: spec))
            }
            for hop in check.hops { for value in hop.values { claim(value.name) } }
        }
    }

    /// The group that a name belongs to, with or without `_given`.
    private func owner(_ name: String) -> Int? {
        let bare = name.hasSuffix(Self.givenSuffix) ? String(name.dropLast(Self.givenSuffix.count)) : name
        return owners[bare]?.group
    }

    static let givenSuffix = "_given"

    private mutating func findNeeds() {
        for group in groups.indices {
            let spec = groups[group].spec
            let columns = Set(book.catalogue[spec.dataset.text]?.schema.columns.map(\.name) ?? [])
            let names = (spec.condition?.names ?? []).union(spec.values.flatMap { $0.of?.names ?? [] })
            for name in names where !columns.contains(name) && spec.parts[name] == nil {
                if let owner = owner(name) { groups[group].needs.insert(owner) }
            }
        }
        for check in book.checks {
            for hop in check.hops {
                guard let person = owners[hop.person.text] else {
                    problems.append(hop.person.problem("没有名为 \(hop.person.text) 的汇总值；person 应是一个身份号码。"))
                    continue
                }
                for value in hop.values {
                    guard let base = value.of else { continue }
                    guard let owner = owners[base.text] else {
                        problems.append(base.problem("没有名为 \(base.text) 的汇总值；应写另一个人的汇总值，或 sameHousehold。"))
                        continue
                    }
                    if groups[owner.group].spec.subject != .person {
                        problems.append(base.problem("\(base.text) 是按户汇总的；只能问另一个人的个人汇总值。"))
                    }
                    groups[owner.group].needs.insert(person.group)
                    groups[owner.group].extraPersons.append(hop.person.text)
                }
            }
        }
    }

    // MARK: Facts

    mutating func add(_ fact: CheckFact) {
        factsByName[fact.name] = facts.count
        facts.append(fact)
    }

    private mutating func collectTableFacts() {
        for (table, subject) in [(book.tables.household, CheckSubject.household), (book.tables.member, .person)] {
            for position in table.facts {
                let column = table.schema.columns[position]
                add(
                    CheckFact(
                        name: column.name, subject: subject, type: Self.type(of: column.type), kind: .table(position),
                        isAbsentable: !column.isRequired))
            }
        }
        add(CheckFact(name: "birthDate", subject: .person, type: .date, kind: .birthDate, isAbsentable: false))
    }

    /// What the language makes of a column; hundredths of whatever unit are its money.
    static func type(of type: ColumnType) -> RuleType {
        switch type {
        case .integer: .integer
        case .hundredths: .money(.once)
        case .date: .date
        case .month: .month
        case .text, .citizenKey, .citizenKeyOrLegacy: .text
        }
    }

    /// Numbers that a type may hold; readers and folds refuse what lies outside.
    static func range(of type: RuleType) -> ClosedRange<Int64> {
        switch type {
        case .flag: 0...1
        case .integer: -1_000_000_000...1_000_000_000
        case .date: -700_000...100_000
        case .month: 0...26_000
        case .text: 0...Int64(Int32.max)
        default: -10_000_000_000_000...10_000_000_000_000
        }
    }

    var parameters: [RuleParameter] {
        book.parameters.map { $0.resolved(on: asOf) }
            + book.tables.lookups.map { table in
                var type = Self.type(of: table.schema.columns[table.value].type)
                for _ in table.keys { type = .table(type) }
                let missing = MissingParameter(sentence: "没有读到表 \(table.name)。")
                return RuleParameter(
                    name: table.name, type: type,
                    content: lookups?[table.name].map { .success($0) } ?? .failure(missing))
            }
    }

    mutating func report(_ errors: RuleErrors) {
        problems += errors.diagnostics.map {
            CatalogueProblem(
                file: $0.file, line: $0.position.line, column: $0.position.column, message: $0.message)
        }
    }
}
