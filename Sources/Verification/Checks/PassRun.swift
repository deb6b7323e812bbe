import Columns
import Primitives
import Rules

/// One pass over a dataset: fills blocks with matched rows and hands those that count to the folds.
///
/// `@unchecked Sendable` because one thread runs the pass and nobody looks at it before the wave is over.
final class PassRun: @unchecked Sendable {
    let pass: PassPlan
    private let board: FactBoard
    private let day: RunDay
    private let folds: [GroupFold]
    private let lookups: [RowLookup]
    /// For each group that goes through this dataset, which of its texts have been found.
    private(set) var found: [[Bool]]
    /// Rows that could not be read, for people.
    private(set) var problems: [String] = []
    /// People with a row that could not be read, or that a step failed for.
    private(set) var failed: Set<Int> = []
    /// The earliest day on which a row changes a group's answer, by group and household.
    private(set) var due: [Int: FactColumn] = [:]

    private let filler: RowFiller
    private let block = BatchBlock()
    private var selected: [Int32] = []
    private var isBad: [Bool] = []
    private var hasBad = false
    private let wantsDue: Bool

    init(
        _ pass: PassPlan, _ board: FactBoard, day: RunDay, folds: [GroupFold], people: SubjectIndex,
        waiting: [[[UInt8]]], wantsDue: Bool
    ) {
        (self.pass, self.board, self.day, self.folds) = (pass, board, day, folds)
        self.wantsDue = wantsDue && pass.due != nil
        lookups = pass.lookups.enumerated().map { number, lookup in
            let through = pass.throughs.firstIndex { $0.lookup == number }
            return RowLookup(
                key: lookup.key,
                index: through.map { .texts(TextIndex(keys: waiting[$0])) } ?? .people(people), columns: lookup.columns)
        }
        found = waiting.map { Array(repeating: false, count: $0.count) }
        filler = RowFiller(plan: self.wantsDue ? pass.due ?? pass.program : pass.program, day: day, facts: board)
        if self.wantsDue {
            for group in pass.groups {
                due[group] = FactColumn(count: board.people.households.count, isText: false, isAbsentable: true)
            }
        }
    }

    func run(_ source: any RowSource) throws {
        try source.scan(RowRequest(schema: pass.schema, lookups: lookups)) { take($0) }
    }

    private func take(_ rows: MatchedRows) {
        note(rows)
        guard rows.count > 0 else { return }
        filler.fill(block, rows)
        block.run()
        noteUndecided(rows)
        for (position, group) in pass.groups.enumerated() where folds[position].group.lookups.contains(rows.lookup) {
            select(rows, folds[position].group)
            folds[position].take(rows, selected, block)
            if wantsDue { noteDue(rows, folds[position].group, group) }
        }
        for (position, through) in pass.throughs.enumerated() where through.lookup == rows.lookup {
            let condition = through.condition.map { block.output($0) }
            for row in 0..<rows.count {
                let isGiven = through.needs.allSatisfy { rows.isGiven($0, row) }
                if isGiven, condition.map({ $0[row] == 1 }) ?? true { found[position][Int(rows.subjects[row])] = true }
            }
        }
    }

    /// The rows of a batch that count for a group, into `selected`.
    private func select(_ rows: MatchedRows, _ group: GroupPlan) {
        selected.removeAll(keepingCapacity: true)
        if let condition = group.condition {
            block.output(condition).withNumbers { flags in
                for row in 0..<rows.count where flags[row] != 0 { selected.append(Int32(truncatingIfNeeded: row)) }
            }
        } else {
            for row in 0..<rows.count { selected.append(Int32(truncatingIfNeeded: row)) }
        }
        let columns = group.needs.filter { rows.hasEmpty($0) }
        if hasBad || !columns.isEmpty || !group.needsFacts.isEmpty {
            selected.removeAll { row in
                let row = Int(row)
                return (hasBad && isBad[row]) || columns.contains { !rows.isGiven($0, row) }
                    || group.needsFacts.contains { fact in
                        guard let (column, subject) = board.place(fact, person: Int(rows.subjects[row])) else {
                            return true
                        }
                        return !column.isGiven(subject)
                    }
            }
        }
    }

    private func note(_ rows: MatchedRows) {
        hasBad = false
        for fault in rows.faults {
            problems.append(RowTrouble.sentence(fault, in: pass.schema))
            if let row = fault.row { setBad(row, rows) }
        }
    }

    private func setBad(_ row: Int, _ rows: MatchedRows) {
        if !hasBad {
            isBad = Array(repeating: false, count: rows.count)
            hasBad = true
        }
        isBad[row] = true
        if pass.lookups[rows.lookup].throughGroup == nil { failed.insert(Int(rows.subjects[row])) }
    }

    private func noteUndecided(_ rows: MatchedRows) {
        let undecided = block.undecided
        let isAny = undecided.withNumbers { flags in flags.contains { $0 != 0 } }
        guard isAny else { return }
        for row in 0..<rows.count where undecided[row] != 0 { setBad(row, rows) }
        problems.append("\(pass.dataset)：有 \(undecided.withNumbers { $0.count { $0 != 0 } }) 行数值过大，无法计算；请核对。")
    }

    private func noteDue(_ rows: MatchedRows, _ group: GroupPlan, _ number: Int) {
        guard let column = due[number] else { return }
        var isCounted = [Bool](repeating: false, count: group.valueDue.isNever ? 0 : rows.count)
        if !isCounted.isEmpty { for row in selected { isCounted[Int(row)] = true } }
        for row in 0..<rows.count {
            var next = DueClock(block: block, lane: row, today: day.day).day(of: group.conditionDue)
            if !isCounted.isEmpty, isCounted[row],
                let value = DueClock(block: block, lane: row, today: day.day).day(of: group.valueDue)
            {
                next = min(next ?? value, value)
            }
            let person = Int(rows.subjects[row])
            guard let next, person < board.people.householdOf.count else { continue }
            let household = Int(board.people.householdOf[person])
            if !column.isGiven(household) || next < column.number(household) { column.set(household, next) }
        }
    }
}

/// Works out a due term for one lane of a block that has run.
struct DueClock {
    let block: BatchBlock
    let lane: Int
    let today: Int64

    /// The next day on which the value may change; nil for never, and for changes of month or year, which concern all.
    func day(of term: DueTerm) -> Int64? {
        switch term {
        case .never, .nextMonth, .nextYear: return nil
        case .tomorrow: return today + 1
        case .birthday(let output): return nextBirthday(block.output(output)[lane])
        case .comparison(let a, let b, let allowsEqual, let rises):
            let gap = block.output(b)[lane] - block.output(a)[lane]
            let holdsFrom: Int64 = allowsEqual ? 0 : 1
            if rises { return gap >= holdsFrom ? nil : today + holdsFrom - gap }
            return gap >= holdsFrom ? today + gap - holdsFrom + 1 : nil
        case .years(let a, let b, let allowsEqual, let rises, let birth):
            let holds = block.output(b)[lane] - block.output(a)[lane] >= (allowsEqual ? 0 : 1)
            return holds == rises ? nil : nextBirthday(block.output(birth)[lane])
        case .equality(let a, let b, let rises):
            let gap = block.output(b)[lane] - block.output(a)[lane]
            if gap == 0 { return today + 1 }
            return (gap < 0) == rises ? today + abs(gap) : nil
        case .choice(let condition, let flag, let first, let second):
            let chosen = day(of: block.output(condition)[lane] == 1 ? first : second)
            return [day(of: flag), chosen].compactMap { $0 }.min()
        case .earliest(let terms): return terms.compactMap { day(of: $0) }.min()
        }
    }

    /// A day on which full years from a birth may have grown: the day itself, and 1 March for those of 29 February.
    private func nextBirthday(_ birth: Int64) -> Int64 {
        let (born, now) = (CivilDate(dayNumber: Int32(birth)), CivilDate(dayNumber: Int32(today)))
        let days = (now.year...now.year + 1).flatMap { year in
            born.month == 2 && born.day == 29
                ? [
                    try? CivilDate(year: year, month: 2, day: 28), try? CivilDate(year: year, month: 3, day: 1),
                    try? CivilDate(year: year, month: 2, day: 29),
                ]
                : [try? CivilDate(year: year, month: born.month, day: born.day)]
        }
        return days.compactMap { $0 }.map { Int64($0.dayNumber) }.filter { $0 > today }.min() ?? today + 1
    }
}
