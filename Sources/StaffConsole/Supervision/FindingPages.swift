import Casework
import Hummingbird
import Operations
import Primitives
import Storage
import WebSupport

/// What the county found in one drawn case (E17).
struct FindingPages: Sendable {
    let desk: Desk

    func register(in routes: RouteRegistry) {
        let path = "\(SamplingPages.path)/{id}/cases/{case}"
        let county = Posts.names([.countyReviewer])
        routes.get(path, for: .staff, roles: county, summary: "Asks what was found in a drawn case.") { _, context in
            try await ask(FormState(), context)
        }
        routes.post(path, for: .staff, roles: county, summary: "Records what was found in a drawn case.") {
            submission, context in try await record(submission, context)
        }
    }

    private func ask(_ state: FormState, _ context: BackstopContext) async throws -> Response {
        let pages = SamplingPages(desk: desk)
        let view = try await pages.sample(context)
        let id = CaseID(try context.number("case"))
        guard let item = view.items.first(where: { $0.decision.caseID == id && $0.isDrawn }) else {
            throw PageProblem.notFound
        }
        let back = "\(SamplingPages.path)/\(view.row.id.text)"
        let form = desk.site.form(
            context, action: "\(back)/cases/\(id.text)", submit: context.t("sampling.record"), state: state,
            [
                .radios(
                    "finding", label: context.t("sampling.finding"),
                    SamplingFinding.allCases.map {
                        .init($0.rawValue, context.t("samplingFinding.\($0.rawValue)"))
                    }),
                .textarea(
                    "words", label: context.t("sampling.words"), hint: context.t("sampling.wordsHint"),
                    isOptional: true),
            ])
        return try await desk.formPage(
            context.t("sampling.record"), explanation: context.t("sampling.recordHint"),
            rows: [
                SummaryRow(context.t("sampling.case"), "\(item.applicantMasked) \(item.number)"),
                SummaryRow(context.t("sampling.decided"), Formats(context).date(item.decision.decidedOn)),
                SummaryRow(context.t("sampling.decider"), view.names[item.decider] ?? ""),
            ], form: form, back: back, context,
            crumbs: pages.crumbs(context) + [Link(context.t("sampling.one", ["number": view.row.number]), back)],
            state: state)
    }

    private func record(_ submission: Submission, _ context: BackstopContext) async throws -> Response {
        let id = SamplingID(try context.number("id"))
        var reader = FormReader(submission.values, context)
        let finding = reader.choice("finding", label: context.t("sampling.finding"), as: SamplingFinding.self)
        guard let finding else { return try await ask(reader.state, context) }
        let outcome = try await desk.perform(
            RecordFinding(
                samplingID: id, caseID: CaseID(try context.number("case")), finding: finding,
                words: submission.values.text("words") ?? ""),
            submission, context)
        guard outcome.value != nil else {
            return try await ask(desk.refused(outcome.reasons, submission.values, context), context)
        }
        return .seeOther("\(SamplingPages.path)/\(id.text)?done=finding")
    }
}
