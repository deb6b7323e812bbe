import Primitives
package import Rules
import Synchronization

/// A resolved policy made ready to run: compiled, with its executor.
package struct PolicyProgram: Sendable {
    private static let known = PolicyCache<PreparedPolicy>()

    let prepared: PreparedPolicy

    /// Compiles a policy, or takes what was made of it earlier.
    package init(_ policy: ResolvedPolicy) throws(RuleErrors) {
        prepared = try Self.known.made(of: policy) { () throws(RuleErrors) in
            PreparedPolicy(policy, try CompiledPolicy.of(policy))
        }
    }

    /// The policy.
    package var policy: ResolvedPolicy { prepared.policy }

    /// The compiled rules.
    package var program: RuleProgram { prepared.compiled.program }

    /// The executor of one subject.
    package var executor: RowExecutor { prepared.compiled.executor }

    /// The compiled value of a rule.
    package func definition(_ name: String) -> DefinitionID? { prepared.compiled.positions[name] }

    /// Compiles the rules against the facts and the parameters of the day.
    static func compile(_ policy: ResolvedPolicy) -> Result<RuleProgram, RuleErrors> {
        let texts = policy.rules.compactMap { $0.text(in: policy.facts) }
        return RuleCompiler.compile(schema: policy.facts.schema, parameters: policy.ruleParameters, texts: texts)
    }
}

extension ResolvedPolicy {
    /// The parameters as rules read them, in order of their names.
    var ruleParameters: [RuleParameter] {
        let known = values.values.map { value in
            RuleParameter(
                name: value.name, type: value.keys.reduce(value.unit.type) { type, _ in .table(type) },
                content: .success(value.value.content(in: value.unit)),
                choices: value.unit == .choice ? value.choices : nil)
        }
        let absent = missing.map { name, value in
            let sentence =
                value.firstDay.map { "“\(value.label)”在\(day.chineseText)没有数值，最早从\($0.chineseText)起；请补上当时的数值和依据。" }
                ?? "“\(value.label)”在本地区没有数值；请在政策文件中补上数值和依据。"
            return RuleParameter(
                name: name, type: value.keys.reduce(value.unit.type) { type, _ in .table(type) },
                content: .failure(MissingParameter(sentence: sentence)))
        }
        return (known + absent).sorted { $0.name < $1.name }
    }
}

/// A program with what is made of it once.
struct CompiledPolicy: Sendable {
    let program: RuleProgram
    let executor: RowExecutor
    let positions: [String: DefinitionID]

    private init(_ program: RuleProgram) {
        self.program = program
        executor = RowExecutor(program)
        positions = Dictionary(
            program.definitions.enumerated().map { ($1.text.name, DefinitionID(index: $0)) },
            uniquingKeysWith: { first, _ in first })
    }

    /// Compiles a policy, or takes the program made earlier from the same text, perhaps for another day.
    static func of(_ policy: ResolvedPolicy) throws(RuleErrors) -> CompiledPolicy {
        let text = ProgramText(policy)
        if let known = ProgramCache.shared.program(text) { return known }
        let made = CompiledPolicy(try PolicyProgram.compile(policy).get())
        ProgramCache.shared.keep(made, for: text)
        return made
    }
}

/// All that a compiled program depends on; the day and the titles are no part of it.
private struct ProgramText: Hashable {
    let schema: FactSchema
    let parameters: [RuleParameter]
    let rules: [PolicyRule]

    init(_ policy: ResolvedPolicy) {
        schema = policy.facts.schema
        parameters = policy.ruleParameters
        rules = policy.rules
    }
}

/// Programs by their text.
private final class ProgramCache: Sendable {
    static let shared = ProgramCache()
    private static let limit = 64
    private let programs = Mutex<[ProgramText: CompiledPolicy]>([:])

    func program(_ text: ProgramText) -> CompiledPolicy? { programs.withLock { $0[text] } }

    func keep(_ program: CompiledPolicy, for text: ProgramText) {
        programs.withLock { programs in
            if programs.count >= Self.limit { programs.removeAll() }
            programs[text] = program
        }
    }
}
