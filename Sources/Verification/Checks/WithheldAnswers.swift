import Columns

/// Answers that lack somebody's rows, which may not be read without that person's authorisation.
struct WithheldAnswers {
    /// Whose rows of which dataset an answer lacks.
    struct Gap: Hashable, Comparable {
        let dataset: String
        /// The packed citizen ID.
        let person: UInt64

        static func < (left: Self, right: Self) -> Bool {
            (left.dataset, left.person) < (right.dataset, right.person)
        }
    }

    /// The answer to one check about one subject.
    struct Answer: Hashable {
        let check: Int
        let subject: SubjectNumber
    }

    private(set) var gaps: [Answer: Set<Gap>] = [:]
    private let board: FactBoard

    init(_ board: FactBoard, _ passes: PassSchedule) {
        self.board = board
        for (number, check) in board.program.checks.enumerated() {
            for (dataset, persons) in passes.withheld where check.datasets.contains(dataset) {
                for (person, key) in persons where person < board.people.members.count {
                    note(number, Gap(dataset: dataset, person: key), member: person)
                }
                noteOthers(number, dataset, persons, passes)
            }
        }
    }

    /// Those who ask about another person whose rows were not read.
    private mutating func noteOthers(
        _ number: Int, _ dataset: String, _ persons: [Int: UInt64], _ passes: PassSchedule
    ) {
        for hop in board.program.checks[number].hops.map({ board.program.hops[$0] }) {
            guard hop.values.contains(where: { $0.of != nil }), let names = board[hop.person] else { continue }
            for member in board.people.members.indices where names.isGiven(member) {
                guard let other = passes.person(names.text(member)), let key = persons[other] else { continue }
                note(number, Gap(dataset: dataset, person: key), member: member)
            }
        }
    }

    private mutating func note(_ number: Int, _ gap: Gap, member: Int) {
        let household = Int(board.people.householdOf[member])
        for subject in subjects(of: board.program.checks[number], household: household, member: member) {
            gaps[Answer(check: number, subject: subject), default: []].insert(gap)
        }
    }

    /// Whose answers rest on a member's rows: the household's, the member's, or each member's where they are joined.
    private func subjects(of check: CheckPlan, household: Int, member: Int) -> [SubjectNumber] {
        if check.definition.subject == .household { return [SubjectNumber(household: household, member: nil)] }
        let isJoined =
            check.definition.hit.names.contains("members")
            || check.groups.contains { board.program.groups[$0].subject == .household }
        return (isJoined ? members(of: household) : member..<member + 1)
            .map { SubjectNumber(household: household, member: $0) }
    }

    private func members(of household: Int) -> Range<Int> {
        Int(board.people.firstMember[household])..<Int(board.people.firstMember[household + 1])
    }

    /// Whether a hit stands although rows are lacking: some were read of the datasets that need an authorisation.
    ///
    /// A hit that finds nothing there may rest on just that nothing, and nobody knows it to be so.
    func stands(_ hit: FoundHit) -> Bool {
        guard gaps[Answer(check: hit.check, subject: hit.subject)] != nil else { return true }
        let program = board.program
        let check = program.checks[hit.check]
        let guarded = Set(program.passes.filter(\.needsAuthorization).flatMap(\.groups)).intersection(check.groups)
        func isGuarded(_ fact: Int) -> Bool {
            if case .aggregate(let group, _) = program.facts[fact].kind { return guarded.contains(group) }
            return false
        }
        let borrowed = check.hops.flatMap { program.hops[$0].values }
            .filter { $0.of.map(isGuarded) ?? false }.map(\.fact)
        let facts = guarded.flatMap { program.groups[$0].values.map(\.fact) } + borrowed
        let persons = hit.subject.member.map { $0..<$0 + 1 } ?? members(of: hit.subject.household)
        return facts.contains { fact in
            guard let column = board[fact] else { return false }
            if program.facts[fact].subject == .household { return column.hasFound(hit.subject.household) }
            return persons.contains { column.hasFound($0) }
        }
    }
}
