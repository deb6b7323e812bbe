import Casework
import Hummingbird
import Operations
import Payments
import Primitives
import Storage
import WebSupport

/// Making a roster: the county is the post's, month and program are chosen, and the preview shows what it would hold.
struct RosterPage: Sendable {
    let desk: Desk
    private static let path = "/staff/batches/make"

    func register(in routes: RouteRegistry) {
        let roles = Posts.names([.payer])
        routes.get(Self.path, for: .staff, roles: roles, summary: "Previews the roster of a month.") {
            request, context in
            try await show(request.query, context, FormState(values: request.query))
        }
        routes.post(Self.path, for: .staff, roles: roles, summary: "Makes the roster of a month.") {
            submission, context in try await make(submission, context)
        }
    }

    private func choice(_ values: FormValues, _ today: CivilDate) -> (month: CalendarMonth, program: Program) {
        let month = values.text("month").flatMap { try? CalendarMonth(parsing: $0) } ?? today.calendarMonth
        return (month, values.text("program").flatMap(Program.init(rawValue:)) ?? .dibao)
    }

    private func show(
        _ values: FormValues, _ context: BackstopContext, _ state: FormState
    ) async throws -> Response {
        let county = try desk.actor(context).region
        let today = try await desk.view(context) { $0.today }
        let (month, program) = choice(values, today)
        let (preview, countyName) = try await desk.view(context) { inner in
            (
                try RosterPreview.load(county: county, month: month, program: program, in: inner),
                try inner.store.regionName(county)
            )
        }
        var kept = state
        kept.values.set("month", month.text)
        kept.values.set("program", program.rawValue)
        let form = desk.site.form(
            context, action: Self.path,
            submit: context.t(preview?.remakesDraft == true ? "roster.remake" : "roster.make"),
            state: kept, [.hidden("month"), .hidden("program")])
        let formats = Formats(context)
        let months = (0..<13).map { today.calendarMonth.adding(months: -$0) }
        let model: Fields = [
            "county": countyName, "month": formats.month(month), "program": program.name(context), "form": form,
            "months": FilterOption.list(months.map { ($0.text, formats.month($0)) }, chosen: month.text),
            "programs": FilterOption.list(
                Program.allCases.filter { $0.payment != .none }.map { ($0.rawValue, $0.name(context)) },
                chosen: program.rawValue),
            "preview": preview.map { self.preview($0, context) },
        ]
        return try await desk.page(
            "staff/money/roster", model, title: context.t("roster.title"), context,
            crumbs: [Link(context.t("money.batches"), BatchListPage.path)], state: state)
    }

    private func preview(_ preview: RosterPreview, _ context: BackstopContext) -> Fields {
        let formats = Formats(context)
        return [
            "items": formats.count(preview.itemCount), "total": preview.total.grouped,
            "arrears": formats.count(preview.arrearsCount), "excluded": formats.count(preview.exclusionCount),
            "remakesDraft": preview.remakesDraft, "isEmpty": preview.itemCount == 0,
            "change": RosterChangeModel(preview.change, context).model,
            "exclusions": preview.exclusions.map {
                ["label": $0.label, "reason": $0.sentence, "withheld": $0.withheld.grouped] as Fields
            },
            "hasExclusions": !preview.exclusions.isEmpty,
            "moreExclusions": preview.exclusionCount > preview.exclusions.count,
        ]
    }

    private func make(_ submission: Submission, _ context: BackstopContext) async throws -> Response {
        let county = try desk.actor(context).region
        let today = try await desk.view(context) { $0.today }
        let (month, program) = choice(submission.values, today)
        let outcome = try await desk.perform(
            MakeRoster(county: county, month: month, program: program), submission, context)
        guard let receipt = outcome.value else {
            return try await show(
                submission.values, context, desk.refused(outcome.reasons, submission.values, context))
        }
        return .seeOther("\(BatchListPage.path)/\(receipt.batch.text)?done=make")
    }
}

/// What a roster pays otherwise than the month before, as pages show it.
struct RosterChangeModel {
    let model: Fields

    init(_ change: RosterChange, _ context: BackstopContext) {
        let formats = Formats(context)
        let words = BatchWords(context)
        model = [
            "rows": [
                SummaryRow(context.t("roster.before"), change.totalBefore.grouped),
                SummaryRow(context.t("roster.now"), change.total.grouped),
                SummaryRow(context.t("roster.difference"), (change.total - change.totalBefore).grouped),
                SummaryRow(context.t("roster.added"), formats.count(change.addedCount)),
                SummaryRow(context.t("roster.removed"), formats.count(change.removedCount)),
                SummaryRow(context.t("roster.changed"), formats.count(change.changedCount)),
            ],
            "hasLines": !change.lines.isEmpty,
            "lines": change.lines.map {
                ["label": $0.label, "before": words.money($0.before), "now": words.money($0.now)] as Fields
            },
        ]
    }
}
