import Casework
import Hummingbird
import Operations
import Primitives
import Storage
import WebSupport

/// The pages with one form each: the hardship, phone and account, and the pledge.
struct AnswerPages: Sendable {
    let door: DraftDoor

    /// Which page.
    enum Page: String, CaseIterable, CustomStringConvertible {
        case hardship, contact, pledge
        var description: String { rawValue }
    }

    func register(in routes: RouteRegistry) {
        for page in Page.allCases {
            routes.get("/apply/{draft}/\(page)", for: .citizen, summary: "Asks for the \(page).") { request, context in
                try await door.open(context) { view in
                    let state = door.known(request, known(page, view.draft.content))
                    return try await ask(page, view, state, request, context)
                }
            }
            routes.post("/apply/{draft}/\(page)", for: .citizen, summary: "Keeps the \(page).") {
                submission, context in
                try await door.open(context) { view in try await keep(page, view, submission, context) }
            }
        }
    }

    private func known(_ page: Page, _ content: DraftContent) -> [(String, String)] {
        let form = content.form
        switch page {
        case .hardship: return [("hardshipReason", form.hardshipReason)]
        case .contact:
            // The applicant's own account is the usual one only where nobody else lives in the household.
            let holder = form.accountHolderNumber ?? (form.members.count == 1 ? form.applicant?.number : nil)
            return [
                ("phone", form.phone), ("bankAccount", form.bankAccount),
                ("accountHolderNumber", holder.map(String.init) ?? ""),
            ]
        case .pledge:
            return [("hasRelativeOnStaff", form.hasRelativeOnStaff.map { $0 ? "yes" : "no" } ?? "")]
                + (form.isPledged ? [("isPledged", "yes")] : [])
        }
    }

    private func fields(_ page: Page, _ form: ApplicationForm, _ context: BackstopContext) -> [Field] {
        switch page {
        case .hardship:
            [
                .textarea(
                    "hardshipReason", label: context.t("apply.hardship.reason"),
                    hint: context.t("apply.hardship.hint"), lengthMax: 500)
            ]
        case .contact:
            [
                .phone("phone", label: context.t("apply.contact.phone"), hint: context.t("apply.contact.phoneHint")),
                .text(
                    "bankAccount", label: context.t("apply.contact.account"),
                    hint: context.t("apply.contact.accountHint"), lengthMax: 40),
                .radios(
                    "accountHolderNumber", label: context.t("apply.contact.holder"),
                    form.members.map { Field.Choice(String($0.number), $0.name) }),
            ]
        case .pledge:
            [
                .radios(
                    "hasRelativeOnStaff", label: context.t("apply.pledge.relative"),
                    hint: context.t("apply.pledge.relativeHint"), context.yesNo),
                .checkboxes(
                    "isPledged", label: context.t("apply.pledge.promise"),
                    [Field.Choice("yes", context.t("apply.pledge.tick"))]),
            ]
        }
    }

    private func ask(
        _ page: Page, _ view: DraftView, _ state: FormState, _ request: Request, _ context: BackstopContext
    ) async throws -> Response {
        let form = door.form(view, "\(page)", state, context, fields(page, view.draft.content.form, context))
        let paragraphs = page == .pledge ? (1...3).map { context.t("apply.pledge.text\($0)") } : []
        return try await door.question(
            "\(page)", form, request, context, back: DraftDoor.path(view), state: state, paragraphs: paragraphs)
    }

    private func keep(
        _ page: Page, _ view: DraftView, _ submission: Submission, _ context: BackstopContext
    ) async throws -> Response {
        var reader = FormReader(submission.values, context)
        let part: DraftPart
        switch page {
        case .hardship:
            let text = reader.text("hardshipReason", label: context.t("apply.hardship.reason"), lengthMax: 500)
            part = .hardship(text ?? "")
        case .contact:
            let phone = reader.phone("phone", label: context.t("apply.contact.phone"))
            let account = reader.text("bankAccount", label: context.t("apply.contact.account"), lengthMax: 40)
            let holder = reader.text("accountHolderNumber", label: "", isRequired: false).flatMap { Int($0) }
            part = .contact(
                phone: phone ?? "", bankAccount: MemberAnswers.plain(account ?? ""), accountHolderNumber: holder)
        case .pledge:
            let relative = reader.choice(
                "hasRelativeOnStaff", label: context.t("apply.pledge.relative"), among: ["yes", "no"])
            let isPledged = reader.isTicked("isPledged")
            part = .pledge(isPledged: isPledged, hasRelativeOnStaff: relative.map { $0 == "yes" })
        }
        guard reader.state.isValid else { return try await ask(page, view, reader.state, submission.request, context) }
        let result = try await door.save(part, of: view, submission, context) { $0 }
        guard let state = result.state else { return door.after(view, submission.values) }
        return try await ask(page, view, state, submission.request, context)
    }
}
