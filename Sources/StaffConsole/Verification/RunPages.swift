import Casework
import Hummingbird
import Operations
import Primitives
import Storage
import Verification
import WebSupport

/// The runs: the list with the form that asks for one, and one run with what it found.
struct RunPages: Sendable {
    let desk: Desk
    static let path = CentreWords.root + "/runs"

    static func address(_ id: RunID) -> String { "\(path)/\(id.text)" }

    func register(in routes: RouteRegistry) {
        let keepers = Posts.names(RunAuthority.keepers)
        routes.get(Self.path, for: .staff, roles: CentreOverview.roles, summary: "Lists runs of the checking system.") {
            request, context in try await list(request.query, FormState(), context)
        }
        routes.post(Self.path, for: .staff, roles: keepers, summary: "Asks for a run of the checking system.") {
            submission, context in try await ask(submission, context)
        }
        routes.get("\(Self.path)/{id}", for: .staff, roles: CentreOverview.roles, summary: "A run and what it found.") {
            request, context in try await show(request, context)
        }
        for step in Step.allCases {
            routes.post(
                "\(Self.path)/{id}/\(step.rawValue)", for: .staff, roles: keepers,
                summary: "Stops or resumes a run: \(step.rawValue)."
            ) { submission, context in try await take(step, submission, context) }
        }
    }

    /// What can be done to a run.
    private enum Step: String, CaseIterable {
        case cancel, resume
    }

    // MARK: The list

    private func list(_ query: FormValues, _ typed: FormState, _ context: BackstopContext) async throws -> Response {
        let isKeeper = RunAuthority.keepers.contains(try desk.actor(context).role)
        let found = try await desk.view(context) { inner -> ([RunLine], Pager)? in
            guard let first = try RunLine.page(limit: 0, offset: 0, in: inner) else { return nil }
            let pager = Pager(
                total: first.total, pageSize: 20, query: query, address: PageAddress(Self.path, query), context)
            return try RunLine.page(limit: pager.pageSize, offset: pager.offset, in: inner).map { ($0.rows, pager) }
        }
        guard let (runs, pager) = found else { throw PageProblem.forbidden }
        let words = CentreWords(context)
        var page = CentrePage()
        page.intro = context.t("run.intro")
        page.form = isKeeper ? form(typed, words) : nil
        page.tools = isKeeper ? [Link(context.t("oneFamily.title"), HouseholdRunPage.path)] : []
        page.formTitle = context.t("run.ask")
        page.tablesBehind = [
            CentreTable(
                context.t("nav.runs"), CentreWords.runColumns, rows: runs.map(words.row), empty: context.t("run.none"),
                pager: pager, context)
        ]
        return try await page.response(desk, title: context.t("nav.runs"), context, state: typed)
    }

    private func form(_ typed: FormState, _ words: CentreWords) -> FormView {
        let context = words.context
        var state = typed
        if state.values["kind"] == nil { state.values.set("kind", RunKind.recheck.rawValue) }
        let kinds: [RunKind] = [.recheck, .precheck, .full, .incremental]
        return desk.site.form(
            context, action: Self.path, submit: context.t("run.start"), state: state,
            [
                .radios(
                    "kind", label: context.t("run.kind"),
                    kinds.map { .init($0.rawValue, words.kind($0), hint: context.t("runHint.\($0.rawValue)")) }),
                .text("purpose", label: context.t("run.purpose"), hint: context.t("run.purposeHint")),
            ])
    }

    private func ask(_ submission: Submission, _ context: BackstopContext) async throws -> Response {
        var reader = FormReader(submission.values, context)
        let kind = reader.choice("kind", label: context.t("run.kind"), as: RunKind.self)
        guard let kind, kind != .household, let key = submission.idempotencyKey else {
            return try await list(FormValues(), reader.state, context)
        }
        let outcome = try await desk.bureau.startRun(
            kind, purpose: submission.values["purpose"] ?? "", as: .staff(desk.actor(context)), key: key)
        guard let started = outcome.value else {
            return try await list(
                FormValues(), desk.refused(outcome.reasons, submission.values, context), context)
        }
        return .seeOther(Self.address(started.id) + (started.isRepeated ? "?said=repeated" : ""))
    }

    // MARK: One run

    private func show(
        _ request: Request, _ context: BackstopContext, refused: [Reason] = []
    ) async throws -> Response {
        let (id, query) = (RunID(try context.number("id")), request.query)
        let rule = query.text("rule")
        let answered = query.text("answered").map { $0 == "1" }
        let status = query.text("status") == "error" ? "error" : "hit"
        let address = PageAddress(Self.address(id), query).with("said", nil)
        let found = try await desk.view(context) { inner -> (RunView, [RunMatchLine], Pager)? in
            guard let view = try RunView.load(id, in: inner) else { return nil }
            let total = try inner.store.matchLines(
                of: id, rule: rule, status: status, suppressed: answered, limit: 0, offset: 0, in: inner.scope
            ).total
            let pager = Pager(total: total, pageSize: 50, query: query, address: address, context)
            let lines = try inner.store.matchLines(
                of: id, rule: rule, status: status, suppressed: answered, limit: pager.pageSize, offset: pager.offset,
                in: inner.scope)
            return (view, lines.rows, pager)
        }
        guard let (view, matches, pager) = found else { throw PageProblem.notFound }
        let page = RunPageModel(view, matches, pager, rule, CentreWords(context)).page(
            desk, said: query.text("said"), refused: refused)
        let title = "\(CentreWords(context).kind(view.line.run.kind)) \(Formats(context).date(view.line.run.asOf))"
        return try await page.response(
            desk, title: title, context, crumbs: [Link(context.t("nav.runs"), Self.path)])
    }

    private func take(_ step: Step, _ submission: Submission, _ context: BackstopContext) async throws -> Response {
        let id = RunID(try context.number("id"))
        let outcome =
            switch step {
            case .cancel: try await desk.perform(CancelRun(id: id), submission, context)
            case .resume: try await desk.perform(ResumeRun(id: id), submission, context)
            }
        guard outcome.value != nil else {
            return try await show(submission.request, context, refused: outcome.reasons)
        }
        return .seeOther(Self.address(id))
    }
}

/// A run as its page shows it.
struct RunPageModel {
    private let view: RunView
    private let matches: [RunMatchLine]
    private let pager: Pager
    private let rule: String?
    private let words: CentreWords
    private var context: BackstopContext { words.context }
    private var run: RunRow { view.line.run }
    private var address: String { RunPages.address(run.id) }

    init(_ view: RunView, _ matches: [RunMatchLine], _ pager: Pager, _ rule: String?, _ words: CentreWords) {
        (self.view, self.matches, self.pager, self.rule, self.words) = (view, matches, pager, rule, words)
    }

    func page(_ desk: Desk, said: String?, refused: [Reason]) -> CentrePage {
        var page = CentrePage()
        page.tag = words.state(run.state)
        if let reason = refused.first {
            page.notice = context.language == .english ? reason.english : reason.chinese
            page.noticeTone = "bad"
        } else if said == "repeated" {
            (page.notice, page.noticeTone) = (context.t("run.repeated"), "warn")
        } else if let error = run.lastError {
            (page.notice, page.noticeTone) = (context.t("run.failedBecause", ["cause": error]), "bad")
        }
        if run.state.isOpen {
            page.progress = (
                words.progress(view.line), view.line.progress.answered, view.line.progress.families, address
            )
        }
        page.counters = counters
        page.rows = summary
        if view.mayKeep {
            if run.state.isOpen { page.buttons = [button(desk, "cancel", isDangerous: true)] }
            if run.state == .cancelled || run.state == .failed { page.buttons = [button(desk, "resume")] }
        }
        page.tables = [byRule, list, sources]
        return page
    }

    private func button(_ desk: Desk, _ step: String, isDangerous: Bool = false) -> FormView {
        desk.site.form(
            context, action: "\(address)/\(step)", submit: context.t("run.\(step)"), isDangerous: isDangerous)
    }

    /// Datasets by their Chinese names.
    private func names(_ datasets: [String]) -> String {
        datasets.map { view.datasetNames[$0] ?? $0 }.joined(separator: "、")
    }

    private func matchCount(_ isIn: (MatchCount) -> Bool) -> Int {
        view.counts.filter(isIn).reduce(0) { $0 + $1.matches }
    }

    private var counters: [CentreCounter] {
        func counter(_ key: String, _ count: Int, _ query: String, _ tone: String) -> CentreCounter {
            CentreCounter(
                label: context.t(key), count: words.formats.count(count), address: "\(address)?\(query)#matches",
                tone: count > 0 ? tone : "plain")
        }
        return [
            counter("run.standing", matchCount { $0.status == "hit" && !$0.isAnswered }, "answered=0", "warn"),
            counter("run.answered", matchCount { $0.isAnswered }, "answered=1", "plain"),
            counter("run.errors", matchCount { $0.status == "error" }, "status=error", "bad"),
        ]
    }

    private var summary: [SummaryRow] {
        let progress = view.line.progress
        var rows = [
            SummaryRow(context.t("run.purpose"), run.purpose, isStored: true),
            SummaryRow(context.t("run.basis"), run.legalBasis, isStored: true),
            SummaryRow(context.t("run.asOf"), words.formats.date(run.asOf)),
            SummaryRow(context.t("run.families"), words.formats.count(progress.families)),
            SummaryRow(context.t("run.askedBy"), run.requestedBy, isStored: true),
            SummaryRow(context.t("run.askedAt"), words.formats.moment(run.createdAt)),
        ]
        if let finished = run.finishedAt {
            rows.append(SummaryRow(context.t("run.finishedAt"), words.formats.moment(finished)))
        }
        if run.kind == .incremental, let plan = view.plan {
            let counts = [
                "rows": plan.byRows, "calendar": plan.byCalendar, "facts": plan.byFacts, "carried": plan.carried,
            ].mapValues { words.formats.count($0) }
            rows.append(
                SummaryRow(
                    context.t("run.plan"), plan.wholeBecause ?? context.t("run.planned", counts), isStored: true))
            rows.append(
                SummaryRow(
                    context.t("run.changed"),
                    plan.changedDatasets.isEmpty ? "—" : names(plan.changedDatasets), isStored: true))
        }
        return rows
    }

    private var byRule: CentreTable {
        CentreTable(
            context.t("run.byRule"), ["run.rule", "run.severity", "run.kindOfResult", "#run.matches", "#run.families"],
            rows: view.counts.map { count in
                let check = view.checks[count.rule]
                let key = count.status == "error" ? "run.errors" : count.isAnswered ? "run.answered" : "run.standing"
                let filter =
                    PageAddress(address).with("rule", count.rule).with("status", count.status)
                    .with("answered", count.isAnswered ? "1" : "0").text + "#matches"
                return [
                    CentreCell(check?.label ?? count.rule, filter, note: "\(count.rule) · \(names(count.datasets))"),
                    .tag(words.severity(count.severity)), CentreCell(context.t(key)),
                    .number(words.formats.count(count.matches)), .number(words.formats.count(count.families)),
                ]
            }, empty: context.t(run.state == .done ? "run.nothingFound" : "run.nothingYet"), context)
    }

    private var sources: CentreTable {
        var table = CentreTable(
            context.t("run.sources"), ["dataset.name", "dataset.asOf", "#source.asked", "#source.silent"],
            rows: view.sources.map { source in
                [
                    CentreCell(
                        view.datasetNames[source.dataset] ?? source.dataset, "\(DatasetPages.path)/\(source.dataset)"),
                    CentreCell(source.asOf.map { words.formats.date($0) } ?? context.t("freshness.missing")),
                    .number(words.formats.count(source.asked)), .number(words.formats.count(source.silent)),
                ]
            }, empty: context.t("run.nothingYet"), context)
        table.note = context.t("run.sourcesNote")
        return table
    }

    private var list: CentreTable {
        let title = rule.map { "\(context.t("run.matchList"))：\(view.checks[$0]?.label ?? $0)" }
        var table = CentreTable(
            title ?? context.t("run.matchList"),
            ["run.family", "run.person", "run.rule", "run.found", "run.next"],
            rows: matches.map { line in
                let family = line.caseID.map { "/staff/cases/\($0.text)" } ?? line.taskID.map(TaskPages.address)
                let next: CentreCell =
                    if let answered = line.match.suppressedBy {
                        CentreCell(context.t("run.answeredBy", ["number": answered]))
                    } else if let task = line.taskID {
                        CentreCell(context.t("run.task"), TaskPages.address(task))
                    } else {
                        CentreCell(line.caseID == nil ? "—" : context.t("run.inCase"))
                    }
                return [
                    CentreCell(line.headMasked, family, note: line.regionName),
                    CentreCell(
                        line.personMasked ?? context.t("run.household"), note: line.personLastFour.map { "****\($0)" }),
                    CentreCell(view.checks[line.match.rule]?.label ?? line.match.rule, note: line.match.rule),
                    CentreCell(line.match.content.sentence), next,
                ]
            }, empty: context.t(run.state == .done ? "run.nothingFound" : "run.nothingYet"), pager: pager, context)
        table.anchor = "matches"
        return table
    }
}
