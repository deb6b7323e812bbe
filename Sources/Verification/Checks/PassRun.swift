import Columns
import Primitives
import Rules

/// One pass over a dataset, ready to run on any thread.
struct PassRun: Sendable {
    let pass: PassPlan
    let board: FactBoard
    let day: RunDay
    let people: SubjectIndex
    /// For each group that goes through this dataset the texts that its rows wait for.
    let waiting: [[[UInt8]]]
    let wantsDue: Bool

    /// Goes through the dataset; the facts are written to the board's lanes, which nobody else touches meanwhile.
    func run(_ source: any RowSource) throws -> PassOutcome {
        let worker = PassWorker(self)
        try source.scan(RowRequest(schema: pass.schema, lookups: worker.lookups)) { worker.take($0) }
        return worker.finish()
    }
}

/// What came of a pass, besides the facts it made.
struct PassOutcome: Sendable {
    let pass: PassPlan
    /// For each group that goes through this dataset, which of its texts have been found.
    var found: [[Bool]]
    /// Rows that could not be read, for people.
    var problems: [String] = []
    /// People with a row that could not be read, or that a step failed for.
    var failed: Set<Int> = []
    /// The earliest day on which a row changes a group's answer, by group and household.
    var due: [Int: SubjectLane] = [:]
    /// What is left of each group, by its number.
    var folded: [Int: FoldedGroup] = [:]
}

/// Fills blocks with matched rows and hands those that count to the folds.
private final class PassWorker {
    let lookups: [RowLookup]
    private var outcome: PassOutcome
    private let pass: PassPlan
    private let board: FactBoard
    private let day: RunDay
    private var folds: [GroupFold]
    private let filler: RowFiller
    private let block = BatchBlock()
    private var chosen = ChosenRows()
    private var isBad: [Bool] = []
    private var hasBad = false
    private let wantsDue: Bool

    init(_ run: PassRun) {
        (pass, board, day) = (run.pass, run.board, run.day)
        wantsDue = run.wantsDue && run.pass.due != nil
        folds = run.pass.groups.map { GroupFold(run.board.program.groups[$0], run.board) }
        lookups = run.pass.lookups.enumerated().map { number, lookup in
            let through = run.pass.throughs.firstIndex { $0.lookup == number }
            let index: RowIndex = through.map { .texts(TextIndex(keys: run.waiting[$0])) } ?? .people(run.people)
            return RowLookup(key: lookup.key, index: index, columns: lookup.columns)
        }
        outcome = PassOutcome(pass: run.pass, found: run.waiting.map { Array(repeating: false, count: $0.count) })
        filler = RowFiller(
            plan: wantsDue ? run.pass.due ?? run.pass.program : run.pass.program, day: run.day, facts: run.board)
        if wantsDue {
            for group in run.pass.groups {
                outcome.due[group] = SubjectLane(
                    count: run.board.people.householdCount, isText: false, isAbsentable: true)
            }
        }
    }

    func finish() -> PassOutcome {
        for (place, group) in pass.groups.enumerated() {
            if folds[place].folded.waiting == nil { folds[place].finish() }
            outcome.folded[group] = folds[place].folded
        }
        return outcome
    }

    func take(_ rows: MatchedRows) {
        note(rows)
        guard rows.count > 0 else { return }
        filler.fill(block, rows)
        block.run()
        noteUndecided(rows)
        for (position, group) in pass.groups.enumerated() where folds[position].group.lookups.contains(rows.lookup) {
            let plan = folds[position].group
            choose(rows, plan)
            folds[position].take(rows, chosen, block)
            if wantsDue { noteDue(rows, plan, group) }
        }
        for (position, through) in pass.throughs.enumerated() where through.lookup == rows.lookup {
            let condition = through.condition.map { block.output($0) }
            for row in 0..<rows.count {
                let isGiven = through.needs.allSatisfy { rows.isGiven($0, row) }
                if isGiven, condition.map({ $0[row] == 1 }) ?? true {
                    outcome.found[position][Int(rows.subjects[row])] = true
                }
            }
        }
    }

    /// The rows of a batch that count for a group.
    private func choose(_ rows: MatchedRows, _ group: GroupPlan) {
        if let condition = group.condition {
            block.output(condition).withNumbers { chosen.choose(rows, flags: $0) }
        } else {
            chosen.choose(rows, flags: nil)
        }
        let columns = group.needs.filter { rows.hasEmpty($0) }
        guard hasBad || !columns.isEmpty || !group.needsFacts.isEmpty else { return }
        chosen.keep { row, person in
            if hasBad && isBad[row] { return false }
            return columns.allSatisfy { rows.isGiven($0, row) }
                && group.needsFacts.allSatisfy { fact in
                    board.place(fact, person: person).map { $0.isGiven($1) } ?? false
                }
        }
    }

    private func note(_ rows: MatchedRows) {
        hasBad = false
        for fault in rows.faults {
            outcome.problems.append(RowTrouble.sentence(fault, in: pass.schema))
            if let row = fault.row { setBad(row, rows) }
        }
    }

    private func setBad(_ row: Int, _ rows: MatchedRows) {
        if !hasBad {
            isBad = Array(repeating: false, count: rows.count)
            hasBad = true
        }
        isBad[row] = true
        if pass.lookups[rows.lookup].throughGroup == nil { outcome.failed.insert(Int(rows.subjects[row])) }
    }

    private func noteUndecided(_ rows: MatchedRows) {
        let undecided = block.undecided
        let count = undecided.withNumbers { flags in flags.reduce(0) { $0 + ($1 == 0 ? 0 : 1) } }
        guard count > 0 else { return }
        for row in 0..<rows.count where undecided[row] != 0 { setBad(row, rows) }
        outcome.problems.append("\(pass.dataset)：有 \(count) 行数值过大，无法计算；请核对。")
    }

    private func noteDue(_ rows: MatchedRows, _ group: GroupPlan, _ number: Int) {
        guard let column = outcome.due[number] else { return }
        let householdOf = board.people.householdOf
        func note(_ row: Int, _ next: Int64) {
            let person = Int(rows.subjects[row])
            guard person < householdOf.count else { return }
            let household = Int(householdOf[person])
            if !column.isGiven(household) || next < column.number(household) { column.set(household, next) }
        }
        let clock = DueClock(block: block, today: day.day)
        if !group.conditionDue.isNever { clock.forEach(0..<rows.count, group.conditionDue, note) }
        if !group.valueDue.isNever { clock.forEach(chosen.rows.lazy.map { Int($0) }, group.valueDue, note) }
    }
}

/// Works out a due term for one lane of a block that has run.
struct DueClock {
    let block: BatchBlock
    let today: Int64

    /// Calls a closure with each lane and the next day on which a term's value may change there, where there is one.
    func forEach(_ lanes: some Sequence<Int>, _ term: DueTerm, _ body: (Int, Int64) -> Void) {
        switch term {
        case .never, .nextMonth, .nextYear: return
        case .comparison(let a, let b, let allowsEqual, let rises):
            let holdsFrom: Int64 = allowsEqual ? 0 : 1
            let (today, first, second) = (today, block.output(a), block.output(b))
            first.withNumbers { first in
                second.withNumbers { second in
                    for lane in lanes {
                        let gap = second[lane] - first[lane]
                        if rises != (gap >= holdsFrom) {
                            body(lane, rises ? today + holdsFrom - gap : today + gap - holdsFrom + 1)
                        }
                    }
                }
            }
        case .earliest(let terms):
            // What is earliest is for whoever is told all of them.
            for term in terms { forEach(Array(lanes), term, body) }
        default: for lane in lanes { if let next = day(of: term, lane) { body(lane, next) } }
        }
    }

    /// The next day on which the value may change; nil for never, and for changes of month or year, which concern all.
    func day(of term: DueTerm, _ lane: Int) -> Int64? {
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
            let chosen = day(of: block.output(condition)[lane] == 1 ? first : second, lane)
            return [day(of: flag, lane), chosen].compactMap { $0 }.min()
        case .earliest(let terms): return terms.compactMap { day(of: $0, lane) }.min()
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
