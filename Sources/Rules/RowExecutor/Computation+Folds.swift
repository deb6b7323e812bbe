/// One row under a fold: whether it takes part, and its value.
private struct Lane {
    let row: Int
    /// Whether the filter holds; certainly so without one.
    var filter: Cell
    /// The value; unset where the filter does not hold or the value is not asked for.
    var body: Cell

    var isCertain: Bool { filter.isKnown }
    var isRisky: Bool { filter.isRisky || body.isRisky }
    var isOpen: Bool { !filter.isKnown || body.state == .open || body.state == .risky }
}

/// Folds over the rows below a row.
extension Computation {
    /// A fold; rows whose filter is false are passed by, even if their value would fail.
    mutating func fold(_ instruction: Instruction, _ row: Int, _ slot: Int) -> Cell {
        let range = layout.below(row, entity: instruction.c)
        var filterFailed = false
        var plain = KnownFold(instruction.fold)
        var allKnown = true
        for position in range {
            let child = Int(layout.children[position])
            let filter = instruction.b < 0 ? Cell.flag(true) : value(instruction.b, child)
            if filter.isKnown, filter.low == 0 { continue }
            if filter.isFailed {
                filterFailed = true
                continue
            }
            let body = instruction.fold == .count ? Cell() : value(instruction.a, child)
            if allKnown, filter.isKnown, body.isKnown || instruction.fold == .count {
                plain.take(body.low)
                continue
            }
            allKnown = false
        }
        if filterFailed { return .failed }
        if allKnown { return plain.result }
        return openFold(instruction, lanes: everyLane(instruction, range), slot)
    }

    /// All rows that may take part, from their remembered cells.
    private mutating func everyLane(_ instruction: Instruction, _ range: Range<Int>) -> [Lane] {
        range.compactMap { position in
            let child = Int(layout.children[position])
            let filter = instruction.b < 0 ? Cell.flag(true) : value(instruction.b, child)
            if filter.high == 0, !filter.isRisky { return nil }
            return Lane(
                row: child, filter: filter, body: instruction.fold == .count ? Cell() : value(instruction.a, child))
        }
    }

    private mutating func openFold(_ instruction: Instruction, lanes: [Lane], _ slot: Int) -> Cell {
        if instruction.fold == .any || instruction.fold == .all { return openFlags(instruction, lanes, slot) }
        if lanes.contains(where: { $0.body.isFailed }) { return .failed }
        let risky = lanes.contains(where: \.isRisky)
        var result: Interval?
        var matters: (Lane) -> Bool = { _ in true }
        switch instruction.fold {
        case .count: result = Interval(Int64(lanes.count(where: \.isCertain)), Int64(lanes.count))
        case .sum:
            result = Interval.fitting(
                lanes.reduce(0) { $0 + Int128($1.isCertain ? $1.body.low : min($1.body.low, 0)) },
                lanes.reduce(0) { $0 + Int128($1.isCertain ? $1.body.high : max($1.body.high, 0)) })
            matters = { $0.body.low != 0 || $0.body.high != 0 }
        case .minimum:
            let bound = lanes.filter(\.isCertain).map(\.body.high).min()
            result = Interval.extreme(lanes.map { ($0.body.low) }.min(), bound ?? lanes.map(\.body.high).max())
            result?.risky = bound == nil
            if let bound { matters = { $0.body.low < bound } }
        case .maximum:
            let bound = lanes.filter(\.isCertain).map(\.body.low).max()
            result = Interval.extreme(bound ?? lanes.map(\.body.low).min(), lanes.map(\.body.high).max())
            result?.risky = bound == nil
            if let bound { matters = { $0.body.high > bound } }
        default:
            result = Interval(
                fewest(lanes.filter(\.isCertain).map { $0.body.low...$0.body.high }),
                most(lanes.map { $0.body.low...$0.body.high }))
        }
        let cell = settled(result?.with(risk: risky))
        if cell.isKnown || cell.isFailed { return cell }
        for lane in lanes where lane.isOpen && (lane.isRisky || matters(lane)) { ask(instruction, lane, slot) }
        return cell
    }

    private mutating func openFlags(_ instruction: Instruction, _ lanes: [Lane], _ slot: Int) -> Cell {
        let any = instruction.fold == .any
        let deciding: Int64 = any ? 1 : 0
        if lanes.contains(where: { $0.isCertain && $0.body.isKnown && $0.body.low == deciding }) {
            return .known(deciding)
        }
        if lanes.contains(where: { $0.body.isFailed }) { return .failed }
        // A row that may drop out counts as the value that does not decide.
        let flags = lanes.map { lane in
            any
                ? Interval(lane.filter.low & lane.body.low, lane.filter.high & lane.body.high)
                : Interval(max(1 - lane.filter.high, lane.body.low), max(1 - lane.filter.low, lane.body.high))
        }
        let lows = flags.map(\.low)
        let highs = flags.map(\.high)
        var result =
            any
            ? Interval(lows.max() ?? 0, highs.max() ?? 0) : Interval(lows.min() ?? 1, highs.min() ?? 1)
        result.risky = lanes.contains(where: \.isRisky)
        let cell = settled(result)
        if cell.isKnown { return cell }
        for (lane, flag) in zip(lanes, flags) where lane.isRisky || flag.low != flag.high {
            ask(instruction, lane, slot)
        }
        return cell
    }

    private mutating func ask(_ instruction: Instruction, _ lane: Lane, _ slot: Int) {
        if instruction.b >= 0 { ask(slot, as: lane.filter, of: instruction.b, lane.row) }
        if instruction.fold != .count { ask(slot, as: lane.body, of: instruction.a, lane.row) }
    }

    /// The fewest different values that one number from each range can make: the fewest points that meet all ranges.
    private func fewest(_ ranges: [ClosedRange<Int64>]) -> Int64 {
        var points: Int64 = 0
        var last: Int64?
        for range in ranges.sorted(by: { $0.upperBound < $1.upperBound })
        where last.map({ $0 < range.lowerBound }) ?? true {
            points += 1
            last = range.upperBound
        }
        return points
    }

    /// The most different values that one number from each range can make.
    ///
    /// Each point goes to the range that ends first among those that hold it.
    private func most(_ ranges: [ClosedRange<Int64>]) -> Int64 {
        var waiting = ranges.sorted { $0.lowerBound > $1.lowerBound }
        var running: [Int64] = []
        var values: Int64 = 0
        var point = Int64.min
        while !(waiting.isEmpty && running.isEmpty) {
            if running.isEmpty, let next = waiting.last { point = max(point, next.lowerBound) }
            while let next = waiting.last, next.lowerBound <= point {
                running.append(next.upperBound)
                waiting.removeLast()
            }
            running.removeAll { $0 < point }
            guard let first = running.min(), let index = running.firstIndex(of: first) else { continue }
            running.remove(at: index)
            values += 1
            if point == Int64.max { break }
            point += 1
        }
        return values
    }
}

extension Interval {
    fileprivate static func extreme(_ low: Int64?, _ high: Int64?) -> Interval? {
        guard let low, let high else { return nil }
        return Interval(low, high)
    }
}

/// A fold over certain values, as they come.
private struct KnownFold {
    private let fold: Fold
    private var total: Int128 = 0
    private var rows: Int64 = 0
    private var extreme: Int64 = 0
    private var values: Set<Int64> = []
    private var hits: Int64 = 0

    init(_ fold: Fold) { self.fold = fold }

    @inline(__always) mutating func take(_ value: Int64) {
        rows += 1
        switch fold {
        case .sum: total += Int128(value)
        case .minimum: extreme = rows == 1 ? value : min(extreme, value)
        case .maximum: extreme = rows == 1 ? value : max(extreme, value)
        case .count: break
        case .distinct: values.insert(value)
        case .any, .all: hits += value
        }
    }

    var result: Cell {
        switch fold {
        case .sum: Int64(exactly: total).map(Cell.known) ?? .failed
        case .minimum, .maximum: rows == 0 ? .failed : .known(extreme)
        case .count: .known(rows)
        case .distinct: .known(Int64(values.count))
        case .any: .flag(hits > 0)
        case .all: .flag(hits == rows)
        }
    }
}
