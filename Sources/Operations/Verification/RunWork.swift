import Columns
import Primitives
import Sealing
import Storage
import Verification

/// Everything that the parts of a run share: the checks made ready, and the department data it was asked for.
struct RunWork: Sendable {
    let run: RunRow
    let data: RunData
    let book: CheckBook
    let snapshots: SnapshotStore
    let view: SnapshotView
    let standards: [StandardLine]
    let prepared: PreparedChecks
    /// Which columns hold people's names; nil where this node makes no reports.
    let names: ReportBook?

    /// Why a run cannot go on, in words for the centre.
    struct Stop: Error, CustomStringConvertible {
        let description: String
    }

    /// Opens the data of a run and compiles the checks; throws `Stop` when either is not what it was asked for.
    init(_ run: RunRow, standards: [StandardLine], bureau: Bureau) throws {
        guard let book = bureau.checks, let snapshots = bureau.snapshots else {
            throw Stop(description: "这个节点没有核对规则或部门数据。")
        }
        guard RunStandards.print(book, standards) == run.cataloguePrint else {
            throw Stop(description: "核对规则或保障标准在建立任务后改过。请重新建立核对任务。")
        }
        let data = try StoreTransaction.fromJSON(Array(run.data.utf8), as: RunData.self)
        guard let view = try data.view(of: snapshots) else {
            throw Stop(description: "建立任务时的部门数据已被替换。请用现在的数据重新建立核对任务。")
        }
        (self.run, self.data, self.book, self.snapshots) = (run, data, book, snapshots)
        (self.view, self.standards, names) = (view, standards, bureau.reports?.book)
        prepared = try PreparedChecks(
            book, source: HeldTableSource(nil, tables: book.tables.held([], standards: standards)), asOf: run.asOf)
    }

    /// Compares some families, without a look at the store.
    func compare(_ facts: RunFacts) throws -> PartAnswers {
        guard !facts.families.isEmpty else { return PartAnswers() }
        let source = HeldTableSource(
            spelled(facts.families), tables: book.tables.held(facts.families.map(\.household), standards: standards))
        let authorized = facts.families.reduce(into: Set<String>()) { $0.formUnion($1.authorized) }
        let guarded = book.catalogue.datasets.filter(\.needsAuthorization).map(\.code)
        let request = CheckRequest(
            asOf: run.asOf, authorized: Dictionary(uniqueKeysWithValues: guarded.map { ($0, authorized) }),
            wantsState: true)
        let result = try CheckRun(book, source: source, request: request, prepared: prepared).run()
        return PartAnswers(facts, result, try again(facts.families.filter { !$0.refuted.isEmpty }, request), self)
    }

    /// The departments' rows, with names in the spelling in which they were declared.
    private func spelled(_ families: [RunFacts.Family]) -> any RowSource {
        let source = StoreRowSource(view)
        guard let names else { return source }
        let declared = families.flatMap { family in
            zip(family.people, family.household.members).map { (PackedCitizenID($0.id), $1.name) }
        }
        return names.spelling(source, declared: Dictionary(declared, uniquingKeysWith: { first, _ in first }))
    }

    /// The checks once more for families with refuted records, without those; nil when there are none.
    private func again(_ families: [RunFacts.Family], _ request: CheckRequest) throws -> RefutedRun? {
        guard !families.isEmpty else { return nil }
        return try RefutedRun(
            book, prepared: prepared, source: spelled(families),
            tables: book.tables.held(families.map(\.household), standards: standards), request: request,
            refuted: families.flatMap(\.refuted), authorized: Set(families.flatMap(\.authorized)),
            digest: { Digest.hex(Digest.sha256($0)) })
    }

    /// What the sources are asked about some families.
    func sources(_ facts: RunFacts) -> [SourceAsked] {
        let people = facts.families.reduce(0) { $0 + $1.people.count }
        let authorized = facts.families.reduce(0) { $0 + $1.authorized.count }
        return prepared.datasets.sorted().map { dataset in
            let asOf = view.current(dataset)?.asOf
            let allowed = book.catalogue[dataset]?.needsAuthorization == true ? authorized : people
            let asked = asOf == nil ? 0 : allowed
            return SourceAsked(dataset: dataset, asOf: asOf, asked: asked, silent: people - asked)
        }
    }

    /// Checks without an answer for a family whose members have not all let the source be asked, and have no hit.
    func silentRules(_ family: RunFacts.Family, silent: Set<String>, hits: Set<String>) -> [String] {
        let lacksPaper = family.authorized.count < family.people.count
        return book.checks.map(\.code).filter { code in
            if silent.contains(code) { return true }
            guard lacksPaper, !hits.contains(code) else { return false }
            return prepared.datasets(of: code).contains { book.catalogue[$0]?.needsAuthorization == true }
        }
    }
}

/// What a part's families were found to have.
struct PartAnswers: Sendable {
    var results: [FamilyResult] = []
    var matches: [RunMatch] = []

    init() {}

    init(_ facts: RunFacts, _ result: CheckResult, _ again: RefutedRun?, _ work: RunWork) {
        let whole = HouseholdAnswers(result)
        let standing = again.map { HouseholdAnswers($0.standing) }
        let codes = work.book.checks.map(\.code)
        let silent = Set(result.silentChecks.map { codes[$0] })
        let answered = again.map { again in
            Dictionary(
                grouping: again.answers(to: result) { work.prepared.datasets(of: codes[$0]) }.answered,
                by: \.hit.household)
        }
        for family in facts.families {
            let key = family.household.key
            // Families with refuted records: what stands without them, and what they alone would be.
            let own = family.refuted.isEmpty ? whole : standing ?? whole
            let hits = own.hits[key] ?? []
            matches += hits.map { RunMatch($0, of: own.result, family, work) }
            for (hit, note) in family.refuted.isEmpty ? [] : answered?[key] ?? [] {
                matches.append(RunMatch(hit, of: result, family, work, answeredBy: note.reference))
            }
            matches += (whole.failures[key] ?? []).map { RunMatch(failed: $0.check, person: $0.person, family, work) }
            var trail = whole.trails[key] ?? HouseholdTrail()
            if let other = own.trails[key] { trail.add(other) }
            results.append(
                FamilyResult(
                    id: family.row.id, isCarried: false, factsPrint: family.print,
                    silentRules: work.silentRules(family, silent: silent, hits: Set(hits.map { codes[$0.check] })),
                    trail: trail.bytes))
        }
    }
}

/// A result by household.
private struct HouseholdAnswers {
    let result: CheckResult
    let hits: [String: [CheckHit]]
    let failures: [String: [(check: Int, household: String, person: String)]]
    let trails: [String: HouseholdTrail]

    init(_ result: CheckResult) {
        self.result = result
        hits = Dictionary(grouping: result.hits, by: \.household)
        failures = Dictionary(grouping: result.failures, by: \.household)
        trails = result.trails
    }
}

extension RunMatch {
    /// A hit of a check; `answeredBy` is the decision that refuted the records it rests on.
    fileprivate init(
        _ hit: CheckHit, of result: CheckResult, _ family: RunFacts.Family, _ work: RunWork,
        answeredBy reference: String? = nil
    ) {
        let check = work.book.checks[hit.check]
        self.init(
            familyID: family.row.familyID, personID: family.person(hit.person), rule: check.code,
            severity: check.severity.rawValue, status: CheckStatus.hit.rawValue,
            datasets: work.prepared.datasets(of: check.code), observed: hit.observedHundredths,
            limit: hit.limitHundredths, evidenceHash: Digest.hex(Digest.sha256(result.evidenceKey(of: hit).bytes)),
            suppressedBy: reference,
            content: RunMatch.Content(evidence: hit.evidence, sentence: result.sentence(of: hit)))
    }

    /// A check that came to no answer.
    fileprivate init(failed check: Int, person: String, _ family: RunFacts.Family, _ work: RunWork) {
        let check = work.book.checks[check]
        self.init(
            familyID: family.row.familyID, personID: family.person(person), rule: check.code,
            severity: check.severity.rawValue, status: CheckStatus.error.rawValue,
            datasets: work.prepared.datasets(of: check.code), observed: 0, limit: 0, evidenceHash: "",
            suppressedBy: nil,
            content: RunMatch.Content(evidence: "", sentence: "有记录读不出或算不出，没有结论；请看数据集的问题行。"))
    }
}

extension RunFacts.Family {
    /// The member with a citizen ID; nil for the household.
    fileprivate func person(_ id: String) -> PersonID? { people.first { $0.id.text == id }?.person }
}
