import Casework
import Hummingbird
import NIOCore
import Operations
import Primitives
import Storage
import WebSupport

/// The authorisation of each member: own code, a guardian or relative, or later with a reason.
struct ConsentPages: Sendable {
    let door: DraftDoor

    func register(in routes: RouteRegistry) {
        routes.get("/apply/{draft}/consent", for: .citizen, summary: "Who has authorised the check.") {
            request, context in
            try await door.open(context) { view in try await list(view, request, context) }
        }
        routes.get("/apply/{draft}/consent/{number}", for: .citizen, summary: "The text, and how a member agrees.") {
            request, context in
            try await page(context) { view, item in
                try await ask(view, item, door.known(request, known(view, item)), request, context)
            }
        }
        routes.post("/apply/{draft}/consent/{number}", for: .citizen, summary: "Sends a code, or a guardian signs.") {
            submission, context in
            try await page(context) { view, item in
                item.isAdult
                    ? try await sendCode(view, item, submission, context)
                    : try await sign(view, item, submission, context)
            }
        }
        routes.post("/apply/{draft}/consent/{number}/code", for: .citizen, summary: "Checks a member's code.") {
            submission, context in
            try await page(context) { view, item in try await checkCode(view, item, submission, context) }
        }
        routes.get("/apply/{draft}/consent/{number}/later", for: .citizen, summary: "Asks why a member cannot now.") {
            request, context in
            try await page(context) { view, item in
                try await askLater(view, item, door.known(request, []), request, context)
            }
        }
        routes.post("/apply/{draft}/consent/{number}/later", for: .citizen, summary: "Keeps why a member cannot now.") {
            submission, context in
            try await page(context) { view, item in
                let act = AuthorizationAct.later(reason: submission.values.text("reason") ?? "")
                return try await record(act, view, item, submission, context) {
                    try await askLater(view, item, $0, submission.request, context)
                }
            }
        }
        RepresentationPages(consent: self).register(in: routes)
    }

    /// Opens the page of one member.
    func page(
        _ context: BackstopContext, _ body: (DraftView, DraftAuthorization) async throws -> Response
    ) async throws -> Response {
        try await door.open(context) { view in
            guard let number = Int(try context.parameter("number")),
                let item = view.authorizations.first(where: { $0.memberNumber == number })
            else { throw PageProblem.notFound }
            return try await body(view, item)
        }
    }

    static func path(_ item: DraftAuthorization, _ rest: String = "") -> String {
        "consent/\(item.memberNumber)" + (rest.isEmpty ? "" : "/\(rest)")
    }

    private func list(_ view: DraftView, _ request: Request, _ context: BackstopContext) async throws -> Response {
        let tasks = view.authorizations.map { item in
            TaskLine(
                text: item.name, address: DraftDoor.path(view, Self.path(item)), tag: Self.tag(item, context))
        }
        let model: Fields = [
            "tasks": tasks, "isEmpty": tasks.isEmpty, "members": DraftDoor.path(view, "members"),
            "done": DraftDoor.path(view),
        ]
        return try await door.portal.page(
            "citizen/apply/consents", model, title: context.t("apply.consents.title"), request, context,
            back: DraftDoor.path(view))
    }

    static func tag(_ item: DraftAuthorization, _ context: BackstopContext) -> StatusTag {
        switch item.status {
        case .ownCode, .beforeClerk, .byGuardian, .represented: StatusTag(context.t("apply.consents.given"), .ok)
        case .pending: StatusTag(context.t("apply.consents.later"), .info)
        case .missing: StatusTag(context.t("task.empty"), .neutral)
        }
    }

    private func known(_ view: DraftView, _ item: DraftAuthorization) -> [(String, String)] {
        let form = view.draft.content.form
        let member = form.members.first { $0.number == item.memberNumber }
        // The applicant usually is the one who holds the phone and, for a child, the guardian.
        let phone = member?.phone.isEmpty == false ? member?.phone : member?.relation == .applicant ? form.phone : nil
        return [("phone", phone ?? ""), ("name", item.isAdult ? "" : form.applicant?.name ?? "")]
    }

    private func ask(
        _ view: DraftView, _ item: DraftAuthorization, _ state: FormState, _ request: Request,
        _ context: BackstopContext
    ) async throws -> Response {
        let field: Field =
            item.isAdult
            ? .phone(
                "phone", label: context.t("apply.consent.phone", ["name": item.name]),
                hint: context.t("apply.consent.phoneHint"))
            : .text("name", label: context.t("apply.consent.guardian"), lengthMax: 40, width: .medium)
        let form = form(
            view, item, Self.path(item), state, context,
            submit: context.t(item.isAdult ? "apply.consent.send" : "apply.consent.sign"), [field])
        let title = context.t("apply.consent.title", ["name": item.name])
        let model: Fields = [
            "heading": title, "paragraphs": item.text.paragraphs.map { ["text": $0] as Fields }, "form": form,
            "number": item.number, "expires": item.expiresDay.map { Formats(context).date($0) },
            "isAdult": item.isAdult, "later": DraftDoor.path(view, Self.path(item, "later")),
            "represented": DraftDoor.path(view, Self.path(item, "represented")),
        ]
        return try await door.portal.page(
            "citizen/apply/consent", model, title: title, request, context, back: DraftDoor.path(view, "consent"),
            state: state)
    }

    /// A form that carries the hash of the text that is shown with it.
    func form(
        _ view: DraftView, _ item: DraftAuthorization, _ page: String, _ state: FormState,
        _ context: BackstopContext, submit: String, _ fields: [Field]
    ) -> FormView {
        var state = state
        state.values.set("text", item.text.hashText)
        return door.form(view, page, state, context, submit: submit, fields + [.hidden("text")])
    }

    private func sendCode(
        _ view: DraftView, _ item: DraftAuthorization, _ submission: Submission, _ context: BackstopContext
    ) async throws -> Response {
        var reader = FormReader(submission.values, context)
        guard let phone = reader.phone("phone", label: context.t("enter.phone")) else {
            return try await ask(view, item, reader.state, submission.request, context)
        }
        let purpose = PhoneCodePurpose.authorize(draftID: view.draft.id, memberNumber: item.memberNumber)
        let outcome = try await door.portal.perform(
            RequestPhoneCode(phone: phone, addressKey: context.addressKey, purpose: purpose), submission, context)
        guard let issued = outcome.value else {
            let state = door.portal.refused(outcome.reasons, submission.values, context)
            return try await ask(view, item, state, submission.request, context)
        }
        let state = FormState(values: door.again(submission.values, view.draft.version))
        return try await askCode(view, item, state, shown: issued.shownCode, submission.request, context)
    }

    private func askCode(
        _ view: DraftView, _ item: DraftAuthorization, _ state: FormState, shown: String?, _ request: Request,
        _ context: BackstopContext
    ) async throws -> Response {
        let form = form(
            view, item, Self.path(item, "code"), state, context, submit: context.t("apply.consent.agree"),
            [
                .oneTimeCode("code", label: context.t("enter.code"), hint: context.t("apply.consent.codeHint")),
                .hidden("phone"),
            ])
        let model: Fields = [
            "heading": context.t("apply.consent.codeTitle", ["name": item.name]), "form": form, "shown": shown,
            "phone": state.values["phone"] ?? "",
        ]
        return try await door.portal.page(
            "citizen/apply/consent-code", model, title: context.t("enter.codeTitle"), request, context,
            back: DraftDoor.path(view, Self.path(item)), state: state)
    }

    private func checkCode(
        _ view: DraftView, _ item: DraftAuthorization, _ submission: Submission, _ context: BackstopContext
    ) async throws -> Response {
        var reader = FormReader(submission.values, context)
        let code = reader.text("code", label: context.t("enter.code"), lengthMax: 12)
        guard let code, let phone = submission.values.text("phone") else {
            return try await askCode(view, item, reader.state, shown: nil, submission.request, context)
        }
        return try await record(.ownCode(phone: phone, code: code), view, item, submission, context) {
            try await askCode(view, item, $0, shown: nil, submission.request, context)
        }
    }

    private func sign(
        _ view: DraftView, _ item: DraftAuthorization, _ submission: Submission, _ context: BackstopContext
    ) async throws -> Response {
        let act = AuthorizationAct.guardian(name: submission.values.text("name") ?? "")
        return try await record(act, view, item, submission, context) {
            try await ask(view, item, $0, submission.request, context)
        }
    }

    private func askLater(
        _ view: DraftView, _ item: DraftAuthorization, _ state: FormState, _ request: Request,
        _ context: BackstopContext
    ) async throws -> Response {
        let form = form(
            view, item, Self.path(item, "later"), state, context, submit: context.t("button.save"),
            [
                .textarea(
                    "reason", label: context.t("apply.later.reason"), hint: context.t("apply.later.hint"),
                    lengthMax: 200)
            ])
        return try await door.question(
            "later", form, request, context, back: DraftDoor.path(view, Self.path(item)), state: state,
            heading: ["name": item.name])
    }

    /// Records the act under the text that was shown; what is wrong goes back to the page it came from.
    func record(
        _ act: AuthorizationAct, _ view: DraftView, _ item: DraftAuthorization, _ submission: Submission,
        _ context: BackstopContext, again: (FormState) async throws -> Response
    ) async throws -> Response {
        let command = RecordAuthorization(
            owner: .draft(view.draft.id), memberNumber: item.memberNumber, act: act,
            textHash: submission.values["text"] ?? "")
        let values = door.again(submission.values, view.draft.version)
        switch try await door.portal.perform(command, submission, context) {
        case .done(.recorded), .done(.noted): return .seeOther(DraftDoor.path(view, "consent"))
        case .done(.wrongCode(let left)):
            let message = context.t(left > 0 ? "enter.wrongCode" : "enter.noTriesLeft", ["left": String(left)])
            return try await again(
                FormState(values: values, problems: [FieldProblem(field: "code", message: message)]))
        case .refused(let reasons): return try await again(door.portal.refused(reasons, values, context))
        }
    }
}
