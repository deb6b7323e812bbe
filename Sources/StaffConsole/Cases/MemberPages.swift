import Casework
import Hummingbird
import Operations
import Primitives
import Storage
import WebSupport

/// A person of a case: the full number for a reason, and the authorisation signed at the window.
struct MemberPages: Sendable {
    let desk: Desk

    func register(in routes: RouteRegistry) {
        let readers = Posts.names(Posts.caseReaders)
        let reveal = "/staff/cases/{id}/members/{member}/reveal"
        routes.get(reveal, for: .staff, roles: readers, summary: "Asks why a full number is needed.") { _, context in
            let (scene, member) = try await member(context)
            return try await ask(scene, member, FormState(), context)
        }
        routes.post(reveal, for: .staff, roles: readers, summary: "Shows a full number once, and keeps the reason.") {
            submission, context in try await self.reveal(submission, context)
        }
        let authorize = "/staff/cases/{id}/authorize/{number}"
        let clerks = Posts.names([.townshipClerk])
        routes.get(
            authorize, for: .staff, roles: clerks, summary: "The text of the authorisation, to sign at the window."
        ) {
            _, context in try await authorization(try await scene(context), FormState(), context)
        }
        routes.post(authorize, for: .staff, roles: clerks, summary: "Records an authorisation signed before the clerk.")
        {
            submission, context in try await sign(submission, context)
        }
    }

    private func scene(_ context: BackstopContext) async throws -> CaseView {
        let id = CaseID(try context.number("id"))
        return try await desk.found(context) { try CaseView.load(id, in: $0) }
    }

    private func member(_ context: BackstopContext) async throws -> (CaseView, CaseMemberView) {
        let view = try await scene(context)
        let id = CaseMemberID(try context.number("member"))
        guard let member = view.members.first(where: { $0.id == id }) else { throw PageProblem.notFound }
        return (view, member)
    }

    private func crumbs(_ view: CaseView, _ context: BackstopContext) -> [Link] {
        [
            Link(context.t("queue.title"), QueuePage.path),
            Link("\(view.applicantMasked) \(view.row.number)", "/staff/cases/\(view.row.id.text)"),
        ]
    }

    private func ask(
        _ view: CaseView, _ member: CaseMemberView, _ state: FormState, _ context: BackstopContext
    ) async throws -> Response {
        let address = "/staff/cases/\(view.row.id.text)"
        let form = desk.site.form(
            context, action: "\(address)/members/\(member.id.text)/reveal", submit: context.t("reveal.show"),
            state: state,
            [.text("reason", label: context.t("reveal.reason"), hint: context.t("reveal.hint"))])
        return try await desk.formPage(
            context.t("reveal.title"), explanation: context.t("reveal.what"),
            rows: [SummaryRow(context.t("case.name"), "\(member.nameMasked) ****\(member.lastFour)")], form: form,
            back: address, context, crumbs: crumbs(view, context), state: state)
    }

    private func reveal(_ submission: Submission, _ context: BackstopContext) async throws -> Response {
        let (view, member) = try await member(context)
        let outcome = try await desk.perform(
            RevealMember(
                caseID: view.row.id, caseMemberID: member.id, reason: submission.values.text("reason") ?? ""),
            submission, context)
        guard let found = outcome.value else {
            return try await ask(view, member, desk.refused(outcome.reasons, submission.values, context), context)
        }
        let model: Fields = [
            "name": found.name, "idNumber": found.idNumber, "phone": found.phone.isEmpty ? nil : found.phone,
            "backAddress": "/staff/cases/\(view.row.id.text)",
        ]
        return try await desk.page(
            "staff/cases/revealed", model, title: context.t("reveal.title"), context, crumbs: crumbs(view, context))
    }

    private func authorization(
        _ view: CaseView, _ state: FormState, _ context: BackstopContext
    ) async throws -> Response {
        let number = Int(try context.number("number"))
        guard let member = view.row.form.members.first(where: { $0.number == number }) else {
            throw PageProblem.notFound
        }
        let address = "/staff/cases/\(view.row.id.text)"
        let text = AuthorizationText(
            personName: member.name, program: view.row.program, bureauName: desk.bureau.settings.name)
        let form = AuthorizationForm(
            action: "\(address)/authorize/\(number)", text: text, backAddress: address,
            isAdult: view.members.first { $0.number == number }.map { $0.age >= 18 } ?? true)
        return try await form.show(desk, state, crumbs(view, context), context)
    }

    private func sign(_ submission: Submission, _ context: BackstopContext) async throws -> Response {
        let view = try await scene(context)
        let number = Int(try context.number("number"))
        var reader = FormReader(submission.values, context)
        guard let act = AuthorizationForm.act(&reader, context) else {
            return try await authorization(view, reader.state, context)
        }
        let outcome = try await desk.perform(
            RecordAuthorization(
                owner: .file(view.row.id), memberNumber: number, act: act,
                textHash: submission.values.text("textHash") ?? ""), submission, context)
        guard outcome.value != nil else {
            return try await authorization(
                view, desk.refused(outcome.reasons, submission.values, context), context)
        }
        return .seeOther("/staff/cases/\(view.row.id.text)?done=authorize")
    }
}

/// An authorisation signed before a clerk: the text, whole and full-named since the person reads it, and how it is
/// given.
struct AuthorizationForm {
    let action: String
    let text: AuthorizationText
    let backAddress: String
    let isAdult: Bool

    func show(
        _ desk: Desk, _ state: FormState, _ crumbs: [Link], _ context: BackstopContext
    ) async throws -> Response {
        var state = state
        state.values.set("textHash", text.hashText)
        let ways: [(String, String)] =
            (isAdult ? [("beforeClerk", "authorize.beforeClerk")] : [("guardian", "authorize.guardian")])
            + [("later", "authorize.later")]
        let form = desk.site.form(
            context, action: action, submit: context.t("authorize.record"), state: state,
            [
                .hidden("textHash"),
                .radios("way", label: context.t("authorize.way"), ways.map { Field.Choice($0.0, context.t($0.1)) }),
                .text(
                    "name", label: context.t("authorize.name"), hint: context.t("authorize.nameHint"), isOptional: true,
                    lengthMax: 40, width: .medium),
                .text("reason", label: context.t("authorize.reason"), isOptional: true),
            ])
        let model: Fields = [
            "title": context.t("authorize.title"), "paragraphs": text.paragraphs, "form": form,
            "backAddress": backAddress,
        ]
        return try await desk.page(
            "staff/cases/authorize", model, title: context.t("authorize.title"), context, crumbs: crumbs, state: state)
    }

    static func act(_ reader: inout FormReader, _ context: BackstopContext) -> AuthorizationAct? {
        let way = reader.choice(
            "way", label: context.t("authorize.way"), among: ["beforeClerk", "guardian", "later"])
        switch way {
        case "beforeClerk": return .beforeClerk
        case "guardian":
            return reader.text("name", label: context.t("authorize.name"), lengthMax: 40).map { .guardian(name: $0) }
        case "later":
            return reader.text("reason", label: context.t("authorize.reason")).map { .later(reason: $0) }
        default: return nil
        }
    }
}
