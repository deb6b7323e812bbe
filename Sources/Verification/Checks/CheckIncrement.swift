package import Columns
package import Primitives

/// Brings a result to the next day by what changed: rows, keys that answers had read, the calendar.
package struct CheckIncrement: Sendable {
    private let book: CheckBook
    private let source: any RowSource
    private let asOf: CivilDate
    private let authorized: [String: Set<String>]?
    private let workers: Int

    /// An increment to a day whose rows a source holds; `authorized` as in `CheckRequest`, of that day.
    package init(
        _ book: CheckBook, source: any RowSource, asOf: CivilDate, authorized: [String: Set<String>]? = nil,
        workers: Int = 2
    ) {
        (self.book, self.source, self.asOf, self.workers) = (book, source, asOf, workers)
        self.authorized = authorized
    }

    private var request: CheckRequest {
        CheckRequest(asOf: asOf, authorized: authorized, wantsState: true, workers: workers)
    }

    /// What an increment came to.
    package struct Outcome: Sendable {
        /// The state on the new day.
        package let state: CheckState
        /// How many answers (a check of a household) were computed again.
        package let answers: Int
        /// How many households they belong to.
        package let households: Int
        /// Rows and subjects that could not be compared, each a sentence.
        package let problems: [String]
    }

    /// A run of everyone, with the state for the next day.
    package func full() throws -> Outcome {
        let result = try CheckRun(book, source: source, request: request).run()
        let state = CheckState(result, grants: Grants(authorized))
        return Outcome(
            state: state, answers: state.households.count * book.checks.count, households: state.households.count,
            problems: result.problems)
    }

    /// The new day from the state of the last one and the rows that changed since.
    package func run(from last: CheckState, changes: [ChangedRows]) throws -> Outcome {
        let isTurning = last.turning.contains { $0 != 0 && $0 <= asOf.dayNumber }
        // Members and households are no rows of a department: when they change, everybody is compared anew.
        let tables = Set(book.tables.schemas.map(\.name))
        let isMoved = changes.contains { tables.contains($0.dataset) && $0.count > 0 }
        let grants = Grants(authorized)
        guard !isTurning, !isMoved, last.book == book.print, last.asOf < asOf,
            let moved = grants.changes(since: last.grants, book.catalogue)
        else { return try full() }
        // Rows of a person whose authorisation began or ended count as changed.
        let changes = changes + moved
        let prepared = try PreparedChecks(book, source: source, asOf: asOf)
        let affected = AffectedAnswers(last, book, prepared.program.readers, changes, asOf: asOf)
        let numbers = affected.households
        let names = numbers.map { last.households.text($0) }
        var request = request
        request.households = names
        if names.isEmpty {
            return Outcome(state: last.moved(to: asOf, grants), answers: 0, households: 0, problems: [])
        }
        let places = Dictionary(uniqueKeysWithValues: numbers.enumerated().map { (names[$0], $1) })
        let result = try CheckRun(book, source: source, request: request, prepared: prepared).run { households in
            var selection = CheckSelection(households: households.count, checks: book.checks.count)
            for number in households.indices {
                guard let old = places[households.text(number)] else { continue }
                for check in affected.checks(of: old) { selection.insert(check: check, household: number) }
            }
            return selection
        }
        return Outcome(
            state: StateMerge(last, result, affected).state(asOf: asOf, grants), answers: affected.count,
            households: numbers.count, problems: result.problems)
    }
}

extension CheckBook {
    /// A print of all that decides an answer but the rows: another one needs a full run.
    var print: Int64 {
        TextPrint.of(
            checks.map { "\($0)" }.joined() + "\(parameters)" + tables.schemas.map { "\($0)" }.joined())
    }
}

extension CheckState {
    /// The state behind a full run.
    init(_ result: CheckResult, grants: Grants) {
        let people = result.people
        self.init(
            asOf: result.asOf, book: result.book.print, grants: grants, households: people.households,
            members: people.members,
            householdOf: people.householdOf,
            report: CheckFiles.reportLines(result, CheckFiles.byHousehold(result)),
            hits: CheckFiles.hitLines(result), hitChecks: result.hits.map { UInt32($0.check) },
            hitHouseholds: result.hits.map { UInt32($0.householdNumber) },
            turning: result.trace?.turning.map { $0?.dayNumber ?? 0 } ?? [],
            due: (result.trace?.due ?? []).sorted { $0.day < $1.day }, reads: result.trace?.reads ?? [])
    }

    /// The same on a later day on which nothing changed.
    func moved(to day: CivilDate, _ grants: Grants) -> CheckState {
        CheckState(
            asOf: day, book: book, grants: grants, households: households, members: members, householdOf: householdOf,
            report: report,
            hits: hits, hitChecks: hitChecks, hitHouseholds: hitHouseholds, turning: turning, due: due, reads: reads)
    }
}

/// Which answers must be computed again: checks by household, as numbered in the last state.
struct AffectedAnswers {
    private let words: Int
    private var bits: [UInt64]
    private(set) var households: [Int] = []
    /// How many answers.
    private(set) var count = 0
    private let checkCount: Int

    init(
        _ last: CheckState, _ book: CheckBook, _ readers: [UInt32: [Int]], _ changes: [ChangedRows], asOf: CivilDate
    ) {
        checkCount = book.checks.count
        words = (checkCount + 63) / 64
        bits = Array(repeating: 0, count: words * last.households.count)
        for due in last.due {
            if due.day > asOf.dayNumber { break }
            insert(Int(due.check), Int(due.household))
        }
        let index = SubjectIndex(keys: last.members)
        var changed: [UInt32: KeyFilter] = [:]
        let readPlaces = Set(last.reads.map(\.place))
        for change in changes {
            guard let schema = book.catalogue[change.dataset]?.schema else { continue }
            for keys in change.keys {
                let column = schema.columns[keys.column]
                let place = ReadPlace.number(change.dataset, column.name)
                let checks = readers[place] ?? []
                if column.type.isCitizenKey, !checks.isEmpty {
                    for key in keys.old { insert(checks, key, index, last) }
                    for key in keys.new { insert(checks, key, index, last) }
                }
                if readPlaces.contains(place) { changed[place] = KeyFilter(keys.old, keys.new) }
            }
        }
        for read in last.reads where changed[read.place]?.mayHold(read.key) == true {
            insert(Int(read.check), Int(read.household))
        }
        households = (0..<last.households.count).filter { household in
            (0..<words).contains { bits[household * words + $0] != 0 }
        }
    }

    private mutating func insert(_ checks: [Int], _ key: UInt64, _ index: SubjectIndex, _ last: CheckState) {
        guard key != ChangedRows.absent else { return }
        let member = index.find(key)
        if member >= 0 { for check in checks { insert(check, Int(last.householdOf[member])) } }
    }

    private mutating func insert(_ check: Int, _ household: Int) {
        let (word, bit) = (household * words + check >> 6, UInt64(1) << UInt64(check & 63))
        if bits[word] & bit == 0 { count += 1 }
        bits[word] |= bit
    }

    func contains(_ check: Int, _ household: Int) -> Bool {
        bits[household * words + check >> 6] >> UInt64(check & 63) & 1 != 0
    }

    func checks(of household: Int) -> [Int] { (0..<checkCount).filter { contains($0, household) } }
}

/// Says of most keys that they have not changed; of one in a thousand wrongly that it may have.
private struct KeyFilter {
    private var bits: [UInt64]

    init(_ old: [UInt64], _ new: [UInt64]) {
        var size = 1024
        while size < (old.count + new.count) / 2 { size *= 2 }
        bits = Array(repeating: 0, count: size)
        for key in old where key != ChangedRows.absent { insert(key) }
        for key in new where key != ChangedRows.absent { insert(key) }
    }

    private static func hashes(_ key: UInt64) -> (UInt64, UInt64) {
        // Of a citizen ID the body counts, since one written with 15 characters is the same person.
        let body = key >> 62 == 1 ? key : (key & ~(1 << 63)) >> 6
        let first = body &* 0x9E37_79B9_7F4A_7C15
        return (first ^ first >> 29, (first ^ first >> 31) &* 0xD6E8_FEB8_6659_FD93)
    }

    private mutating func insert(_ key: UInt64) {
        let (a, b) = Self.hashes(key)
        for hash in [a >> 13, b >> 13] { bits[Int(hash >> 6) & (bits.count - 1)] |= 1 << (hash & 63) }
    }

    func mayHold(_ key: UInt64) -> Bool {
        let (a, b) = Self.hashes(key)
        return bits[Int(a >> 19) & (bits.count - 1)] >> (a >> 13 & 63) & 1 != 0
            && bits[Int(b >> 19) & (bits.count - 1)] >> (b >> 13 & 63) & 1 != 0
    }
}

extension CheckProgram {
    /// Checks that find rows by the subject's own key, by the key column.
    var readers: [UInt32: [Int]] {
        var readers: [UInt32: Set<Int>] = [:]
        for pass in passes {
            for group in pass.groups {
                let users = checks.indices.filter { checks[$0].groups.contains(group) }
                for lookup in groups[group].lookups {
                    let column = pass.schema.columns[pass.lookups[lookup].key].name
                    readers[ReadPlace.number(pass.dataset, column), default: []].formUnion(users)
                }
            }
        }
        return readers.mapValues { $0.sorted() }
    }
}

/// Puts the answers computed again in the place of the last ones.
private struct StateMerge {
    private let last: CheckState
    private let result: CheckResult
    private let affected: AffectedAnswers
    /// Households of the small run by their numbers in the whole.
    private let numbers: [Int]
    private var hits = PackedLines()
    private var checks: [UInt32] = []
    private var households: [UInt32] = []

    init(_ last: CheckState, _ result: CheckResult, _ affected: AffectedAnswers) {
        (self.last, self.result, self.affected) = (last, result, affected)
        let names = result.people.households
        numbers = names.indices.map { last.households.position(of: names[$0]) ?? 0 }
        mergeHits()
    }

    private mutating func mergeHits() {
        let fresh = CheckFiles.hitLines(result)
        let places = result.hits.map { (check: UInt32($0.check), household: UInt32(numbers[$0.householdNumber])) }
        hits.reserve(last.hits.count + fresh.count, bytes: last.hits.bytes.count + fresh.bytes.count)
        var next = 0
        for line in 0..<last.hits.count {
            let (check, household) = (last.hitChecks[line], last.hitHouseholds[line])
            while next < places.count, places[next] < (check, household) {
                append(fresh, next, places[next])
                next += 1
            }
            if !affected.contains(Int(check), Int(household)) { append(last.hits, line, (check, household)) }
        }
        for line in next..<places.count { append(fresh, line, places[line]) }
    }

    private mutating func append(_ lines: PackedLines, _ line: Int, _ place: (check: UInt32, household: UInt32)) {
        hits.append(lines, line..<line + 1)
        checks.append(place.check)
        households.append(place.household)
    }

    /// The report; a household's counts come from all of its hits, those that stayed and those computed again.
    private func report() -> PackedLines {
        var byHousehold: [Int: [Int]] = [:]
        let touched = Dictionary(uniqueKeysWithValues: numbers.enumerated().map { (UInt32($1), $0) })
        for (check, household) in zip(checks, households) {
            if let place = touched[household] { byHousehold[place, default: []].append(Int(check)) }
        }
        let lines = CheckFiles.reportLines(result, byHousehold)
        var report = PackedLines()
        report.reserve(last.report.count, bytes: last.report.bytes.count + 4096)
        var done = 0
        for (number, household) in numbers.enumerated() {
            report.append(last.report, done..<household)
            report.append(lines, number..<number + 1)
            done = household + 1
        }
        report.append(last.report, done..<last.report.count)
        return report
    }

    /// The state on the new day.
    func state(asOf: CivilDate, _ grants: Grants) -> CheckState {
        func isAffected(_ check: UInt32, _ household: UInt32) -> Bool {
            affected.contains(Int(check), Int(household))
        }
        let due = (result.trace?.due ?? []).map {
            RunTrace.CheckDue(day: $0.day, check: $0.check, household: UInt32(numbers[Int($0.household)]))
        }
        let reads = (result.trace?.reads ?? []).map {
            CheckRead(place: $0.place, key: $0.key, check: $0.check, household: UInt32(numbers[Int($0.household)]))
        }
        let keptDue = last.due.filter { $0.day > asOf.dayNumber && !isAffected($0.check, $0.household) }
        let keptReads = last.reads.filter { !isAffected($0.check, $0.household) }
        return CheckState(
            asOf: asOf, book: last.book, grants: grants, households: last.households, members: last.members,
            householdOf: last.householdOf, report: report(), hits: hits, hitChecks: checks,
            hitHouseholds: households, turning: last.turning,
            due: (keptDue + due.filter { isAffected($0.check, $0.household) }).sorted { $0.day < $1.day },
            reads: keptReads + reads.filter { isAffected($0.check, $0.household) })
    }
}
