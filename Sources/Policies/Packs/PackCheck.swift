import Primitives
import Rules

/// What only the packs together show: names that exist twice or not at all, and formulas that do not compile.
struct PackCheck {
    private let loader: PackLoader
    private(set) var problems: Set<PolicyProblem>

    init(_ loader: PackLoader) {
        self.loader = loader
        problems = loader.problems
    }

    /// Checks every program at the national level and for each region that changes its rules.
    mutating func run() {
        for (program, folders) in loader.layers.sorted(by: { $0.key < $1.key }) {
            checkTwice(program)
            // The rules of a region differ from its parent's only where a layer brings rules or parameters of its own.
            for (folder, layer) in folders.sorted(by: { $0.key < $1.key })
            where folder == PackFile.national || !layer.rules.isEmpty {
                let region = folder == PackFile.national ? nil : try? RegionCode(folder)
                let pack = PackComposition.pack(
                    program, for: region, in: loader.layers, facts: loader.facts, statuses: Set(PackStatus.allCases))
                guard let pack else { continue }
                checkMentions(pack, in: layer)
                if !pack.rules.isEmpty { compile(pack) }
            }
        }
    }

    /// Checks what the files of one region can change in some programs; the rest was checked when it was loaded.
    mutating func run(_ programs: [String], in region: RegionCode) {
        for program in programs {
            checkTwice(program)
            let below = (loader.layers[program] ?? [:]).keys.compactMap { try? RegionCode($0) }.filter(region.contains)
            for place in Set(below + [region]).sorted() {
                let pack = PackComposition.pack(
                    program, for: place, in: loader.layers, facts: loader.facts, statuses: Set(PackStatus.allCases))
                guard let pack else { continue }
                if let layer = loader.layers[program]?[place.text] { checkMentions(pack, in: layer) }
                if !pack.rules.isEmpty { compile(pack) }
            }
        }
    }

    private mutating func report(
        _ file: String, _ line: Int, _ column: Int, _ code: PolicyProblem.Code, _ message: String
    ) {
        problems.insert(PolicyProblem(file: file, line: line, column: column, code: code, message: message))
    }

    /// A name belongs to one pack: the packs a program uses must not define it as well, nor the facts.
    private mutating func checkTwice(_ program: String) {
        var holders: [String: PolicyRule] = [:]
        for name in order(from: program) {
            for layer in (loader.layers[name] ?? [:]).values.sorted(by: { $0.folder < $1.folder }) {
                for rule in layer.rules {
                    if loader.facts.schema.field(rule.name) != nil {
                        report(
                            rule.place.file, rule.place.line, rule.place.column, .definedTwice,
                            "'\(rule.name)' is a fact already (\(FactsFile.name)); choose another name")
                    }
                    if let earlier = holders[rule.name], earlier.program != rule.program {
                        report(
                            rule.place.file, rule.place.line, rule.place.column, .definedTwice,
                            "'\(rule.name)' is defined in \(earlier.place.file), line \(earlier.place.line) already; "
                                + "names are unique over a pack and those it uses")
                    } else if holders[rule.name] == nil {
                        holders[rule.name] = rule
                    }
                }
            }
        }
    }

    private func order(from program: String) -> [String] {
        var result: [String] = []
        func visit(_ name: String) {
            guard !result.contains(name) else { return }
            result.append(name)
            for layer in (loader.layers[name] ?? [:]).values {
                for next in layer.uses + (layer.otherwise.map { [$0] } ?? []) { visit(next) }
            }
        }
        visit(program)
        return result.reversed()
    }

    /// Names in sentences, comparisons and results must be values of the row or of a row above, or parameters.
    private mutating func checkMentions(_ pack: PolicyPack, in layer: PackLayer) {
        let schema = loader.facts.schema
        for mention in layer.mentions {
            let name = mention.place.name
            let problem: String
            if name.hasPrefix("p.") {
                if pack.parameters[String(name.dropFirst(2))] != nil { continue }
                problem = "there is no parameter '\(name.dropFirst(2))'"
            } else {
                let seen = schema.entity(mention.entity).map(loader.facts.chain) ?? []
                let owner =
                    schema.field(name).map { schema.fields[$0.index].entity }
                    ?? pack.rules.first { $0.name == name }.flatMap { schema.entity($0.entity) }
                    ?? schema.entity(name)
                if let owner, seen.contains(owner) || mention.rule == "results" { continue }
                problem =
                    owner == nil
                    ? "there is no value, fact or entity '\(name)'"
                    : "'\(name)' belongs to rows below; sum or count it first"
            }
            report(
                mention.file, mention.place.line, mention.place.column, .unknownName,
                "'\(mention.rule)' mentions {\(name)}: \(problem)")
        }
    }

    private mutating func compile(_ pack: PolicyPack) {
        let days = pack.parameters.values.flatMap(\.values).map(\.from)
        let policy = pack.resolved(on: days.max() ?? .first)
        guard case .failure(let errors) = PolicyProgram.compile(policy) else { return }
        for mistake in errors.diagnostics {
            let place = (mistake.file, mistake.position.line, mistake.position.column)
            // A name that exists twice has been named already, with the file that has the other one.
            if problems.contains(where: { ($0.file, $0.line, $0.column) == place && $0.code == .definedTwice }) {
                continue
            }
            report(
                mistake.file, mistake.position.line, mistake.position.column, .formula,
                mistake.message)
        }
    }
}
