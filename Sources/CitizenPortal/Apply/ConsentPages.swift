import Casework
import Hummingbird
import Operations
import Primitives
import Storage
import WebSupport

/// The authorisation of each member, before sending and after: own code, a guardian or relative, or later with a
/// reason.
struct ConsentPages: Sendable {
    let portal: Portal
    let door: ConsentDoor

    func register(in routes: RouteRegistry) {
        let base = door.base
        routes.get(base, for: .citizen, summary: "Who has authorised the check.") { request, context in
            try await door.open(portal, context) { place in try await list(place, request, context) }
        }
        routes.get("\(base)/{number}", for: .citizen, summary: "The text, and how a member agrees.") {
            request, context in
            try await page(context) { place, item in
                try await ask(place, item, FormState(values: known(place, item)), request, context)
            }
        }
        routes.post("\(base)/{number}", for: .citizen, summary: "Sends a code, or a guardian signs.") {
            submission, context in
            try await page(context) { place, item in
                item.isAdult
                    ? try await sendCode(place, item, submission, context)
                    : try await sign(place, item, submission, context)
            }
        }
        routes.post("\(base)/{number}/code", for: .citizen, summary: "Checks a member's code.") {
            submission, context in
            try await page(context) { place, item in try await checkCode(place, item, submission, context) }
        }
        registerLater(in: routes)
        RepresentationPages(consent: self).register(in: routes)
        if door == .file { ConsentWithdrawalPages(consent: self).register(in: routes) }
    }

    private func registerLater(in routes: RouteRegistry) {
        let base = door.base
        routes.get("\(base)/{number}/later", for: .citizen, summary: "Asks why a member cannot now.") {
            request, context in
            try await page(context) { place, item in
                try await askLater(place, item, FormState(), request, context)
            }
        }
        routes.post("\(base)/{number}/later", for: .citizen, summary: "Keeps why a member cannot now.") {
            submission, context in
            try await page(context) { place, item in
                let act = AuthorizationAct.later(reason: submission.values.text("reason") ?? "")
                return try await record(act, place, item, submission, context) {
                    try await askLater(place, item, $0, submission.request, context)
                }
            }
        }
    }

    /// Opens the page of one member.
    func page(
        _ context: BackstopContext, _ body: (ConsentPlace, DraftAuthorization) async throws -> Response
    ) async throws -> Response {
        try await door.open(portal, context) { place in
            guard let number = Int(try context.parameter("number")),
                let item = place.members.first(where: { $0.memberNumber == number })
            else { throw PageProblem.notFound }
            return try await body(place, item)
        }
    }

    private func list(
        _ place: ConsentPlace, _ request: Request, _ context: BackstopContext
    ) async throws -> Response {
        let isWaiting = place.isOpen && place.members.contains { $0.isAdult && $0.row == nil }
        let model: Fields = [
            "people": place.members.map { ConsentLine($0, place, context) }, "isEmpty": place.members.isEmpty,
            "isSent": place.link != nil, "isClosed": !place.isOpen, "members": "\(place.back)/members",
            "done": place.back, "link": isWaiting ? place.link : nil,
            "picture": isWaiting ? place.link.flatMap { QRPicture($0, label: context.t("consent.picture")) } : nil,
            "said": request.query.text("done").flatMap { ["given", "withdrawn"].contains($0) ? $0 : nil }.map {
                context.t("consent.done.\($0)")
            },
        ]
        return try await portal.page(
            "citizen/apply/consents", model, title: context.t("apply.consents.title"), request, context,
            back: place.back)
    }

    static func tag(_ item: DraftAuthorization, _ context: BackstopContext) -> StatusTag {
        switch item.status {
        case .ownCode, .beforeClerk, .byGuardian, .represented: StatusTag(context.t("apply.consents.given"), .ok)
        case .pending: StatusTag(context.t("apply.consents.later"), .info)
        case .missing: StatusTag(context.t("task.empty"), .neutral)
        }
    }

    private func known(_ place: ConsentPlace, _ item: DraftAuthorization) -> FormValues {
        let member = place.form.members.first { $0.number == item.memberNumber }
        // The applicant usually is the one who holds the phone and, for a child, the guardian.
        let phone =
            member?.phone.isEmpty == false ? member?.phone : member?.relation == .applicant ? place.form.phone : nil
        return FormValues([("phone", phone ?? ""), ("name", item.isAdult ? "" : place.form.applicant?.name ?? "")])
    }

    private func ask(
        _ place: ConsentPlace, _ item: DraftAuthorization, _ state: FormState, _ request: Request,
        _ context: BackstopContext
    ) async throws -> Response {
        let field: Field =
            item.isAdult
            ? .phone(
                "phone", label: context.t("apply.consent.phone", ["name": item.name]),
                hint: context.t("apply.consent.phoneHint"))
            : .text("name", label: context.t("apply.consent.guardian"), lengthMax: 40, width: .medium)
        let form = form(
            item, place.path(item), state, context,
            submit: context.t(item.isAdult ? "apply.consent.send" : "apply.consent.sign"), [field])
        let title = context.t("apply.consent.title", ["name": item.name])
        let withdrawal = door == .file && item.row != nil ? place.path(item, "withdraw") : nil
        let model: Fields = [
            "heading": title, "paragraphs": item.text.paragraphs.map { ["text": $0] as Fields },
            "gist": context.englishOnly("consent.gist"), "form": place.isOpen ? form : nil,
            "standing": item.number.map { context.t("consent.standing", ["number": $0]) },
            "until": item.expiresDay.map { context.t("consent.until", ["date": Formats(context).date($0)]) },
            "isOpenAdult": place.isOpen && item.isAdult, "isOpenMinor": place.isOpen && !item.isAdult,
            "isClosed": !place.isOpen, "withdrawal": withdrawal, "later": place.path(item, "later"),
            "represented": place.path(item, "represented"),
        ]
        return try await portal.page(
            "citizen/apply/consent", model, title: title, request, context, back: place.address, state: state)
    }

    /// A form that carries the hash of the text that is shown with it.
    func form(
        _ item: DraftAuthorization, _ action: String, _ state: FormState, _ context: BackstopContext, submit: String,
        isDangerous: Bool = false, _ fields: [Field]
    ) -> FormView {
        var state = state
        state.values.set("text", item.text.hashText)
        return portal.site.form(
            context, action: action, submit: submit, state: state, isDangerous: isDangerous,
            fields + [.hidden("text")])
    }

    private func sendCode(
        _ place: ConsentPlace, _ item: DraftAuthorization, _ submission: Submission, _ context: BackstopContext
    ) async throws -> Response {
        var reader = FormReader(submission.values, context)
        guard let phone = reader.phone("phone", label: context.t("enter.phone")) else {
            return try await ask(place, item, reader.state, submission.request, context)
        }
        let outcome = try await portal.perform(
            RequestPhoneCode(phone: phone, addressKey: context.addressKey, purpose: place.purpose(item)),
            submission, context)
        let values = again(submission.values)
        guard let issued = outcome.value else {
            let state = portal.refused(outcome.reasons, values, context)
            return try await ask(place, item, state, submission.request, context)
        }
        return try await askCode(
            place, item, FormState(values: values), shown: issued.shownCode, submission.request, context)
    }

    private func askCode(
        _ place: ConsentPlace, _ item: DraftAuthorization, _ state: FormState, shown: String?, _ request: Request,
        _ context: BackstopContext
    ) async throws -> Response {
        let form = form(
            item, place.path(item, "code"), state, context, submit: context.t("apply.consent.agree"),
            [
                .oneTimeCode("code", label: context.t("enter.code"), hint: context.t("apply.consent.codeHint")),
                .hidden("phone"),
            ])
        let model: Fields = [
            "heading": context.t("apply.consent.codeTitle", ["name": item.name]), "form": form, "shown": shown,
            "phone": state.values["phone"] ?? "",
        ]
        return try await portal.page(
            "citizen/apply/consent-code", model, title: context.t("enter.codeTitle"), request, context,
            back: place.path(item), state: state)
    }

    private func checkCode(
        _ place: ConsentPlace, _ item: DraftAuthorization, _ submission: Submission, _ context: BackstopContext
    ) async throws -> Response {
        var reader = FormReader(submission.values, context)
        let code = reader.text("code", label: context.t("enter.code"), lengthMax: 12)
        guard let code, let phone = submission.values.text("phone") else {
            return try await askCode(place, item, reader.state, shown: nil, submission.request, context)
        }
        return try await record(.ownCode(phone: phone, code: code), place, item, submission, context) {
            try await askCode(place, item, $0, shown: nil, submission.request, context)
        }
    }

    private func sign(
        _ place: ConsentPlace, _ item: DraftAuthorization, _ submission: Submission, _ context: BackstopContext
    ) async throws -> Response {
        let act = AuthorizationAct.guardian(name: submission.values.text("name") ?? "")
        return try await record(act, place, item, submission, context) {
            try await ask(place, item, $0, submission.request, context)
        }
    }

    private func askLater(
        _ place: ConsentPlace, _ item: DraftAuthorization, _ state: FormState, _ request: Request,
        _ context: BackstopContext
    ) async throws -> Response {
        let form = form(
            item, place.path(item, "later"), state, context, submit: context.t("button.save"),
            [
                .textarea(
                    "reason", label: context.t("apply.later.reason"), hint: context.t("apply.later.hint"),
                    lengthMax: 200)
            ])
        return try await DraftDoor(portal: portal).question(
            "later", form, request, context, back: place.path(item), state: state, heading: ["name": item.name])
    }

    /// What was typed, under a fresh key for another command.
    func again(_ values: FormValues) -> FormValues {
        var values = values
        values.set(FormGuard.idempotencyField, portal.site.forms.idempotencyKey())
        return values
    }

    /// Records the act under the text that was shown; what is wrong goes back to the page it came from.
    func record(
        _ act: AuthorizationAct, _ place: ConsentPlace, _ item: DraftAuthorization, _ submission: Submission,
        _ context: BackstopContext, again page: (FormState) async throws -> Response
    ) async throws -> Response {
        let command = RecordAuthorization(
            owner: place.owner, memberNumber: item.memberNumber, act: act, textHash: submission.values["text"] ?? "")
        let values = again(submission.values)
        switch try await portal.perform(command, submission, context) {
        case .done(.recorded): return .seeOther(door == .file ? "\(place.address)?done=given" : place.address)
        case .done(.noted): return .seeOther(place.address)
        case .done(.wrongCode(let left)):
            let message = context.t(left > 0 ? "enter.wrongCode" : "enter.noTriesLeft", ["left": String(left)])
            return try await page(
                FormState(values: values, problems: [FieldProblem(field: "code", message: message)]))
        case .refused(let reasons): return try await page(portal.refused(reasons, values, context))
        }
    }
}

/// A member in the list: what was authorised, by whom, until when.
struct ConsentLine: ViewModel {
    let name: String
    let said: String
    let address: String
    let withdrawal: String?
    let isOpen: Bool
    let tag: StatusTag

    init(_ item: DraftAuthorization, _ place: ConsentPlace, _ context: BackstopContext) {
        name = item.name
        tag = ConsentPages.tag(item, context)
        let formats = Formats(context)
        if let row = item.row {
            let words = [
                "number": row.number, "signer": row.signerName, "from": formats.date(row.signedDay),
                "until": formats.date(row.expiresDay),
            ]
            said = context.t("consent.by.\(row.method.rawValue)", words)
        } else if case .pending(let reason) = item.status {
            said = context.t("consent.waiting", ["reason": reason])
        } else {
            said = context.t("consent.none")
        }
        address = place.path(item)
        isOpen = place.isOpen && item.row == nil
        withdrawal = place.link != nil && item.row != nil ? place.path(item, "withdraw") : nil
    }

    static let fields: ViewFields<ConsentLine> = [
        "name": \.name, "said": \.said, "address": \.address, "withdrawal": \.withdrawal, "isOpen": \.isOpen,
        "tag": \.tag,
    ]
}
