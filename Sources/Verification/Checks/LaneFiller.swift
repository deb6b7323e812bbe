import Columns
import Primitives
import Rules

/// The day of a run in the three forms that rules know.
struct RunDay: Sendable {
    let day: Int64
    let month: Int64
    let year: Int64

    init(_ date: CivilDate) {
        day = Int64(date.dayNumber)
        month = Int64(date.calendarMonth.index)
        year = Int64(date.year)
    }
}

/// Fills the inputs of a block for the rows of a batch.
struct RowFiller {
    let plan: FilledPlan
    let day: RunDay
    let facts: FactBoard

    func fill(_ block: BatchBlock, _ rows: MatchedRows) {
        let count = rows.count
        block.begin(plan.plan, lanes: [count], links: [[]])
        for (position, input) in plan.inputs.enumerated() {
            let target = block.input(position)
            let field = plan.plan.fields[position]
            switch input {
            case .asOf: target.update(repeating: day.day)
            case .asOfMonth: target.update(repeating: day.month)
            case .asOfYear: target.update(repeating: day.year)
            case .column(let column):
                let numbers = rows.numbers(column)
                if plan.isText(field) {
                    for row in 0..<count { target[row] = plan.words.number(numbers[row]) }
                } else {
                    _ = target.update(fromContentsOf: numbers)
                }
            case .columnGiven(let column): for row in 0..<count { target[row] = rows.isGiven(column, row) ? 1 : 0 }
            case .part(let column, let characters):
                for row in 0..<count {
                    let part = Self.beginning(rows.text(column, row), characters)
                    target[row] = plan.words.number(TextPrint.of(part))
                }
            case .fact(let fact), .factGiven(let fact): fill(target, fact, field, rows, input)
            }
        }
    }

    private func fill(
        _ target: UnsafeMutableBufferPointer<Int64>, _ fact: Int, _ field: FieldID, _ rows: MatchedRows,
        _ input: FactInput
    ) {
        let asksGiven = if case .factGiven = input { true } else { false }
        let isText = plan.isText(field)
        for row in 0..<rows.count {
            guard let (column, subject) = facts.place(fact, person: Int(rows.subjects[row])) else {
                target[row] = 0
                continue
            }
            if asksGiven {
                target[row] = column.isGiven(subject) ? 1 : 0
            } else {
                target[row] = isText ? plan.words.number(column.print(subject)) : column.number(subject)
            }
        }
    }

    /// The first characters of a text.
    static func beginning(_ text: UnsafeBufferPointer<UInt8>, _ characters: Int) -> UnsafeBufferPointer<UInt8> {
        var (end, seen) = (0, 0)
        while end < text.count {
            if text[end] & 0xC0 != 0x80 {
                if seen == characters { break }
                seen += 1
            }
            end += 1
        }
        return UnsafeBufferPointer(rebasing: text[..<end])
    }
}

extension FilledPlan {
    /// Whether a field of the plan holds words.
    func isText(_ field: FieldID) -> Bool { textFields.contains(field) }
}

/// The facts of a run, by number, as far as they are made.
struct FactBoard: Sendable {
    let program: CheckProgram
    let people: WatchedPeople
    private var columns: [SubjectLane?]

    init(_ program: CheckProgram, _ people: WatchedPeople) {
        (self.program, self.people) = (program, people)
        columns = program.facts.map { fact in
            switch fact.kind {
            case .table(let position):
                return fact.subject == .household ? people.householdFacts[position] : people.memberFacts[position]
            case .birthDate:
                let births = SubjectLane(count: people.members.count, isText: false, isAbsentable: false)
                for (member, key) in people.members.enumerated() {
                    if let day = WatchedPeople.birth(key) { births.set(member, day) }
                }
                return births
            case .aggregate, .hop: return nil
            }
        }
    }

    subscript(_ fact: Int) -> SubjectLane? {
        get { columns[fact] }
        set { columns[fact] = newValue }
    }

    /// The column of a fact and the number under which a person, or their household, stands there.
    @inline(__always)
    func place(_ fact: Int, person: Int) -> (SubjectLane, Int)? {
        guard let column = columns[fact] else { return nil }
        if program.facts[fact].subject == .person { return person < column.count ? (column, person) : nil }
        return person < people.householdOf.count ? (column, Int(people.householdOf[person])) : nil
    }

    /// Makes room for the aggregates of a group over so many people.
    mutating func open(_ group: GroupPlan, persons: Int) {
        for value in group.values {
            let fact = program.facts[value.fact]
            let count = fact.subject == .person ? persons : people.householdCount
            columns[value.fact] = SubjectLane(count: count, isText: fact.type == .text, isAbsentable: fact.isAbsentable)
        }
    }
}
