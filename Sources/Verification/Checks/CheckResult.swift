import Columns
package import Primitives

/// What a department's data say about one check of one subject.
package enum CheckStatus: String, Hashable, Sendable, CaseIterable {
    /// The data show what the check looks for.
    case hit
    /// They do not.
    case noHit
    /// A department has not answered, or the person has not authorised the question: never the same as `noHit`.
    case noAnswer
    /// A row could not be read or computed.
    case error
    /// Rows carry the person's ID and another person's name.
    case nameMismatch
}

/// What all checks of a household say together.
package enum CheckVerdict: Hashable, Sendable {
    /// The gravest severity of its hits.
    case hit(CheckSeverity)
    /// No hit, and every check has an answer.
    case clear
    /// No hit, but some check has no answer or failed: nobody can say that the household is clear.
    case unanswered
}

/// What a run of all checks came to.
package struct CheckResult: Sendable {
    /// The checks that ran.
    package let book: CheckBook
    /// The day of the comparison.
    package let asOf: CivilDate
    /// The hits by check and subject.
    package let hits: [CheckHit]
    /// Rows and subjects that could not be compared, each a sentence.
    package let problems: [String]
    /// Datasets that did not answer.
    package let silentDatasets: [String]
    /// Checks without an answer because a dataset is silent, by position.
    package let silentChecks: Set<Int>
    /// How many households and members were compared.
    package let householdCount: Int
    package let memberCount: Int
    let people: WatchedPeople
    /// What the next day begins from; nil when it was not asked for.
    let trace: RunTrace?
    private let failed: Set<Answer>
    /// Why an answer is lacking, for those that want somebody's authorisation.
    private let withheld: [Answer: String]

    private struct Answer: Hashable {
        let check: Int
        let household: String
        let person: String

        init(_ check: Int, _ household: String, _ person: String) {
            (self.check, self.household, self.person) = (check, household, person)
        }

        init(_ check: Int, _ subject: SubjectNumber, _ people: WatchedPeople) {
            self.check = check
            household = people.name(subject.household)
            person = subject.member.map { String(decoding: people.id($0), as: UTF8.self) } ?? ""
        }
    }

    init(
        book: CheckBook, asOf: CivilDate, board: FactBoard, passes: PassSchedule, silent: Set<Int>,
        outcome: SubjectOutcome, problems: [String], wantsState: Bool
    ) {
        (self.book, self.asOf, silentChecks) = (book, asOf, silent)
        let people = board.people
        let lacking = WithheldAnswers(board, passes)
        let failed = Self.failed(board, passes, outcome, lacking)
        self.failed = failed
        hits = outcome.hits.compactMap { hit in
            let answer = Answer(hit.check, hit.subject, people)
            guard !failed.contains(answer), lacking.stands(hit) else { return nil }
            return CheckHit(
                check: hit.check, householdNumber: hit.subject.household, household: answer.household,
                person: answer.person, observedHundredths: hit.observed, limitHundredths: hit.limit,
                evidence: hit.evidence)
        }
        withheld = lacking.gaps.reduce(into: [:]) { withheld, entry in
            let reasons = entry.value.sorted().map { gap in
                let ending = String(decoding: WatchedPeople.id(key: gap.person).suffix(4), as: UTF8.self)
                return "没有 ****\(ending) 查询\(book.catalogue[gap.dataset]?.name ?? gap.dataset)的有效授权"
            }
            withheld[Answer(entry.key.check, entry.key.subject, people)] = reasons.joined(separator: "；")
        }
        self.people = people
        trace = wantsState ? RunTrace(board, passes, outcome, asOf: asOf) : nil
        silentDatasets = passes.silent.sorted()
        self.problems = problems + passes.done.flatMap(\.problems)
        householdCount = people.householdCount
        memberCount = people.members.count
    }

    /// Answers that rest on a row that could not be read, or on numbers that could not be computed.
    private static func failed(
        _ board: FactBoard, _ passes: PassSchedule, _ outcome: SubjectOutcome, _ lacking: WithheldAnswers
    ) -> Set<Answer> {
        let people = board.people
        // What cannot be computed because rows were withheld is no answer rather than an error.
        let computed = outcome.failures.filter {
            lacking.gaps[WithheldAnswers.Answer(check: $0.check, subject: $0.subject)] == nil
        }
        var failed = Set(computed.map { Answer($0.check, $0.subject, people) })
        for (number, check) in board.program.checks.enumerated() {
            for run in passes.done where !Set(run.pass.groups).isDisjoint(with: check.groups) {
                for member in run.failed where member < people.members.count {
                    let subject = SubjectNumber(
                        household: Int(people.householdOf[member]),
                        member: check.definition.subject == .person ? member : nil)
                    failed.insert(Answer(number, subject, people))
                }
            }
            for group in check.groups {
                for subject in passes.folded[group]?.overflown ?? [] {
                    let isHousehold = board.program.groups[group].subject == .household
                    let household = isHousehold ? subject : Int(people.householdOf[subject])
                    failed.insert(Answer(number, people.name(household), ""))
                }
            }
        }
        return failed
    }

    /// The answer of a check for a subject; `person` is empty for checks about the household.
    package func status(of check: Int, household: String, person: String) -> CheckStatus {
        if silentChecks.contains(check) { return .noAnswer }
        let answer = Answer(check, household, person)
        if failed.contains(answer) || failed.contains(Answer(check, household, "")) { return .error }
        if hits.contains(where: { $0.check == check && $0.household == household && $0.person == person }) {
            return .hit
        }
        return withheld[answer] == nil ? .noHit : .noAnswer
    }

    /// What all checks say of a household; silence is never `clear`.
    ///
    /// The reference report has no word for silence and calls such a household CLEAR; this tells them apart.
    package func verdict(of household: String) -> CheckVerdict {
        let severities = Set(hits.filter { $0.household == household }.map { book.checks[$0.check].severity })
        if let gravest = CheckSeverity.allCases.first(where: { severities.contains($0) }) { return .hit(gravest) }
        let isOpen =
            !silentChecks.isEmpty || failed.contains { $0.household == household }
            || withheld.keys.contains { $0.household == household }
        return isOpen ? .unanswered : .clear
    }

    /// Why a check has no answer for a subject, for people; nil when it has one or failed.
    package func reason(of check: Int, household: String, person: String) -> String? {
        guard status(of: check, household: household, person: person) == .noAnswer else { return nil }
        if silentChecks.contains(check) { return "有部门未答复" }
        return withheld[Answer(check, household, person)]
    }

    /// A hit in plain words, as its check says them.
    package func sentence(of hit: CheckHit) -> String {
        CheckSentence(book.checks[hit.check], book).text(
            observed: hit.observedHundredths, limit: hit.limitHundredths, evidence: hit.evidence)
    }

    /// The subjects whose answer is `error`, by check: what a run could not say.
    package var failures: [(check: Int, household: String, person: String)] {
        failed.map { ($0.check, $0.household, $0.person) }.sorted { ($0.0, $0.1, $0.2) < ($1.0, $1.1, $1.2) }
    }
}

/// Writes hits and reports as the reference files have them.
package enum CheckFiles {
    static let lineBreak = UInt8(ascii: "\n")
    static let hitHeader = Array("rule,household_id,id_no,observed,limit,evidence\n".utf8)

    /// The header of a report.
    static func reportHeader(_ book: CheckBook) -> [UInt8] {
        let table = book.tables.household
        let copied = table.report.map { table.schema.columns[$0].name }
        let counts = ["members", "hits"] + CheckSeverity.allCases.map(\.rawValue) + ["verdict", "rules"]
        let names = [table.schema.columns[table.key].name] + copied + counts
        return Array((names.joined(separator: ",") + "\n").utf8)
    }

    /// The lines of hits, each with its line break.
    static func hitLines(_ result: CheckResult) -> PackedLines {
        var lines = PackedLines()
        for hit in result.hits {
            hit.write(code: result.book.checks[hit.check].code, to: &lines)
            lines.extend(lineBreak)
            lines.endLine()
        }
        return lines
    }

    /// The checks that hit, by the household's position, with some more that were not computed again.
    static func byHousehold(_ result: CheckResult, and kept: [HouseholdHits.Hit] = []) -> HouseholdHits {
        HouseholdHits(
            result.hits.map { HouseholdHits.Hit(household: $0.householdNumber, check: $0.check) } + kept,
            households: result.householdCount)
    }

    /// The report's lines, one for every household by its rank; `hits` are the checks that hit, by household.
    static func reportLines(_ result: CheckResult, _ hits: HouseholdHits) -> PackedLines {
        let summary = HitSummary(result.book)
        var plain: [Int: [UInt8]] = [:]
        var lines = PackedLines()
        let people = result.people
        lines.reserve(people.householdCount, bytes: people.householdCount * 48)
        for rank in people.names.indices {
            let household = Int(people.atRank[rank])
            let members = people.firstMember[household + 1] - people.firstMember[household]
            people.names.with(rank) { CSVText.write($0, to: &lines) }
            people.reportFields.with(rank) { lines.extend($0) }
            let found = hits[household]
            if !found.isEmpty {
                summary.write(found, members: Int(members), to: &lines)
            } else if let known = plain[Int(members)] {
                known.withUnsafeBufferPointer { lines.extend($0) }
            } else {
                let text = summary.nothing(members: Int(members))
                plain[Int(members)] = text
                text.withUnsafeBufferPointer { lines.extend($0) }
            }
            lines.extend(lineBreak)
            lines.endLine()
        }
        return lines
    }

    /// The file of hits.
    package static func hits(_ result: CheckResult) -> [UInt8] { hitHeader + hitLines(result).bytes }

    /// The report: one line for every household.
    package static func report(_ result: CheckResult) -> [UInt8] {
        reportHeader(result.book) + reportLines(result, byHousehold(result)).bytes
    }
}
