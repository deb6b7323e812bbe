import Hummingbird
import Operations
import Primitives
import WebSupport

/// Signing in with a code on the phone, and out again; `next` leads back to the page that asked for it.
struct SignInRoutes: Sendable {
    let portal: Portal

    func register(in routes: RouteRegistry) {
        routes.get("/sign-in", for: .public, summary: "Asks a citizen for the phone number.") { request, context in
            if let next = request.query.text("next"), context.session?.audience == .citizen {
                return .seeOther(SafePath(next).text)
            }
            var state = FormState()
            state.values.set("next", SafePath(request.query["next"]).text)
            return try await askPhone(state, request, context)
        }
        routes.post("/sign-in", for: .public, summary: "Sends a code to the phone.") { submission, context in
            try await sendCode(submission, context)
        }
        routes.post("/sign-in/code", for: .public, summary: "Checks the code and signs in.") { submission, context in
            try await checkCode(submission, context)
        }
        routes.get("/sign-out", for: .citizen, summary: "Asks whether to sign out.") { request, context in
            let form = portal.site.form(context, action: "/sign-out", submit: context.t("button.signOut"))
            return try await portal.page(
                "citizen/entry/sign-out", ["form": form] as Fields, title: context.t("enter.outTitle"), request,
                context, back: "/apply")
        }
        routes.post("/sign-out", for: .citizen, summary: "Ends the session.") { submission, context in
            _ = try await portal.perform(EndSession(token: try context.person().token), submission, context)
            var response = Response.seeOther("/")
            response.setCookie(portal.site.cookies.signOut(.citizen))
            return response
        }
    }

    private func askPhone(
        _ state: FormState, _ request: Request, _ context: BackstopContext
    ) async throws -> Response {
        let form = portal.site.form(
            context, action: "/sign-in", submit: context.t("enter.sendCode"), state: state,
            [.phone("phone", label: context.t("enter.phone"), hint: context.t("enter.phoneHint")), .hidden("next")])
        return try await portal.page(
            "citizen/entry/phone", ["form": form] as Fields, title: context.t("enter.phoneTitle"), request, context,
            back: "/", state: state)
    }

    private func sendCode(_ submission: Submission, _ context: BackstopContext) async throws -> Response {
        var reader = FormReader(submission.values, context)
        guard let phone = reader.phone("phone", label: context.t("enter.phone")) else {
            return try await askPhone(reader.state, submission.request, context)
        }
        let outcome = try await portal.performAsAnyone(
            RequestPhoneCode(phone: phone, addressKey: context.addressKey), submission, context)
        guard let issued = outcome.value else {
            let state = portal.refused(outcome.reasons, submission.values, context)
            return try await askPhone(state, submission.request, context)
        }
        return try await askCode(
            FormState(values: fresh(submission.values, phone: phone)), shown: issued.shownCode, submission.request,
            context)
    }

    private func askCode(
        _ state: FormState, shown: String?, _ request: Request, _ context: BackstopContext
    ) async throws -> Response {
        let form = portal.site.form(
            context, action: "/sign-in/code", submit: context.t("button.signIn"), state: state,
            [
                .oneTimeCode("code", label: context.t("enter.code"), hint: context.t("enter.codeHint")),
                .hidden("phone"), .hidden("next"),
            ])
        var values = fresh(state.values, phone: state.values["phone"] ?? "")
        values.set("code", "")
        let again = portal.site.form(
            context, action: "/sign-in", submit: context.t("enter.again"), state: FormState(values: values),
            [.hidden("phone"), .hidden("next")])
        let model: Fields = ["form": form, "again": again, "shown": shown, "phone": state.values["phone"] ?? ""]
        return try await portal.page(
            "citizen/entry/code", model, title: context.t("enter.codeTitle"), request, context,
            back: PageAddress("/sign-in").with("next", state.values["next"]).text, state: state)
    }

    private func checkCode(_ submission: Submission, _ context: BackstopContext) async throws -> Response {
        var reader = FormReader(submission.values, context)
        let phone = reader.phone("phone", label: context.t("enter.phone"))
        let code = reader.text("code", label: context.t("enter.code"), lengthMax: 12)
        guard let phone else { return try await askPhone(reader.state, submission.request, context) }
        guard let code else { return try await askCode(reader.state, shown: nil, submission.request, context) }
        let outcome = try await portal.performAsAnyone(
            SignInWithPhoneCode(phone: phone, code: code), submission, context)
        switch outcome {
        case .done(.opened(let opened)):
            var response = Response.seeOther(SafePath(submission.values["next"]).text)
            response.setCookie(
                portal.site.cookies.signIn(
                    WebSession(
                        audience: .citizen, userID: opened.accountID.rawValue, displayName: "", formSecret: [],
                        token: opened.token)))
            return response
        case .done(.wrongCode(let left)):
            var values = fresh(submission.values, phone: phone)
            values.set("code", "")
            let message = context.t(left > 0 ? "enter.wrongCode" : "enter.noTriesLeft", ["left": String(left)])
            let state = FormState(values: values, problems: [FieldProblem(field: "code", message: message)])
            return try await askCode(state, shown: nil, submission.request, context)
        case .refused(let reasons):
            let state = portal.refused(reasons, fresh(submission.values, phone: phone), context)
            return try await askCode(state, shown: nil, submission.request, context)
        }
    }

    /// The values for another form: where to go on and the phone, under a fresh key.
    private func fresh(_ values: FormValues, phone: String) -> FormValues {
        FormValues([
            ("phone", phone), ("next", SafePath(values["next"]).text),
            (FormGuard.idempotencyField, portal.site.forms.idempotencyKey()),
        ])
    }
}
