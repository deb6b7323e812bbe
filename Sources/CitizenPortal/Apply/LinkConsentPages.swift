import Hummingbird
import Operations
import Primitives
import WebSupport

/// An adult authorises, or takes it back, on the own phone by the link that the applicant passed on.
///
/// Nobody signs in: names are masked, and the code goes to the phone that the application names for the person.
struct LinkConsentPages: Sendable {
    let portal: Portal

    private static let base = "/t/{token}/consent"

    func register(in routes: RouteRegistry) {
        let base = Self.base
        routes.get(base, for: .public, summary: "The adults behind a link, masked.") { request, context in
            try await open(context) { place in try await list(place, request, context) }
        }
        routes.get("\(base)/{number}", for: .public, summary: "The text that an adult agrees to, masked.") {
            request, context in
            try await page(context) { place, person in
                try await ask(place, person, FormState(), request, context)
            }
        }
        routes.post("\(base)/{number}", for: .public, summary: "Sends a code to the phone in the application.") {
            submission, context in
            try await page(context) { place, person in try await sendCode(place, person, submission, context) }
        }
        routes.post("\(base)/{number}/code", for: .public, summary: "Checks the code and authorises or takes back.") {
            submission, context in
            try await page(context) { place, person in try await checkCode(place, person, submission, context) }
        }
    }

    /// What a link opens.
    private struct Place {
        let token: String
        let consent: LinkConsent

        func path(_ person: LinkConsent.Person, _ rest: String = "") -> String {
            "/t/\(token)/consent/\(person.number)\(rest)"
        }
    }

    private func open(
        _ context: BackstopContext, _ body: (Place) async throws -> Response
    ) async throws -> Response {
        let token = try context.parameter("token")
        guard let consent = try await portal.look(context, { try LinkConsent.load(token: token, in: $0) }) else {
            throw PageProblem.notFound
        }
        return try await body(Place(token: token, consent: consent))
    }

    private func page(
        _ context: BackstopContext, _ body: (Place, LinkConsent.Person) async throws -> Response
    ) async throws -> Response {
        try await open(context) { place in
            guard let number = Int(try context.parameter("number")),
                let person = place.consent.people.first(where: { $0.number == number })
            else { throw PageProblem.notFound }
            return try await body(place, person)
        }
    }

    private func list(_ place: Place, _ request: Request, _ context: BackstopContext) async throws -> Response {
        let people = place.consent.people.map { person in
            TaskLine(
                text: person.nameMasked, address: place.path(person),
                tag: person.authorization == nil
                    ? StatusTag(context.t("apply.consents.later"), .info)
                    : StatusTag(context.t("apply.consents.given"), .ok))
        }
        let said = request.query.text("done").flatMap { ["given", "withdrawn"].contains($0) ? $0 : nil }
        let model: Fields = [
            "program": place.consent.program.name(context), "people": people, "isEmpty": people.isEmpty,
            "isClosed": !place.consent.isOpen, "said": said.map { context.t("consent.done.\($0)") },
            "progress": "/t/\(place.token)",
        ]
        return try await portal.page(
            "citizen/follow/link-consents", model, title: context.t("consent.link.title"), request, context,
            back: "/t/\(place.token)")
    }

    private func ask(
        _ place: Place, _ person: LinkConsent.Person, _ state: FormState, _ request: Request,
        _ context: BackstopContext
    ) async throws -> Response {
        let isStanding = person.authorization != nil
        let form = portal.site.form(
            context, action: place.path(person), submit: context.t("apply.consent.send"), state: state,
            isDangerous: isStanding, [])
        let title = context.t(
            isStanding ? "consent.withdraw.title" : "apply.consent.title", ["name": person.nameMasked])
        let model: Fields = [
            "heading": title, "paragraphs": isStanding ? [Fields]() : person.text.paragraphs.map { ["text": $0] },
            "hasParagraphs": !isStanding, "gist": isStanding ? nil : context.englishOnly("consent.gist"),
            "standing": person.authorization.map { context.t("consent.standing", ["number": $0]) },
            "until": person.expiresDay.map { context.t("consent.until", ["date": Formats(context).date($0)]) },
            "effects": isStanding ? (1...4).map { context.t("consent.withdraw.effect\($0)") } : [],
            "isClosed": !place.consent.isOpen,
            "form": place.consent.isOpen && person.phoneMasked != nil ? form : nil,
            "sendTo": person.phoneMasked.map { context.t("consent.link.sendTo", ["phone": $0]) },
            "hasNoPhone": person.phoneMasked == nil, "list": "/t/\(place.token)/consent",
        ]
        return try await portal.page(
            "citizen/follow/link-consent", model, title: title, request, context, back: "/t/\(place.token)/consent",
            state: state)
    }

    private func sendCode(
        _ place: Place, _ person: LinkConsent.Person, _ submission: Submission, _ context: BackstopContext
    ) async throws -> Response {
        let outcome = try await portal.performAsAnyone(
            RequestLinkCode(token: place.token, memberNumber: person.number, addressKey: context.addressKey),
            submission, context)
        guard let issued = outcome.value else {
            let state = portal.refused(outcome.reasons, again(submission.values), context)
            return try await ask(place, person, state, submission.request, context)
        }
        return try await askCode(
            place, person, FormState(values: again(submission.values)), shown: issued.shownCode, submission.request,
            context)
    }

    private func askCode(
        _ place: Place, _ person: LinkConsent.Person, _ state: FormState, shown: String?, _ request: Request,
        _ context: BackstopContext
    ) async throws -> Response {
        let isStanding = person.authorization != nil
        var state = state
        state.values.set("text", person.text.hashText)
        if state.values.text("act") == nil { state.values.set("act", isStanding ? "withdraw" : "authorize") }
        let form = portal.site.form(
            context, action: place.path(person, "/code"),
            submit: context.t(isStanding ? "consent.withdraw.send" : "apply.consent.agree"), state: state,
            isDangerous: isStanding,
            [
                .oneTimeCode(
                    "code", label: context.t("enter.code"),
                    hint: context.t(isStanding ? "consent.withdraw.codeHint" : "apply.consent.codeHint")),
                .hidden("text"), .hidden("act"),
            ])
        let model: Fields = [
            "heading": context.t("apply.consent.codeTitle", ["name": person.nameMasked]), "form": form,
            "shown": shown, "phone": person.phoneMasked ?? "",
        ]
        return try await portal.page(
            "citizen/apply/consent-code", model, title: context.t("enter.codeTitle"), request, context,
            back: place.path(person), state: state)
    }

    private func checkCode(
        _ place: Place, _ person: LinkConsent.Person, _ submission: Submission, _ context: BackstopContext
    ) async throws -> Response {
        var reader = FormReader(submission.values, context)
        guard let code = reader.text("code", label: context.t("enter.code"), lengthMax: 12) else {
            return try await askCode(place, person, reader.state, shown: nil, submission.request, context)
        }
        let isWithdrawal = submission.values["act"] == "withdraw"
        let command = AuthorizeByLink(
            token: place.token, memberNumber: person.number, code: code, textHash: submission.values["text"] ?? "",
            isWithdrawal: isWithdrawal)
        let values = again(submission.values)
        let state: FormState
        switch try await portal.performAsAnyone(command, submission, context) {
        case .done(.recorded), .done(.noted):
            return .seeOther("/t/\(place.token)/consent?done=\(isWithdrawal ? "withdrawn" : "given")")
        case .done(.wrongCode(let left)):
            let message = context.t(left > 0 ? "enter.wrongCode" : "enter.noTriesLeft", ["left": String(left)])
            state = FormState(values: values, problems: [FieldProblem(field: "code", message: message)])
        case .refused(let reasons): state = portal.refused(reasons, values, context)
        }
        return try await askCode(place, person, state, shown: nil, submission.request, context)
    }

    private func again(_ values: FormValues) -> FormValues {
        var values = values
        values.set(FormGuard.idempotencyField, portal.site.forms.idempotencyKey())
        return values
    }
}
