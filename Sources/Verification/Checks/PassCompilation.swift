import Columns
import Rules

/// The compilation of one pass: the facts a row knows, its expressions, and the columns wanted.
struct PassCompilation {
    var compiler: CheckCompiler
    private let dataset: DatasetDefinition
    private let own: [Int]
    private let through: [Int]
    private var fields: [FactSchema.Field] = []
    /// What each field is; columns by their position in the schema, `other` behind them.
    private var inputs: [FactInput] = []
    private var texts: [RuleText] = []
    private var wanted: [RowColumn] = []
    private var program: RuleProgram?
    private var outputs: [NodeID] = []

    init(_ compiler: CheckCompiler, _ dataset: DatasetDefinition, own: [Int], through: [Int]) {
        (self.compiler, self.dataset, self.own, self.through) = (compiler, dataset, own, through)
    }

    private var columns: [Column] { dataset.schema.columns }
    /// The position that stands for the other key column of a lookup.
    private var other: Int { columns.count }

    private static let root = EntityID.root

    mutating func compile() -> PassPlan? {
        let before = compiler.problems.count
        declareFields()
        let expressions = collectTexts()
        let schema = FactSchema(
            entities: [.init(name: "row", rowsName: "rows", label: dataset.name, parent: nil)], fields: fields)
        let parameters = compiler.parameters
        switch RuleCompiler.compile(schema: schema, parameters: parameters, texts: texts) {
        case .success(let program): self.program = program
        case .failure(let errors): compiler.report(errors)
        }
        let keys = own.map { keyColumns($0) }
        guard let program, compiler.problems.count == before else { return nil }
        let clocks = (field("asOf"), field("asOfMonth"), field("asOfYear"))
        var finder = DueFinder(program, outputs: [], asOf: clocks.0, month: clocks.1, year: clocks.2)
        for node in expressions.nodes(program) { outputs.append(node) }
        finder = DueFinder(program, outputs: outputs, asOf: clocks.0, month: clocks.1, year: clocks.2)
        let lookupKeys = Array(Set(keys.flatMap { $0 })).sorted()
        for (position, group) in own.enumerated() {
            compiler.plans[group] = plan(group, keys[position].map { lookupKeys.firstIndex(of: $0) ?? 0 }, &finder)
        }
        let throughs = through.enumerated().map { position, group in
            throughPlan(group, lookup: lookupKeys.count + position, &finder)
        }
        guard compiler.problems.count == before else { return nil }
        let main = filled(BatchPlan(program, outputs: outputs))
        let hasDue =
            own.contains { compiler.plans[$0].map { !$0.conditionDue.isNever || !$0.valueDue.isNever } ?? false }
            || throughs.contains { !$0.conditionDue.isNever }
        let due = hasDue ? filled(BatchPlan(program, outputs: finder.outputs)) : nil
        let lookups =
            lookupKeys.map { key in
                PassPlan.Lookup(key: key, throughGroup: nil, columns: resolved(key: key))
            }
            + through.map { group in
                let name = compiler.groups[group].spec.through?.key ?? ""
                let key = dataset.schema.position(of: name) ?? 0
                return PassPlan.Lookup(key: key, throughGroup: group, columns: resolved(key: key))
            }
        let wave = own.first.map { compiler.groups[$0].wave } ?? through.first.map { compiler.groups[$0].throughWave }
        return PassPlan(
            dataset: dataset.code, schema: dataset.schema, needsAuthorization: dataset.needsAuthorization,
            wave: wave ?? 0, lookups: lookups, program: main, due: due, groups: own, throughs: throughs)
    }

    // MARK: What a row knows

    private mutating func declareFields() {
        for (position, column) in columns.enumerated() {
            declare(column.name, CheckCompiler.type(of: column.type), .column(position), label: column.name)
            if !column.isRequired { declare(column.name + CheckCompiler.givenSuffix, .flag, .columnGiven(position)) }
        }
        if own.contains(where: { compiler.groups[$0].spec.keys.count > 1 }) {
            declare("other", .text, .column(other))
        }
        for group in own {
            for (name, part) in compiler.groups[group].spec.parts {
                guard let position = dataset.schema.position(of: part.column), columns[position].type == .text else {
                    let spec = compiler.groups[group].spec
                    compiler.problems.append(
                        spec.dataset.problem("parts 中的 \(part.column) 不是 \(dataset.code) 的文字列。"))
                    continue
                }
                declare(name, .text, .part(position, characters: part.characters))
            }
        }
        declare("asOf", .date, .asOf)
        declare("asOfMonth", .month, .asOfMonth)
        declare("asOfYear", .integer, .asOfYear)
        for (number, fact) in compiler.facts.enumerated() {
            declare(fact.name, fact.type, .fact(number))
            if fact.isAbsentable { declare(fact.name + CheckCompiler.givenSuffix, .flag, .factGiven(number)) }
        }
    }

    /// Adds a field unless a nearer one has the name: the row's columns hide facts of the subject.
    private mutating func declare(_ name: String, _ type: RuleType, _ input: FactInput, label: String = "") {
        guard !fields.contains(where: { $0.name == name }) else { return }
        fields.append(
            .init(name: name, label: label, entity: Self.root, type: type, range: CheckCompiler.range(of: type)))
        inputs.append(input)
    }

    private func field(_ name: String) -> FieldID {
        FieldID(index: fields.firstIndex { $0.name == name } ?? 0)
    }

    // MARK: Expressions

    /// Which texts are conditions and values, by the name of the text.
    private struct Expressions {
        var names: [String] = []

        func nodes(_ program: RuleProgram) -> [NodeID] {
            names.compactMap { name in program.definition(name).map { program.definitions[$0.index].value } }
        }
    }

    private func name(_ group: Int, _ part: String) -> String { "#\(group) \(part)" }

    private mutating func collectTexts() -> Expressions {
        var expressions = Expressions()
        func add(_ name: String, _ expression: CheckExpression, _ type: RuleType?) {
            texts.append(
                RuleText(
                    name: name, entity: Self.root, expression: expression.text, type: type, file: expression.file,
                    line: expression.line, column: expression.column))
            expressions.names.append(name)
        }
        for group in own {
            let spec = compiler.groups[group].spec
            if let condition = spec.condition { add(name(group, "where"), condition, .flag) }
            for value in spec.values {
                guard let of = value.of, value.fold != .picked, bareColumn(of, spec) == nil else { continue }
                add(name(group, value.name.text), of, nil)
            }
        }
        for group in through {
            if let condition = compiler.groups[group].spec.through?.condition {
                add(name(group, "through"), condition, .flag)
            }
        }
        return expressions
    }

    /// The column that an expression is nothing but the name of.
    private func bareColumn(_ expression: CheckExpression, _ spec: CheckAggregates) -> Int? {
        if expression.text == "other", spec.keys.count > 1 { return other }
        return dataset.schema.position(of: expression.text)
    }

    private func isText(_ column: Int) -> Bool {
        column == other || CheckCompiler.type(of: columns[column].type) == .text
    }

    private mutating func keyColumns(_ group: Int) -> [Int] {
        compiler.groups[group].spec.keys.compactMap { key in
            if let position = dataset.schema.position(of: key.text), columns[position].type.isCitizenKey {
                return position
            }
            compiler.problems.append(key.problem("\(dataset.code) 没有身份号码列 \(key.text)。"))
            return nil
        }
    }

    // MARK: Plans

    /// The position among the wanted columns, which is asked for from here on.
    private mutating func want(_ column: Int, _ form: RowColumn.Form) -> Int {
        let wish = RowColumn(column, form)
        if let known = wanted.firstIndex(of: wish) { return known }
        wanted.append(wish)
        return wanted.count - 1
    }

    private mutating func wantNumbers(_ column: Int) -> Int { want(column, isText(column) ? .print : .number) }

    /// Columns and facts that an expression names without asking whether they are there.
    private mutating func needs(_ name: String) -> (columns: [Int], facts: [Int]) {
        guard let program, let definition = program.definition(name) else { return ([], []) }
        let read = program.fields(of: [program.definitions[definition.index].value])
        let inputs = Set(read.map { self.inputs[$0.index] })
        var columns: [Int] = []
        var facts: [Int] = []
        for input in inputs {
            switch input {
            case .column(let column), .part(let column, _):
                if column != other, !self.columns[column].isRequired, !inputs.contains(.columnGiven(column)) {
                    columns.append(wantNumbers(column))
                }
            case .fact(let fact):
                if compiler.facts[fact].isAbsentable, !inputs.contains(.factGiven(fact)) { facts.append(fact) }
            default: break
            }
        }
        return (columns.sorted(), facts.sorted())
    }

    private func output(_ name: String) -> Int? {
        guard let program, let definition = program.definition(name) else { return nil }
        return outputs.firstIndex(of: program.definitions[definition.index].value)
    }

    private mutating func plan(_ group: Int, _ lookups: [Int], _ finder: inout DueFinder) -> GroupPlan {
        let spec = compiler.groups[group].spec
        let condition = needs(name(group, "where"))
        var needsFacts = condition.facts
        var values: [GroupPlan.Value] = []
        var valueDue: [DueTerm] = []
        let order = spec.order.compactMap { column -> GroupPlan.Order? in
            guard let position = bareColumn(column, spec) else {
                compiler.problems.append(column.problem("\(dataset.code) 没有 \(column.text) 列。"))
                return nil
            }
            return GroupPlan.Order(column: want(position, isText(position) ? .text : .number), isText: isText(position))
        }
        for (number, value) in spec.values.enumerated() {
            guard let compiled = self.value(value, number, group, &needsFacts) else { continue }
            values.append(compiled)
            if let program, let id = program.definition(name(group, value.name.text)) {
                valueDue.append(finder.term(program.definitions[id.index].value))
            }
        }
        if !compiler.groups[group].extraPersons.isEmpty, readsSubject(group) {
            compiler.problems.append(
                spec.dataset.problem("这一组也要对另一个人汇总，不能使用本人的申报或汇总值。"))
        }
        let conditionNode = program.flatMap { program in
            program.definition(name(group, "where")).map { program.definitions[$0.index].value }
        }
        return GroupPlan(
            check: compiler.groups[group].check, subject: spec.subject, lookups: lookups,
            condition: output(name(group, "where")), needs: condition.columns,
            needsFacts: Array(Set(needsFacts)).sorted(), order: order, takesLast: spec.takesLast,
            latest: spec.latest.flatMap { latest(of: $0, spec) }, values: values,
            throughColumn: spec.through.flatMap { dataset.schema.position(of: $0.on) }.map { want($0, .text) },
            extraPersons: Array(Set(compiler.groups[group].extraPersons)).compactMap { compiler.factsByName[$0] },
            conditionDue: conditionNode.map { finder.term($0) } ?? .never,
            valueDue: valueDue.allSatisfy(\.isNever) ? .never : .earliest(valueDue))
    }

    private func readsSubject(_ group: Int) -> Bool {
        guard let program else { return false }
        let nodes = program.definitions.filter { $0.text.name.hasPrefix("#\(group) ") }.map(\.value)
        return program.fields(of: nodes).contains {
            switch inputs[$0.index] {
            case .fact, .factGiven: true
            default: false
            }
        }
    }

    private mutating func latest(of column: CheckExpression, _ spec: CheckAggregates) -> Int? {
        if let position = bareColumn(column, spec), !isText(position) { return want(position, .number) }
        compiler.problems.append(column.problem("\(dataset.code) 没有可比较大小的 \(column.text) 列。"))
        return nil
    }

    private mutating func value(
        _ value: CheckAggregates.Value, _ number: Int, _ group: Int, _ needsFacts: inout [Int]
    ) -> GroupPlan.Value? {
        let spec = compiler.groups[group].spec
        var source = GroupPlan.Value.Source.nothing
        var type = RuleType.integer
        var needed: [Int] = []
        if let of = value.of, let column = bareColumn(of, spec) {
            let usesText = isText(column) && value.fold != .distinct
            if usesText, value.fold == .sum {
                compiler.problems.append(of.problem("\(of.text) 是文字，不能求和。"))
                return nil
            }
            let position = usesText ? want(column, .text) : wantNumbers(column)
            source = usesText ? .text(position) : .column(position)
            type = column == other ? .text : CheckCompiler.type(of: columns[column].type)
            if column != other, !columns[column].isRequired { needed = [position] }
        } else if let of = value.of {
            guard value.fold != .picked, let output = output(name(group, value.name.text)), let program,
                let definition = program.definition(name(group, value.name.text))
            else {
                compiler.problems.append(of.problem("\(dataset.code) 没有 \(of.text) 列。"))
                return nil
            }
            type = program.definitions[definition.index].type
            if type.isQuotient || (type == .text && value.fold != .distinct) || (type == .date && value.fold == .sum) {
                compiler.problems.append(of.problem("这里应是整数、金额、日期或月份；比例请先取整。"))
                return nil
            }
            source = .output(output)
            let read = needs(name(group, value.name.text))
            (needed, needsFacts) = (read.columns, needsFacts + read.facts)
        }
        if value.fold == .count || value.fold == .distinct { type = .integer }
        compiler.add(
            CheckFact(
                name: value.name.text, subject: spec.subject, type: type,
                kind: .aggregate(group: group, value: number), isAbsentable: value.fold.isAbsentable))
        return GroupPlan.Value(fold: value.fold, fact: compiler.facts.count - 1, source: source, needs: needed)
    }

    private mutating func throughPlan(_ group: Int, lookup: Int, _ finder: inout DueFinder) -> ThroughPlan {
        let spec = compiler.groups[group].spec
        if let through = spec.through {
            let own = compiler.book.catalogue[spec.dataset.text]?.schema
            for (schema, column) in [(own, through.on), (dataset.schema, through.key)] {
                let found = schema.flatMap { schema in schema.position(of: column).map { schema.columns[$0].type } }
                if found != .text {
                    compiler.problems.append(through.dataset.problem("\(schema?.name ?? "") 没有文字列 \(column)。"))
                }
            }
        }
        let read = needs(name(group, "through"))
        if !read.facts.isEmpty, let place = spec.through?.condition {
            compiler.problems.append(place.problem("through 的条件只能使用 \(dataset.code) 的列和日期。"))
        }
        let node = program.flatMap { program in
            program.definition(name(group, "through")).map { program.definitions[$0.index].value }
        }
        return ThroughPlan(
            group: group, lookup: lookup, condition: output(name(group, "through")), needs: read.columns,
            conditionDue: node.map { finder.term($0) } ?? .never)
    }

    // MARK: Inputs

    /// The plan with columns counted as the lookups hand them over.
    private mutating func filled(_ plan: BatchPlan) -> FilledPlan {
        let inputs = plan.fields.map { field -> FactInput in
            switch self.inputs[field.index] {
            case .column(let column): .column(wantNumbers(column))
            case .columnGiven(let column): .columnGiven(wantNumbers(column))
            case .part(let column, let characters): .part(want(column, .text), characters: characters)
            case let input: input
            }
        }
        return FilledPlan(
            plan: plan, inputs: inputs, words: WordMap(program?.words ?? []),
            textFields: Set(plan.fields.filter { fields[$0.index].type == .text }))
    }

    /// The columns wanted, with the other key's in its place.
    private func resolved(key: Int) -> [RowColumn] {
        let keys = own.compactMap { group -> [Int]? in
            let found = compiler.groups[group].spec.keys.compactMap { dataset.schema.position(of: $0.text) }
            return found.contains(key) && found.count > 1 ? found : nil
        }
        let otherKey = keys.first?.first { $0 != key } ?? key
        return wanted.map { RowColumn($0.position == other ? otherKey : $0.position, $0.form) }
    }
}
