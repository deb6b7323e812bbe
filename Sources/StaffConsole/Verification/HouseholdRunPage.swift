import Hummingbird
import Operations
import Primitives
import Storage
import Verification
import WebSupport

/// One family compared on demand: by the number of its register entry or of its case.
struct HouseholdRunPage: Sendable {
    let desk: Desk
    static let path = RunPages.path + "/household"

    /// The form with a family's number filled in.
    static func address(_ number: String) -> String { PageAddress(path).with("number", number).text }

    func register(in routes: RouteRegistry) {
        let keepers = Posts.names(RunAuthority.keepers)
        routes.get(Self.path, for: .staff, roles: keepers, summary: "Asks which family is compared now.") {
            request, context in
            var state = FormState()
            if let number = request.query.text("number") { state.values.set("number", number) }
            return try await show(state, context)
        }
        routes.post(Self.path, for: .staff, roles: keepers, summary: "Asks for a run of one family.") {
            submission, context in try await ask(submission, context)
        }
    }

    private func show(_ state: FormState, _ context: BackstopContext) async throws -> Response {
        var page = CentrePage()
        page.intro = context.t("oneFamily.intro")
        page.formTitle = context.t("oneFamily.title")
        page.form = desk.site.form(
            context, action: Self.path, submit: context.t("run.start"), state: state,
            [
                .text("number", label: context.t("oneFamily.number"), hint: context.t("oneFamily.numberHint")),
                .text("purpose", label: context.t("run.purpose"), hint: context.t("run.purposeHint")),
            ])
        return try await page.response(
            desk, title: context.t("oneFamily.title"), context, crumbs: [Link(context.t("nav.runs"), RunPages.path)],
            state: state)
    }

    private func ask(_ submission: Submission, _ context: BackstopContext) async throws -> Response {
        var reader = FormReader(submission.values, context)
        let number = reader.text("number", label: context.t("oneFamily.number"), lengthMax: 60)
        guard let number, let key = submission.idempotencyKey else { return try await show(reader.state, context) }
        let outcome = try await desk.bureau.startRun(
            familyNumbered: number, purpose: submission.values["purpose"] ?? "", as: .staff(desk.actor(context)),
            key: key)
        guard let started = outcome.value else {
            return try await show(desk.refused(outcome.reasons, submission.values, context), context)
        }
        return .seeOther(RunPages.address(started.id) + (started.isRepeated ? "?said=repeated" : ""))
    }
}
