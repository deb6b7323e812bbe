import Columns
import Primitives
import Rules

/// Runs the passes of a program wave by wave, and keeps what came of them.
struct PassSchedule {
    private(set) var board: FactBoard
    private let source: any RowSource
    private let request: CheckRequest
    private let day: RunDay
    let selection: CheckSelection?
    /// What is left of each group besides its facts.
    private(set) var folded: [Int: FoldedGroup] = [:]
    private(set) var done: [PassOutcome] = []
    /// Datasets that have not answered.
    private(set) var silent: Set<String> = []
    /// People of whom no row was read for want of an authorisation, by dataset: packed IDs by the person's number.
    private(set) var withheld: [String: [Int: UInt64]] = [:]
    /// People who are asked about but not watched, by packed ID.
    private var strangers: [UInt64: Int] = [:]
    /// For each fact that names people whom it names, by member.
    private var namedBy: [Int: [NamedPerson]] = [:]

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
            let outcomes = try Workers.map(runs.count, workers: request.workers) { try runs[$0].run(source) }
            done += outcomes
            finish(waves[wave] ?? [], outcomes)
        }
    }

    /// Opens the facts of a pass; nil for a dataset that has not answered.
    private mutating func prepare(_ pass: PassPlan) throws -> PassRun? {
        let groups = pass.groups.map { board.program.groups[$0] }
        var people = board.people.index
        if groups.contains(where: { !$0.extraPersons.isEmpty }) {
            for group in groups { for fact in group.extraPersons { invite(fact) } }
            people = try people.adding(strangers.sorted { $0.value < $1.value }.map(\.key))
        }
        for group in groups { board.open(group, persons: people.count) }
        guard source.hasAnswer(pass.dataset) else {
            silent.insert(pass.dataset)
            return nil
        }
        people = try narrowed(people, pass)
        let waiting = pass.throughs.map { folded[$0.group]?.waiting?.keys ?? [] }
        return PassRun(
            pass: pass, board: board, day: day, people: people, waiting: waiting, wantsDue: request.wantsState)
    }

    /// People whom a fact names and who are not watched join the later passes.
    private mutating func invite(_ fact: Int) {
        let watched = board.people.members.count
        for named in named(by: fact) where named.person == nil && named.key >> 63 == 0 {
            if strangers[named.key] == nil { strangers[named.key] = watched + strangers.count }
        }
    }

    /// Whom a fact names: the member who has it, the packed ID, and the person's number if watched.
    private mutating func named(by fact: Int) -> [NamedPerson] {
        if let known = namedBy[fact] { return known }
        guard let column = board[fact] else { return [] }
        let index = board.people.index.table
        let found = board.people.members.indices.compactMap { member -> NamedPerson? in
            guard column.isGiven(member), let key = PackedCitizenID(keyBytes: column.text(member).span) else {
                return nil
            }
            return NamedPerson(member: member, key: key.rawValue, person: index.position(of: key))
        }
        namedBy[fact] = found
        return found
    }

    /// The number of a person by citizen ID, watched or not.
    func person(_ text: UnsafeBufferPointer<UInt8>) -> Int? {
        guard let key = PackedCitizenID(keyBytes: text.span) else { return nil }
        return board.people.index.position(of: key) ?? strangers[key.rawValue]
    }

    /// Only people whose rows may be read, and for whom a check that reads them is asked.
    private mutating func narrowed(_ people: SubjectIndex, _ pass: PassPlan) throws -> SubjectIndex {
        let allowed = pass.needsAuthorization ? request.authorized.map { $0[pass.dataset] ?? [] } : nil
        let readers = board.program.checks.indices.filter { check in
            board.program.checks[check].groups.contains { pass.groups.contains($0) }
        }
        // People whom another's check asks about are read whatever is asked of their own household.
        let asksOthers = pass.groups.contains { !board.program.groups[$0].extraPersons.isEmpty }
        let selection = asksOthers ? nil : selection
        guard allowed != nil || selection != nil else { return people }
        var kept = selection.map { members(asking: readers, $0) } ?? Array(0..<UInt32(people.count))
        if let allowed {
            for (person, key) in people.keys.enumerated()
            where !allowed.contains(String(decoding: WatchedPeople.id(key: key), as: UTF8.self)) {
                withheld[pass.dataset, default: [:]][person] = key
            }
            let unread = withheld[pass.dataset] ?? [:]
            kept.removeAll { unread[Int($0)] != nil }
        }
        return try people.narrowed(to: kept)
    }

    /// The members of the households of which any of some checks is asked for.
    private func members(asking checks: [Int], _ selection: CheckSelection) -> [UInt32] {
        let firstMember = board.people.firstMember
        var members: [UInt32] = []
        for household in selection.households(asking: checks, in: 0..<board.people.householdCount) {
            members.append(contentsOf: firstMember[household]..<firstMember[household + 1])
        }
        return members
    }

    private mutating func finish(_ passes: [PassPlan], _ outcomes: [PassOutcome]) {
        for outcome in outcomes { folded.merge(outcome.folded) { _, last in last } }
        for pass in passes {
            for (position, through) in pass.throughs.enumerated() {
                guard let waiting = folded[through.group]?.waiting else { continue }
                let outcome = outcomes.first { $0.pass.dataset == pass.dataset && $0.pass.wave == pass.wave }
                let none = Array(repeating: false, count: waiting.keys.count)
                var fold = GroupFold(board.program.groups[through.group], board)
                fold.take(waiting, found: outcome?.found[position] ?? none)
                fold.finish()
                folded[through.group]?.overflown = fold.folded.overflown
            }
        }
    }

    /// Copies what other people have into the facts of those who ask about them.
    mutating func runHops() {
        let people = board.people
        for hop in board.program.hops {
            let named = named(by: hop.person).compactMap { named in
                (named.person ?? strangers[named.key]).map { (member: named.member, other: $0) }
            }
            guard board[hop.person] != nil else { continue }
            for (fact, base) in hop.values {
                let kind = board.program.facts[fact]
                let made = SubjectLane(
                    count: people.members.count, isText: kind.type == .text, isAbsentable: kind.isAbsentable)
                let column = base.flatMap { board[$0] }
                for (member, other) in named {
                    if let column, other < column.count {
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

    /// The packed IDs that a fact names, by member.
    func names(of fact: Int) -> [(member: Int, key: UInt64)] {
        (namedBy[fact] ?? []).map { ($0.member, $0.key) }
    }
}

/// A person whom a fact of a member names.
private struct NamedPerson {
    let member: Int
    let key: UInt64
    /// The person's number; nil for somebody who is not watched.
    let person: Int?
}
