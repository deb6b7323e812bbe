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
        (self.view, self.standards) = (view, standards)
        prepared = try PreparedChecks(
            book, source: HeldTableSource(nil, tables: book.tables.held([], standards: standards)), asOf: run.asOf)
    }

    /// Compares some families, without a look at the store.
    func compare(_ facts: RunFacts) throws -> PartAnswers {
        guard !facts.families.isEmpty else { return PartAnswers() }
        let source = HeldTableSource(
            StoreRowSource(view), tables: book.tables.held(facts.families.map(\.household), standards: standards))
        let authorized = facts.families.reduce(into: Set<String>()) { $0.formUnion($1.authorized) }
        let guarded = book.catalogue.datasets.filter(\.needsAuthorization).map(\.code)
        let request = CheckRequest(
            asOf: run.asOf, authorized: Dictionary(uniqueKeysWithValues: guarded.map { ($0, authorized) }),
            wantsState: true)
        let result = try CheckRun(book, source: source, request: request, prepared: prepared).run()
        return PartAnswers(facts, result, self)
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

    init(_ facts: RunFacts, _ result: CheckResult, _ work: RunWork) {
        let trails = result.trails
        let codes = work.book.checks.map(\.code)
        let silent = Set(result.silentChecks.map { codes[$0] })
        let hits = Dictionary(grouping: result.hits, by: \.household)
        let failures = Dictionary(grouping: result.failures, by: \.household)
        for family in facts.families {
            let key = family.household.key
            let own = hits[key] ?? []
            let people = Dictionary(
                family.people.map { ($0.id.text, $0.person) }, uniquingKeysWith: { first, _ in first })
            matches += own.map { hit in
                let check = work.book.checks[hit.check]
                let hash = Digest.hex(Digest.sha256(result.evidenceKey(of: hit).bytes))
                return RunMatch(
                    familyID: family.row.familyID, personID: people[hit.person], rule: check.code,
                    severity: check.severity.rawValue, status: CheckStatus.hit.rawValue,
                    datasets: work.prepared.datasets(of: check.code), observed: hit.observedHundredths,
                    limit: hit.limitHundredths, evidenceHash: hash, suppressedBy: nil,
                    content: RunMatch.Content(evidence: hit.evidence, sentence: result.sentence(of: hit)))
            }
            matches += (failures[key] ?? []).map { failure in
                let check = work.book.checks[failure.check]
                return RunMatch(
                    familyID: family.row.familyID, personID: people[failure.person], rule: check.code,
                    severity: check.severity.rawValue, status: CheckStatus.error.rawValue,
                    datasets: work.prepared.datasets(of: check.code), observed: 0, limit: 0, evidenceHash: "",
                    suppressedBy: nil,
                    content: RunMatch.Content(evidence: "", sentence: "有记录读不出或算不出，没有结论；请看数据集的问题行。"))
            }
            results.append(
                FamilyResult(
                    id: family.row.id, isCarried: false, factsPrint: family.print,
                    silentRules: work.silentRules(family, silent: silent, hits: Set(own.map { codes[$0.check] })),
                    trail: (trails[key] ?? HouseholdTrail()).bytes))
        }
    }
}
