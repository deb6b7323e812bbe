import Primitives
import Rules

/// Puts into words what silent sources could still change, as seen from the case in which they all have nothing.
struct InterimWords {
    /// What the policy comes to when every silent source has nothing.
    let baseline: InterimStanding
    /// The questions that stay open then.
    let questions: [OpenQuestion]
    private let search: InterimSearch
    /// The answers when every silent source has nothing.
    private let nothing: [AnswerRange]
    private let words: ChangeWords

    init(_ search: InterimSearch, _ silent: [SilentSource]) {
        self.search = search
        let run = search.run
        var nothing = search.whole
        for source in silent {
            for (fact, cell) in source.facts.compactMap({ fact in search.cell(of: fact).map { (fact, $0) } }) {
                switch fact.ifNothing {
                case .number(let number): nothing[cell] = .numbers(number, number)
                case .word(let word): nothing[cell] = .words([word])
                case .between(let low, let high, _): nothing[cell] = .numbers(low, high)
                case .unknown: break
                }
            }
        }
        self.nothing = nothing
        var probe = search
        baseline = probe.standing(nothing)
        words = ChangeWords(names: run.prepared.stages.map(\.called))
        questions = Self.questions(search, nothing, baseline)
    }

    /// The positions of a source's facts among the open ones.
    func cells(of source: SilentSource) -> Set<Int> { Set(source.facts.compactMap(search.cell)) }

    /// Why an answer could change something, or could not; with the sum from which it does, where there is one.
    func sentence(
        of source: SilentSource, _ own: Set<Int>, _ effect: InterimDecision.Effect
    ) -> (String, InterimDecision.Threshold?) {
        let who = "\(source.title)未答复（\(source.name)）："
        switch effect {
        case .nothing where own.isEmpty: return (who + "它的答复不进入测算；查到记录时由工作人员核实。", nil)
        case .nothing: return (who + "无论答复如何，结果不变。", nil)
        case .amount: return (who + "无论答复如何，是否符合条件不变；" + amounts(own), nil)
        case .outcome:
            guard let now = baseline.position else { return (who + "答复可能改变结果。", nil) }
            if let (text, threshold) = turn(own, now) { return (who + text, threshold) }
            return (who + "单独不改变结果，与其他未答复的来源合起来可能改变。", nil)
        }
    }

    /// That a record could undo the decision, though nothing is computed with it.
    func bar(_ source: SilentSource) -> String {
        "\(source.title)未答复（\(source.name)）：它的答复不进入测算，但查到记录时可能不能批准；要等它答复，或由工作人员查清。"
    }

    /// How far the amount may go.
    private func amounts(_ own: Set<Int>) -> String {
        var box = nothing
        for cell in own { box[cell] = search.whole[cell] }
        guard let position = baseline.position, position < search.run.prepared.stages.count,
            let rule = search.run.prepared.stages[position].amount
        else { return "只可能改变金额。" }
        let evaluation = search.run.program.executor.evaluate(
            search.table(box), wanting: [rule.definition], recording: false)
        guard let range = MeasuredRange(evaluation.value(rule.definition), type: rule.type), let high = range.high
        else { return "只可能改变金额。" }
        let yuan = { (ratio: Ratio) in "\(Money(fen: ratio.roundedDown).grouped)元" }
        return range.exact == nil ? "金额可能在\(yuan(range.low))到\(yuan(high))之间。" : "只可能改变金额。"
    }

    /// The first answer of a source that changes the outcome when all others have nothing.
    private func turn(_ own: Set<Int>, _ now: Int) -> (String, InterimDecision.Threshold?)? {
        var probe = search
        // First, that there is such a thing at all; then how many and how much.
        var held = nothing
        for cell in own where search.isFlag(cell) || search.isCount(cell) { held[cell] = .numbers(1, 1) }
        if held != nothing, let found = probe.standing(held).position, found != now {
            let label = own.sorted().first(where: search.isFlag).map(search.label) ?? "记录"
            return ("若查到有\(label)，\(words.becoming(Int64(found), from: Int64(now)))。", nil)
        }
        for cell in own.sorted() {
            if let found = sumTurn(cell, held, now) { return found }
        }
        for cell in own.sorted() {
            guard case .words(let choices) = search.whole[cell] else { continue }
            for word in choices {
                var box = nothing
                box[cell] = .words([word])
                guard let found = probe.standing(box).position, found != now else { continue }
                let text = search.run.sheet.definition.chinese(word, of: search.cells[cell].field)
                return ("若\(search.label(cell))是“\(text)”，\(words.becoming(Int64(found), from: Int64(now)))。", nil)
            }
        }
        return nil
    }

    /// The number of one fact from which the outcome is another.
    private func sumTurn(_ cell: Int, _ held: [AnswerRange], _ now: Int) -> (String, InterimDecision.Threshold?)? {
        guard case .numbers(let low, let high) = search.whole[cell], !search.isFlag(cell) else { return nil }
        var box = held
        if case .numbers(let from, let to) = box[cell], from != to { box[cell] = .numbers(low, low) }
        guard case .numbers(let start, _) = box[cell], start >= low else { return nil }
        let run = search.run
        let (field, row) = search.cells[cell]
        let groups = run.prepared.stages.map { $0.tests.map(\.definition) }
        let watching = Sensitivity(
            run.program.executor, facts: search.table(box), watching: .firstHolding(groups))
        guard let turn = watching.turns(of: .fact(field, row: row), upwards: true, to: high, most: 1).first else {
            return nil
        }
        let becomes = words.becoming(turn.outcome, from: Int64(now))
        guard case .money(let period) = run.schema.fields[field.index].type else {
            return ("若\(search.label(cell))达到\(turn.at)，\(becomes)。", nil)
        }
        let often = period == .month ? "每月" : period == .year ? "每年" : ""
        let label = search.label(cell) + often
        let sum = Money(fen: turn.at)
        return ("若\(label)达到\(sum.grouped)元，\(becomes)。", InterimDecision.Threshold(label: label, amount: sum))
    }

    private static func questions(
        _ search: InterimSearch, _ nothing: [AnswerRange], _ baseline: InterimStanding
    ) -> [OpenQuestion] {
        guard !baseline.isSettled(.amount) else { return [] }
        var probe = search
        let open = search.cells.indices.filter { index in
            !nothing[index].isPoint && probe.couldChange([index], .amount) != .never
        }
        return search.run.questions(
            open.map { index in
                let (field, row) = search.cells[index]
                let entity = search.run.schema.fields[field.index].entity
                return Question(field: field, row: RowID(entity: entity, index: row), reason: search.reason(index))
            })
    }
}

extension InterimSearch {
    /// The position of a silent fact among the open ones; nil when it is not open.
    func cell(of fact: SilentFact) -> Int? {
        guard let field = run.schema.field(fact.field) else { return nil }
        let isRoot = run.schema.fields[field.index].entity == .root
        guard let row = isRoot ? RowID.root : run.sheet.row(fact.entity, key: fact.key) else { return nil }
        return cells.firstIndex { $0.field == field && $0.row == row.index }
    }

    /// Whether the fact says that there is such a thing.
    func isFlag(_ cell: Int) -> Bool { run.schema.fields[cells[cell].field.index].type == .flag }

    /// Whether the fact says how many there are.
    func isCount(_ cell: Int) -> Bool { run.schema.fields[cells[cell].field.index].type == .integer }

    /// What people call what the fact is about.
    func label(_ cell: Int) -> String {
        let (field, row) = cells[cell]
        let described = run.schema.fields[field.index]
        let place = RowID(entity: described.entity, index: row)
        guard let member = run.schema.entity("member"), described.entity != member, described.entity != .root else {
            return described.label
        }
        return run.sheet.label(of: place)
    }

    /// Why the fact is open.
    func reason(_ cell: Int) -> String {
        let (field, row) = cells[cell]
        let entity = run.schema.fields[field.index].entity
        switch run.sheet.fact(field, of: entity, at: RowID(entity: entity, index: row)) {
        case .between(_, _, let reason), .unknown(let reason): return reason
        case .number, .word, nil: return ""
        }
    }
}
