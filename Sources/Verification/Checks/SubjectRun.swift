import Columns
import Rules

/// A subject by number: a household, or a member of it.
struct SubjectNumber: Hashable, Comparable {
    let household: Int
    let member: Int?

    static func < (left: Self, right: Self) -> Bool {
        (left.household, left.member ?? -1) < (right.household, right.member ?? -1)
    }
}

/// A hit before its subject's name is written.
struct FoundHit {
    let check: Int
    let subject: SubjectNumber
    let observed: Int64
    let limit: Int64
    let evidence: String
}

/// What came of a stretch of households.
struct SubjectOutcome {
    var hits: [FoundHit] = []
    /// Checks that could not be computed for a subject.
    var failures: [(check: Int, subject: SubjectNumber)] = []
    /// Days on which an answer falls due, by check and household.
    var due: [(check: Int, household: Int, day: Int64)] = []
}

/// Computes the checks over a stretch of households, from facts that are complete.
final class SubjectRun {
    private let board: FactBoard
    private let program: CheckProgram
    private let day: RunDay
    private let selection: CheckSelection?
    /// With a selection the plans of each check that is asked for.
    private let stages: [SinglePlans.Stages?]
    private let silent: Set<Int>
    private let wantsDue: Bool
    private let block = BatchBlock()
    private(set) var outcome = SubjectOutcome()

    /// As many households as keep a block's lanes in the second level of the cache.
    static let blockHouseholds = 512

    init(
        _ board: FactBoard, day: RunDay, selection: CheckSelection?, stages: [SinglePlans.Stages?], silent: Set<Int>,
        wantsDue: Bool
    ) {
        (self.board, self.day, self.selection, self.silent) = (board, day, selection, silent)
        self.stages = stages
        (program, self.wantsDue) = (board.program, wantsDue)
    }

    private func isWanted(_ check: Int, _ household: Int) -> Bool {
        !silent.contains(check) && (selection?.contains(check: check, household: household) ?? true)
    }

    /// Goes through the households of a range.
    func run(_ range: Range<Int>) {
        if let selection {
            for (check, stages) in stages.enumerated() {
                if let stages { run(check, stages, selection.households(asking: [check], in: range)) }
            }
            return
        }
        runAll(range)
    }

    /// One check of the households that it is asked for.
    private func run(_ number: Int, _ stages: SinglePlans.Stages, _ asked: [Int]) {
        let check = program.checks[number]
        var hit: [Int] = []
        for first in stride(from: 0, to: asked.count, by: Self.blockHouseholds) {
            let lanes = HouseholdLanes(asked[first..<min(first + Self.blockHouseholds, asked.count)], board.people)
            lanes.run(stages.hit, block, board, day)
            var hasHit = [Bool](repeating: false, count: lanes.households.count)
            mark(0, check.definition.subject, lanes, &hasHit)
            if wantsDue, !stages.hitDue.isNever {
                noteDue(number, stages.hitDue, check, hit: 0, lanes, onlyHits: false)
            }
            let failed = block.undecided
            let undecided = lanes.households.indices.filter { failed[$0] != 0 }.map { lanes.households[$0] }
            for lane in lanes.households.indices where hasHit[lane] && failed[lane] == 0 {
                hit.append(lanes.households[lane])
            }
            for household in undecided { answerSingly(household, [number]) }
        }
        let outputs = ([check.observed, check.limit] + check.evidence).enumerated().map { position, output in
            CheckPlan.Output(position: position + 1, type: output.type, facts: output.facts)
        }
        for first in stride(from: 0, to: hit.count, by: Self.blockHouseholds) {
            let lanes = HouseholdLanes(hit[first..<min(first + Self.blockHouseholds, hit.count)], board.people)
            lanes.run(stages.answer, block, board, day)
            let undecided = block.undecided
            let failed = Set(lanes.households.indices.filter { undecided[$0] != 0 }.map { lanes.households[$0] })
            collect(number, lanes, hit: 0, outputs: outputs, words: stages.answer.words, except: failed)
            if wantsDue, !stages.answerDue.isNever {
                noteDue(number, stages.answerDue, check, hit: 0, lanes, onlyHits: true)
            }
            for household in failed.sorted() { answerSingly(household, [number]) }
        }
    }

    /// All checks of all households of a range.
    private func runAll(_ range: Range<Int>) {
        var hit: [Int] = []
        var undecided: [Int] = []
        for first in stride(from: range.lowerBound, to: range.upperBound, by: Self.blockHouseholds) {
            let lanes = HouseholdLanes(first..<min(first + Self.blockHouseholds, range.upperBound), board.people)
            lanes.run(wantsDue ? program.hitsDue : program.hits, block, board, day)
            var hasHit = [Bool](repeating: false, count: lanes.households.count)
            let failed = block.undecided
            for lane in lanes.households.indices where failed[lane] != 0 { undecided.append(lanes.households[lane]) }
            for (number, check) in program.checks.enumerated() where !silent.contains(number) {
                mark(check.hit, check.definition.subject, lanes, &hasHit)
                if wantsDue, !check.hitDue.isNever {
                    noteDue(number, check.hitDue, check, hit: check.hit, lanes, onlyHits: false)
                }
            }
            for lane in lanes.households.indices where hasHit[lane] && failed[lane] == 0 {
                hit.append(lanes.households[lane])
            }
        }
        for first in stride(from: 0, to: hit.count, by: Self.blockHouseholds) {
            answer(HouseholdLanes(hit[first..<min(first + Self.blockHouseholds, hit.count)], board.people))
        }
        for household in undecided { answerSingly(household, program.checks.indices) }
    }

    private func mark(_ output: Int, _ subject: CheckSubject, _ lanes: HouseholdLanes, _ hasHit: inout [Bool]) {
        block.output(output).withNumbers { flags in
            if subject == .household {
                for lane in flags.indices where flags[lane] != 0 { hasHit[lane] = true }
            } else {
                var reaching = 0
                // Members stand by position: the lanes of each position begin again with the first household.
                var lane = 0
                while lane < flags.count {
                    let household = Int(board.people.householdOf[lanes.members[lane]])
                    if household == lanes.households[0] { reaching = lane }
                    if flags[lane] != 0 { hasHit[lane - reaching] = true }
                    lane += 1
                }
            }
        }
    }

    // MARK: Answers

    private func isGiven(_ facts: [Int], household: Int, member: Int?) -> Bool {
        facts.allSatisfy { fact in
            guard let column = board[fact] else { return false }
            if program.facts[fact].subject == .household { return column.isGiven(household) }
            return member.map { column.isGiven($0) } ?? true
        }
    }

    private func answer(_ lanes: HouseholdLanes) {
        lanes.run(program.answers, block, board, day)
        let undecided = block.undecided
        let failed = Set(lanes.households.indices.filter { undecided[$0] != 0 }.map { lanes.households[$0] })
        for (number, check) in program.checks.enumerated() where !silent.contains(number) {
            let outputs = [check.observed, check.limit] + check.evidence
            collect(number, lanes, hit: check.hit, outputs: outputs, words: program.answers.words, except: failed)
            if wantsDue, !check.answerDue.isNever {
                noteDue(number, check.answerDue, check, hit: check.hit, lanes, onlyHits: true)
            }
        }
        for household in failed.sorted() { answerSingly(household, program.checks.indices) }
    }

    private func collect(
        _ number: Int, _ lanes: HouseholdLanes, hit: Int, outputs: [CheckPlan.Output], words: WordMap,
        except failed: Set<Int>
    ) {
        let check = program.checks[number]
        let isHousehold = check.definition.subject == .household
        let hits = block.output(hit)
        let lanesOf = isHousehold ? lanes.households : lanes.members
        let writer = AnswerText(board: board, words: words.words)
        for lane in lanesOf.indices where hits[lane] != 0 {
            let household = isHousehold ? lanesOf[lane] : Int(board.people.householdOf[lanesOf[lane]])
            let member = isHousehold ? nil : lanesOf[lane]
            guard !failed.contains(household), isWanted(number, household),
                isGiven(check.hitNeeds, household: household, member: member)
            else { continue }
            let subject = SubjectNumber(household: household, member: member)
            guard isGiven(check.answerNeeds, household: household, member: member) else {
                outcome.failures.append((number, subject))
                continue
            }
            let numbers = outputs.map { block.output($0.position)[lane] }
            let evidence = zip(numbers, outputs).dropFirst(2).map { number, output in
                writer.evidence(number, output, household: household, member: member)
            }
            outcome.hits.append(
                FoundHit(
                    check: number, subject: subject, observed: AnswerText.hundredths(numbers[0], outputs[0].type),
                    limit: AnswerText.hundredths(numbers[1], outputs[1].type),
                    evidence: evidence.joined(separator: "|")))
        }
    }

    /// One check after another for a household for which some step of some check fails.
    private func answerSingly(_ household: Int, _ checks: some Collection<Int>) {
        let lanes = HouseholdLanes([household], board.people)
        for number in checks where isWanted(number, household) {
            let check = program.checks[number]
            let plan = program.single[number]
            lanes.run(plan, block, board, day)
            if block.undecided[0] != 0 {
                let members = check.definition.subject == .household ? [nil] : lanes.members.map { Optional($0) }
                for member in members {
                    outcome.failures.append((number, SubjectNumber(household: household, member: member)))
                }
                continue
            }
            let outputs = ([check.observed, check.limit] + check.evidence).enumerated().map { position, output in
                CheckPlan.Output(position: position + 1, type: output.type, facts: output.facts)
            }
            collect(number, lanes, hit: 0, outputs: outputs, words: plan.words, except: [])
        }
        // Which day would decide otherwise nobody can tell; such a household is looked at again tomorrow.
        if wantsDue { for number in checks { outcome.due.append((number, household, day.day + 1)) } }
    }

    private func noteDue(
        _ number: Int, _ term: DueTerm, _ check: CheckPlan, hit output: Int, _ lanes: HouseholdLanes, onlyHits: Bool
    ) {
        let isHousehold = check.definition.subject == .household
        let lanesOf = isHousehold ? lanes.households : lanes.members
        let hits = block.output(output)
        let wanted = onlyHits ? lanesOf.indices.filter { hits[$0] != 0 } : Array(lanesOf.indices)
        // Several days may be told of one answer; whoever looks for those due takes each.
        DueClock(block: block, today: day.day).forEach(wanted, term) { lane, next in
            let household = isHousehold ? lanesOf[lane] : Int(board.people.householdOf[lanesOf[lane]])
            if isWanted(number, household) { outcome.due.append((number, household, next)) }
        }
    }
}
