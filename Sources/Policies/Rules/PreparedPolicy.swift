import Primitives
import Rules

/// A policy made ready for one decision after another: compiled, its rules by position, its sentences taken apart.
final class PreparedPolicy: Sendable {
    let policy: ResolvedPolicy
    let compiled: CompiledPolicy
    /// The rules by their compiled values.
    let rules: [PreparedRule?]
    /// The program, then those it falls back to.
    let stages: [PreparedStage]
    /// The parameters as explanations name them, by their position in the program; `nil` without a value on the day.
    let parameters: [(value: ResolvedValue, input: Explanation.Input)?]

    init(_ policy: ResolvedPolicy, _ compiled: CompiledPolicy) {
        self.policy = policy
        self.compiled = compiled
        let names = MentionReader(policy, compiled)
        let byName = Dictionary(policy.rules.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        let definitions = compiled.program.definitions
        let rules = definitions.enumerated().map { index, definition in
            byName[definition.text.name].map {
                PreparedRule($0, DefinitionID(index: index), definition, names)
            }
        }
        self.rules = rules
        func rule(_ name: String) -> PreparedRule? { compiled.positions[name].flatMap { rules[$0.index] } }
        stages = policy.stages.map { stage in
            PreparedStage(
                program: stage.program, title: stage.title, called: stage.called ?? stage.title,
                tests: stage.tests.compactMap(rule),
                amount: stage.amount.flatMap(rule), results: stage.results.compactMap(rule))
        }
        parameters = compiled.program.parameters.map { parameter in
            policy.values[parameter.name].map { ($0, Explanation.Input($0)) }
        }
    }

    /// A rule by its name.
    func rule(_ name: String) -> PreparedRule? { compiled.positions[name].flatMap { rules[$0.index] } }
}

/// A rule with its place in the program and its sentences taken apart.
final class PreparedRule: Sendable {
    let rule: PolicyRule
    let definition: DefinitionID
    let entity: EntityID
    let type: RuleType
    let sentence: PreparedSentence
    let pass: PreparedSentence
    let fail: PreparedSentence
    let measured: Mention?
    let limit: Mention?
    /// What the measured number is counted in, as its limit says; empty for money and shares.
    let counter: String

    init(_ rule: PolicyRule, _ definition: DefinitionID, _ compiled: Definition, _ names: MentionReader) {
        self.rule = rule
        self.definition = definition
        entity = compiled.text.entity
        type = compiled.type
        sentence = names.sentence(rule.sentence)
        pass = names.sentence(rule.pass)
        fail = names.sentence(rule.fail)
        measured = rule.measured.map(names.mention)
        limit = rule.limit.map(names.mention)
        counter = rule.limit.map(names.counter) ?? ""
    }
}

/// The rules by which one program decides.
struct PreparedStage: Sendable {
    let program: String
    let title: String
    let called: String
    let tests: [PreparedRule]
    let amount: PreparedRule?
    let results: [PreparedRule]
}

/// What a name in a sentence or a comparison stands for.
enum Mention: Sendable {
    /// What people call the row of an entity.
    case row(EntityID)
    /// A computed value.
    case value(DefinitionID, EntityID, RuleType, words: [String: String])
    /// A fact.
    case fact(FieldID, EntityID, RuleType)
    /// A parameter: how it reads, and its value when it is one.
    case parameter(text: String, RuleValue?, RuleType)
    /// Nothing that is known.
    case unknown
}

/// A sentence taken apart: words as they are, and what is filled in.
struct PreparedSentence: Sendable {
    enum Piece: Sendable {
        case words(String)
        case mention(Mention)
    }

    let pieces: [Piece]
}

/// Finds what the names in a policy's texts stand for.
struct MentionReader {
    private let policy: ResolvedPolicy
    private let compiled: CompiledPolicy
    private let words: [String: [String: String]]

    init(_ policy: ResolvedPolicy, _ compiled: CompiledPolicy) {
        self.policy = policy
        self.compiled = compiled
        words = Dictionary(policy.rules.map { ($0.name, $0.words) }, uniquingKeysWith: { first, _ in first })
    }

    func sentence(_ text: String) -> PreparedSentence {
        PreparedSentence(
            pieces: SentenceTemplate(text).pieces.map { piece in
                switch piece {
                case .words(let words): .words(words)
                case .name(let name): .mention(named(name))
                }
            })
    }

    /// A name in a sentence, where an entity's name stands for the row.
    private func named(_ name: String) -> Mention {
        policy.facts.schema.entity(name).map(Mention.row) ?? mention(name)
    }

    /// What a parameter of a comparison is counted in; empty for anything else.
    func counter(of name: String) -> String {
        name.hasPrefix("p.") ? policy.values[String(name.dropFirst(2))]?.counter ?? "" : ""
    }

    /// A name in a comparison.
    func mention(_ name: String) -> Mention {
        if let definition = compiled.positions[name] {
            let found = compiled.program.definitions[definition.index]
            return .value(definition, found.text.entity, found.type, words: words[name] ?? [:])
        }
        if name.hasPrefix("p."), let entry = policy.values[String(name.dropFirst(2))] {
            guard entry.keys.isEmpty else { return .parameter(text: entry.text, nil, entry.unit.type) }
            let value: RuleValue? =
                switch entry.value.content(in: entry.unit) {
                case .number(let number): .number(number)
                case .ratio(let ratio): .quotient(ratio)
                case .word(let word): .word(word)
                case .list, .table: nil
                }
            return .parameter(text: entry.text, value, entry.unit.type)
        }
        guard let field = policy.facts.schema.field(name) else { return .unknown }
        let found = policy.facts.schema.fields[field.index]
        return .fact(field, found.entity, found.type)
    }
}
