import Columns
import Primitives
import Rules

/// Runs the passes of a program wave by wave, and keeps what came of them.
struct PassSchedule {
    private let board: FactBoard
    private let source: any RowSource
    private let request: CheckRequest
    private let day: RunDay
    private let selection: CheckSelection?
    private(set) var folds: [Int: GroupFold] = [:]
    private(set) var done: [PassRun] = []
    /// Datasets that have not answered.
    private(set) var silent: Set<String> = []
    /// People of whom no row was read for want of an authorisation, by dataset: packed IDs by the person's number.
    private(set) var withheld: [String: [Int: UInt64]] = [:]
    /// People who are asked about but not watched, by packed ID.
    private var strangers: [UInt64: Int] = [:]

    init(
        _ board: FactBoard, _ source: any RowSource, _ request: CheckRequest, _ day: RunDay,
        _ selection: CheckSelection?
    ) {
        (self.board, self.source, self.request, self.day, self.selection) = (board, source, request, day, selection)
    }

    mutating func run() throws {
        let waves = Dictionary(grouping: board.program.passes, by: \.wave)
        for wave in waves.keys.sorted() {
            let runs = try (waves[wave] ?? []).compactMap { try prepare($0) }
            let source = source
            try Workers.run(runs.count, workers: request.workers) { try runs[$0].run(source) }
            done += runs
            finish(waves[wave] ?? [], runs)
        }
    }

    /// Opens the folds of a pass; nil for a dataset that has not answered.
    private mutating func prepare(_ pass: PassPlan) throws -> PassRun? {
        let groups = pass.groups.map { board.program.groups[$0] }
        var people = board.people.index
        if groups.contains(where: { !$0.extraPersons.isEmpty }) {
            for group in groups { for fact in group.extraPersons { invite(fact) } }
            let invited = strangers.sorted { $0.value < $1.value }.map(\.key)
            people = SubjectIndex(keys: board.people.members + invited)
        }
        for (number, group) in zip(pass.groups, groups) {
            folds[number] = GroupFold(group, board, persons: people.count)
        }
        guard source.hasAnswer(pass.dataset) else {
            silent.insert(pass.dataset)
            return nil
        }
        people = narrowed(people, pass)
        let waiting = pass.throughs.map { folds[$0.group]?.waiting?.keys ?? [] }
        return PassRun(
            pass, board, day: day, folds: pass.groups.compactMap { folds[$0] }, people: people, waiting: waiting,
            wantsDue: request.wantsState)
    }

    /// People whom a fact names and who are not watched join the later passes.
    private mutating func invite(_ fact: Int) {
        guard let column = board[fact] else { return }
        for member in board.people.members.indices where column.isGiven(member) {
            guard let key = PackedCitizenID(keyBytes: column.text(member).span), !key.isLegacy,
                board.people.index.find(key.rawValue) < 0, strangers[key.rawValue] == nil
            else { continue }
            strangers[key.rawValue] = board.people.members.count + strangers.count
        }
    }

    /// The number of a person by citizen ID, watched or not.
    func person(_ text: UnsafeBufferPointer<UInt8>) -> Int? {
        guard let key = PackedCitizenID(keyBytes: text.span) else { return nil }
        return board.people.index.position(of: key) ?? strangers[key.rawValue]
    }

    /// Only people whose rows may be read, and for whom a check that reads them is asked.
    private mutating func narrowed(_ people: SubjectIndex, _ pass: PassPlan) -> SubjectIndex {
        let allowed = pass.needsAuthorization ? request.authorized.map { $0[pass.dataset] ?? [] } : nil
        let readers = board.program.checks.indices.filter { check in
            !Set(board.program.checks[check].groups).isDisjoint(with: pass.groups)
        }
        // People whom another's check asks about are read whatever is asked of their own household.
        let asksOthers = pass.groups.contains { !board.program.groups[$0].extraPersons.isEmpty }
        let selection = asksOthers ? nil : selection
        guard allowed != nil || selection != nil else { return people }
        var keys: [UInt64] = []
        var numbers: [UInt32] = []
        for (person, key) in people.keys.enumerated() {
            if let allowed, !allowed.contains(String(decoding: WatchedPeople.id(key: key), as: UTF8.self)) {
                withheld[pass.dataset, default: [:]][person] = key
                continue
            }
            if let selection, person < board.people.householdOf.count {
                let household = Int(board.people.householdOf[person])
                guard readers.contains(where: { selection.contains(check: $0, household: household) }) else { continue }
            }
            keys.append(key)
            numbers.append(UInt32(person))
        }
        return SubjectIndex(keys: keys, numbers: numbers)
    }

    private mutating func finish(_ passes: [PassPlan], _ runs: [PassRun]) {
        for pass in passes {
            for number in pass.groups where folds[number]?.waiting == nil { folds[number]?.finish(found: nil) }
            for (position, through) in pass.throughs.enumerated() {
                let run = runs.first { $0.pass.dataset == pass.dataset && $0.pass.wave == pass.wave }
                let count = folds[through.group]?.waiting?.keys.count ?? 0
                let none = Array(repeating: false, count: count)
                folds[through.group]?.finish(found: run?.found[position] ?? none)
            }
        }
    }

    /// Copies what other people have into the facts of those who ask about them.
    mutating func runHops() {
        let people = board.people
        for hop in board.program.hops {
            guard let names = board[hop.person] else { continue }
            for (fact, base) in hop.values {
                let kind = board.program.facts[fact]
                let made = FactColumn(
                    count: people.members.count, isText: kind.type == .text, isAbsentable: kind.isAbsentable)
                for member in people.members.indices where names.isGiven(member) {
                    guard let other = person(names.text(member)) else { continue }
                    if let base, let column = board[base], other < column.count {
                        if !column.isGiven(other) { continue }
                        if made.isText {
                            made.set(member, column.text(other))
                        } else {
                            made.set(member, column.number(other))
                        }
                    } else if base == nil {
                        let isHome =
                            other < people.members.count && people.householdOf[other] == people.householdOf[member]
                        made.set(member, isHome ? 1 : 0)
                    }
                }
                board[fact] = made
            }
        }
    }
}
