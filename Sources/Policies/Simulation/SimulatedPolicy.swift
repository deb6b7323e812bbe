import Primitives
import Rules

/// A policy made ready for many households: standing, amount and nearness to its lines, without the explanation.
struct SimulatedPolicy: Sendable {
    /// A program of the policy, with its tests and its amount.
    private struct Stage: Sendable {
        let program: String
        let tests: [DefinitionID]
        let amount: DefinitionID?
    }

    /// A limit, and what is held against it.
    private struct Line: Sendable {
        enum Limit: Sendable {
            case value(DefinitionID)
            case constant(Ratio)
        }
        let name: LineName
        let measured: DefinitionID
        let limit: Limit
    }

    private let program: PolicyProgram
    private let guide: SimulationGuide
    private let stages: [Stage]
    private let lines: [Line]
    private let kind: DefinitionID?
    private let earner: DefinitionID?
    private let standing: (word: DefinitionID, pays: DefinitionID)?
    private let singleFiler: DefinitionID?
    private let wanted: [DefinitionID]
    /// What the standing and the amount rest on; the cliff meter asks for nothing else.
    private let deciding: [DefinitionID]

    init(_ policy: ResolvedPolicy, _ guide: SimulationGuide) throws(SimulationProblem) {
        let program: PolicyProgram
        do {
            program = try PolicyProgram(policy)
        } catch {
            throw .rules(error)
        }
        self.program = program
        self.guide = guide
        stages = policy.stages.map { stage in
            Stage(
                program: stage.program, tests: stage.tests.compactMap(program.definition),
                amount: stage.amount.flatMap(program.definition))
        }
        lines = guide.lines.isEmpty ? Self.testLines(policy, program) : Self.guideLines(guide, program)
        kind = program.definition(SimulationGuide.Name.kind)
        earner = program.definition(SimulationGuide.Name.earner)
        standing = guide.standing.flatMap { standing in
            program.definition(standing.word).flatMap { word in
                program.definition(standing.pays).map { (word, $0) }
            }
        }
        singleFiler = program.definition("maySingleFile")
        deciding =
            standing.map { [$0.word, $0.pays] }
            ?? stages.flatMap { $0.tests + ($0.amount.map { [$0] } ?? []) } + (singleFiler.map { [$0] } ?? [])
        let limits = lines.compactMap { if case .value(let id) = $0.limit { id } else { nil } }
        wanted = deciding + lines.map(\.measured) + limits + [kind, earner].compactMap(\.self)
    }

    /// The tests that hold money against money are the lines of a policy that decides by tests.
    private static func testLines(_ policy: ResolvedPolicy, _ program: PolicyProgram) -> [Line] {
        policy.stages.flatMap { stage in
            stage.tests.compactMap { name -> Line? in
                guard let rule = policy.rule(name), let measured = rule.measured.flatMap(program.definition),
                    program.program.definitions[measured.index].type.isMoney, let text = rule.limit
                else { return nil }
                let line = LineName(program: stage.program, name: name, label: rule.label)
                if let limit = program.definition(text) {
                    return Line(name: line, measured: measured, limit: .value(limit))
                }
                guard text.hasPrefix("p."), let entry = policy.values[String(text.dropFirst(2))],
                    case .integer(let fen) = entry.value, entry.unit.isMoney
                else { return nil }
                return Line(name: line, measured: measured, limit: .constant(Ratio(whole: fen)))
            }
        }
    }

    private static func guideLines(_ guide: SimulationGuide, _ program: PolicyProgram) -> [Line] {
        guide.lines.enumerated().compactMap { index, line in
            guard let measured = program.definition(SimulationGuide.Name.measured(index)),
                let limit = program.definition(SimulationGuide.Name.limit(index))
            else { return nil }
            return Line(
                name: LineName(program: line.program, name: line.name, label: line.label), measured: measured,
                limit: .value(limit))
        }
    }

    // MARK: Deciding

    /// What the policy comes to, and the household's type; `single` is the key of a member who files alone.
    func judge(_ sheet: FactSheet, single: String? = nil) -> (outcome: SimulatedOutcome, kind: String) {
        let evaluation = program.executor.evaluate(sheet.table, wanting: wanted, recording: false)
        guard evaluation.faults.isEmpty else {
            let reason = Self.general(evaluation.faults)
            return (SimulatedOutcome(.undecided(reason: reason)), SimulationGuide.unclearKind.name)
        }
        let (result, fen) = decided(evaluation, sheet, single)
        var word = SimulationGuide.unclearKind.name
        if let kind, case .word(let name)? = evaluation.value(kind) { word = name }
        return (SimulatedOutcome(result, monthlyFen: fen, near: near(evaluation)), word)
    }

    /// The standing and the amount alone; `nil` while undecided.
    func monthlyFen(_ table: FactTable) -> Int64? {
        let evaluation = program.executor.evaluate(table, wanting: deciding, recording: false)
        guard evaluation.faults.isEmpty, case (.decided, let fen) = decided(evaluation, nil, nil) else { return nil }
        return fen
    }

    /// The first row whose earnings may vary; `nil` when the household has none.
    func earner(_ table: FactTable) -> RowID? {
        guard let earner else { return nil }
        let evaluation = program.executor.evaluate(table, wanting: [earner], recording: false)
        guard evaluation.faults.isEmpty else { return nil }
        let entity = program.program.definitions[earner.index].text.entity
        return evaluation.rows(of: entity).first { evaluation.value(earner, row: $0.index)?.number == 1 }
    }

    private func decided(
        _ evaluation: Evaluation, _ sheet: FactSheet?, _ single: String?
    ) -> (SimulatedOutcome.Standing, fen: Int64) {
        if let standing { return stated(evaluation, standing) }
        for (position, stage) in stages.enumerated() {
            var failures: [RuleFailure] = []
            var open: [Question] = []
            var isRefused = false
            for test in stage.tests {
                switch evaluation.value(test) {
                case .number(let flag)?: isRefused = isRefused || flag == 0
                case .failed(let found)?: failures += found
                case .open(let value)?: open += value.questions
                default: break
                }
            }
            if isRefused { continue }
            guard failures.isEmpty else { return (.undecided(reason: Self.general(failures)), 0) }
            guard open.isEmpty else { return (.undecided(reason: general(open)), 0) }
            if position > 0, let sheet, let single, let alone = alone(evaluation, sheet, single) { return alone }
            guard let amount = stage.amount else { return (.decided(stage.program), 0) }
            switch evaluation.value(amount) {
            case .number(let fen)?: return (.decided(stage.program), fen)
            case .failed(let found)?: return (.undecided(reason: Self.general(found)), 0)
            case .open(let value)?: return (.undecided(reason: general(value.questions)), 0)
            default: return (.undecided(reason: "金额不是一个数"), 0)
            }
        }
        return (.decided(SimulatedOutcome.nothing), 0)
    }

    /// A member of a marginal household files alone: only the member's own income and property count.
    private func alone(
        _ evaluation: Evaluation, _ sheet: FactSheet, _ single: String
    ) -> (SimulatedOutcome.Standing, fen: Int64)? {
        guard let singleFiler, let row = sheet.row("member", key: single) else { return nil }
        switch evaluation.value(singleFiler, row: row.index) {
        case .number(1)?:
            let kept = sheet.keeping(row)
            let evaluation = program.executor.evaluate(kept.table, wanting: deciding, recording: false)
            guard evaluation.faults.isEmpty else { return (.undecided(reason: Self.general(evaluation.faults)), 0) }
            return decided(evaluation, nil, nil)
        case .open(let value)?: return (.undecided(reason: general(value.questions)), 0)
        default: return nil
        }
    }

    private func stated(
        _ evaluation: Evaluation, _ standing: (word: DefinitionID, pays: DefinitionID)
    ) -> (SimulatedOutcome.Standing, fen: Int64) {
        switch (evaluation.value(standing.word), evaluation.value(standing.pays)) {
        case (.word(let word)?, .number(let fen)?): (.decided(word), fen)
        case (.failed(let found)?, _), (_, .failed(let found)?): (.undecided(reason: Self.general(found)), 0)
        case (.open(let value)?, _), (_, .open(let value)?): (.undecided(reason: general(value.questions)), 0)
        default: (.undecided(reason: "规则没有确定的结果"), 0)
        }
    }

    private func near(_ evaluation: Evaluation) -> [SimulatedOutcome.Measure] {
        lines.compactMap { line in
            let limit: Ratio? =
                switch line.limit {
                case .value(let id): evaluation.value(id)?.exact
                case .constant(let ratio): ratio
                }
            guard let measured = evaluation.value(line.measured)?.exact, let limit,
                let nearness = SimulatedOutcome.Nearness(measured: measured, limit: limit)
            else { return nil }
            return SimulatedOutcome.Measure(line: line.name, nearness: nearness)
        }
    }

    // MARK: Reasons in general words

    private func general(_ questions: [Question]) -> String {
        guard let first = questions.first else { return "资料不全" }
        return "“\(program.policy.facts.schema.fields[first.field.index].label)”未知：\(first.reason)"
    }

    /// What failed without the key or value of anybody, so that like reasons are counted together.
    private static func general(_ failures: [RuleFailure]) -> String {
        guard let first = failures.first else { return "规则没有结果" }
        switch first.cause {
        case .unfitFact(let label, _): return "“\(label)”超出了允许的范围"
        case .repeatedRow(let label): return "\(label)登记了两次"
        default: return first.sentence
        }
    }
}

extension RuleValue {
    /// The amount when nothing is open about it.
    fileprivate var exact: Ratio? {
        switch self {
        case .number(let number): Ratio(whole: number)
        case .quotient(let ratio): ratio
        default: nil
        }
    }
}
