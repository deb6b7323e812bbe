import Foundation
package import Primitives
import Rules

/// A worked example beside its pack: facts, and the result with its intermediate values.
package struct PolicyCase: Hashable, Sendable, CustomStringConvertible {
    /// One expected value and what came out.
    package struct Comparison: Hashable, Sendable {
        /// What is compared: `outcome`, `amount`, `value name`, `test name`.
        package let what: String
        /// What the case expects.
        package let expected: String
        /// What was computed.
        package let actual: String

        /// Whether both are the same.
        package var holds: Bool { expected == actual }
    }

    /// A derived value that the case expects.
    struct ExpectedValue: Hashable {
        let name: String
        /// The key of the row; `nil` for the household.
        let row: String?
        let text: String
    }

    /// The identifier, for example `G01`.
    package let id: String
    /// What the case shows.
    package let title: String
    /// Where it comes from.
    package let source: String
    /// The program whose pack it tries.
    package let program: String
    /// The folder of the region whose pack it tries; `nil` for the national one.
    package let region: RegionCode?
    /// The day of the decision.
    package let day: CivilDate
    /// The facts.
    package let facts: FactSheet
    /// The key of the member who files alone.
    let single: String?
    let outcome: String?
    let amount: String?
    let values: [ExpectedValue]
    let tests: [String: String]
    let questions: [String]?
    /// Parameters that the case sets, because it shows a rule of another place.
    let overrides: [String: ParameterValue]

    /// The identifier, for test reports.
    package var description: String { "\(program)/\(region?.text ?? PackFile.national) \(id) \(title)" }

    /// Reads a case file; throws every problem of the file.
    ///
    /// `name` is the path below the packs' root.
    package static func load(
        path: String, name: String, region: RegionCode?, packs: PolicySet
    ) throws(PolicyProblems) -> PolicyCase {
        let program = name.split(separator: "/").first.map(String.init) ?? ""
        var reader = CaseReader(file: name, facts: packs.facts)
        let pack = try? packs.pack(program, for: region)
        let parameters = pack?.parameters ?? [:]
        // A case that came with a version stands in place of the file of its name.
        let value =
            if let text = packs.texts.cases[name] {
                reader.read(text: text, program: program, region: region, parameters: parameters)
            } else {
                reader.read(path: path, program: program, region: region, parameters: parameters)
            }
        guard let value, reader.problems.isEmpty else { throw PolicyProblems(reader.problems) }
        return value
    }

    /// The case files of a program, or of all, as paths below the packs' root.
    package static func files(root: String, program: String? = nil) -> [String] {
        let found = FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []
        return found.filter { name in
            name.contains("/cases/") && name.hasSuffix(".yaml") && (program.map { name.hasPrefix($0 + "/") } ?? true)
        }.sorted()
    }

    /// Reads all cases of a program, or of all programs; problems come beside the cases that could be read.
    package static func all(in packs: PolicySet, program: String? = nil) -> (
        cases: [PolicyCase], problems: [PolicyProblem]
    ) {
        var cases: [PolicyCase] = []
        var problems: [PolicyProblem] = []
        let laid = packs.texts.cases.keys.filter { name in program.map { name.hasPrefix($0 + "/") } ?? true }
        for name in Set(files(root: packs.root, program: program)).union(laid).sorted() {
            let region = try? RegionCode(String(name.split(separator: "/").dropFirst().first ?? ""))
            do {
                cases.append(try load(path: "\(packs.root)/\(name)", name: name, region: region, packs: packs))
            } catch {
                problems += error.problems
            }
        }
        return (cases, problems)
    }

    /// The policy of the case's day, with what the case sets.
    package func policy(in packs: PolicySet) throws(PolicyLookupError) -> ResolvedPolicy {
        let pack = try packs.pack(program, for: region)
        var policy = pack.resolved(on: day)
        for (name, value) in overrides.sorted(by: { $0.key < $1.key }) {
            guard let parameter = pack.parameters[name] else { continue }
            policy = policy.replacing(parameter, with: value, citation: "case \(id)")
        }
        return policy
    }

    /// Decides the case and compares everything it expects.
    package func comparisons(in packs: PolicySet) throws -> [Comparison] {
        let policy = try policy(in: packs)
        let decided: (word: String, household: PolicyDecision, decision: PolicyDecision)
        do {
            decided = try decide(policy)
        } catch let error as DeterminationError {
            return [Comparison(what: "outcome", expected: outcome ?? "values", actual: "failed: \(error)")]
        }
        let decision = decided.decision
        var found: [Comparison] = []
        if let outcome { found.append(Comparison(what: "outcome", expected: outcome, actual: decided.word)) }
        if outcome != nil || amount != nil {
            let isPaid = decided.word == "eligible"
            let paid = isPaid ? decision.stages.first?.amount?.text : nil
            found.append(Comparison(what: "amount", expected: amount ?? "none", actual: paid ?? "none"))
        }
        for value in values {
            let name = value.row.map { "\($0).\(value.name)" } ?? value.name
            found.append(
                Comparison(
                    what: "value \(name)", expected: value.text,
                    actual: decided.household.text(of: value.name, row: value.row)))
        }
        let outcomes = decision.stages.flatMap(\.tests)
        for (key, verdict) in tests.sorted(by: { $0.key < $1.key }) {
            let actual = outcomes.first { $0.key == key }?.verdict.rawValue ?? "no such test"
            found.append(Comparison(what: "test \(key)", expected: verdict, actual: actual))
        }
        if let questions {
            let asked: [OpenQuestion] = if case .undetermined(let open) = decision.outcome { open } else { [] }
            found.append(
                Comparison(
                    what: "questions", expected: questions.joined(separator: "；"),
                    actual: asked.map(\.question).joined(separator: "；")))
        }
        let again = try decide(try ResolvedPolicy(canonicalBytes: policy.canonicalBytes))
        if again.decision.explanation != decision.explanation {
            found.append(Comparison(what: "replay", expected: "the same explanation", actual: "another one"))
        }
        return found
    }

    /// In which values the case differs; empty when it holds.
    package func mismatches(in packs: PolicySet) throws -> [String] {
        try comparisons(in: packs).filter { !$0.holds }.map {
            "\($0.what): expected \($0.expected), got \($0.actual)"
        }
    }

    /// A member who files alone is decided on with own facts only; the values are those of the whole household.
    private func decide(
        _ policy: ResolvedPolicy
    ) throws -> (word: String, household: PolicyDecision, decision: PolicyDecision) {
        let household = try PolicyDecision(facts, policy)
        guard let single, let row = facts.row("member", key: single) else {
            return (household.outcome.word, household, household)
        }
        let result = try Determination.decide(facts, policy, single: single)
        guard result.explanation.key == "singleFiling" else {
            return (result.outcome.word, household, household)
        }
        return (result.outcome.word, household, try PolicyDecision(facts.keeping(row), policy))
    }
}

extension ResolvedPolicy {
    /// Reads a policy back from its canonical bytes.
    package init(canonicalBytes bytes: [UInt8]) throws(RecordError) {
        try self.init(json: try CanonicalJSON(bytes: bytes))
    }
}
