import Columns
import Primitives

/// That a check of a household has read rows under a key that is not its own.
struct CheckRead: Hashable, Sendable {
    /// Which column of which dataset, as `ReadPlace` numbers it.
    let place: UInt32
    /// The print of the key, by which a day's changes name it.
    let print: UInt32
    /// The raw packed ID of another person, or the print of a text.
    let key: UInt64
    let check: UInt32
    let household: UInt32
}

/// Numbers for the key columns of datasets, the same in every run.
enum ReadPlace {
    static func number(_ dataset: String, _ column: String) -> UInt32 {
        UInt32(truncatingIfNeeded: TextPrint.of("\(dataset).\(column) of rows read"))
    }
}

/// What a run must leave behind so that the next day begins from it.
struct RunTrace: Sendable {
    /// On which day the answer of a check changes for everybody; nil for never.
    var turning: [CivilDate?]
    /// Days on which answers fall due, by household number.
    var due: [CheckDue] = []
    var reads: [CheckRead] = []

    /// A day on which the answer of a check for a household may change with no row changed.
    struct CheckDue: Hashable, Sendable {
        let day: Int32
        let check: UInt32
        let household: UInt32
    }

    init(_ board: FactBoard, _ passes: PassSchedule, _ outcome: SubjectOutcome, asOf: CivilDate) {
        let program = board.program
        turning = program.checks.map { Self.turning($0, program, asOf) }
        due = outcome.due.map {
            CheckDue(day: Int32(truncatingIfNeeded: $0.day), check: UInt32($0.check), household: UInt32($0.household))
        }
        for (number, check) in program.checks.enumerated() {
            for group in check.groups {
                for run in passes.done {
                    guard let days = run.due[group] else { continue }
                    let all = 0..<days.count
                    let asked = passes.selection?.households(asking: [number], in: all) ?? Array(all)
                    for household in asked where days.isGiven(household) {
                        due.append(
                            CheckDue(
                                day: Int32(truncatingIfNeeded: days.number(household)), check: UInt32(number),
                                household: UInt32(household)))
                    }
                }
            }
            addReads(number, check, board, passes)
        }
    }

    /// The first day on which the month or the year turns, or tomorrow where rows of others change by the day.
    private static func turning(_ check: CheckPlan, _ program: CheckProgram, _ asOf: CivilDate) -> CivilDate? {
        var terms = [check.hitDue, check.answerDue]
        for number in check.groups {
            let group = program.groups[number]
            terms += [group.conditionDue, group.valueDue]
            if !group.extraPersons.isEmpty, group.conditionDue.isDaily || group.valueDue.isDaily {
                return asOf.adding(days: 1)
            }
            for pass in program.passes {
                for through in pass.throughs where through.group == number {
                    if through.conditionDue.isDaily { return asOf.adding(days: 1) }
                    terms.append(through.conditionDue)
                }
            }
        }
        let turns = DueTerm.earliest(terms).turns
        if turns.month { return asOf.calendarMonth.adding(months: 1).firstDay }
        return turns.year ? try? CivilDate(year: asOf.year + 1, month: 1, day: 1) : nil
    }

    private mutating func addReads(_ number: Int, _ check: CheckPlan, _ board: FactBoard, _ passes: PassSchedule) {
        let (program, people) = (board.program, board.people)
        for hop in check.hops.map({ program.hops[$0] }) {
            var places: Set<UInt32> = []
            for case let base? in hop.values.map(\.of) {
                guard case .aggregate(let group, _) = program.facts[base].kind else { continue }
                for pass in program.passes where pass.groups.contains(group) {
                    for lookup in program.groups[group].lookups {
                        places.insert(
                            ReadPlace.number(pass.dataset, pass.schema.columns[pass.lookups[lookup].key].name))
                    }
                }
            }
            for (member, key) in passes.names(of: hop.person) {
                for place in places {
                    reads.append(
                        CheckRead(
                            place: place, print: KeyPrint.of(person: key), key: key, check: UInt32(number),
                            household: people.householdOf[member]))
                }
            }
        }
        for pass in program.passes {
            for through in pass.throughs where check.groups.contains(through.group) {
                guard let waiting = passes.folded[through.group]?.waiting else { continue }
                let place = ReadPlace.number(
                    pass.dataset, pass.schema.columns[pass.lookups[through.lookup].key].name)
                let prints = waiting.keys.map { key in key.withUnsafeBufferPointer { TextPrint.of($0) } }
                for link in waiting.links where link.person < people.members.count {
                    reads.append(
                        CheckRead(
                            place: place, print: KeyPrint.of(textPrint: prints[link.key]),
                            key: UInt64(bitPattern: prints[link.key]), check: UInt32(number),
                            household: people.householdOf[link.person]))
                }
            }
        }
    }
}
