package import Columns
package import Primitives

/// Brings a result to the next day by what changed: rows, keys that answers had read, the calendar.
package struct CheckIncrement: Sendable {
    private let book: CheckBook
    private let source: any RowSource
    private let asOf: CivilDate
    private let authorized: [String: Set<String>]?
    private let data: Int64
    private let workers: Int

    /// An increment to a day whose rows a source holds; `authorized` as in `CheckRequest`, of that day.
    ///
    /// `data` is a print of what the source holds (`SnapshotView.print`), which the state keeps.
    package init(
        _ book: CheckBook, source: any RowSource, asOf: CivilDate, authorized: [String: Set<String>]? = nil,
        data: Int64 = 0, workers: Int = 2
    ) {
        (self.book, self.source, self.asOf, self.workers) = (book, source, asOf, workers)
        (self.authorized, self.data) = (authorized, data)
    }

    private static let fewHouseholds = 50_000

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
        return Outcome(
            state: CheckState(FreshState(result, grants: Grants(authorized), data: data)),
            answers: result.householdCount * book.checks.count, households: result.householdCount,
            problems: result.problems)
    }

    /// The new day from the state of the last one and the rows that changed since.
    ///
    /// `before` is the print of the data that the changes lie on: a state of other data has missed some.
    package func run(from last: CheckState, changes: [ChangedRows], before: Int64 = 0) throws -> Outcome {
        let (kept, journal) = try last.kept()
        let isTurning = kept.turning.contains { $0 != 0 && $0 <= asOf.dayNumber }
        // Members and households are no rows of a department: when they change, everybody is compared anew.
        let tables = Set(book.tables.schemas.map(\.name))
        let isMoved = changes.contains { tables.contains($0.dataset) && $0.count > 0 }
        let grants = Grants(authorized)
        guard !isTurning, !isMoved, !last.isOverlong, kept.book == book.print, last.asOf < asOf, journal.data == before,
            let moved = grants.changes(since: journal.grants, book.catalogue)
        else { return try full() }
        // Rows of a person whose authorisation began or ended count as changed.
        let changes = changes + moved
        let newGrants = moved.isEmpty && grants.people?.count == journal.grants.people?.count ? nil : grants
        let prepared = try PreparedChecks(book, source: source, asOf: asOf)
        let affected = try AffectedAnswers(kept, journal, book, prepared.program.readers, changes, asOf: asOf)
        let ranks = affected.answers.households
        if ranks.isEmpty {
            let record = StateRecord(asOf: asOf, data: data, grants: newGrants)
            return Outcome(state: try last.adding(record), answers: 0, households: 0, problems: [])
        }
        let people = kept.people(ranks.map { Int($0) }, masks: affected.answers.masks(of: ranks))
        var selection = CheckSelection(households: ranks.count, checks: book.checks.count)
        selection.insert(
            affected.answers.masks(of: people.rankOf.map { ranks[Int($0)] }), of: Array(0..<UInt32(ranks.count)))
        var request = request
        // A second thread makes tables of its own, which few households do not earn back.
        if ranks.count < Self.fewHouseholds { request.workers = 1 }
        let result = try CheckRun(book, source: source, request: request, prepared: prepared)
            .run(over: people, selection: selection)
        let record = StateRecord(
            result, in: kept, journal, answers: affected.answers, ranks: ranks, data: data, grants: newGrants)
        return Outcome(
            state: try last.adding(record), answers: affected.answers.count, households: ranks.count,
            problems: result.problems)
    }
}

/// Which answers must be computed again: checks by the household's rank in the last state.
struct AffectedAnswers {
    private(set) var answers: CheckSelection

    init(
        _ kept: KeptState, _ journal: StateJournal, _ book: CheckBook, _ readers: [UInt32: [Int]],
        _ changes: [ChangedRows], asOf: CivilDate
    ) throws {
        var answers = CheckSelection(households: kept.householdCount, checks: book.checks.count)
        func insert(_ check: UInt32, _ rank: UInt32) { answers.insert(check: Int(check), household: Int(rank)) }
        kept.due.withUnsafeBufferPointer { due in
            for due in due {
                if due.day > asOf.dayNumber { break }
                if !journal.isReplaced(due.check, due.household) { insert(due.check, due.household) }
            }
        }
        for due in journal.due where due.day <= asOf.dayNumber { insert(due.check, due.household) }
        let changed = try ChangedKeys(changes, book, read: Self.places(kept, journal), watched: kept.watched)
        let watched = WatchedPrints(kept, among: changed.people)
        for (place, prints) in changed.people {
            guard let checks = readers[place] else { continue }
            for print in prints {
                watched.forEach(print) { rank in for check in checks { answers.insert(check: check, household: rank) } }
            }
        }
        kept.reads.withUnsafeBufferPointer { reads in
            var (place, asked) = (UInt32?.none, PrintSet?.none)
            for read in reads {
                if read.place != place { (place, asked) = (read.place, changed.asked[read.place]) }
                if let asked, asked.contains(read.print), !journal.isReplaced(read.check, read.household) {
                    insert(read.check, read.household)
                }
            }
        }
        for read in journal.reads where changed.asked[read.place]?.contains(read.print) == true {
            insert(read.check, read.household)
        }
        self.answers = answers
    }

    /// Where answers had looked for keys.
    private static func places(_ kept: KeptState, _ journal: StateJournal) -> Set<UInt32> {
        var places = Set(journal.reads.map(\.place))
        kept.reads.withUnsafeBufferPointer { reads in
            var last: UInt32?
            for read in reads where read.place != last {
                places.insert(read.place)
                last = read.place
            }
        }
        return places
    }
}

/// The keys under which rows changed, by the column they stand in.
private struct ChangedKeys {
    /// Prints of citizen keys, before and after.
    private(set) var people: [(place: UInt32, prints: [UInt32])] = []
    private(set) var asked: [UInt32: PrintSet] = [:]

    /// `read` are the columns in which answers had looked for a key that is not their subject's own.
    ///
    /// Whose a stranger's row was is asked only where somebody had looked for it, or where others are watched now.
    init(_ changes: [ChangedRows], _ book: CheckBook, read: Set<UInt32>, watched: PeoplePrint) throws {
        var wanted: [UInt32: [UInt32]] = [:]
        for change in changes {
            guard let schema = book.catalogue[change.dataset]?.schema else { continue }
            for (index, keys) in change.keys.enumerated() {
                let column = schema.columns[keys.column]
                let place = ReadPlace.number(change.dataset, column.name)
                var all = keys.old + keys.new
                for strangers in change.strangers where strangers.to != watched || read.contains(place) {
                    all += try strangers.prints(index: index)
                }
                if column.type.isCitizenKey { people.append((place, all)) }
                if read.contains(place) { wanted[place, default: []] += all }
            }
        }
        asked = wanted.mapValues { PrintSet($0) }
    }
}

/// The households of watched people by the prints of their IDs, as far as those are among some.
private struct WatchedPrints {
    private struct Slot {
        var print = KeyPrint.none
        var rank: UInt32 = 0
    }

    private var slots: [Slot]

    init(_ kept: KeptState, among changed: [(place: UInt32, prints: [UInt32])]) {
        var found: [Slot] = []
        let ranks = kept.ranks
        // Most changes are strangers': their keys are told apart first, so that the set of the others is small.
        let everybody = kept.members.withUnsafeBufferPointer { PrintFilter(people: $0) }
        let asked = PrintSet(changed.flatMap { $0.prints.filter { everybody.mayHold($0) } })
        kept.members.withUnsafeBufferPointer { members in
            kept.firstMember.withUnsafeBufferPointer { first in
                for household in ranks.indices {
                    for member in first[household]..<first[household + 1] {
                        let print = KeyPrint.of(person: members[Int(member)])
                        if asked.contains(print) { found.append(Slot(print: print, rank: ranks[household])) }
                    }
                }
            }
        }
        var size = 16
        while size < found.count * 2 { size *= 2 }
        slots = Array(repeating: Slot(), count: size)
        for one in found {
            var place = Int(one.print) & (size - 1)
            while slots[place].print != KeyPrint.none { place = (place + 1) & (size - 1) }
            slots[place] = one
        }
    }

    /// Calls a closure with the rank of each household of somebody whose ID has a print.
    @inline(__always)
    func forEach(_ print: UInt32, _ body: (Int) -> Void) {
        guard print != KeyPrint.none else { return }
        var place = Int(print) & (slots.count - 1)
        while slots[place].print != KeyPrint.none {
            if slots[place].print == print { body(Int(slots[place].rank)) }
            place = (place + 1) & (slots.count - 1)
        }
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

extension StateRecord {
    /// What a run of some answers puts in the place of the last ones; `ranks` are its households in the whole state.
    init(
        _ result: CheckResult, in kept: KeptState, _ journal: StateJournal, answers: CheckSelection, ranks: [UInt32],
        data: Int64, grants: Grants?
    ) {
        let people = result.people
        func rank(_ household: Int) -> UInt32 { ranks[Int(people.rankOf[household])] }
        let places = result.hits.map { HitPlace(check: UInt32($0.check), rank: rank($0.householdNumber)) }
        // A household's counts come from all of its hits, those that stayed and those computed again.
        var stayed: [HouseholdHits.Hit] = []
        var numbers = [Int32](repeating: -1, count: kept.householdCount)
        for household in 0..<people.householdCount { numbers[Int(rank(household))] = Int32(household) }
        journal.forEachHit(kept) { hit in
            let household = numbers[Int(hit.rank)]
            guard household >= 0, !answers.contains(check: Int(hit.check), household: Int(hit.rank)) else { return }
            stayed.append(HouseholdHits.Hit(household: Int(household), check: Int(hit.check)))
        }
        func isOurs(_ check: UInt32, _ household: UInt32) -> Bool {
            answers.contains(check: Int(check), household: Int(rank(Int(household))))
        }
        self.init(
            asOf: result.asOf, data: data, grants: grants, ranks: ranks, masks: answers.masks(of: ranks),
            hits: CheckFiles.hitLines(result), hitPlaces: places,
            report: CheckFiles.reportLines(result, CheckFiles.byHousehold(result, and: stayed)),
            due: (result.trace?.due ?? []).filter { isOurs($0.check, $0.household) }.map {
                RunTrace.CheckDue(day: $0.day, check: $0.check, household: rank(Int($0.household)))
            },
            reads: (result.trace?.reads ?? []).filter { isOurs($0.check, $0.household) }.map {
                CheckRead(
                    place: $0.place, print: $0.print, key: $0.key, check: $0.check, household: rank(Int($0.household)))
            })
    }
}
