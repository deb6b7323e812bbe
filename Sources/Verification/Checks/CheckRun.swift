package import Columns
import Dispatch
package import Primitives
import Rules
import Synchronization

/// What a run is asked for.
package struct CheckRequest: Sendable {
    /// The day of the comparison.
    package var asOf: CivilDate
    /// Names of the households compared; everyone watched when nothing is said.
    package var households: [String]?
    /// Citizen IDs whose rows may be read, by dataset that needs an authorisation; everyone's when nothing is said.
    ///
    /// Of a dataset that is not listed nobody's are read. What is not read has no answer, never `noHit`.
    package var authorized: [String: Set<String>]?
    /// Whether due days and reads are wanted, from which an increment starts.
    package var wantsState: Bool
    /// How many threads work.
    package var workers: Int

    /// A comparison of everyone on a day.
    package init(
        asOf: CivilDate, households: [String]? = nil, authorized: [String: Set<String>]? = nil,
        wantsState: Bool = false, workers: Int = 2
    ) {
        (self.asOf, self.households, self.authorized) = (asOf, households, authorized)
        (self.wantsState, self.workers) = (wantsState, max(1, workers))
    }
}

/// Runs checks over a source of rows: one pass for each dataset, then all checks over all subjects.
package struct CheckRun: Sendable {
    private let book: CheckBook
    private let source: any RowSource
    private let request: CheckRequest
    private let day: RunDay
    private let prepared: PreparedChecks?

    /// A run of a book's checks over the rows of a source; `prepared` saves compiling them again.
    package init(
        _ book: CheckBook, source: any RowSource, request: CheckRequest, prepared: PreparedChecks? = nil
    ) {
        (self.book, self.source, self.request, self.prepared) = (book, source, request, prepared)
        day = RunDay(request.asOf)
        precondition(prepared.map { $0.program.asOf == request.asOf } ?? true, "Checks are prepared for the day.")
    }

    /// Runs to the end.
    package func run() throws -> CheckResult {
        let only = request.households.map { TextIndex(keys: $0.map { Array($0.utf8) }) }
        // Facts of one pass are given back when another needs as much memory.
        let memory = MemoryReuse()
        defer { withExtendedLifetime(memory) {} }
        return try run(over: WatchedPeople(book.tables, source, only: only), selection: nil)
    }

    /// Compares some people to the end; a selection narrows it to some checks of some of their households.
    func run(over people: WatchedPeople, selection: CheckSelection?) throws -> CheckResult {
        let memory = MemoryReuse()
        defer { withExtendedLifetime(memory) {} }
        let prepared = try prepared ?? PreparedChecks(book, source: source, asOf: request.asOf)
        let program = prepared.program
        var passes = PassSchedule(FactBoard(program, people), source, request, day, selection)
        try passes.run()
        passes.runHops()
        let board = passes.board
        let silent = Set(
            program.checks.indices.filter { check in
                program.checks[check].datasets.contains { passes.silent.contains($0) }
            })
        let outcome = try SubjectStage(
            board: board, day: day, selection: selection, silent: silent, wantsDue: request.wantsState
        ).run(workers: request.workers)
        return CheckResult(
            book: book, asOf: request.asOf, board: board, passes: passes, silent: silent, outcome: outcome,
            problems: people.problems + prepared.problems, wantsState: request.wantsState)
    }
}

/// The checks of a book compiled for a day with the tables of reference of a source; many households share them.
package struct PreparedChecks: Sendable {
    let program: CheckProgram
    let problems: [String]

    /// Compiles the checks.
    package init(_ book: CheckBook, source: any RowSource, asOf: CivilDate) throws {
        let lookups = try LookupTables.read(book.tables, source)
        program = try book.program(asOf: asOf, lookups: lookups.contents)
        problems = lookups.problems
    }
}

/// The tables that checks index by words, as they are in the source.
enum LookupTables {
    static func read(
        _ tables: SubjectTables, _ source: any RowSource
    ) throws -> (contents: [String: ParameterContent], problems: [String]) {
        var contents: [String: ParameterContent] = [:]
        var problems: [String] = []
        for table in tables.lookups {
            let columns =
                table.keys.map { RowColumn($0, .text) }
                + [
                    RowColumn(
                        table.value,
                        CheckCompiler.type(of: table.schema.columns[table.value].type) == .text
                            ? .text : .number)
                ]
            var entries: [([String], Int64)] = []
            let lookup = RowLookup(key: table.keys[0], index: .everything, columns: columns)
            try source.scan(RowRequest(schema: table.schema, lookups: [lookup])) { rows in
                for fault in rows.faults {
                    problems.append(RowTrouble.sentence(fault, in: table.schema))
                }
                for row in 0..<rows.count {
                    let keys = table.keys.indices.map { String(decoding: rows.text($0, row), as: UTF8.self) }
                    entries.append((keys, rows.numbers(table.keys.count)[row]))
                }
            }
            contents[table.name] = content(entries[...], 0)
        }
        return (contents, problems)
    }

    private static func content(_ entries: ArraySlice<([String], Int64)>, _ level: Int) -> ParameterContent {
        guard let first = entries.first, level < first.0.count else { return .number(entries.last?.1 ?? 0) }
        var groups: [String: [([String], Int64)]] = [:]
        for entry in entries { groups[entry.0[level], default: []].append(entry) }
        return .table(groups.mapValues { content($0[...], level + 1) })
    }
}

private struct WorkState<Result: Sendable>: Sendable {
    var next = 0
    var made: [Result?]
    var error: (any Error)?
}

/// Runs work on several threads; the first error stops what has not begun.
enum Workers {
    /// What a body makes of each number below a count, in the order of the numbers.
    static func map<Result: Sendable>(
        _ count: Int, workers: Int, _ body: @escaping @Sendable (Int) throws -> Result
    ) throws -> [Result] {
        let state = Mutex(WorkState<Result>(made: Array(repeating: nil, count: count)))
        let take: @Sendable () -> Int? = {
            state.withLock { state in
                guard state.error == nil, state.next < count else { return nil }
                state.next += 1
                return state.next - 1
            }
        }
        DispatchQueue.concurrentPerform(iterations: min(workers, max(1, count))) { _ in
            while let number = take() {
                do {
                    let result = try body(number)
                    state.withLock { $0.made[number] = result }
                } catch {
                    state.withLock { $0.error = $0.error ?? error }
                }
            }
        }
        let finished = state.withLock { $0 }
        if let error = finished.error { throw error }
        return finished.made.compactMap { $0 }
    }
}

/// The second half of a run: stretches of households on several threads.
struct SubjectStage: Sendable {
    let board: FactBoard
    let day: RunDay
    let selection: CheckSelection?
    let silent: Set<Int>
    let wantsDue: Bool

    private static let stretch = 8192

    func run(workers: Int) throws -> SubjectOutcome {
        let count = board.people.householdCount
        let stretches = (count + Self.stretch - 1) / Self.stretch
        // Of a selection each household is asked a check or two: each check goes over its own households.
        let stages = selection.map { selection in
            board.program.checks.indices.map { check in
                silent.contains(check) || !selection.asks(check) ? nil : board.program.single.stages(of: check)
            }
        }
        let outcomes = try Workers.map(stretches, workers: workers) { number in
            let run = SubjectRun(
                board, day: day, selection: selection, stages: stages ?? [], silent: silent, wantsDue: wantsDue)
            run.run(number * Self.stretch..<min((number + 1) * Self.stretch, count))
            return run.outcome
        }
        var all = SubjectOutcome()
        for outcome in outcomes {
            all.hits += outcome.hits
            all.failures += outcome.failures
            all.due += outcome.due
        }
        // By check, then in the order of the households' names.
        let rankOf = board.people.rankOf
        func place(_ hit: FoundHit) -> (Int, UInt32, Int) {
            (hit.check, rankOf[hit.subject.household], hit.subject.member ?? -1)
        }
        all.hits.sort { place($0) < place($1) }
        return all
    }
}
