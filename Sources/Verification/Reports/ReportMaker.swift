package import Columns
package import Primitives

/// Makes the report of one family: asks every source, runs the checks over the answers, and weighs what came of it.
package struct ReportMaker: Sendable {
    private let prepared: PreparedReport
    private let source: any RowSource
    private let days: [String: CivilDate]
    private let digest: EvidenceDigest

    /// A maker over a source of rows; `days` says of each dataset in force which day its data describe.
    package init(
        _ prepared: PreparedReport, source: any RowSource, days: [String: CivilDate], digest: @escaping EvidenceDigest
    ) {
        self.prepared = prepared
        self.source = source
        self.days = days
        self.digest = digest
    }

    /// The report; a source that cannot answer is said in it and never taken for "nothing there".
    ///
    /// Throws only when the checks themselves cannot run.
    package func report(for request: ComparisonRequest) throws -> VerificationReport {
        try report(for: request, sharing: []).report
    }

    /// The report, and what the sources hold of each member alone for some of the family's facts.
    package func report(
        for request: ComparisonRequest, sharing feeds: Set<ReportFeed>
    ) throws -> (report: VerificationReport, shares: MemberShares) {
        precondition(prepared.asOf == request.asOf, "The report is prepared for the day of the comparison.")
        var asking = SourceAsking(prepared.book, source, days: days, request: request)
        asking.askAll()
        let refuted = asking.refuted(request.refuted, digest: digest)
        let runs = try runs(request, &asking, refuted)
        var weighing = ReportWeighing(prepared, request, asking, runs, digest: digest)
        weighing.weigh()
        let items = prepared.book.items.filter { item in
            item.definition.subject == .household && item.definition.feeds.map { feeds.contains($0) } ?? false
        }
        return (weighing.report(), try shares(of: items, request, &asking, refuted))
    }

    /// Compares each member as if nobody else belonged to the family.
    private func shares(
        of items: [ReportBook.Item], _ request: ComparisonRequest, _ asking: inout SourceAsking, _ refuted: RefutedRows
    ) throws -> MemberShares {
        var shares = MemberShares()
        guard !items.isEmpty else { return shares }
        for person in request.people {
            let result = try run(request.alone(person), &asking, dropsOthers: true, dropping: refuted.places)
            for item in items {
                guard let feed = item.definition.feeds,
                    let hit = result.hits.first(where: { $0.check == item.found && $0.person.isEmpty })
                else { continue }
                let found = item.definition.unit.quantity(hundredths: hit.observedHundredths)
                shares[feed, person.key] = found.value
            }
        }
        return shares
    }

    /// What the checks say with all rows, with those under the declared names only, and with refuted ones too.
    struct Runs {
        let all: CheckResult
        let named: CheckResult
        /// With the records that have been refuted; nil when there are none.
        let whole: CheckResult?
        let refuted: RefutedRows
        /// The records without which a hit of all rows would not be the same.
        let resting: [CheckHit: Set<RecordPlace>]

        /// Whether a hit of all rows holds without the rows under other names.
        func named(_ hit: CheckHit) -> CheckHit? { named.hit(like: hit) }

        /// Hits that refuted records alone would make.
        var answered: [CheckHit] { (whole?.hits ?? []).filter { all.hit(like: $0) == nil } }
    }

    private func runs(
        _ request: ComparisonRequest, _ asking: inout SourceAsking, _ refuted: RefutedRows
    ) throws -> Runs {
        let places = refuted.places
        let all = try run(request, &asking, dropsOthers: false, dropping: places)
        let isMixed = asking.answers.contains { $0.status == .nameMismatch }
        return Runs(
            all: all, named: isMixed ? try run(request, &asking, dropsOthers: true, dropping: places) : all,
            whole: places.isEmpty ? nil : try run(request, &asking, dropsOthers: false, dropping: []),
            refuted: refuted, resting: try resting(all, request, &asking, places))
    }

    /// Finds the records that hits rest on by leaving out one at a time; of very many records none is tried.
    private func resting(
        _ result: CheckResult, _ request: ComparisonRequest, _ asking: inout SourceAsking, _ refuted: Set<RecordPlace>
    ) throws -> [CheckHit: Set<RecordPlace>] {
        let book = prepared.book
        let hits = result.hits.filter {
            $0.check < book.checks.checks.count && book.book.checks[$0.check].severity != .care
        }
        let datasets = Set(hits.flatMap { prepared.checks.program.checks[$0.check].datasets })
        let tried = asking.calls.places(in: datasets).subtracting(refuted)
        guard tried.count <= Self.mostTried else { return [:] }
        var resting: [CheckHit: Set<RecordPlace>] = [:]
        for place in tried.sorted() {
            let without = try run(request, &asking, dropsOthers: false, dropping: refuted.union([place]))
            for hit in hits where without.hit(like: hit).map({ !$0.isSame(as: hit) }) ?? true {
                resting[hit, default: []].insert(place)
            }
        }
        return resting
    }

    /// A family of which more records stand in the datasets of its findings is told the records of the evidence alone.
    private static let mostTried = 120

    /// Runs the checks; a dataset that fails while they run is said to have failed, and they run again without it.
    private func run(
        _ request: ComparisonRequest, _ asking: inout SourceAsking, dropsOthers: Bool, dropping places: Set<RecordPlace>
    ) throws -> CheckResult {
        let book = prepared.book
        let tables = book.subjects(request, key: Self.householdKey)
        while true {
            let screened = ScreenedSource(
                source, without: asking.broken, names: asking.nameScreens, dropsOthers: dropsOthers, dropping: places)
            let rows = HeldTableSource(screened, tables: tables + book.references(request.declared))
            let question = CheckRequest(asOf: request.asOf, authorized: asking.authorized, workers: 1)
            do {
                return try CheckRun(book.book, source: rows, request: question, prepared: prepared.checks).run()
            } catch {
                guard let failed = screened.failed else { throw error }
                asking.note(broken: failed.dataset, reason: failed.reason)
            }
        }
    }

    /// What the one family is called in its run; it appears nowhere else.
    static let householdKey = "1"
}

extension CheckResult {
    /// The hit of the same check about the same subject.
    func hit(like other: CheckHit) -> CheckHit? {
        hits.first { $0.check == other.check && $0.person == other.person && $0.household == other.household }
    }
}

extension CheckHit {
    /// Whether two hits of one check say the same.
    func isSame(as other: CheckHit) -> Bool {
        observedHundredths == other.observedHundredths && evidence.utf8.elementsEqual(other.evidence.utf8)
    }
}
