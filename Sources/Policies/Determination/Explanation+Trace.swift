import Primitives
import Rules

extension Explanation {
    /// The tree of a computation: tests, amount and results, each with the steps it rests on.
    init(_ run: PolicyRun, outcome: PolicyDecision.Outcome) {
        var writer = ExplanationWriter(run)
        var children: [Explanation] = []
        for (index, stage) in run.prepared.stages.enumerated() {
            if index > 0, case .eligible = outcome { continue }
            for rule in stage.tests { children += writer.step(rule) }
            if index == 0, case .eligible = outcome, let amount = stage.amount { children += writer.step(amount) }
            for rule in stage.results { children += writer.step(rule) }
        }
        self.init(
            "determination", "\(run.policy.title)审核", value: outcome.word,
            sentence: "每一项条件都符合才能享受。", children: children)
    }
}

/// Writes steps from the trace; a step that several rest on is written out once.
private struct ExplanationWriter {
    private struct Place {
        let definition: DefinitionID
        let row: RowID
    }

    private typealias Reads = (steps: [Explanation], inputs: [Explanation.Input])

    private let run: PolicyRun
    /// The first place of each rule's rows, all rows of all rules side by side.
    private var firstPlaces: [Int] = []
    private var steps: [TraceStep?]
    private var written: [Bool]

    init(_ run: PolicyRun) {
        self.run = run
        var count = 0
        for definition in run.program.program.definitions {
            firstPlaces.append(count)
            count += run.sheet.table.rows[definition.text.entity.index].count
        }
        steps = [TraceStep?](repeating: nil, count: count)
        written = [Bool](repeating: false, count: count)
        for step in run.evaluation.trace?.steps ?? [] {
            steps[firstPlaces[step.definition.index] + step.row.index] = step
        }
    }

    /// A rule's steps at all rows of its entity.
    mutating func step(_ rule: PreparedRule) -> [Explanation] {
        run.evaluation.rows(of: rule.entity).flatMap {
            explain(Place(definition: rule.definition, row: $0)).steps
        }
    }

    /// A step, or what a hidden step read.
    private mutating func explain(_ place: Place) -> Reads {
        guard let prepared = run.prepared.rules[place.definition.index] else { return ([], []) }
        let rule = prepared.rule
        let value = run.evaluation.value(place.definition, row: place.row.index)
        if rule.hiding == .zero, isNothing(value) { return ([], []) }
        let index = firstPlaces[place.definition.index] + place.row.index
        let isFirst = !written[index]
        written[index] = true
        let inside: Reads = isFirst ? reads(of: steps[index]) : ([], [])
        if rule.hiding == .always { return inside }
        var label = rule.label
        if place.row.entity != .root { label = "\(run.sheet.label(of: place.row))的\(label)" }
        var shown = ""
        let sentence: String
        if rule.role == .test {
            let verdict: TestOutcome.Verdict = value?.number.map { $0 == 1 ? .pass : .fail } ?? .open
            shown = verdict.rawValue
            switch verdict {
            case .pass: sentence = run.filled(prepared.pass, at: place.row)
            case .fail: sentence = run.filled(prepared.fail, at: place.row)
            case .open: sentence = "\(rule.label)还没查清。"
            }
        } else {
            shown = ValueText.text(value, prepared.type, rule.words)
            sentence = run.filled(prepared.sentence, at: place.row)
        }
        let step = Explanation(
            rule.name, label, value: shown, sentence: sentence, citation: rule.citation,
            isMoney: prepared.type.isMoney, sheet: isFirst ? rule.sheet : .none, inputs: inside.inputs,
            children: inside.steps)
        return ([step], [])
    }

    private func isNothing(_ value: RuleValue?) -> Bool {
        switch value {
        case .number(let number): number == 0
        case .quotient(let ratio): ratio == .zero
        default: false
        }
    }

    private mutating func reads(of step: TraceStep?) -> Reads {
        guard let step else { return ([], []) }
        var result: Reads = ([], [])
        func add(_ input: Explanation.Input) {
            if !result.inputs.contains(input) { result.inputs.append(input) }
        }
        for read in run.evaluation.reads(of: step) {
            switch read {
            case .definition(let definition, let row):
                let inner = explain(Place(definition: definition, row: row))
                result.steps += inner.steps
                for input in inner.inputs { add(input) }
            case .fact(let field, let row, let value): add(input(field, row, value))
            case .parameter(let parameter, let keys, _):
                guard let named = run.prepared.parameters[parameter.index] else { continue }
                add(keys.isEmpty ? named.input : Explanation.Input(named.value, keys: keys, run.sheet.definition))
            case .rows: break
            }
        }
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
