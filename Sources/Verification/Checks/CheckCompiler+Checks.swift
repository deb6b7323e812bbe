import Rules

extension CheckCompiler {
    struct CompiledChecks {
        let plans: [CheckPlan]
        let hits: FilledPlan
        let hitsDue: FilledPlan
        let answers: FilledPlan
        let single: SinglePlans
    }

    mutating func compileHops() {
        for check in book.checks {
            var own: [Int] = []
            for hop in check.hops {
                guard let person = factsByName[hop.person.text] else { continue }
                if facts[person].type != .text || facts[person].subject != .person {
                    problems.append(hop.person.problem("\(hop.person.text) 不是个人的身份号码。"))
                }
                var values: [(fact: Int, of: Int?)] = []
                for (position, value) in hop.values.enumerated() {
                    let base = value.of.flatMap { factsByName[$0.text] }
                    if value.of != nil, base == nil { continue }
                    add(
                        CheckFact(
                            name: value.name.text, subject: .person, type: base.map { facts[$0].type } ?? .flag,
                            kind: .hop(hop: hops.count, value: position),
                            isAbsentable: base.map { facts[$0].isAbsentable } ?? false))
                    values.append((facts.count - 1, base))
                }
                own.append(hops.count)
                hops.append(HopPlan(person: person, values: values))
            }
            hopsOf.append(own)
        }
    }

    mutating func compileChecks() -> CompiledChecks? {
        var compilation = SubjectCompilation(self)
        let compiled = compilation.compile()
        self = compilation.compiler
        return compiled
    }
}

/// The compilation of what is computed once for each subject.
private struct SubjectCompilation {
    var compiler: CheckCompiler
    private var inputs: [FactInput] = []
    private var fields: [FactSchema.Field] = []
    private var program: RuleProgram?

    private static let member = EntityID(index: 1)
    /// More members than any household has; sums over them are proved with it.
    private static let mostMembers: Int64 = 500

    init(_ compiler: CheckCompiler) { self.compiler = compiler }

    private mutating func declare(_ name: String, _ subject: CheckSubject, _ type: RuleType, _ input: FactInput) {
        let entity = subject == .household ? EntityID.root : Self.member
        guard !fields.contains(where: { $0.name == name }) else {
            compiler.problems.append(
                CatalogueProblem(file: "checks/subjects.yaml", message: "名称 \(name) 有两个含义；请改一个。"))
            return
        }
        fields.append(.init(name: name, label: name, entity: entity, type: type, range: CheckCompiler.range(of: type)))
        inputs.append(input)
    }

    mutating func compile() -> CheckCompiler.CompiledChecks? {
        declare("asOf", .household, .date, .asOf)
        declare("asOfMonth", .household, .month, .asOfMonth)
        declare("asOfYear", .household, .integer, .asOfYear)
        for (number, fact) in compiler.facts.enumerated() {
            declare(fact.name, fact.subject, fact.type, .fact(number))
            if fact.isAbsentable {
                declare(fact.name + CheckCompiler.givenSuffix, fact.subject, .flag, .factGiven(number))
            }
        }
        let schema = FactSchema(
            entities: [
                .init(name: "household", rowsName: "households", label: "家庭", parent: nil),
                .init(
                    name: "member", rowsName: "members", label: "成员", parent: .root, maximumRows: Self.mostMembers),
            ], fields: fields)
        let texts = compiler.book.checks.flatMap { self.texts(of: $0) }
        switch RuleCompiler.compile(schema: schema, parameters: compiler.parameters, texts: texts) {
        case .success(let program): self.program = program
        case .failure(let errors):
            compiler.report(errors)
            return nil
        }
        return plans()
    }

    private func texts(of check: CheckDefinition) -> [RuleText] {
        let entity = check.subject == .household ? EntityID.root : Self.member
        let parts =
            [("hit", check.hit, RuleType.flag), ("observed", check.observed, nil), ("limit", check.limit, nil)]
            + check.evidence.enumerated().map { ("evidence \($0)", $1, nil) }
        return parts.map { part, expression, type in
            RuleText(
                name: "\(check.code) \(part)", entity: entity, expression: expression.text, type: type,
                file: expression.file, line: expression.line, column: expression.column)
        }
    }

    private func definition(_ check: CheckDefinition, _ part: String) -> Definition? {
        program.flatMap { program in
            program.definition("\(check.code) \(part)").map { program.definitions[$0.index] }
        }
    }

    private mutating func plans() -> CheckCompiler.CompiledChecks? {
        guard let program else { return nil }
        let checks = compiler.book.checks
        let hitNodes = checks.compactMap { definition($0, "hit")?.value }
        var answerNodes = hitNodes
        func position(_ node: NodeID) -> Int {
            if let known = answerNodes.firstIndex(of: node) { return known }
            answerNodes.append(node)
            return answerNodes.count - 1
        }
        let outputs = checks.map { check in
            let parts = ["observed", "limit"] + check.evidence.indices.map { "evidence \($0)" }
            return parts.compactMap { part in
                definition(check, part).map {
                    CheckPlan.Output(position: position($0.value), type: $0.type, facts: textFacts($0.value))
                }
            }
        }
        refuseTypes(checks)
        let clocks = (field("asOf"), field("asOfMonth"), field("asOfYear"))
        var hitFinder = DueFinder(program, outputs: hitNodes, asOf: clocks.0, month: clocks.1, year: clocks.2)
        var finder = DueFinder(program, outputs: answerNodes, asOf: clocks.0, month: clocks.1, year: clocks.2)
        var plans: [CheckPlan] = []
        for (number, check) in checks.enumerated() {
            let answers = outputs[number]
            guard answers.count >= 2 else { return nil }
            let nodes = answers.map { answerNodes[$0.position] }
            let used = usedGroups(of: [hitNodes[number]] + nodes, number)
            let terms = nodes.map { finder.term($0) }.filter { !$0.isNever }
            plans.append(
                CheckPlan(
                    definition: check, hit: number, hitNeeds: needs([hitNodes[number]]), observed: answers[0],
                    limit: answers[1], evidence: Array(answers.dropFirst(2)), answerNeeds: needs(nodes),
                    datasets: datasetNames(of: used.groups), groups: used.groups, hops: used.hops,
                    hitDue: hitFinder.term(hitNodes[number]), answerDue: terms.isEmpty ? .never : .earliest(terms)))
        }
        let single = SinglePlans(
            program: program, inputs: inputs,
            nodes: checks.indices.map { number in
                [hitNodes[number]] + outputs[number].map { answerNodes[$0.position] }
            }, clocks: clocks)
        return CheckCompiler.CompiledChecks(
            plans: plans, hits: filled(BatchPlan(program, outputs: hitNodes)),
            hitsDue: filled(BatchPlan(program, outputs: hitFinder.outputs)),
            answers: filled(BatchPlan(program, outputs: finder.outputs)), single: single)
    }

    /// Observed and limit are written with two places; what has none is refused here.
    private mutating func refuseTypes(_ checks: [CheckDefinition]) {
        for check in checks {
            for (part, expression) in [("observed", check.observed), ("limit", check.limit)] {
                guard let type = definition(check, part)?.type else { continue }
                switch type {
                case .integer, .money: break
                default: compiler.problems.append(expression.problem("\(part) 应是整数或金额；除得的数请用 floor(…) 取整。"))
                }
            }
            for (number, expression) in check.evidence.enumerated() {
                guard let type = definition(check, "evidence \(number)")?.type else { continue }
                if type == .flag || type.isQuotient {
                    compiler.problems.append(expression.problem("evidence 应是文字、日期、月份、整数或金额。"))
                }
            }
        }
    }

    private func field(_ name: String) -> FieldID {
        FieldID(index: fields.firstIndex { $0.name == name } ?? 0)
    }

    private func read(_ nodes: [NodeID]) -> Set<FactInput> {
        guard let program else { return [] }
        return Set(program.fields(of: nodes).map { inputs[$0.index] })
    }

    /// Facts of which a text may be.
    private func textFacts(_ node: NodeID) -> [Int] {
        read([node]).compactMap {
            if case .fact(let fact) = $0, compiler.facts[fact].type == .text { fact } else { nil }
        }
        .sorted()
    }

    private func needs(_ nodes: [NodeID]) -> [Int] {
        var facts: Set<Int> = []
        for node in nodes {
            let read = read([node])
            for case .fact(let fact) in read
            where compiler.facts[fact].isAbsentable && !read.contains(.factGiven(fact)) { facts.insert(fact) }
        }
        return facts.sorted()
    }

    /// The groups and hops whose values some expressions use, with all that those need.
    private func usedGroups(of nodes: [NodeID], _ check: Int) -> (groups: [Int], hops: [Int]) {
        var groups: Set<Int> = []
        var hops: Set<Int> = []
        func use(_ fact: Int) {
            switch compiler.facts[fact].kind {
            case .aggregate(let group, _): use(group: group)
            case .hop(let hop, let value):
                hops.insert(hop)
                use(compiler.hops[hop].person)
                if let base = compiler.hops[hop].values[value].of { use(base) }
            case .table, .birthDate: break
            }
        }
        func use(group: Int) {
            guard groups.insert(group).inserted else { return }
            // People named for hops of other checks are no need of this one.
            let extra = Set(compiler.groups[group].extraPersons.compactMap { compiler.owners[$0]?.group })
            for need in compiler.groups[group].needs.subtracting(extra) { use(group: need) }
        }
        for input in read(nodes) {
            switch input {
            case .fact(let fact), .factGiven(let fact): use(fact)
            default: break
            }
        }
        return (groups.sorted(), hops.sorted())
    }

    private func datasetNames(of groups: [Int]) -> [String] {
        var names: Set<String> = []
        for group in groups where !compiler.groups[group].spec.mayBeSilent {
            names.insert(compiler.groups[group].spec.dataset.text)
            if let through = compiler.groups[group].spec.through { names.insert(through.dataset.text) }
        }
        return names.sorted()
    }

    private func filled(_ plan: BatchPlan) -> FilledPlan {
        FilledPlan(
            plan: plan, inputs: plan.fields.map { inputs[$0.index] }, words: WordMap(program?.words ?? []),
            textFields: Set(plan.fields.filter { fields[$0.index].type == .text }))
    }
}
