package import Primitives

/// One program for one region: the packs it uses and its own, national, province, city and county laid over each other.
package struct PolicyPack: Hashable, Sendable {
    /// The program's folder name, for example `dibao`.
    package let program: String
    /// The region asked for; `nil` for the national pack.
    package let region: RegionCode?
    /// The folders whose files were found, as `program/folder`, those overridden first.
    package let folders: [String]
    /// The title of the most local file of the program that has one.
    package let title: String
    /// Whether it decides or only holds values for others.
    package let kind: PackKind
    /// The parameters by name, those of used packs included.
    package let parameters: [String: Parameter]
    /// The rules, those of used packs first.
    package let rules: [PolicyRule]
    /// The program itself, then those it falls back to.
    package let stages: [PolicyStage]
    /// What facts there can be.
    package let facts: FactsDefinition

    /// Loads a program for a region under a root folder; throws every problem of every file at once.
    package static func load(
        program: String, region: RegionCode?, root: String
    ) throws(PolicyProblems) -> PolicyPack {
        let packs = try PolicySet.load(root: root)
        do {
            return try packs.pack(program, for: region)
        } catch {
            throw PolicyProblems([
                PolicyProblem(file: program, line: 1, column: 1, code: .unreadable, message: error.description)
            ])
        }
    }

    /// The folders that may speak for a region, national first: `CN`, `37`, `3716`, `371602`.
    package static func folders(for region: RegionCode?) -> [String] {
        var result = [PackFile.national]
        for level in [RegionLevel.province, .city, .county] {
            if let code = region?.ancestor(at: level)?.text, !result.contains(code) { result.append(code) }
        }
        return result
    }

    /// The policy that applied on a day.
    package func resolved(on day: CivilDate) -> ResolvedPolicy {
        var values: [String: ResolvedValue] = [:]
        var missing: [String: MissingValue] = [:]
        for (name, parameter) in parameters {
            do {
                let value = try parameter.value(on: day)
                values[name] = ResolvedValue(
                    name: name, label: parameter.label, unit: parameter.unit, keys: parameter.keys,
                    choices: parameter.choices, value: value.value, from: value.from, citation: value.citation,
                    demo: value.demo, origin: parameter.origin, program: parameter.program,
                    choiceWords: parameter.choiceWords, demoCells: value.demoCells, counter: parameter.counter)
            } catch {
                missing[name] = MissingValue(
                    label: parameter.label, unit: parameter.unit, keys: parameter.keys,
                    firstDay: parameter.values.first?.from)
            }
        }
        return ResolvedPolicy(
            program: program, region: region, title: title, day: day, values: values, missing: missing, rules: rules,
            stages: stages, facts: facts)
    }
}

/// Lays the layers of a program and of the packs it uses over each other.
struct PackComposition {
    private let layers: [String: [String: PackLayer]]
    private let facts: FactsDefinition
    private let statuses: Set<PackStatus>
    private var parameters: [String: Parameter] = [:]
    private var rules: [PolicyRule] = []
    private var found: [String] = []
    private var visited: Set<String> = []
    /// The results of each pack that decides, with the place where they are named.
    private var stages: [PolicyStage] = []

    init(_ layers: [String: [String: PackLayer]], facts: FactsDefinition, statuses: Set<PackStatus>) {
        self.layers = layers
        self.facts = facts
        self.statuses = statuses
    }

    /// The pack of a program for a region; `nil` when no folder that speaks for the region holds one.
    static func pack(
        _ program: String, for region: RegionCode?, in layers: [String: [String: PackLayer]], facts: FactsDefinition,
        statuses: Set<PackStatus>
    ) -> PolicyPack? {
        guard layers[program] != nil else { return nil }
        var composition = PackComposition(layers, facts: facts, statuses: statuses)
        let folders = PolicyPack.folders(for: region)
        composition.add(program, folders)
        let own = composition.own(program, folders)
        guard !own.isEmpty else { return nil }
        composition.addStages(from: program, folders)
        return PolicyPack(
            program: program, region: region, folders: composition.found,
            title: own.compactMap(\.title).last ?? program, kind: own[0].kind, parameters: composition.parameters,
            rules: composition.rules, stages: composition.stages, facts: facts)
    }

    private func own(_ program: String, _ folders: [String]) -> [PackLayer] {
        folders.compactMap { layers[program]?[$0] }.filter { statuses.contains($0.status) }
    }

    /// The packs used come first, so that the program's own layers override them.
    private mutating func add(_ program: String, _ folders: [String]) {
        guard visited.insert(program).inserted else { return }
        let own = own(program, folders)
        for name in own.flatMap(\.uses) { add(name, folders) }
        for name in own.compactMap(\.otherwise) { add(name, folders) }
        for layer in own {
            found.append("\(program)/\(layer.folder)")
            for parameter in layer.parameters { parameters[parameter.name] = parameter }
            for rule in layer.rules {
                if let index = rules.firstIndex(where: { $0.name == rule.name }) {
                    rules[index] = rule
                } else {
                    rules.append(rule)
                }
            }
        }
    }

    private mutating func addStages(from program: String, _ folders: [String]) {
        var next: String? = program
        while let program = next, !stages.contains(where: { $0.program == program }) {
            let own = own(program, folders)
            let held = rules.filter { $0.program == program }
            stages.append(
                PolicyStage(
                    program: program, title: own.compactMap(\.title).last ?? program,
                    tests: held.filter { $0.role == .test }.map(\.name),
                    amount: held.first { $0.role == .amount }?.name, results: own.flatMap(\.results).map(\.name),
                    called: own.compactMap(\.called).last))
            next = own.compactMap(\.otherwise).last
        }
    }
}
