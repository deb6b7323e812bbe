import Primitives
import Rules

extension Explanation {
    /// The tree of a computation: tests, amount and results, each with the steps it rests on.
    init(_ run: PolicyRun, outcome: PolicyDecision.Outcome) {
        var writer = ExplanationWriter(run)
        var children: [Explanation] = []
        for (index, stage) in run.policy.stages.enumerated() {
            if index > 0, case .eligible = outcome { continue }
            for name in stage.tests { children += writer.step(name) }
            if index == 0, case .eligible = outcome, let amount = stage.amount { children += writer.step(amount) }
            for name in stage.results { children += writer.step(name) }
        }
        self.init(
            "determination", "\(run.policy.title)审核", value: outcome.word,
            sentence: "每一项条件都符合才能享受。", children: children)
    }
}

/// Writes steps from the trace; a step that several rest on is written out once.
private struct ExplanationWriter {
    private struct Place: Hashable {
        let definition: DefinitionID
        let row: RowID
    }

    private typealias Reads = (steps: [Explanation], inputs: [Explanation.Input])

    private let run: PolicyRun
    private var steps: [Place: TraceStep] = [:]
    private var written: Set<Place> = []

    init(_ run: PolicyRun) {
        self.run = run
        for step in run.evaluation.trace?.steps ?? [] {
            steps[Place(definition: step.definition, row: step.row)] = step
        }
    }

    /// A rule's steps at all rows of its entity.
    mutating func step(_ name: String) -> [Explanation] {
        guard let definition = run.program.definition(name) else { return [] }
        let entity = run.program.program.definitions[definition.index].text.entity
        return run.evaluation.rows(of: entity).flatMap { explain(Place(definition: definition, row: $0)).steps }
    }

    /// A step, or what a hidden step read.
    private mutating func explain(_ place: Place) -> Reads {
        guard let rule = run.program.rules[place.definition.index] else { return ([], []) }
        let value = run.evaluation.value(place.definition, row: place.row.index)
        let type = run.program.program.definitions[place.definition.index].type
        if rule.hiding == .zero, isNothing(value) { return ([], []) }
        let isFirst = written.insert(place).inserted
        let inside: Reads = isFirst ? reads(of: place) : ([], [])
        if rule.hiding == .always { return inside }
        var label = rule.label
        if place.row.entity != .root { label = "\(run.sheet.label(of: place.row))的\(label)" }
        var shown = ValueText.text(value, type)
        var sentence = rule.sentence
        if rule.role == .test {
            let verdict: TestOutcome.Verdict = value?.number.map { $0 == 1 ? .pass : .fail } ?? .open
            shown = verdict.rawValue
            sentence = verdict == .pass ? rule.pass : verdict == .fail ? rule.fail : "\(rule.label)还没查清。"
        }
        let step = Explanation(
            rule.name, label, value: shown, sentence: run.filled(sentence, at: place.row), citation: rule.citation,
            isMoney: type.isMoney, sheet: isFirst ? rule.sheet : .none, inputs: inside.inputs, children: inside.steps)
        return ([step], [])
    }

    private func isNothing(_ value: RuleValue?) -> Bool {
        switch value {
        case .number(let number): number == 0
        case .quotient(let ratio): ratio == .zero
        default: false
        }
    }

    private mutating func reads(of place: Place) -> Reads {
        guard let step = steps[place] else { return ([], []) }
        var result: Reads = ([], [])
        for read in run.evaluation.reads(of: step) {
            switch read {
            case .definition(let definition, let row):
                let inner = explain(Place(definition: definition, row: row))
                result.steps += inner.steps
                result.inputs += inner.inputs
            case .fact(let field, let row, let value): result.inputs.append(input(field, row, value))
            case .parameter(let parameter, let keys, _):
                let name = run.program.program.parameters[parameter.index].name
                if let entry = run.policy.values[name] { result.inputs.append(Explanation.Input(entry, keys: keys)) }
            case .rows: break
            }
        }
        result.inputs = result.inputs.enumerated().filter { !result.inputs.prefix($0.offset).contains($0.element) }
            .map(\.element)
        return result
    }

    private func input(_ field: FieldID, _ row: RowID, _ value: RuleValue) -> Explanation.Input {
        let definition = run.schema.fields[field.index]
        let owner = row.entity == .root ? "" : "\(run.sheet.label(of: row))的"
        var text = ValueText.chinese(value, definition.type)
        if case .word(let word) = value { text = run.sheet.definition.chinese(word, of: field) }
        let source = run.sheet.source(of: field, at: row)
        guard source != nil || value.isCertain else {
            let reason: String =
                if case .unknown(let why)? = run.sheet.fact(definition.name, at: row) { why } else { "" }
            return Explanation.Input(label: owner + definition.label, value: "未知", source: reason, day: nil)
        }
        return Explanation.Input(
            label: owner + definition.label, value: text, source: source?.chinese ?? "", day: source?.asOf)
    }
}
