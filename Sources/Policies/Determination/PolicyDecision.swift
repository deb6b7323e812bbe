import Primitives
import Rules

/// What a policy comes to for one subject, whichever the program: stage by stage, with its explanation.
package struct PolicyDecision: Sendable {
    /// Where the subject stands.
    package enum Outcome: Hashable, Sendable {
        /// All tests of the program hold, and its amount is certain.
        case eligible
        /// The program refuses, and the named one it falls back to holds.
        case instead(program: String)
        /// Neither the program nor those it falls back to hold.
        case notEligible
        /// An unknown fact could change the result.
        case undetermined([OpenQuestion])

        /// The outcome's word in cases: the program's name where another one holds instead.
        package var word: String {
            switch self {
            case .eligible: "eligible"
            case .instead(let program): program
            case .notEligible: "notEligible"
            case .undetermined: "undetermined"
            }
        }
    }

    /// Where the subject stands.
    package let outcome: Outcome
    /// The program, then those it falls back to; all of them are computed.
    package let stages: [StageDecision]
    let run: PolicyRun

    /// How it follows; the tree was recorded while computing and is put into words here.
    package var explanation: Explanation { Explanation(run, outcome: outcome) }

    /// Decides on facts; rules that fail on them and rules that do not compile are errors, never refusals.
    package init(_ sheet: FactSheet, _ policy: ResolvedPolicy) throws(DeterminationError) {
        let program: PolicyProgram
        do {
            program = try PolicyProgram(policy)
        } catch {
            throw .rules(error)
        }
        try self.init(sheet, program)
    }

    /// Decides on facts by a policy made ready.
    package init(_ sheet: FactSheet, _ program: PolicyProgram) throws(DeterminationError) {
        let run = PolicyRun(program, sheet)
        guard run.evaluation.faults.isEmpty else { throw .failed(run.evaluation.faults) }
        var stages: [StageDecision] = []
        var outcome: Outcome?
        for stage in program.prepared.stages {
            // A program behind the one that decides is shown, but cannot make it fail.
            guard outcome == nil else {
                if let shown = try? run.decide(stage) { stages.append(shown) }
                continue
            }
            let decision = try run.decide(stage)
            stages.append(decision)
            switch decision.standing {
            case .open(let questions): outcome = .undetermined(questions)
            case .pass where decision.amount.map({ $0.exact == nil }) ?? false:
                outcome = .undetermined(decision.amountQuestions)
            case .pass: outcome = stages.count == 1 ? .eligible : .instead(program: stage.program)
            case .fail: break
            }
        }
        self.outcome = outcome ?? .notEligible
        self.stages = stages
        self.run = run
    }

    /// A derived value in its written form, at the household or at a row named by its key.
    package func text(of name: String, row key: String? = nil) -> String {
        guard let definition = run.program.definition(name), let type = run.type(name) else { return "no such value" }
        let entity = run.program.program.definitions[definition.index].text.entity
        guard let key else {
            return entity == .root
                ? ValueText.text(run.evaluation.value(definition), type) : "belongs to rows; name one"
        }
        guard let row = run.evaluation.rows(of: entity).first(where: { run.evaluation.key(of: $0) == key }) else {
            return "no row '\(key)'"
        }
        return ValueText.text(run.evaluation.value(definition, row: row.index), type)
    }

    /// A derived value as whole fen or a count, when it is certain.
    package func number(of name: String) -> Int64? { run.value(name)?.number }
}
