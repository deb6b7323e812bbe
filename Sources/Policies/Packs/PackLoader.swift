import Foundation
import Primitives
import Rules
import Yams

/// Reads every file under a root folder and collects every problem of every file.
struct PackLoader {
    /// A program and one of its folders.
    struct Key: Hashable {
        let program: String
        let folder: String
    }

    let texts: PackTexts
    private(set) var facts = FactsDefinition.empty
    private(set) var layers: [String: [String: PackLayer]] = [:]
    private(set) var problems: Set<PolicyProblem> = []
    private var files: [(key: Key, name: String, file: PackFile)] = []
    /// The declarations of each program's national files, by parameter name.
    private var declarations: [String: [String: ParameterDeclaration]] = [:]

    /// Reads all programs below a root.
    init(root: String) {
        let factsPath = "\(root)/\(FactsFile.name)"
        let hasFacts = FileManager.default.fileExists(atPath: factsPath)
        texts = PackTexts(root: root)
        if hasFacts {
            var reader = YAMLReader(file: FactsFile.name)
            facts = FactsFile.read(factsPath, reader: &reader)
            problems.formUnion(reader.problems)
        }
        load()
        if !hasFacts, let first = files.first(where: { !$0.file.rules.isEmpty }) {
            report(first.name, .missingFacts, "rules need \(FactsFile.name) beside the program folders")
        }
    }

    /// Reads texts with a definition of facts that was read before.
    init(texts: PackTexts, facts: FactsDefinition) {
        self.texts = texts
        self.facts = facts
        load()
    }

    private mutating func load() {
        problems.formUnion(texts.problems)
        if texts.folders.isEmpty {
            report(".", .unreadable, "no program folder under \(texts.root)")
        }
        for program in texts.folders.keys.sorted() { read(program) }
        declare()
        for item in files { add(item.key, item.name, item.file) }
        checkMentionedPacks()
    }

    private mutating func report(_ file: String, _ code: PolicyProblem.Code, _ message: String) {
        problems.insert(PolicyProblem(file: file, line: 1, column: 1, code: code, message: message))
    }

    private mutating func read(_ program: String) {
        for folder in texts.folders[program] ?? [] {
            let region = try? RegionCode(folder)
            if folder != PackFile.national, region?.text != folder {
                report(
                    "\(program)/\(folder)", .wrongPlace,
                    "'\(folder)' is neither CN nor a region code of 2, 4 or 6 digits")
                continue
            }
            for name in PackText.packFiles.reversed() {
                let relative = "\(program)/\(folder)/\(name)"
                guard let text = texts.files[relative] else { continue }
                var reader = YAMLReader(file: relative)
                let file = PackFile(program: program, folder: folder, text: text, reader: &reader)
                problems.formUnion(reader.problems)
                if let file { files.append((Key(program: program, folder: folder), relative, file)) }
            }
        }
        let isThere = files.contains { $0.key == Key(program: program, folder: PackFile.national) }
        if !isThere, files.contains(where: { $0.key.program == program }) {
            report("\(program)/CN/pack.yaml", .unreadable, "the national file of '\(program)' cannot be read; add it")
        }
    }

    /// Takes the declarations of all national files, so that regions of any program may give values.
    private mutating func declare() {
        for (key, name, file) in files where key.folder == PackFile.national {
            var reader = YAMLReader(file: name)
            for entry in file.entries {
                guard let declaration = entry.declaration(program: key.program, reader: &reader) else { continue }
                if let earlier = declarations[key.program]?[entry.name], earlier.file != name {
                    reader.report(
                        .definedTwice, at: entry.mark,
                        "'\(entry.name)' is declared in \(earlier.file), line \(earlier.line) already")
                }
                declarations[key.program, default: [:]][entry.name] = declaration
            }
            problems.formUnion(reader.problems)
        }
    }

    /// The programs whose parameters a program sees: its own first, then those it uses and falls back to.
    private func visible(from program: String) -> [String] {
        var result: [String] = []
        var waiting = [program]
        while let next = waiting.popLast() {
            guard !result.contains(next) else { continue }
            result.append(next)
            for item in files where item.key.program == next && item.key.folder == PackFile.national {
                waiting += item.file.uses.map(\.name) + (item.file.otherwise.map { [$0.name] } ?? [])
            }
        }
        return result
    }

    private mutating func add(_ key: Key, _ name: String, _ file: PackFile) {
        var reader = YAMLReader(file: name)
        var layer = layers[key.program]?[key.folder] ?? PackLayer(program: key.program, folder: key.folder)
        layer.title = file.title ?? layer.title
        layer.called = file.called ?? layer.called
        layer.uses += file.uses.map(\.name)
        layer.otherwise = file.otherwise?.name ?? layer.otherwise
        layer.results += file.results
        if file.kind == .shared { layer.kind = .shared }
        if file.status != .inForce { layer.status = file.status }
        let programs = visible(from: key.program)
        for entry in file.entries {
            guard let declared = programs.compactMap({ declarations[$0]?[entry.name] }).first else {
                // A national entry that declares nothing has been named already.
                guard key.folder != PackFile.national else { continue }
                reader.report(
                    .undeclaredParameter, at: entry.mark,
                    "'\(entry.name)' is not declared in the national file; correct the name or declare it in CN first")
                continue
            }
            layer.parameters.append(
                entry.parameter(
                    declared, folder: key.folder, program: key.program, facts: facts, reader: &reader))
        }
        for written in file.rules {
            guard let rule = written.rule(in: file, path: name, facts: facts, reader: &reader) else { continue }
            if let earlier = layer.rules.first(where: { $0.name == rule.name }) {
                reader.report(
                    .definedTwice, at: written.mark,
                    "'\(rule.name)' is defined in \(earlier.place.file), line \(earlier.place.line) already"
                )
                continue
            }
            layer.rules.append(rule)
            layer.mentions += written.mentions.map {
                PackLayer.Mention(rule: rule.name, entity: rule.entity, file: name, place: $0)
            }
        }
        let root = facts.schema.entities[0].name
        layer.mentions += file.results.map {
            PackLayer.Mention(rule: "results", entity: root, file: name, place: $0)
        }
        layers[key.program, default: [:]][key.folder] = layer
        problems.formUnion(reader.problems)
    }

    private mutating func checkMentionedPacks() {
        for (key, name, file) in files {
            var reader = YAMLReader(file: name)
            for mention in file.uses + (file.otherwise.map { [$0] } ?? []) {
                if layers[mention.name] == nil {
                    let known = layers.keys.sorted().joined(separator: ", ")
                    reader.report(.unknownPack, at: mention, "there is no pack '\(mention.name)'; there are \(known)")
                } else if mention.name == key.program {
                    reader.report(.unknownPack, at: mention, "a pack cannot use itself")
                } else if visible(from: mention.name).contains(key.program) {
                    reader.report(
                        .unknownPack, at: mention, "'\(mention.name)' uses '\(key.program)' in turn; cut the circle")
                }
            }
            problems.formUnion(reader.problems)
        }
    }
}
