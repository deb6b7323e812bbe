import Casework
import Hummingbird
import Operations
import Primitives
import Storage
import WebSupport

/// Signing in, step by step: password, second factor, post.
///
/// The steps are public pages that read the cookie themselves,
/// since a session is none for the rest of the console before its last step.
struct SignInRoutes: Sendable {
    let desk: Desk

    func register(in routes: RouteRegistry) {
        routes.get("/staff/sign-in", for: .public, summary: "Asks a staff member for login and password.") {
            _, context in password(context, FormState())
        }
        routes.post("/staff/sign-in", for: .public, summary: "Checks login and password.") { submission, context in
            try await checkPassword(submission, context)
        }
        routes.get("/staff/sign-in/next", for: .public, summary: "The next step of signing in.") { request, context in
            try await nextStep(request, context, FormState())
        }
        routes.post("/staff/sign-in/code", for: .public, summary: "Checks the second factor.") { submission, context in
            try await checkCode(submission, context)
        }
        routes.post("/staff/sign-in/post", for: .public, summary: "Takes up a post.") { submission, context in
            try await takePost(submission, context)
        }
        routes.post("/staff/sign-out", for: .staff, summary: "Ends the session.") { submission, context in
            _ = try await desk.perform(EndStaffSession(sessionToken: try context.person().token), submission, context)
            var response = Response.seeOther("/staff/sign-in")
            response.setCookie(desk.site.cookies.signOut(.staff))
            return response
        }
    }

    private func password(_ context: BackstopContext, _ state: FormState) -> Response {
        let form = desk.site.form(
            context, action: "/staff/sign-in", submit: context.t("button.signIn"), state: state,
            [
                .text("login", label: context.t("signIn.login"), autocomplete: "username", width: .medium),
                .password("password", label: context.t("signIn.password")),
            ])
        return show("staff/sign-in/password", ["form": form] as Fields, context, state)
    }

    private func checkPassword(_ submission: Submission, _ context: BackstopContext) async throws -> Response {
        var reader = FormReader(submission.values, context)
        let login = reader.text("login", label: context.t("signIn.login"))
        let password = reader.text("password", label: context.t("signIn.password"))
        guard let login, let password else { return self.password(context, reader.state) }
        let outcome = try await desk.bureau.signInStaff(
            login: login, password: password, addressKey: context.addressKey)
        guard let opened = outcome.value else {
            return self.password(context, desk.refused(outcome.reasons, submission.values, context))
        }
        var response = Response.seeOther("/staff/sign-in/next")
        response.setCookie(
            desk.site.cookies.signIn(
                WebSession(audience: .staff, userID: 0, displayName: "", formSecret: [], token: opened.token)))
        return response
    }

    private func nextStep(_ request: Request, _ context: BackstopContext, _ state: FormState) async throws -> Response {
        guard let token = token(request), let session = try await desk.bureau.staffSession(token: token) else {
            return .seeOther("/staff/sign-in")
        }
        switch session.state {
        case .needsEnrolment:
            let outcome = try await desk.bureau.perform(
                BeginTOTPEnrolment(sessionToken: token), as: .visitor, key: "enrol-\(session.id.text)")
            guard let enrolment = outcome.value else { return .seeOther("/staff/sign-in") }
            return code(context, state, enrolment: enrolment)
        case .needsSecondFactor:
            let shown = try await desk.bureau.shownSecondFactorCode(sessionToken: token)
            return code(context, state, enrolment: nil, shown: shown)
        case .needsPost:
            let choices = session.posts.map {
                Field.Choice(
                    $0.id.text, "\($0.regionName) · \(context.language == .english ? $0.role.english : $0.role.chinese)"
                )
            }
            let form = desk.site.form(
                context, action: "/staff/sign-in/post", submit: context.t("button.continue"), state: state,
                [.radios("post", label: context.t("signIn.post"), choices)])
            return show("staff/sign-in/post", ["form": form, "hasPosts": !choices.isEmpty] as Fields, context, state)
        case .ready: return .seeOther(desk.site.options.staffHomePath)
        }
    }

    private func code(
        _ context: BackstopContext, _ state: FormState, enrolment: TOTPEnrolment?, shown: String? = nil
    ) -> Response {
        let form = desk.site.form(
            context, action: "/staff/sign-in/code", submit: context.t("button.continue"), state: state,
            [.oneTimeCode("code", label: context.t("signIn.code"), hint: context.t("signIn.codeHint"))])
        return show(
            "staff/sign-in/code", ["form": form, "secret": enrolment?.secret, "shown": shown] as Fields, context, state)
    }

    private func checkCode(_ submission: Submission, _ context: BackstopContext) async throws -> Response {
        guard let token = token(submission.request), let session = try await desk.bureau.staffSession(token: token),
            let key = submission.idempotencyKey
        else { return .seeOther("/staff/sign-in") }
        var reader = FormReader(submission.values, context)
        guard let code = reader.text("code", label: context.t("signIn.code"), lengthMax: 8) else {
            return try await nextStep(submission.request, context, reader.state)
        }
        let outcome: Outcome<SecondFactorAnswer>
        if session.state == .needsEnrolment {
            outcome = try await desk.bureau.perform(
                ConfirmTOTPEnrolment(sessionToken: token, code: code), as: .visitor, key: key)
        } else {
            outcome = try await desk.bureau.perform(
                EnterSecondFactor(sessionToken: token, code: code), as: .visitor, key: key)
        }
        switch outcome {
        case .done(.accepted): return .seeOther("/staff/sign-in/next")
        case .done(.wrongCode(let left)):
            let message = context.t("signIn.wrongCode", ["left": String(left)])
            return try await nextStep(
                submission.request, context, FormState(problems: [FieldProblem(field: "code", message: message)]))
        case .refused(let reasons):
            return try await nextStep(submission.request, context, desk.refused(reasons, FormValues(), context))
        }
    }

    private func takePost(_ submission: Submission, _ context: BackstopContext) async throws -> Response {
        guard let token = token(submission.request), let key = submission.idempotencyKey else {
            return .seeOther("/staff/sign-in")
        }
        var reader = FormReader(submission.values, context)
        let post = reader.text("post", label: context.t("signIn.post"))
        guard let post = post.flatMap({ PostID(text: $0) }) else {
            return try await nextStep(submission.request, context, reader.state)
        }
        let outcome = try await desk.bureau.perform(
            ChoosePost(sessionToken: token, postID: post), as: .visitor, key: key)
        guard outcome.value != nil else {
            return try await nextStep(submission.request, context, desk.refused(outcome.reasons, FormValues(), context))
        }
        return .seeOther(desk.site.options.staffHomePath)
    }

    private func token(_ request: Request) -> String? {
        request.cookies[desk.site.cookies.sessionName(.staff)]?.value
    }

    private func show(
        _ template: String, _ model: Fields, _ context: BackstopContext, _ state: FormState
    ) -> Response {
        desk.site.page(template, model, frame: PlainFrame(title: context.t("signIn.title")), context, state: state)
    }
}
