import Casework
import Hummingbird
import Operations
import Primitives
import Storage
import WebSupport

/// Decisions that a sample found wrong 抽查纠错: the list, and how each was dealt with.
struct CorrectionPages: Sendable {
    let desk: Desk
    static let path = "/staff/corrections"

    func register(in routes: RouteRegistry) {
        routes.get(
            Self.path, for: .staff, roles: Posts.names(CorrectionList.readers),
            summary: "Decisions that a sample found wrong."
        ) { request, context in try await list(request.query.text("done"), context) }
        let closers = Posts.names(Role.allCases.filter(CloseCorrection.roles.contains))
        let one = "\(Self.path)/{correction}"
        routes.get(one, for: .staff, roles: closers, summary: "Asks how a wrong decision was dealt with.") {
            _, context in try await ask(FormState(), context)
        }
        routes.post(one, for: .staff, roles: closers, summary: "Records how a wrong decision was dealt with.") {
            submission, context in try await close(submission, context)
        }
    }

    static func tag(_ state: CorrectionState, _ context: BackstopContext) -> StatusTag {
        StatusTag(
            context.t("correctionState.\(state.rawValue)"),
            state == .open ? .warn : state == .corrected ? .ok : .neutral)
    }

    private func list(_ done: String?, _ context: BackstopContext) async throws -> Response {
        let (found, today) = try await desk.view(context) { (try CorrectionList.load(in: $0), $0.today) }
        guard let list = found else { throw PageProblem.forbidden }
        let (formats, words) = (Formats(context), CaseWords(context))
        let mayClose = try CloseCorrection.roles.contains(desk.actor(context).role)
        let count = DeadlineCount(calendar: desk.bureau.calendar)
        let model: Fields = [
            "rows": list.lines.map { line in
                let row = line.row
                return [
                    "case": Link(
                        "\(Masking.name(line.applicantName)) \(line.number)", "/staff/cases/\(row.caseID.text)"),
                    "program": line.program.name(context), "stands": words.state(line.caseState),
                    "place": list.places[line.region.text] ?? line.region.text,
                    "finding": context.t("samplingFinding.\(row.finding.rawValue)"),
                    "opened": formats.date(row.openedOn), "tag": Self.tag(row.state, context),
                    "deadline": row.state == .open
                        ? formats.deadline(
                            row.due.on, workingDaysLeft: count.workingDays(after: today, through: row.due.on)) : nil,
                    "words": row.words,
                    "close": mayClose && row.state == .open ? "\(Self.path)/\(row.id.text)" : nil,
                ] as Fields
            }, "hasRows": !list.lines.isEmpty, "done": done == "close" ? context.t("corrections.done") : nil,
        ]
        return try await desk.page(
            "staff/supervision/corrections", model, title: context.t("corrections.title"), context)
    }

    private func row(_ context: BackstopContext) async throws -> SamplingCorrectionLine {
        let id = SamplingCorrectionID(try context.number("correction"))
        let found = try await desk.view(context) { try CorrectionList.load(in: $0) }
        guard let line = found?.lines.first(where: { $0.row.id == id }) else { throw PageProblem.notFound }
        return line
    }

    private func ask(_ state: FormState, _ context: BackstopContext) async throws -> Response {
        let line = try await row(context)
        var state = state
        if state.values.text("version") == nil { state.values.set("version", String(line.row.version)) }
        let t: (String) -> String = { context.t($0) }
        let form = desk.site.form(
            context, action: "\(Self.path)/\(line.row.id.text)", submit: t("corrections.close"), state: state,
            [
                .hidden("version"),
                .radios(
                    "outcome", label: t("corrections.outcome"),
                    [CorrectionState.corrected, .upheld].map {
                        Field.Choice($0.rawValue, t("correctionState.\($0.rawValue)"))
                    }),
                .textarea("words", label: t("corrections.words"), lengthMax: 2_000),
                .text(
                    "newNumber", label: t("corrections.newNumber"), hint: t("corrections.newNumberHint"),
                    isOptional: true, lengthMax: 40, width: .medium),
            ])
        return try await desk.formPage(
            t("corrections.close"), explanation: t("corrections.closeHint"),
            rows: [
                SummaryRow(t("corrections.case"), "\(Masking.name(line.applicantName)) \(line.number)"),
                SummaryRow(t("corrections.finding"), t("samplingFinding.\(line.row.finding.rawValue)")),
                SummaryRow(t("corrections.due"), Formats(context).date(line.row.due.on)),
            ], form: form, back: Self.path, context, crumbs: [Link(t("corrections.title"), Self.path)], state: state)
    }

    private func close(_ submission: Submission, _ context: BackstopContext) async throws -> Response {
        let line = try await row(context)
        var reader = FormReader(submission.values, context)
        let outcome = reader.choice("outcome", label: context.t("corrections.outcome"), as: CorrectionState.self)
        let words = reader.text("words", label: context.t("corrections.words"), lengthMax: 2_000)
        guard let outcome, let words else { return try await ask(reader.state, context) }
        let done = try await desk.perform(
            CloseCorrection(
                correctionID: line.row.id, seenVersion: submission.values.seenVersion(),
                outcome: outcome, words: words, newNumber: submission.values.text("newNumber") ?? ""),
            submission, context)
        guard done.value != nil else {
            return try await ask(desk.refused(done.reasons, submission.values, context), context)
        }
        return .seeOther("\(Self.path)?done=close")
    }
}
