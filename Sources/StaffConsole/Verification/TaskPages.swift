import Casework
import Hummingbird
import Operations
import Primitives
import Storage
import Verification
import WebSupport

/// Matches that somebody has to look into with the family (待核实); settling one changes no benefit.
struct TaskPages: Sendable {
    let desk: Desk
    static let path = CentreWords.root + "/tasks"
    private static let roles = Posts.names(RunAuthority.settlers)

    static func address(_ id: TaskID) -> String { "\(path)/\(id.text)" }

    func register(in routes: RouteRegistry) {
        routes.get(Self.path, for: .staff, roles: Self.roles, summary: "Lists matches to be looked into.") {
            request, context in try await list(request, context)
        }
        routes.get("\(Self.path)/{id}", for: .staff, roles: Self.roles, summary: "A match to be looked into.") {
            _, context in try await show(FormState(), context)
        }
        routes.post("\(Self.path)/{id}", for: .staff, roles: Self.roles, summary: "Settles a match.") {
            submission, context in try await settle(submission, context)
        }
    }

    private func list(_ request: Request, _ context: BackstopContext) async throws -> Response {
        let query = request.query
        let (isOpen, severity) = (query.text("state") != "settled", query.text("severity"))
        let (rows, pager, counts, checks) = try await desk.view(context) { inner in
            let total = try inner.store.tasks(
                isOpen: isOpen, severity: severity, limit: 0, offset: 0, in: inner.scope
            ).total
            let pager = Pager(
                total: total, pageSize: 30, query: query, address: PageAddress(Self.path, query), context)
            let rows = try inner.store.tasks(
                isOpen: isOpen, severity: severity, limit: pager.pageSize, offset: pager.offset, in: inner.scope
            ).rows
            return (rows, pager, try inner.store.openTaskCounts(in: inner.scope), RunView.checks(in: inner))
        }
        let words = CentreWords(context)
        var page = CentrePage()
        page.intro = context.t("task.intro")
        page.notice = query.text("said") == "settled" ? context.t("task.isSettled") : nil
        page.counters =
            ["red", "yellow", "care"].map { name in
                CentreCounter(
                    label: context.t("severity.\(name)"), count: words.formats.count(counts[name] ?? 0),
                    address: "\(Self.path)?severity=\(name)",
                    tone: name == "red" && counts[name] != nil ? "bad" : "plain")
            }
            + [
                CentreCounter(
                    label: context.t("task.settled"), count: "", address: "\(Self.path)?state=settled", tone: "plain")
            ]
        page.tables = [
            CentreTable(
                context.t(isOpen ? "task.open" : "task.settled"),
                [
                    "run.family", "run.person", "run.severity", "run.rule", "run.found",
                    isOpen ? "task.since" : "task.outcome",
                ],
                rows: rows.map { line in
                    [
                        CentreCell(line.headMasked, Self.address(line.id), note: line.regionName),
                        CentreCell(
                            line.personMasked ?? context.t("run.household"),
                            note: line.personLastFour.map { "****\($0)" }),
                        .tag(words.severity(line.match.severity)),
                        CentreCell(checks[line.match.rule]?.label ?? line.match.rule),
                        CentreCell(line.match.content.sentence),
                        CentreCell(
                            line.outcome.map { context.t("taskOutcome.\($0.rawValue)") }
                                ?? words.formats.date(line.openedDay)),
                    ]
                }, empty: context.t(isOpen ? "task.none" : "task.noneSettled"), pager: pager, context)
        ]
        return try await page.response(desk, title: context.t("nav.tasks"), context)
    }

    private func show(_ state: FormState, _ context: BackstopContext) async throws -> Response {
        let id = TaskID(try context.number("id"))
        let (found, checks, number) = try await desk.view(context) { inner in
            let line = try inner.store.tasks(isOpen: true, only: id, limit: 1, offset: 0, in: inner.scope).rows.first
            let family = try line.flatMap { try inner.store.family($0.match.familyID, in: inner.scope) }
            return (line, RunView.checks(in: inner), family?.registerNumber)
        }
        guard let line = found else { throw PageProblem.notFound }
        let words = CentreWords(context)
        let check = checks[line.match.rule]
        var page = CentrePage()
        page.tag = words.severity(line.match.severity)
        page.rows = [
            SummaryRow(context.t("run.family"), "\(line.headMasked) · \(line.regionName)"),
            SummaryRow(
                context.t("run.person"),
                line.personMasked.map { "\($0) ****\(line.personLastFour ?? "")" } ?? context.t("run.household")),
            SummaryRow(
                context.t("run.rule"), check.map { "\($0.code) \($0.label)" } ?? line.match.rule, isStored: true),
            SummaryRow(context.t("run.found"), line.match.content.sentence, isStored: true),
            SummaryRow(context.t("run.basis"), check?.legalBasis ?? "—", isStored: true),
            SummaryRow(context.t("task.since"), words.formats.date(line.openedDay)),
        ]
        // The centre sees matches; the family's file belongs to the township and the county.
        if try desk.actor(context).role != .verificationOfficer {
            page.tools = [Link(context.t("task.family"), "/staff/objects/\(line.match.familyID.text)")]
        } else if let number {
            page.tools = [Link(context.t("oneFamily.again"), HouseholdRunPage.address(number))]
        }
        if let outcome = line.outcome {
            page.rows += [
                SummaryRow(context.t("task.outcome"), context.t("taskOutcome.\(outcome.rawValue)")),
                SummaryRow(context.t("task.note"), line.note ?? "", isStored: true),
                SummaryRow(
                    context.t("task.settledBy"),
                    "\(line.settledBy ?? "") \(line.settledDay.map { words.formats.date($0) } ?? "")"),
            ]
        } else {
            (page.notice, page.noticeTone) = (context.t("task.changesNothing"), "warn")
            page.formTitle = context.t("task.settle")
            page.form = desk.site.form(
                context, action: Self.address(id), submit: context.t("task.settle"), state: state,
                [
                    .radios(
                        "outcome", label: context.t("task.outcome"),
                        TaskOutcome.allCases.map { .init($0.rawValue, context.t("taskOutcome.\($0.rawValue)")) }),
                    .textarea(
                        "note", label: context.t("task.note"), hint: context.t("task.noteHint"), lengthMax: 500),
                ])
        }
        return try await page.response(
            desk, title: check?.label ?? line.match.rule, context, crumbs: [Link(context.t("nav.tasks"), Self.path)],
            state: state)
    }

    private func settle(_ submission: Submission, _ context: BackstopContext) async throws -> Response {
        let command = SettleTask(
            id: TaskID(try context.number("id")),
            outcome: submission.values.text("outcome").flatMap { TaskOutcome(rawValue: $0) },
            note: submission.values["note"] ?? "")
        let outcome = try await desk.perform(command, submission, context)
        guard outcome.value != nil else {
            return try await show(desk.refused(outcome.reasons, submission.values, context), context)
        }
        return .seeOther("\(Self.path)?said=settled")
    }
}
