import Casework
import Hummingbird
import Operations
import Primitives
import Storage
import WebSupport

/// The account a county pays from, which pain.001 needs; finance keeps it.
struct PayingAccountPage: Sendable {
    let desk: Desk
    private static let path = "/staff/paying-account"

    func register(in routes: RouteRegistry) {
        let roles = Posts.names([.financeOfficer])
        routes.get(Self.path, for: .staff, roles: roles, summary: "Asks for the county's paying account.") {
            request, context in try await show(context, FormState(), isDone: request.query.text("done") != nil)
        }
        routes.post(Self.path, for: .staff, roles: roles, summary: "Sets the county's paying account.") {
            submission, context in
            let values = submission.values
            let outcome = try await desk.perform(
                SetPayingAccount(
                    county: try desk.actor(context).region, holder: values.text("holder") ?? "",
                    account: values.text("account") ?? "", bankNumber: values.text("bankNumber") ?? ""),
                submission, context)
            guard outcome.value != nil else {
                return try await show(context, desk.refused(outcome.reasons, values, context), isDone: false)
            }
            return .seeOther("\(Self.path)?done=1")
        }
    }

    private func show(_ context: BackstopContext, _ state: FormState, isDone: Bool) async throws -> Response {
        let county = try desk.actor(context).region
        let present = try await desk.view(context) { inner in
            (account: try inner.store.payingAccount(of: county), name: try inner.store.regionName(county))
        }
        let form = desk.site.form(
            context, action: Self.path, submit: context.t("button.save"), state: state,
            [
                .text("holder", label: context.t("paying.holder"), lengthMax: 60, width: .medium),
                .text("account", label: context.t("paying.account"), lengthMax: 32, width: .medium),
                .text("bankNumber", label: context.t("paying.bankNumber"), lengthMax: 12, width: .short),
            ])
        let account = present.account
        return try await desk.formPage(
            context.t("paying.title"), explanation: isDone ? context.t("paying.done") : context.t("paying.hint"),
            rows: [
                SummaryRow(context.t("money.county"), present.name),
                SummaryRow(context.t("paying.holder"), account?.name ?? context.t("account.none")),
                SummaryRow(
                    context.t("paying.account"),
                    account.map { context.t("account.lastFour", ["digits": String($0.account.suffix(4))]) } ?? "—"),
                SummaryRow(context.t("paying.bankNumber"), account?.bankNumber ?? "—"),
            ], form: form, back: BatchListPage.path, context,
            crumbs: [Link(context.t("money.batches"), BatchListPage.path)], state: state)
    }
}
