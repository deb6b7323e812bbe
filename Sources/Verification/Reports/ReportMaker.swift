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
        precondition(prepared.asOf == request.asOf, "The report is prepared for the day of the comparison.")
        var asking = SourceAsking(prepared.book, source, days: days, request: request)
        asking.askAll()
        let runs = try runs(request, &asking)
        var weighing = ReportWeighing(prepared, request, asking, runs, digest: digest)
        weighing.weigh()
        return weighing.report()
    }

    /// What the checks say with all rows, and with those under the declared names only.
    struct Runs {
        let all: CheckResult
        let named: CheckResult

        /// Whether a hit of all rows holds without the rows under other names.
        func named(_ hit: CheckHit) -> CheckHit? {
            named.hits.first { $0.check == hit.check && $0.person == hit.person }
        }
    }

    private func runs(_ request: ComparisonRequest, _ asking: inout SourceAsking) throws -> Runs {
        let all = try run(request, &asking, dropsOthers: false)
        let isMixed = asking.answers.contains { $0.status == .nameMismatch }
        return Runs(all: all, named: isMixed ? try run(request, &asking, dropsOthers: true) : all)
    }

    /// Runs the checks; a dataset that fails while they run is said to have failed, and they run again without it.
    private func run(
        _ request: ComparisonRequest, _ asking: inout SourceAsking, dropsOthers: Bool
    ) throws -> CheckResult {
        let book = prepared.book
        let tables = book.subjects(request, key: Self.householdKey)
        while true {
            let screened = ScreenedSource(
                source, without: asking.broken, names: asking.nameScreens, dropsOthers: dropsOthers)
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
