import Hummingbird
import Operations
import Primitives
import Storage
import WebSupport

/// Saying who one is: a typed ID number is only a claim, and the answer is one for everybody.
struct IdentityPages: Sendable {
    let portal: Portal

    func register(in routes: RouteRegistry) {
        routes.get("/identity", for: .citizen, summary: "Who the account is proven to be, and the claim.") {
            request, context in
            var state = FormState()
            state.values.set("next", SafePath(request.query["next"]).text)
            return try await ask(state, request, context)
        }
        routes.post("/identity", for: .citizen, summary: "Takes a claim; the answer tells nothing.") {
            submission, context in
            try await claim(submission, context)
        }
    }

    private func ask(
        _ state: FormState, _ request: Request, _ context: BackstopContext
    ) async throws -> Response {
        let persons = try await portal.view(context) { try ProvenPersons.load(in: $0).persons }
        let form = portal.site.form(
            context, action: "/identity", submit: context.t("identity.send"), state: state,
            [
                .text("name", label: context.t("apply.who.name"), lengthMax: 40, width: .medium),
                .text(
                    "idNumber", label: context.t("apply.who.idNumber"), hint: context.t("apply.who.idHint"),
                    lengthMax: 24, width: .medium),
                .hidden("next"),
            ])
        let model: Fields = [
            "persons": persons.map {
                ["name": Masking.name($0.name), "how": context.t("identity.by.\($0.provenBy.rawValue)")] as Fields
            },
            "isProven": !persons.isEmpty, "form": form,
        ]
        return try await portal.page(
            "citizen/entry/identity", model, title: context.t("identity.title"), request, context,
            back: SafePath(state.values["next"]).text, state: state)
    }

    /// The same page for whoever is known here and whoever is not.
    private func claim(_ submission: Submission, _ context: BackstopContext) async throws -> Response {
        var reader = FormReader(submission.values, context)
        let name = reader.text("name", label: context.t("apply.who.name"), lengthMax: 40)
        let number = reader.text("idNumber", label: context.t("apply.who.idNumber"), lengthMax: 24)
        guard let name, let number else { return try await ask(reader.state, submission.request, context) }
        let outcome = try await portal.perform(
            ClaimIdentity(idNumber: MemberAnswers.plain(number), name: name), submission, context)
        guard outcome.value != nil else {
            var values = submission.values
            values.set(FormGuard.idempotencyField, portal.site.forms.idempotencyKey())
            return try await ask(
                portal.refused(outcome.reasons, values, context), submission.request, context)
        }
        let next = SafePath(submission.values["next"]).text
        return try await portal.page(
            "citizen/entry/identity-claimed",
            ["next": next, "phone": try await portal.hotline(submission.request, context)] as Fields,
            title: context.t("identity.claimedTitle"), submission.request, context, back: "/identity")
    }
}
