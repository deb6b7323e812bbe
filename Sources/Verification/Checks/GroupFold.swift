import Columns
import Rules

/// What is left of a group when a pass is over, besides the facts it has made.
struct FoldedGroup: Sendable {
    /// Rows that wait for a second dataset; nil where the group goes through none.
    var waiting: WaitingRows?
    /// Subjects whose sum grew beyond bounds.
    var overflown: Set<Int> = []
}

/// Folds the counted rows of one group into the facts that it gives.
struct GroupFold {
    let group: GroupPlan
    private(set) var folded = FoldedGroup()
    private let householdOf: [UInt32]
    private let columns: [SubjectLane]
    private let ranges: [ClosedRange<Int64>]
    private var distinct: [DistinctValues?]
    private var best: SubjectLane?
    private var picks: PickedRows?
    /// Sums that were beyond bounds for a moment, by position of the value.
    private var doubtful: [Int: Set<Int>] = [:]

    /// A fold into the facts that the board has opened for the group.
    init(_ group: GroupPlan, _ board: FactBoard) {
        (self.group, householdOf) = (group, board.people.householdOf)
        columns = group.values.compactMap { board[$0.fact] }
        ranges = group.values.map { CheckCompiler.range(of: board.program.facts[$0.fact].type) }
        let count = columns.first?.count ?? 0
        distinct = group.values.map { $0.fold == .distinct ? DistinctValues(count: count) : nil }
        best = group.latest.map { _ in SubjectLane(count: count, isText: false, isAbsentable: true) }
        picks = group.order.isEmpty ? nil : PickedRows(group, count: count)
        if group.throughColumn != nil { folded.waiting = WaitingRows(group) }
    }

    /// Takes the rows of a batch that count; their subjects are persons.
    mutating func take(_ rows: MatchedRows, _ chosen: ChosenRows, _ block: BatchBlock) {
        if folded.waiting != nil {
            folded.waiting?.take(rows, chosen, block)
            return
        }
        var chosen = chosen
        // Rows of people of no household, who are only asked about, belong to no household's aggregate.
        if group.subject == .household { chosen.rename(householdOf) }
        if picks != nil {
            picks?.take(rows, chosen)
            return
        }
        if let latest = group.latest { keepLatest(&chosen, rows, latest) }
        for position in group.values.indices {
            let needs = group.values[position].needs.filter { rows.hasEmpty($0) }
            if needs.isEmpty {
                fold(position, rows, chosen, block)
            } else {
                var given = chosen
                given.keep { row, _ in needs.allSatisfy { rows.isGiven($0, row) } }
                fold(position, rows, given, block)
            }
        }
    }

    private mutating func fold(_ position: Int, _ rows: MatchedRows, _ chosen: ChosenRows, _ block: BatchBlock) {
        let column = columns[position]
        switch group.values[position].source {
        case .nothing: column.count(chosen)
        case .output(let output): block.output(output).withNumbers { add(position, $0, chosen) }
        case .column(let wanted): add(position, rows.numbers(wanted), chosen)
        case .text(let wanted):
            let keepsLeast = group.values[position].fold == .min
            chosen.forEach { row, subject in
                Self.keep(rows.text(wanted, row), in: column, subject, least: keepsLeast)
            }
        }
    }

    private mutating func add(_ position: Int, _ numbers: UnsafeBufferPointer<Int64>, _ chosen: ChosenRows) {
        switch group.values[position].fold {
        case .sum:
            let beyond = columns[position].sum(
                numbers, chosen, within: ranges[position], overflown: &folded.overflown)
            if !beyond.isEmpty { doubtful[position, default: []].formUnion(beyond) }
        case .distinct: distinct[position]?.add(numbers, chosen, to: columns[position])
        case .min: columns[position].keepLeast(numbers, chosen)
        case .max: columns[position].keepGreatest(numbers, chosen)
        case .count: columns[position].count(chosen)
        case .picked: break
        }
    }

    private static func keep(
        _ text: UnsafeBufferPointer<UInt8>, in column: SubjectLane, _ subject: Int, least: Bool
    ) {
        guard column.isGiven(subject) else { return column.set(subject, text) }
        let known = column.text(subject)
        if least ? precedes(text, known) : precedes(known, text) { column.set(subject, text) }
    }

    /// Leaves the rows with the greatest value known so far; what a subject had of an earlier one is forgotten.
    private func keepLatest(_ chosen: inout ChosenRows, _ rows: MatchedRows, _ column: Int) {
        guard let best else { return }
        let numbers = rows.numbers(column)
        if rows.hasEmpty(column) { chosen.keep { row, _ in rows.isGiven(column, row) } }
        chosen.forEach { row, subject in
            if !best.isGiven(subject) || numbers[row] > best.number(subject) {
                best.set(subject, numbers[row])
                for column in columns { column.clear(subject) }
            }
        }
        chosen.keep { row, subject in numbers[row] == best.number(subject) }
    }

    /// Counts what waited for a second dataset; `found` says which of its texts are there.
    mutating func take(_ waiting: WaitingRows, found: [Bool]) {
        waiting.hand(found) { position, person, number, text in
            guard group.subject == .person || person < householdOf.count else { return }
            let subject = group.subject == .person ? person : Int(householdOf[person])
            if let text {
                Self.keep(text, in: columns[position], subject, least: group.values[position].fold == .min)
            } else {
                withUnsafePointer(to: number) { number in
                    add(position, UnsafeBufferPointer(start: number, count: 1), ChosenRows(only: subject))
                }
            }
        }
    }

    /// Makes the facts that need all rows.
    mutating func finish() {
        for position in distinct.indices { distinct[position]?.finish(columns[position]) }
        picks?.finish(columns)
        // What the rules were proved for; a sum beyond it is an error, not a number.
        for (position, subjects) in doubtful {
            for subject in subjects where !ranges[position].contains(columns[position].number(subject)) {
                folded.overflown.insert(subject)
            }
        }
    }
}

/// Counts different values: the first of each subject is kept beside it, the others wait to be sorted.
private struct DistinctValues {
    private let first: SubjectLane
    private var others: [Pair] = []

    private struct Pair: Comparable {
        let subject: UInt32
        let value: Int64

        static func < (left: Self, right: Self) -> Bool {
            (left.subject, left.value) < (right.subject, right.value)
        }
    }

    init(count: Int) { first = SubjectLane(count: count, isText: false, isAbsentable: true) }

    mutating func add(_ values: UnsafeBufferPointer<Int64>, _ chosen: ChosenRows, to counts: SubjectLane) {
        chosen.forEach { row, subject in
            if !first.isGiven(subject) {
                first.set(subject, values[row])
                _ = counts.add(subject, 1)
            } else if first.number(subject) != values[row] {
                others.append(Pair(subject: UInt32(truncatingIfNeeded: subject), value: values[row]))
            }
        }
    }

    mutating func finish(_ counts: SubjectLane) {
        others.sort()
        var last: Pair?
        for pair in others where pair != last {
            _ = counts.add(Int(pair.subject), 1)
            last = pair
        }
        others = []
    }
}
