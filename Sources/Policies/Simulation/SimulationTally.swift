import Primitives

/// Counts households one by one; tallies of parts of a population add up to that of the whole, in any order.
package struct SimulationTally: Sendable {
    private struct Place: Hashable {
        let county: String?
        let kind: String?
    }

    private struct Move: Hashable {
        let before: String
        let after: String
    }

    private struct LineAt: Hashable {
        let line: LineName
        let county: String?
    }

    /// The steps of the histogram, in fen a month.
    static let edges: [Int64] = [
        -100_000, -50_000, -20_000, -10_000, -5_000, 0, 1, 5_000, 10_000, 20_000, 50_000, 100_000,
    ]

    private var total = SimulationResult.Figures()
    private var cells: [Place: SimulationResult.Figures] = [:]
    private var moves: [Move: Int64] = [:]
    private var reasons: [String: Int64] = [:]
    private var steps = Array(repeating: Int64(0), count: Self.edges.count + 1)
    private var lines: [LineAt: SimulationResult.Line] = [:]
    private var leaving: [SimulationResult.Leaving] = []
    /// What the sampled households lose.
    package var cliffs = CliffTally()

    /// Counts nobody yet.
    package init() {}

    /// Counts a household.
    package mutating func add(_ pair: SimulatedPair) {
        add(
            like: pair, households: pair.weight, beforeFen: pair.before.monthlyFen * pair.weight,
            afterFen: pair.after.monthlyFen * pair.weight)
        if pair.change == .left { list(leaving: pair) }
    }

    /// The step of the histogram that a difference belongs to.
    package static func step(of differenceFen: Int64) -> Int {
        edges.firstIndex { differenceFen < $0 } ?? edges.count
    }

    /// Counts households of one county and type that all change alike, by the same step and near the same lines.
    package mutating func add(like pair: SimulatedPair, households: Int64, beforeFen: Int64, afterFen: Int64) {
        let change = pair.change
        var figures = SimulationResult.Figures()
        figures.add(change, households, pair.before.word == nil ? 0 : beforeFen, afterFen)
        total.add(figures)
        for place in [
            Place(county: pair.county, kind: pair.kind), Place(county: pair.county, kind: nil),
            Place(county: nil, kind: pair.kind),
        ] { cells[place, default: .init()].add(figures) }
        moves[Move(before: pair.before.word ?? "undecided", after: pair.after.word ?? "undecided"), default: 0] +=
            households
        if change == .undecided {
            for outcome in Set([pair.before.standing, pair.after.standing]) {
                if case .undecided(let reason) = outcome { reasons[reason, default: 0] += households }
            }
        } else if change != .outside {
            steps[Self.step(of: pair.after.monthlyFen - pair.before.monthlyFen)] += households
        }
        for measure in pair.before.near {
            note(measure, pair.county, households, below: \.belowBefore, above: \.aboveBefore)
        }
        for measure in pair.after.near {
            note(measure, pair.county, households, below: \.belowAfter, above: \.aboveAfter)
        }
    }

    /// Lists a household that leaves; it is counted by itself.
    package mutating func list(leaving pair: SimulatedPair) {
        leaving.append(
            SimulationResult.Leaving(
                key: pair.key, county: pair.county, kind: pair.kind, beforeFen: pair.before.monthlyFen,
                after: pair.after.word ?? ""))
    }

    private mutating func note(
        _ measure: SimulatedOutcome.Measure, _ ofCounty: String, _ households: Int64,
        below: WritableKeyPath<SimulationResult.Line, Int64>, above: WritableKeyPath<SimulationResult.Line, Int64>
    ) {
        let path = measure.nearness == .below ? below : above
        for county in [ofCounty, nil] {
            let place = LineAt(line: measure.line, county: county)
            lines[place, default: .init(line: measure.line, county: county)][keyPath: path] += households
        }
    }

    /// Adds another part of the population.
    package mutating func add(_ other: SimulationTally) {
        total.add(other.total)
        for (place, figures) in other.cells { cells[place, default: .init()].add(figures) }
        moves.merge(other.moves, uniquingKeysWith: +)
        reasons.merge(other.reasons, uniquingKeysWith: +)
        for index in steps.indices { steps[index] += other.steps[index] }
        for (place, line) in other.lines {
            lines[place, default: .init(line: place.line, county: place.county)].add(line)
        }
        leaving += other.leaving
        cliffs.add(other.cliffs)
    }

    /// The result; at most so many of the leaving households are listed, and so many reasons.
    package func result(
        before: SimulationSide, after: SimulationSide, guide: SimulationGuide, programs: [String: String],
        listed: Int = 1000, reasonsListed: Int = 20
    ) -> SimulationResult {
        let sortedCells = cells.map { SimulationResult.Cell(county: $0.county, kind: $0.kind, figures: $1) }
            .sorted { ($0.county ?? "", $0.kind ?? "") < ($1.county ?? "", $1.kind ?? "") }
        let named = Set(cells.keys.compactMap(\.kind))
        let further = [SimulationGuide.otherKind, SimulationGuide.unclearKind].filter { named.contains($0.name) }
        var low: Int64?
        var histogram: [SimulationResult.Step] = []
        for (high, count) in zip(Self.edges.map(Optional.some) + [nil], steps) {
            histogram.append(.init(lowFen: low, highFen: high, households: count))
            low = high
        }
        return SimulationResult(
            before: .init(before), after: .init(after), kinds: guide.kinds + further, programs: programs, total: total,
            cells: sortedCells,
            transitions: moves.map { .init(before: $0.before, after: $0.after, households: $1) }
                .sorted { ($0.before, $0.after) < ($1.before, $1.after) },
            reasons: Array(
                reasons.map { SimulationResult.Reason(reason: $0, households: $1) }
                    .sorted { ($1.households, $0.reason) < ($0.households, $1.reason) }.prefix(reasonsListed)),
            steps: histogram,
            lines: lines.values.sorted {
                ($0.county ?? "", $0.line.program, $0.line.name) < ($1.county ?? "", $1.line.program, $1.line.name)
            },
            leaving: Array(leaving.sorted { $0.key < $1.key }.prefix(listed)), cliffs: cliffs.meter(guide))
    }
}

extension SimulationResult.Side {
    init(_ side: SimulationSide) {
        self.init(title: side.title, day: side.day?.text, overrides: side.overrides.map(\.description))
    }
}

extension SimulationResult.Figures {
    fileprivate mutating func add(_ change: SimulatedChange, _ count: Int64, _ before: Int64, _ after: Int64) {
        households += count
        self[keyPath: change.figure] += count
        if change == .undecided {
            undecidedFen += before
        } else {
            beforeFen += before
            afterFen += after
        }
    }

    fileprivate mutating func add(_ other: Self) {
        households += other.households
        for change in SimulatedChange.allCases { self[keyPath: change.figure] += other[keyPath: change.figure] }
        beforeFen += other.beforeFen
        afterFen += other.afterFen
        undecidedFen += other.undecidedFen
    }

    /// The count of a change.
    package func count(_ change: SimulatedChange) -> Int64 { self[keyPath: change.figure] }
}

extension SimulatedChange {
    fileprivate var figure: WritableKeyPath<SimulationResult.Figures, Int64> {
        switch self {
        case .entered: \.entered
        case .left: \.left
        case .raised: \.raised
        case .lowered: \.lowered
        case .unchanged: \.unchanged
        case .outside: \.outside
        case .undecided: \.undecided
        }
    }
}

extension SimulationResult.Line {
    fileprivate mutating func add(_ other: Self) {
        belowBefore += other.belowBefore
        aboveBefore += other.aboveBefore
        belowAfter += other.belowAfter
        aboveAfter += other.aboveAfter
    }
}
