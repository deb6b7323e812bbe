import Primitives
import Rules

extension SortedProgram {
    /// A program that was decided, its tests read against the exclusion matrix.
    init(_ decision: PolicyDecision, title: String, group: SortingPlan.Group) {
        let stage = decision.stages[0]
        let failing = stage.tests.filter { $0.verdict == .fail }
        let exact = stage.amount?.exact
        var outcome: Outcome
        var reasons: [Reason] = []
        var questions: [OpenQuestion] = []
        switch stage.standing {
        case .pass:
            outcome = .eligible
            reasons = stage.tests.map { Reason($0, isFor: true) }
            if stage.amount != nil, exact == nil { questions = decision.stages[0].amountQuestions }
        case .fail:
            outcome = .notEligible
            reasons = failing.map { Reason($0, isFor: false) }
            let cells = failing.map { SortingPlan.exclusion(of: stage.program, test: $0.key) }
            if let first = cells.first, let first, !cells.contains(nil) { outcome = .excluded(by: first.by) }
        case .open(let open):
            outcome = .undetermined
            questions = open
        }
        let sum = outcome == .eligible ? exact.map { Money(fen: $0.roundedDown) } : nil
        self.init(
            program: stage.program, title: title, group: group, member: nil, outcome: outcome,
            // A program of which a region pays nothing gives a status, no sum.
            amount: sum == .zero ? nil : sum, period: Period(stage.amount?.type), reasons: reasons,
            questions: OpenQuestion.distinct(questions), asks: Ask.all(of: decision, stage), yieldsTo: [],
            people: Person.all(of: decision, stage),
            startsAtOnce: false)
        if stage.program == "marginal" {
            let rows = decision.run.sheet.rows("member")
            let filers = rows.filter { decision.run.value("maySingleFile", at: $0)?.number == 1 }
            singleFilers = Set(filers.map(decision.run.sheet.key(of:)))
        }
    }

    /// A program of which nothing can be said.
    init(unavailable program: String, _ title: String, _ group: SortingPlan.Group, because sentences: [String]) {
        self.init(
            program: program, title: title, group: group, member: nil, outcome: .unavailable, amount: nil, period: nil,
            reasons: sentences.map { Reason(test: "", isFor: false, sentence: $0, citation: "") }, questions: [],
            asks: [], yieldsTo: [], people: [], startsAtOnce: false)
    }
}

extension SortedProgram.Reason {
    fileprivate init(_ test: TestOutcome, isFor: Bool) {
        self.init(test: test.key, isFor: isFor, sentence: test.sentence, citation: test.citation)
    }
}

extension SortedProgram.Ask {
    /// The fields that keep the tests or the amount open; whether there is such a thing comes before how much.
    fileprivate static func all(of decision: PolicyDecision, _ stage: StageDecision) -> [SortedProgram.Ask] {
        let run = decision.run
        var values = stage.tests.filter { $0.verdict == .open }.map { run.value($0.key) }
        if stage.standing == .pass, let amount = run.policy.stages.first?.amount { values.append(run.value(amount)) }
        var asks: [SortedProgram.Ask] = []
        for case .open(let open)? in values {
            for question in open.questions {
                var field = run.schema.fields[question.field.index].name
                if let first = run.sheet.definition.fields[question.field.index].after,
                    case .unknown? = run.sheet.fact(first, at: question.row)
                {
                    field = first
                }
                guard let asked = run.questions([question]).first else { continue }
                let ask = SortedProgram.Ask(
                    entity: run.schema.entities[question.row.entity.index].name,
                    row: run.sheet.key(of: question.row), field: field, question: asked.question, reason: asked.reason)
                if !asks.contains(ask) { asks.append(ask) }
            }
        }
        return asks
    }
}

extension SortedProgram.Period {
    fileprivate init?(_ type: RuleType?) {
        switch type {
        case .money(.once), .exactMoney(.once): self = .once
        case .money(.month), .exactMoney(.month): self = .month
        case .money(.year), .exactMoney(.year): self = .year
        default: return nil
        }
    }
}

extension SortedProgram.Person {
    /// Each member's part, where the pack names one.
    fileprivate static func all(of decision: PolicyDecision, _ stage: StageDecision) -> [SortedProgram.Person] {
        guard let plan = SortingPlan.personResults[stage.program] else { return [] }
        let words = plan.tests.merging(
            SortingPlan.exclusions.filter { $0.program == stage.program }.compactMap { cell in
                cell.word.map { ($0, cell.test) }
            }, uniquingKeysWith: { first, _ in first })
        let run = decision.run
        return run.sheet.rows("member").compactMap { row in
            guard case .word(let word)? = run.value(plan.name, at: row) else { return nil }
            let test = words[word]
            let sentence = test.flatMap { run.prepared.rule($0) }.map { run.filled($0.fail) }
            return SortedProgram.Person(
                member: run.sheet.key(of: row), receives: word == plan.receives, sentence: sentence ?? "",
                excludedBy: test.flatMap { SortingPlan.exclusion(of: stage.program, test: $0) }?.by)
        }
    }
}

extension SortingPlan {
    /// The cell of the exclusion matrix that a test stands for.
    static func exclusion(of program: String, test: String) -> Exclusion? {
        exclusions.first { $0.program == program && $0.test == test }
    }
}
