import Hummingbird
import WebSupport

/// Supervision: orders of delegation, the ledger of relatives, samples and the corrections they ask for.
struct SupervisionRoutes: Sendable {
    let desk: Desk

    func register(in routes: RouteRegistry) {
        DelegationPages(desk: desk).register(in: routes)
        RelativePages(desk: desk).register(in: routes)
        DeclarationPages(desk: desk).register(in: routes)
        SamplingPages(desk: desk).register(in: routes)
        FindingPages(desk: desk).register(in: routes)
        CorrectionPages(desk: desk).register(in: routes)
    }
}

extension Desk {
    /// A page with one form: what it does, what it is about, the fields.
    func formPage(
        _ title: String, explanation: String, rows: [SummaryRow] = [], form: FormView, back: String,
        _ context: BackstopContext, crumbs: [Link], state: FormState
    ) async throws -> Response {
        let model: Fields = [
            "title": title, "explanation": explanation, "form": form, "rows": rows, "hasRows": !rows.isEmpty,
            "backAddress": back,
        ]
        return try await page(
            "staff/supervision/form", model, title: title, context, crumbs: crumbs, state: state)
    }
}
