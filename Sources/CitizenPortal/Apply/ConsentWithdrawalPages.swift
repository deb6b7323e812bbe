import Hummingbird
import Operations
import Primitives
import Storage
import WebSupport

/// Taking an authorisation back: what was authorised, what follows from it, and one tick.
///
/// 个人信息保护法第十五条.
struct ConsentWithdrawalPages: Sendable {
    let consent: ConsentPages

    private var portal: Portal { consent.portal }

    func register(in routes: RouteRegistry) {
        let path = "\(consent.door.base)/{number}/withdraw"
        routes.get(path, for: .citizen, summary: "What follows from taking an authorisation back.") {
            request, context in
            try await consent.page(context) { place, item in
                try await ask(place, item, FormState(), request, context)
            }
        }
        routes.post(path, for: .citizen, summary: "Takes an authorisation back.") { submission, context in
            try await consent.page(context) { place, item in
                try await withdraw(place, item, submission, context)
            }
        }
    }

    private func ask(
        _ place: ConsentPlace, _ item: DraftAuthorization, _ state: FormState, _ request: Request,
        _ context: BackstopContext
    ) async throws -> Response {
        // Whatever does not stand cannot be taken back: the page leads to the list.
        guard item.row != nil else { return .seeOther(place.address) }
        let form = consent.form(
            item, place.path(item, "withdraw"), state, context, submit: context.t("consent.withdraw.send"),
            isDangerous: true,
            [
                .text("reason", label: context.t("follow.withdraw.reason"), isOptional: true, lengthMax: 100),
                .checkboxes(
                    "sure", label: context.t("follow.withdraw.question"),
                    [Field.Choice("yes", context.t("consent.withdraw.sure"))]),
            ])
        let model: Fields = [
            "heading": context.t("consent.withdraw.title", ["name": item.name]),
            "said": ConsentLine(item, place, context).said,
            "effects": (1...4).map { context.t("consent.withdraw.effect\($0)") }, "form": form,
            "keep": place.address,
        ]
        return try await portal.page(
            "citizen/follow/consent-withdraw", model, title: context.t("consent.withdraw.title", ["name": item.name]),
            request, context, back: place.address, state: state)
    }

    private func withdraw(
        _ place: ConsentPlace, _ item: DraftAuthorization, _ submission: Submission, _ context: BackstopContext
    ) async throws -> Response {
        guard let row = item.row else { return .seeOther("\(place.address)?done=withdrawn") }
        var reader = FormReader(submission.values, context)
        _ = reader.isTicked("sure", elseSay: context.t("consent.withdraw.tick"))
        let reason = reader.text("reason", label: context.t("follow.withdraw.reason"), isRequired: false)
        guard reader.state.isValid else {
            return try await ask(place, item, reader.state, submission.request, context)
        }
        let outcome = try await portal.perform(
            WithdrawAuthorization(authorizationID: row.id, reason: reason ?? ""), submission, context)
        guard outcome.value == nil else { return .seeOther("\(place.address)?done=withdrawn") }
        let state = portal.refused(outcome.reasons, consent.again(submission.values), context)
        return try await ask(place, item, state, submission.request, context)
    }
}
