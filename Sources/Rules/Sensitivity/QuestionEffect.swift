/// Whether the answer to one open question could change an outcome.
package struct QuestionEffect: Hashable, Sendable {
    /// What is known about the effect.
    package enum Effect: Hashable, Sendable {
        /// Whatever the answers to the others, this answer changes nothing.
        case none
        /// With some answers to the others, this answer decides.
        case decides
        /// Not settled in the steps allowed; the question may matter.
        case unsettled
    }

    /// The question.
    package let question: Question
    /// What its answer could do.
    package let effect: Effect
}

extension Sensitivity {
    /// For each open fact of the subject, whether its answer could still change the outcome.
    ///
    /// Answers are varied together, so two questions that only matter with one another both decide. Empty when the
    /// facts are unfit for rules.
    package func effects() -> [QuestionEffect] {
        guard loaded.faults.isEmpty, case .value(let outcome, let row) = watched else { return [] }
        var computation = Computation(loaded)
        computation.compute([outcome])
        let result = plan.results[outcome.index]
        let cells = ([result.value] + (result.denominator.map { [$0] } ?? [])).map { computation.slot($0, row) }
        let failed = cells.contains { computation.cells[$0].isFailed }
        let possible = computation.questions(at: cells)
        return computation.allQuestions.enumerated().map { number, question in
            // A question that an open outcome does not name was proved idle by the evaluation itself. A failed outcome
            // names none, although some answers may avert the failure.
            guard failed || possible.contains(question) else {
                return QuestionEffect(question: question, effect: .none)
            }
            var search = EffectSearch(
                probe: Probe(loaded, watching: watched), facts: loaded, question: number,
                stepLimit: stepLimit)
            return QuestionEffect(question: question, effect: search.effect())
        }
    }
}

extension Computation {
    /// All open facts as questions.
    fileprivate var allQuestions: [Question] {
        facts.open.map {
            let entity = plan.program.schema.fields[$0.field.index].entity
            return Question(field: $0.field, row: RowID(entity: entity, index: $0.row), reason: $0.reason)
        }
    }
}

/// Varies the answers to all other questions until one question is seen to decide, or proved never to.
private struct EffectSearch {
    var probe: Probe
    let cells: [Int]
    let question: Int
    let whole: [AnswerSlice]
    let stepLimit: Int

    init(probe: Probe, facts: LoadedFacts, question: Int, stepLimit: Int) {
        self.probe = probe
        self.question = question
        self.stepLimit = stepLimit
        cells = facts.open.map(\.cell)
        // A word that no rule and no fact names may come, and two open texts may have the same such word.
        let named = Int64(facts.plan.program.words.count + facts.foreignWords.count)
        whole = facts.open.map { fact in
            if let words = fact.words { return AnswerSlice(words: words) }
            let cell = facts.cells[fact.cell]
            let isText = facts.plan.fields[fact.field.index].isText
            return isText
                ? AnswerSlice(words: Array(0..<named + Int64(facts.open.count))) : AnswerSlice(cell.low, cell.high)
        }
    }

    mutating func effect() -> QuestionEffect.Effect {
        var boxes = [whole]
        while let box = boxes.popLast() {
            if probe.runs >= stepLimit { return .unsettled }
            if case .certain = outcome(box) { continue }
            switch decides(at: box.map(\.first)) {
            case true?: return .decides
            case nil: return .unsettled
            case false?: break
            }
            let others = box.indices.filter { $0 != question && !box[$0].isPoint }
            guard let widest = others.max(by: { box[$0].count < box[$1].count }) else { continue }
            let halves = box[widest].halves
            for half in [halves.0, halves.1] {
                var part = box
                part[widest] = half
                boxes.append(part)
            }
        }
        return .none
    }

    private mutating func outcome(_ box: [AnswerSlice]) -> ProbedOutcome {
        probe.outcome(zip(cells, box).map { ($0, $1) })
    }

    /// Whether the question decides when all others have one answer; `nil` when the steps do not suffice.
    private mutating func decides(at point: [AnswerSlice]) -> Bool? {
        var point = point
        var parts = [whole[question]]
        var seen: ProbedOutcome?
        while let part = parts.popLast() {
            if probe.runs >= stepLimit { return nil }
            point[question] = part
            let outcome = outcome(point)
            if let seen, outcome.excludes(seen) { return true }
            var settled = part.isPoint
            if case .certain = outcome { settled = true }
            if settled {
                if let seen, seen != outcome { return true }
                seen = outcome
            } else {
                let halves = part.halves
                parts += [halves.1, halves.0]
            }
        }
        return false
    }
}
