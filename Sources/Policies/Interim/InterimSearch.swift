import Primitives
import Rules

/// What a policy comes to while facts are open.
enum InterimStanding: Hashable {
    /// Surely this position among the programs, their number where none holds; the amount when it is certain too.
    case certain(Int, amount: Ratio?)
    /// One of several positions; nil where a rule may fail.
    case open(ClosedRange<Int>?)

    /// The position, when it is certain.
    var position: Int? {
        if case .certain(let position, _) = self { position } else { nil }
    }

    /// Whether nothing is open about what is looked at.
    func isSettled(_ level: InterimLevel) -> Bool {
        guard case .certain(_, let amount) = self else { return false }
        return level == .position || amount != nil
    }

    /// Whether two settled standings differ in what is looked at.
    func differs(from other: InterimStanding, _ level: InterimLevel) -> Bool {
        level == .position ? position != other.position : self != other
    }
}

/// What is looked at: which program holds, or also how much it pays.
enum InterimLevel { case position, amount }

/// Some of the answers that an open fact may have.
enum AnswerRange: Hashable {
    case numbers(Int64, Int64)
    case words([String])
    /// Any text at all, which nobody can go through.
    case anything

    var isPoint: Bool {
        switch self {
        case .numbers(let low, let high): low == high
        case .words(let words): words.count == 1
        case .anything: false
        }
    }

    /// How many answers there are, less one.
    var width: Int64 {
        switch self {
        case .numbers(let low, let high): high - low
        case .words(let words): Int64(words.count - 1)
        case .anything: 0
        }
    }

    var ends: (low: AnswerRange, high: AnswerRange) {
        switch self {
        case .numbers(let low, let high): (.numbers(low, low), .numbers(high, high))
        case .words(let words): (.words([words[0]]), .words([words[words.count - 1]]))
        case .anything: (self, self)
        }
    }

    /// The two halves; nil for a single answer.
    var halves: (AnswerRange, AnswerRange)? {
        guard width > 0 else { return nil }
        switch self {
        case .numbers(let low, let high):
            let middle = low + (high - low) / 2
            return (.numbers(low, middle), .numbers(middle + 1, high))
        case .words(let words):
            return (.words(Array(words[..<(words.count / 2)])), .words(Array(words[(words.count / 2)...])))
        case .anything: return nil
        }
    }

    /// The range as rules take it; several words are as unknown as all of them.
    var fact: FactValue {
        switch self {
        case .numbers(let low, let high): low == high ? .number(low) : .between(low, high, reason: "")
        case .words(let words): words.count == 1 ? .word(words[0]) : .unknown(reason: "")
        case .anything: .unknown(reason: "")
        }
    }
}

/// Varies the answers to open facts until some of them are seen to change a decision, or proved never to.
///
/// Rules run over ranges: where a range comes to one result, every answer in it does. All else is halved, so that
/// “never” is a proof and “seen” two decisions that differ; whoever runs out of steps says that it could.
struct InterimSearch {
    /// What was found about some facts.
    enum Verdict { case never, seen, unsettled }

    /// The most evaluations for one question.
    private static let stepLimit = 600
    /// The most evaluations for all questions; what is asked afterwards gets a few only.
    private static let totalLimit = 4000
    private static let fewSteps = 12

    let run: PolicyRun
    /// The open facts.
    let cells: [(field: FieldID, row: Int)]
    /// All their answers.
    let whole: [AnswerRange]
    private let wanted: [DefinitionID]
    private let places: [Place: Int]
    private var steps = 0
    private var total = 0

    /// Whether a question is given up, so that a page never waits for it.
    private var isSpent: Bool { steps >= Self.stepLimit || total >= Self.totalLimit && steps >= Self.fewSteps }

    private struct Place: Hashable {
        let field: FieldID
        let row: Int
    }

    init(_ run: PolicyRun) {
        self.run = run
        let schema = run.schema
        var cells: [(field: FieldID, row: Int)] = []
        var whole: [AnswerRange] = []
        for rows in run.sheet.table.rows {
            for (position, row) in rows.enumerated() {
                for (field, value) in row.values {
                    let described = schema.fields[field.index]
                    switch value {
                    case .number, .word: continue
                    case .between(let low, let high, _): whole.append(.numbers(low, high))
                    case .unknown where described.type == .text:
                        whole.append(described.words.map(AnswerRange.words) ?? .anything)
                    case .unknown:
                        whole.append(.numbers(described.range.lowerBound, described.range.upperBound))
                    }
                    cells.append((field, position))
                }
            }
        }
        (self.cells, self.whole) = (cells, whole)
        places = Dictionary(uniqueKeysWithValues: cells.enumerated().map { (Place(field: $1.field, row: $1.row), $0) })
        wanted = run.prepared.stages.flatMap { $0.tests.map(\.definition) + ($0.amount.map { [$0.definition] } ?? []) }
    }

    /// The facts with answers in place of the open ones.
    func table(_ box: [AnswerRange]) -> FactTable {
        var table = run.sheet.table
        for (cell, answers) in zip(cells, box) { table.set(cell.field, of: cell.row, to: answers.fact) }
        return table
    }

    /// What the policy comes to when the open facts have answers from these ranges.
    mutating func standing(_ box: [AnswerRange]) -> InterimStanding { look(box).standing }

    /// What the policy comes to, and which open facts could still make it another; all of them where a rule may fail.
    private mutating func look(_ box: [AnswerRange]) -> (standing: InterimStanding, named: Set<Int>) {
        steps += 1
        total += 1
        let all = Set(cells.indices)
        let evaluation = run.program.executor.evaluate(table(box), wanting: wanted, recording: false)
        guard evaluation.faults.isEmpty else { return (.open(nil), all) }
        var earliest: Int?
        var named: Set<Int> = []
        for (position, stage) in run.prepared.stages.enumerated() {
            let values = stage.tests.map { evaluation.value($0.definition) }
            if values.contains(where: { $0?.number == 0 }) { continue }
            let open = values.filter { $0?.number == nil }
            for value in open {
                guard case .open(let open)? = value, !open.mayFail else { return (.open(nil), all) }
                named.formUnion(cells(of: open.questions))
            }
            let paid = stage.amount.flatMap { evaluation.value($0.definition) }
            if case .open(let open)? = paid { named.formUnion(cells(of: open.questions)) }
            if !open.isEmpty {
                earliest = earliest ?? position
            } else if let earliest {
                return (.open(earliest...position), named)
            } else {
                let amount = stage.amount.map { MeasuredRange(paid, type: $0.type)?.exact } ?? .zero
                return (.certain(position, amount: amount), named)
            }
        }
        let none = run.prepared.stages.count
        return (earliest.map { .open($0...none) } ?? .certain(none, amount: .zero), named)
    }

    private func cells(of questions: [Question]) -> [Int] {
        questions.compactMap { places[Place(field: $0.field, row: $0.row.index)] }
    }

    /// Whether the answers to some facts could change the decision, whatever the answers to the others.
    mutating func couldChange(_ own: Set<Int>, _ level: InterimLevel) -> Verdict {
        steps = 0
        guard !own.isEmpty, !isIdle(own, whole, level) else { return .never }
        for others in [whole.map(\.ends.low), whole.map(\.ends.high)] where differAtEnds(own, others, level) {
            return .seen
        }
        var boxes = [whole]
        while let box = boxes.popLast() {
            if isSpent { return .unsettled }
            if isIdle(own, box, level) { continue }
            let point = box.indices.map { own.contains($0) ? whole[$0] : box[$0].ends.low }
            switch decides(own, point, level) {
            case .seen: return .seen
            case .unsettled: return .unsettled
            case .never: break
            }
            guard let widest = widest(of: box, where: { !own.contains($0) }), let halves = box[widest].halves else {
                continue
            }
            for half in [halves.0, halves.1] {
                var part = box
                part[widest] = half
                boxes.append(part)
            }
        }
        return .never
    }

    /// Whether the rules themselves show that some facts change nothing in a box.
    private mutating func isIdle(_ own: Set<Int>, _ box: [AnswerRange], _ level: InterimLevel) -> Bool {
        let found = look(box)
        return found.standing.isSettled(level) || found.named.isDisjoint(with: own)
    }

    /// Whether two extreme answers differ: the quickest way to see that facts matter.
    private mutating func differAtEnds(_ own: Set<Int>, _ others: [AnswerRange], _ level: InterimLevel) -> Bool {
        func box(_ high: Set<Int>) -> [AnswerRange] {
            others.indices.map { index in
                guard own.contains(index) else { return others[index] }
                return high.contains(index) ? whole[index].ends.high : whole[index].ends.low
            }
        }
        let first = standing(box([]))
        guard first.isSettled(level) else { return false }
        for high in [own] + own.map({ [$0] }) {
            let other = standing(box(high))
            if other.isSettled(level), other.differs(from: first, level) { return true }
        }
        return false
    }

    /// Whether some facts decide when all others have one answer each.
    private mutating func decides(_ own: Set<Int>, _ point: [AnswerRange], _ level: InterimLevel) -> Verdict {
        var boxes = [point]
        var seen: InterimStanding?
        while let box = boxes.popLast() {
            if isSpent { return .unsettled }
            let found = standing(box)
            let widest = widest(of: box, where: own.contains)
            if found.isSettled(level) || widest == nil {
                if let seen, found.differs(from: seen, level) { return .seen }
                seen = found
                if !found.isSettled(level), box.contains(where: { !$0.isPoint }) { return .unsettled }
            } else if let widest, let halves = box[widest].halves {
                for half in [halves.1, halves.0] {
                    var part = box
                    part[widest] = half
                    boxes.append(part)
                }
            }
        }
        return .never
    }

    private func widest(of box: [AnswerRange], where isWanted: (Int) -> Bool) -> Int? {
        box.indices.filter { isWanted($0) && box[$0].width > 0 }.max { box[$0].width < box[$1].width }
    }
}
