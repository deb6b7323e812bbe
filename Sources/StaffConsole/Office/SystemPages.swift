import Casework
import Hummingbird
import Operations
import Primitives
import Storage
import WebSupport

/// How the installation stands, its background jobs, and in a demonstration the business clock.
struct SystemPages: Sendable {
    let desk: Desk
    private static let path = "/staff/system"

    func register(in routes: RouteRegistry) {
        let roles = Posts.names([.administrator, .auditor])
        routes.get(Self.path, for: .staff, roles: roles, summary: "How the installation stands.") { request, context in
            try await show(context, FormState(), isMoved: request.query.text("done") != nil)
        }
        routes.get("/staff/jobs", for: .staff, roles: roles, summary: "The latest background jobs.") { _, context in
            try await jobs(context)
        }
        routes.post(
            "\(Self.path)/clock", for: .staff, roles: Posts.names([.administrator]),
            summary: "Moves a demonstration's business clock on."
        ) { submission, context in try await moveClock(submission, context) }
    }

    private func show(_ context: BackstopContext, _ state: FormState, isMoved: Bool) async throws -> Response {
        guard let system = try await desk.view(context, { try SystemState.load(in: $0) }) else {
            throw PageProblem.forbidden
        }
        let formats = Formats(context)
        let mayMove = try desk.actor(context).role == .administrator && system.isDemo
        var kept = state
        if kept.values["days"] == nil { kept.values.set("days", "1") }
        let form = desk.site.form(
            context, action: "\(Self.path)/clock", submit: context.t("system.advance"), state: kept,
            [
                .radios(
                    "days", label: context.t("system.days"),
                    ["1", "7", "30"].map { .init($0, context.t("system.dayCount", ["days": $0])) })
            ])
        let isNextYearKnown = system.calendarYears.contains(system.today.year + 1)
        let model: Fields = [
            "isDemo": system.isDemo, "form": mayMove ? form : nil, "isMoved": isMoved,
            "rows": [
                SummaryRow(context.t("system.region"), system.regionName),
                SummaryRow(context.t("system.origin"), context.t(system.isDemo ? "system.demo" : "system.real")),
                SummaryRow(context.t("system.asOf"), system.asOf ?? "—"),
                SummaryRow(
                    context.t("system.today"), formats.date(system.today),
                    tag: system.isClockMoved ? StatusTag(context.t("system.moved"), .warn) : nil),
                SummaryRow(context.t("system.clock"), formats.moment(system.now)),
                SummaryRow(
                    context.t("system.calendar"), system.calendarYears.map(String.init).joined(separator: "、"),
                    tag: isNextYearKnown ? nil : StatusTag(context.t("system.calendarMissing"), .warn)),
                SummaryRow(context.t("system.audit"), formats.count(Int(system.auditPosition))),
                SummaryRow(context.t("system.hash"), String(system.auditHash.prefix(16)) + "…"),
            ],
            "isUnreadable": !system.areDatasetsReadable, "hasDatasets": !system.datasets.isEmpty,
            "datasets": system.datasets.map { data in
                [
                    "name": data.name, "code": data.code, "asOf": data.asOf.map { formats.date($0) } ?? "—",
                    "rows": formats.count(data.rows),
                    "tag": data.asOf == nil
                        ? StatusTag(context.t("system.silent"), .warn) : StatusTag(context.t("system.held"), .ok),
                ] as Fields
            },
        ]
        return try await desk.page(
            "staff/office/system", model, title: context.t("system.title"), context, state: state)
    }

    private func jobs(_ context: BackstopContext) async throws -> Response {
        let lines = try await desk.view(context) { try $0.store.jobLines(limit: 100) }
        let tones: [String: StatusTag.Tone] = ["done": .ok, "failed": .bad, "running": .info]
        let rows = lines.map { line in
            [
                "id": line.id.text, "kind": line.kind,
                "tag": StatusTag(context.t("jobState.\(line.state)"), tones[line.state] ?? .neutral),
                "progress": line.progressTotal == 0 ? "—" : "\(line.progressDone) / \(line.progressTotal)",
                "attempts": line.attempts, "error": line.lastError ?? "—",
            ] as Fields
        }
        let model: Fields = ["rows": rows, "hasRows": !rows.isEmpty]
        return try await desk.page(
            "staff/office/jobs", model, title: context.t("job.title"), context,
            crumbs: [Link(context.t("system.title"), Self.path)])
    }

    private func moveClock(_ submission: Submission, _ context: BackstopContext) async throws -> Response {
        var reader = FormReader(submission.values, context)
        let days = reader.integer("days", label: context.t("system.days"), in: 1...366)
        guard let days, let key = submission.idempotencyKey else {
            return try await show(context, reader.state, isMoved: false)
        }
        // The verb is the program's own; that a person pressed the button shows in the key.
        let presser = try desk.actor(context).staffID.text
        let outcome = try await desk.bureau.perform(
            AdvanceBusinessClock(days: Int(days)), as: .system, key: "clock-\(presser)-\(key)")
        guard outcome.value != nil else {
            return try await show(context, desk.refused(outcome.reasons, submission.values, context), isMoved: false)
        }
        return .seeOther("\(Self.path)?done=1")
    }
}
