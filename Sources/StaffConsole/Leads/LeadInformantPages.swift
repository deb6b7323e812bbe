import Casework
import Hummingbird
import Operations
import Primitives
import Storage
import WebSupport

/// Who told of a family: shown once, to the county or an auditor, for a reason that is kept.
struct LeadInformantPages: Sendable {
    let desk: Desk

    func register(in routes: RouteRegistry) {
        let openers = Posts.names(LeadAuthority.openers)
        routes.get(
            "\(LeadPages.path)/{lead}/informant", for: .staff, roles: openers,
            summary: "Asks why one has to know who told."
        ) { _, context in try await askInformant(FormState(), context) }
        routes.post(
            "\(LeadPages.path)/{lead}/informant", for: .staff, roles: openers,
            summary: "Shows who told of a family once, and keeps the reason."
        ) { submission, context in try await showInformant(submission, context) }
    }

    private func askInformant(_ state: FormState, _ context: BackstopContext) async throws -> Response {
        let view = try await LeadPages.view(desk, context)
        guard view.mayOpen else { throw PageProblem.notFound }
        let address = LeadPages.address(view.line.row.id)
        let form = desk.site.form(
            context, action: "\(address)/informant", submit: context.t("reveal.show"), state: state,
            [.text("reason", label: context.t("reveal.reason"), hint: context.t("hotline.openHint"))])
        return try await desk.formPage(
            context.t("leads.openInformant"), explanation: context.t("leads.openWhat"), form: form, back: address,
            context, crumbs: LeadPages.crumbs(view, context), state: state)
    }

    private func showInformant(_ submission: Submission, _ context: BackstopContext) async throws -> Response {
        let id = LeadID(try context.number("lead"))
        let outcome = try await desk.perform(
            ShowLeadInformant(leadID: id, reason: submission.values.text("reason") ?? ""), submission, context)
        guard let found = outcome.value else {
            if outcome.reasons == [.notFound] { throw PageProblem.notFound }
            return try await askInformant(desk.refused(outcome.reasons, submission.values, context), context)
        }
        let view = try await LeadPages.view(desk, context)
        let t: (String) -> String = { context.t($0) }
        let model: Fields = [
            "rows": [
                SummaryRow(t("leads.informant"), found.name.isEmpty ? "—" : found.name),
                SummaryRow(t("leads.informantPhone"), found.phone.isEmpty ? "—" : found.phone),
            ], "backAddress": LeadPages.address(id),
        ]
        return try await desk.page(
            "staff/leads/informant", model, title: t("leads.openInformant"), context,
            crumbs: LeadPages.crumbs(view, context))
    }
}
