/// What an outcome is while a fact or an answer is varied.
enum ProbedOutcome: Equatable {
    /// One value: a number, or a numerator and a denominator above zero.
    case certain(Int64, over: Int64)
    /// Between two numbers; quotients and values that may fail have no bounds here.
    case open(ClosedRange<Int64>?)
    case failed

    static func == (left: ProbedOutcome, right: ProbedOutcome) -> Bool {
        switch (left, right) {
        case (.certain(let a, let b), .certain(let c, let d)): Int128(a) * Int128(d) == Int128(c) * Int128(b)
        case (.failed, .failed): true
        case (.open(let a), .open(let b)): a == b
        default: false
        }
    }

    /// Whether every value it may be differs from an outcome.
    func excludes(_ outcome: ProbedOutcome) -> Bool {
        switch (self, outcome) {
        case (.certain, .certain): self != outcome
        case (.certain, .failed): true
        case (.open(let range?), .certain(let value, over: 1)): !range.contains(value)
        default: false
        }
    }
}

/// A part of the answers a fact may have.
struct AnswerSlice {
    var low: Int64
    var high: Int64
    /// The words, for a text.
    var words: [Int64]?

    var isPoint: Bool { low == high }

    /// The two halves of a slice with more than one answer.
    var halves: (AnswerSlice, AnswerSlice) {
        if let words {
            let middle = words.count / 2
            return (AnswerSlice(words: Array(words[..<middle])), AnswerSlice(words: Array(words[middle...])))
        }
        let middle = Int64((Int128(low) + Int128(high)) >> 1)
        return (AnswerSlice(low, middle), AnswerSlice(middle + 1, high))
    }

    /// How many answers there are.
    var count: Int128 { words.map { Int128($0.count) } ?? Int128(high) - Int128(low) + 1 }

    /// The slice with the first answer alone.
    var first: AnswerSlice { AnswerSlice(low, low, words: words.map { [$0[0]] }) }

    init(_ low: Int64, _ high: Int64, words: [Int64]? = nil) {
        (self.low, self.high, self.words) = (low, high, words)
    }

    /// A slice of sorted words, one at least.
    init(words: [Int64]) { self.init(words[0], words[words.count - 1], words: words) }
}

/// Computes one outcome again and again with some facts changed, and counts how often.
struct Probe {
    private let start: Computation
    private let watched: Watched
    private(set) var runs = 0

    init(_ facts: LoadedFacts, watching watched: Watched) {
        start = Computation(facts, questions: false)
        self.watched = watched
    }

    /// The outcome when the facts in some cells have answers from these slices.
    mutating func outcome(_ changes: [(cell: Int, slice: AnswerSlice)] = []) -> ProbedOutcome {
        runs += 1
        var computation = start
        for (cell, slice) in changes {
            let state: Cell.State = slice.isPoint ? .known : .open
            computation.cells[cell] = Cell(low: slice.low, high: slice.high, state: state)
            computation.handfuls[cell] = slice.isPoint ? nil : slice.words
        }
        switch watched {
        case .value(let id, let row): return computation.outcome(id, row)
        case .firstHolding(let groups): return computation.firstHolding(groups)
        }
    }
}

extension Computation {
    /// The position of the first group of the subject's flags that all hold; their number where none does.
    ///
    /// A false flag refuses its group even beside a failed one.
    fileprivate mutating func firstHolding(_ groups: [[DefinitionID]]) -> ProbedOutcome {
        prepare()
        var earliest: Int64?
        for (index, group) in groups.enumerated() {
            let flags = group.map { value(plan.results[$0.index].value, 0) }
            if flags.contains(where: { $0.isKnown && $0.low == 0 }) { continue }
            if flags.contains(where: { $0.isFailed || $0.isRisky }) { return earliest == nil ? .failed : .open(nil) }
            let position = Int64(index)
            if flags.allSatisfy({ $0.isKnown || $0.low == 1 }) {
                return earliest.map { .open($0...position) } ?? .certain(position, over: 1)
            }
            earliest = earliest ?? position
        }
        let none = Int64(groups.count)
        return earliest.map { .open($0...none) } ?? .certain(none, over: 1)
    }

    /// One derived value at one row, as probes compare it.
    fileprivate mutating func outcome(_ id: DefinitionID, _ row: Int) -> ProbedOutcome {
        let result = plan.results[id.index]
        prepare()
        let above = value(result.value, row)
        let below = result.denominator.map { value($0, row) } ?? .known(1)
        if above.isFailed || below.isFailed || below.high <= 0 { return .failed }
        if above.isKnown, below.isKnown { return .certain(above.low, over: below.low) }
        let bounded = result.denominator == nil && !above.isRisky
        return .open(bounded ? above.low...above.high : nil)
    }
}
