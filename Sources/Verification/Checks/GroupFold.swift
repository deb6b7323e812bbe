import Columns
import Rules

/// Folds the counted rows of one group into the facts that it gives.
final class GroupFold {
    let group: GroupPlan
    private let board: FactBoard
    private let householdOf: [UInt32]
    private let columns: [FactColumn]
    private var distinct: [[DistinctPair]] = []
    /// The subjects of the rows selected; -1 for people of no household who are only asked about.
    private var targets: [Int32] = []
    private let best: FactColumn?
    private let picks: PickedRows?
    /// Rows that wait for a second dataset; nil where the group goes through none.
    let waiting: WaitingRows?
    /// People whose sum grew beyond bounds.
    private(set) var overflown: Set<Int> = []

    private struct DistinctPair: Comparable {
        let subject: UInt32
        let print: Int64

        static func < (left: Self, right: Self) -> Bool {
            (left.subject, left.print) < (right.subject, right.print)
        }
    }

    init(_ group: GroupPlan, _ board: FactBoard, persons: Int) {
        (self.group, self.board, householdOf) = (group, board, board.people.householdOf)
        board.open(group, persons: persons)
        columns = group.values.compactMap { board[$0.fact] }
        distinct = group.values.map { _ in [] }
        let count = group.subject == .person ? persons : board.people.households.count
        best = group.latest.map { _ in FactColumn(count: count, isText: false, isAbsentable: true) }
        picks = group.order.isEmpty ? nil : PickedRows(group, count: count)
        waiting = group.throughColumn.map { _ in WaitingRows(group) }
    }

    /// The number of the subject that a person's rows belong to; nil for people of no household who are only asked
    /// about.
    @inline(__always)
    private func subject(_ person: Int) -> Int? {
        if group.subject == .person { return person }
        return person < householdOf.count ? Int(householdOf[person]) : nil
    }

    /// Takes the rows of a batch that count.
    func take(_ rows: MatchedRows, _ selected: [Int32], _ block: BatchBlock) {
        if let waiting {
            waiting.take(rows, selected, block)
            return
        }
        let subjects = rows.subjects
        if group.subject == .person {
            targets = selected.map { Int32(bitPattern: subjects[Int($0)]) }
        } else {
            targets = selected.map { row in
                let person = Int(subjects[Int(row)])
                return person < householdOf.count ? Int32(bitPattern: householdOf[person]) : -1
            }
        }
        if let picks {
            for (row, target) in zip(selected, targets) where target >= 0 { picks.offer(Int(target), rows, Int(row)) }
            return
        }
        var selected = selected
        if let latest = group.latest { keepLatest(&selected, rows, latest) }
        for position in group.values.indices {
            let needs = group.values[position].needs.filter { rows.hasEmpty($0) }
            fold(position, rows, selected, needs, block)
        }
    }

    private func fold(
        _ position: Int, _ rows: MatchedRows, _ selected: [Int32], _ needs: [Int], _ block: BatchBlock
    ) {
        let (value, column, targets) = (group.values[position], columns[position], targets)
        func isSkipped(_ place: Int) -> Bool {
            targets[place] < 0 || needs.contains { !rows.isGiven($0, Int(selected[place])) }
        }
        switch value.source {
        case .nothing:
            for place in selected.indices where !isSkipped(place) { _ = column.add(Int(targets[place]), 1) }
        case .output(let output):
            block.output(output).withNumbers { numbers in
                add(numbers, value.fold, position, column, selected, isSkipped)
            }
        case .column(let wanted):
            add(rows.numbers(wanted), value.fold, position, column, selected, isSkipped)
        case .text(let wanted):
            for place in selected.indices where !isSkipped(place) {
                add(position, Int(targets[place]), rows.text(wanted, Int(selected[place])))
            }
        }
    }

    @inline(__always)
    private func add(
        _ numbers: UnsafeBufferPointer<Int64>, _ fold: CheckAggregates.Fold, _ position: Int, _ column: FactColumn,
        _ selected: [Int32], _ isSkipped: (Int) -> Bool
    ) {
        let targets = targets
        switch fold {
        case .sum:
            for place in selected.indices where !isSkipped(place) {
                let subject = Int(targets[place])
                if !column.add(subject, numbers[Int(selected[place])]) { overflown.insert(subject) }
            }
        case .distinct:
            var pairs = distinct[position]
            distinct[position] = []
            for place in selected.indices where !isSkipped(place) {
                pairs.append(
                    DistinctPair(subject: UInt32(targets[place]), print: numbers[Int(selected[place])]))
            }
            distinct[position] = pairs
        case .count, .min, .max, .picked:
            for place in selected.indices where !isSkipped(place) {
                add(position, Int(targets[place]), numbers[Int(selected[place])])
            }
        }
    }

    /// Leaves the rows with the greatest value known so far; what a subject had of an earlier one is forgotten.
    private func keepLatest(_ selected: inout [Int32], _ rows: MatchedRows, _ column: Int) {
        guard let best else { return }
        let numbers = rows.numbers(column)
        let all = zip(selected, targets).filter { $1 >= 0 && rows.isGiven(column, Int($0)) }
        for (row, target) in all {
            let (subject, present) = (Int(target), numbers[Int(row)])
            if !best.isGiven(subject) || present > best.number(subject) {
                best.set(subject, present)
                for column in columns { column.clear(subject) }
            }
        }
        let kept = all.filter { numbers[Int($0)] == best.number(Int($1)) }
        (selected, targets) = (kept.map(\.0), kept.map(\.1))
    }

    /// Adds a number to what a subject has.
    func add(_ position: Int, _ subject: Int, _ number: Int64) {
        let column = columns[position]
        switch group.values[position].fold {
        case .count, .sum: if !column.add(subject, number) { overflown.insert(subject) }
        case .min: if !column.isGiven(subject) || number < column.number(subject) { column.set(subject, number) }
        case .max: if !column.isGiven(subject) || number > column.number(subject) { column.set(subject, number) }
        case .distinct: distinct[position].append(DistinctPair(subject: UInt32(subject), print: number))
        case .picked: break
        }
    }

    /// Compares a text with what a subject has.
    func add(_ position: Int, _ subject: Int, _ text: UnsafeBufferPointer<UInt8>) {
        let column = columns[position]
        guard column.isGiven(subject) else { return column.set(subject, text) }
        let isBetter =
            group.values[position].fold == .min
            ? precedes(text, column.text(subject)) : precedes(column.text(subject), text)
        if isBetter { column.set(subject, text) }
    }

    /// Counts what waited, and makes the facts that need all rows.
    func finish(found: [Bool]?) {
        if let waiting, let found {
            waiting.hand(found) { position, person, number, text in
                guard let subject = subject(person) else { return }
                if let text { add(position, subject, text) } else { add(position, subject, number) }
            }
        }
        for position in distinct.indices where !distinct[position].isEmpty {
            distinct[position].sort()
            var last: DistinctPair?
            for pair in distinct[position] where pair != last {
                _ = columns[position].add(Int(pair.subject), 1)
                last = pair
            }
            distinct[position] = []
        }
        picks?.finish(columns)
        // What the rules were proved for; a sum beyond it is an error, not a number.
        for (position, value) in group.values.enumerated() where value.fold == .sum {
            let range = CheckCompiler.range(of: board.program.facts[value.fact].type)
            for subject in 0..<columns[position].count where !range.contains(columns[position].number(subject)) {
                overflown.insert(subject)
            }
        }
    }
}
